import type { IsoDate } from "./iso-date.ts";

/** Both dates of a question: the day that is asked about, and the day whose knowledge counts. */
export interface AsOf {
  readonly on: IsoDate;
  readonly known: IsoDate;
}
