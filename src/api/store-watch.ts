import { createContext } from "../operations/core/context.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import type { StoreState } from "./job.ts";

/** The published state of the store, read anew for each question: another process may write too. Null without a store. */
export async function currentState(store: string, today: IsoDate): Promise<StoreState | null> {
  const context = createContext({ store, today });
  try {
    const { id, vintage } = (await context.openStore()).state();
    return { storeId: id, vintage };
  } catch {
    return null;
  }
}
