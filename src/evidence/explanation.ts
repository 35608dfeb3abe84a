import type { Basis } from "./basis.ts";
import type { Source } from "./source.ts";

/** One number that went into a figure; `source` is the id of a Source. */
export interface ExplanationInput {
  readonly name: string;
  readonly value: string;
  readonly basis?: Basis;
  readonly source?: string;
}

/** Why a figure is what it is: a tree, its causes below it in `because`. */
export interface Explanation {
  readonly sentence: string;
  readonly formula?: string;
  readonly inputs?: readonly ExplanationInput[];
  readonly basis: Basis;
  readonly sources: readonly Source[];
  /** Rows of the data that were used, and rows that could not be read. */
  readonly rows?: { readonly used: number; readonly rejected: number };
  /** The command that reproduces the figure. */
  readonly command?: string;
  readonly because?: readonly Explanation[];
}

/** Every source of the tree, each once (by id and locator), in the order in which it is met. */
export function sourcesOf(explanation: Explanation): readonly Source[] {
  const found = new Map<string, Source>();
  collect(explanation, found);
  return [...found.values()];
}

function collect(explanation: Explanation, found: Map<string, Source>): void {
  for (const source of explanation.sources) {
    const key = `${source.id}\u0000${source.locator ?? ""}`;
    if (!found.has(key)) found.set(key, source);
  }
  for (const cause of explanation.because ?? []) collect(cause, found);
}
