import { NotFound, StoreProblem } from "../../errors.ts";
import type { Context } from "./context.ts";

/** Whether a store can be opened, for questions that the book alone can answer in part; the answer names its vintage. */
export async function hasStore(context: Context): Promise<boolean> {
  try {
    await context.openVintage();
    return true;
  } catch (error) {
    if (error instanceof NotFound || error instanceof StoreProblem) return false;
    throw error;
  }
}
