import type { CompileCount, Dataset } from "../network/network.ts";
import type { NumberArray } from "./column-array.ts";
import type { Engine } from "./engine.ts";
import { compileRowCount } from "./queries/compile-row-count.ts";
import { exactCell, LAST_DAY } from "./snapshot-cells.ts";

/** HS codes of six digits, as numbers. */
export const CODES = 1_000_000;

type CountedLater = "rows" | "masters" | "outliers" | "byWeight";

/** What became of the rows read so far: `kept` of `seen` have a buyer, a seller, a product and a day. */
export interface RowTally {
  readonly hsRevision: number;
  /** Of the dataset, master bills and all. */
  readonly rows: number;
  seen: number;
  kept: number;
  readonly count: { -readonly [Key in Exclude<keyof CompileCount, CountedLater>]: number };
}

export function rowTally({ hsRevision }: Dataset, rows: number): RowTally {
  const count = {
    withoutProduct: 0,
    withoutParty: 0,
    outsideDays: 0,
    withoutValue: 0,
    withoutWeight: 0,
    estimatedValue: 0,
    otherRevision: 0,
  };
  return { hsRevision, rows, seen: 0, kept: 0, count };
}

export async function countRows(engine: Engine, dataset: Dataset, signal: AbortSignal | undefined): Promise<number> {
  const [total] = await engine.rows<{ row_count: number }>(compileRowCount(dataset), signal);
  return Number(total?.row_count ?? 0);
}

/** By row of a chunk, what it is judged by. */
export interface JudgedColumns {
  readonly hasParties: (row: number) => boolean;
  readonly hs6: NumberArray;
  readonly day: NumberArray;
  readonly usd: NumberArray;
  readonly kg: NumberArray;
  readonly estimated: NumberArray;
  readonly revision: NumberArray;
}

/** Counts the rows of a chunk and hands on those that are kept, with their cents and grams, NaN where there are none. */
export function eachKept(
  tally: RowTally,
  rows: number,
  { hasParties, hs6, day, usd, kg, estimated, revision }: JudgedColumns,
  keep: (row: number, cents: number, grams: number) => void,
): void {
  const { count } = tally;
  for (let row = 0; row < rows; row++) {
    const product = hs6[row] as number;
    const onDay = day[row] as number;
    if (product < 0 || product >= CODES) count.withoutProduct++;
    else if (!hasParties(row)) count.withoutParty++;
    else if (onDay < 0 || onDay > LAST_DAY) count.outsideDays++;
    else {
      const cents = exactCell(usd[row] as number);
      const grams = exactCell(kg[row] as number);
      if (Number.isNaN(cents)) count.withoutValue++;
      else if (estimated[row] === 1) count.estimatedValue++;
      if (Number.isNaN(grams)) count.withoutWeight++;
      if (revision[row] !== 0 && revision[row] !== tally.hsRevision) count.otherRevision++;
      keep(row, cents, grams);
      tally.kept++;
    }
  }
  tally.seen += rows;
}

/** The count of all rows once values have been estimated by weight. */
export function compileCount(
  { count, rows, seen }: RowTally,
  later: Pick<CompileCount, "outliers" | "byWeight">,
): CompileCount {
  const estimated = later.byWeight.bySteps.reduce((sum, each) => sum + each, 0);
  return {
    ...count,
    ...later,
    withoutValue: count.withoutValue - estimated,
    estimatedValue: count.estimatedValue + estimated,
    rows,
    masters: rows - seen,
  };
}
