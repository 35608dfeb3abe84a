import { addExact, type ExactSums, exactSums, exactTotal, growSums } from "./exact-sum.ts";
import { inputMap } from "./input-map.ts";
import { type Network, VALUE_ESTIMATED } from "./network.ts";
import { admittedPart, isAdmitted, planReach, type ReachPlan, type ReachQuestion } from "./reach-question.ts";

/** What some rows add up to. */
export interface Movement {
  readonly rows: number;
  readonly rowsWithoutValue: number;
  readonly rowsWithoutWeight: number;
  /** Cents. */
  readonly usd: bigint;
  /** Of that, what rows state no value of their own for, and were given one. */
  readonly estimatedUsd: bigint;
  /** Grams. */
  readonly kg: bigint;
  /** Cents and grams of the rows that state both: what a unit value is taken from. */
  readonly priced: { readonly usd: bigint; readonly kg: bigint };
  /** Days since 1970-01-01; null of no row. */
  readonly firstDay: number | null;
  readonly lastDay: number | null;
}

const [ROWS, USD, KG, PRICED_USD, PRICED_KG, NO_VALUE, NO_WEIGHT, ESTIMATED] = [0, 1, 2, 3, 4, 5, 6, 7];
const CELLS = 8;

/** Movements by key, exact at any size. */
export interface Tally {
  readonly lines: Map<number, number>;
  readonly sums: ExactSums;
  readonly first: number[];
  readonly last: number[];
}

export function newTally(): Tally {
  return { lines: new Map(), sums: exactSums(CELLS * 64), first: [], last: [] };
}

export function movementOf({ lines, sums, first, last }: Tally, key: number): Movement {
  const line = lines.get(key);
  const total = (cell: number): bigint => (line === undefined ? 0n : exactTotal(sums, line * CELLS + cell));
  return {
    rows: Number(total(ROWS)),
    rowsWithoutValue: Number(total(NO_VALUE)),
    rowsWithoutWeight: Number(total(NO_WEIGHT)),
    usd: total(USD),
    estimatedUsd: total(ESTIMATED),
    kg: total(KG),
    priced: { usd: total(PRICED_USD), kg: total(PRICED_KG) },
    firstDay: line === undefined ? null : (first[line] ?? null),
    lastDay: line === undefined ? null : (last[line] ?? null),
  };
}

function lineOf({ lines, sums, first, last }: Tally, key: number): number {
  const known = lines.get(key);
  if (known !== undefined) return known;
  const line = lines.size;
  lines.set(key, line);
  growSums(sums, (line + 1) * CELLS);
  first.push(Number.POSITIVE_INFINITY);
  last.push(Number.NEGATIVE_INFINITY);
  return line;
}

/** Which entries count: those of the window, and only observed values where asked. */
export type Admission = Pick<ReachQuestion, "since" | "until" | "observedOnly">;

export function admission(network: Network, { since, until, observedOnly }: Admission): ReachPlan {
  return planReach(network, inputMap(network.products, []), {
    products: [],
    direction: "up",
    depth: 1,
    inputs: "none",
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(observedOnly === undefined ? {} : { observedOnly }),
  });
}

/** What a run adds to: tallies and the key in each. */
export type Shares = readonly (readonly [Tally, number])[];

/** Adds up the runs that `each` names; it is called once more before where entries must be brought into memory first. */
export function addRuns(
  network: Network,
  plan: ReachPlan,
  each: (visit: (run: number, shares: Shares) => void) => void,
): void {
  const { pages, runs } = network;
  if (!pages.complete()) {
    each((run) => {
      if (standsForAll(network, plan, run)) return;
      pages.want(runs.offsets[run] as number, runs.offsets[run + 1] as number);
    });
    pages.fetch();
  }
  each((run, shares) => addRun(network, plan, run, shares));
}

/** The sums of the run say all that a movement tells of it. */
function standsForAll(network: Network, plan: ReachPlan, run: number): boolean {
  const { sums } = network.runs;
  if (sums === null || sums.withoutValue[run] !== 0 || sums.withoutWeight[run] !== 0) return false;
  return admittedPart(network, plan, run) === "all";
}

function addRun(network: Network, plan: ReachPlan, run: number, tallies: Shares): void {
  if (admittedPart(network, plan, run) === "none") return;
  const { sums, offsets } = network.runs;
  const [from, until] = [offsets[run] as number, offsets[run + 1] as number];
  if (sums !== null && standsForAll(network, plan, run)) {
    const [usd, kg] = [sums.usd[run] as number, sums.kg[run] as number];
    for (const [tally, key] of tallies) {
      const line = lineOf(tally, key);
      addAmounts(tally, line, until - from, usd, kg);
      addExact(tally.sums, line * CELLS + ESTIMATED, Math.round(sums.estimatedUsd[run] as number));
      addDays(tally, line, sums.firstDay[run] as number, sums.lastDay[run] as number);
    }
    return;
  }
  const { usd, kg, day, flags } = network.columns;
  for (let entry = from; entry < until; entry++) {
    if (!isAdmitted(network, plan, entry)) continue;
    for (const [tally, key] of tallies) {
      const line = lineOf(tally, key);
      addAmounts(tally, line, 1, usd[entry] as number, kg[entry] as number);
      if (((flags[entry] as number) & VALUE_ESTIMATED) !== 0 && !Number.isNaN(usd[entry] as number)) {
        addExact(tally.sums, line * CELLS + ESTIMATED, usd[entry] as number);
      }
      addDays(tally, line, day[entry] as number, day[entry] as number);
    }
  }
}

/** `usd` or `kg` is NaN where rows have none. */
function addAmounts({ sums }: Tally, line: number, rows: number, usd: number, kg: number): void {
  const at = line * CELLS;
  const [valued, weighed] = [!Number.isNaN(usd), !Number.isNaN(kg)];
  addExact(sums, at + ROWS, rows);
  if (valued) addExact(sums, at + USD, usd);
  else addExact(sums, at + NO_VALUE, rows);
  if (weighed) addExact(sums, at + KG, kg);
  else addExact(sums, at + NO_WEIGHT, rows);
  if (!valued || !weighed) return;
  addExact(sums, at + PRICED_USD, usd);
  addExact(sums, at + PRICED_KG, kg);
}

function addDays({ first, last }: Tally, line: number, from: number, to: number): void {
  first[line] = Math.min(first[line] as number, from);
  last[line] = Math.max(last[line] as number, to);
}
