import type { Explanation } from "../../evidence/explanation.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import type { ScenarioSaid } from "../scenario/scenario-world.ts";

/** How much of the world the data behind an answer show. */
export interface Coverage {
  /** True when the rows were generated: nothing in the answer is about the real world. */
  readonly made: boolean;
  /** First day, and first day after the last, of the data that were asked; null when no dated data were. */
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
  /** What the answer cannot see, a sentence each. */
  readonly notes: readonly string[];
}

export interface AnswerVintage {
  /** Version of Headwater. */
  readonly software: string;
  /** Vintage of the book: date and hash of its data. */
  readonly data: string;
  /** Number of the store's vintage; null when the question needs no store. */
  readonly store: number | null;
}

/** What every surface returns for every question, in this order. */
export interface Answer<Result = unknown> {
  readonly operation: string;
  /** The question as it was understood: codes and countries in one spelling, defaults filled in. */
  readonly input: Readonly<Record<string, unknown>>;
  /** The day the answer is given for. */
  readonly on: IsoDate;
  /** The day whose knowledge the answer uses. */
  readonly known: IsoDate;
  /** What is supposed of the world; absent where it was asked about as it is. */
  readonly scenario?: ScenarioSaid;
  readonly vintage: AnswerVintage;
  readonly result: Result;
  readonly coverage: Coverage;
  readonly warnings: readonly string[];
  /** Null unless it was asked for. */
  readonly explanation: Explanation | null;
}
