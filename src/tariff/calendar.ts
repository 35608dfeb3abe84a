import type { Source } from "../evidence/source.ts";
import type { IsoDate } from "../vocab/iso-date.ts";

/** Something due on a day that no measure carries: the end of a suspension, a decision, guidance. */
export interface CalendarEvent {
  readonly id: string;
  readonly by: IsoDate;
  readonly known: IsoDate;
  readonly what: string;
  readonly programme: string;
  /** Codes that it touches, digits only. */
  readonly hs: readonly string[];
  readonly parties: readonly string[];
  readonly settled: IsoDate | null;
  readonly outcome: string | null;
  readonly source: Source;
}

/** What sources say differently, and which reading the book uses. */
export interface Conflict {
  readonly id: string;
  readonly known: IsoDate;
  readonly about: string;
  readonly readings: readonly { readonly says: string; readonly source: Source }[];
  readonly used: string;
  readonly why: string;
}

export interface Calendar {
  readonly events: readonly CalendarEvent[];
  readonly conflicts: readonly Conflict[];
}
