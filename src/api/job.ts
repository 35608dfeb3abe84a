import type { WantedArrays } from "../operations/core/context.ts";
import type { Settings } from "../operations/core/settings.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import type { Format } from "./formats.ts";

/** Which state of which store a question reads; null where there is no store yet. */
export interface StoreState {
  readonly storeId: string;
  readonly vintage: number;
}

export interface AskJob {
  readonly is: "ask";
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly settings: Settings;
  readonly store: StoreState | null;
  readonly today: IsoDate;
  readonly format: Format;
  /** Whether the role of who asks reaches figures that are marked as confidential. */
  readonly seesConfidential: boolean;
}

/** Reads the arrays of a dataset for all threads. */
export interface LoadJob extends Omit<WantedArrays, "key"> {
  readonly is: "load";
  readonly today: IsoDate;
}

/** Runs a task, which writes: import, undo and the like. */
export interface TaskJob {
  readonly is: "task";
  readonly task: string;
  /** Compile what is new afterwards, so that the first question need not. */
  readonly prepare: boolean;
  readonly input: Readonly<Record<string, unknown>>;
  readonly today: IsoDate;
}

export type Job = AskJob | LoadJob | TaskJob;

/** What every thread of a server knows. */
export interface ThreadData {
  readonly store: string;
  readonly book: string | undefined;
  /** Megabytes that the engine of one thread may use. */
  readonly memory: number;
}
