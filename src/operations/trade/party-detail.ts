import { addExact, type ExactSums, exactSums, exactTotal } from "../../network/exact-sum.ts";
import { countedPart, eachCountedRun, isCounted, type Walk } from "../../network/walk.ts";
import { divide, format, fromUnits } from "../../vocab/decimal.ts";
import { fromEpochDay, type IsoDate } from "../../vocab/iso-date.ts";

/** What the counted rows of one party say beyond their sums. */
export interface PartyDetail {
  readonly first: IsoDate;
  readonly last: IsoDate;
  /** USD per kg over the rows that state both, four places; null if none does. */
  readonly unitValue: string | null;
}

interface Gathered {
  first: number;
  last: number;
  /** Cents and grams of rows that state both. */
  readonly both: ExactSums;
}

const fresh = (): Gathered => ({ first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY, both: exactSums(2) });

/** Adds rows of these days that state, between them, this much money and weight; NaN where they do not state both. */
function add(to: Gathered, first: number, last: number, usd: number, kg: number): void {
  to.first = Math.min(to.first, first);
  to.last = Math.max(to.last, last);
  if (Number.isNaN(usd) || Number.isNaN(kg)) return;
  addExact(to.both, 0, usd);
  addExact(to.both, 1, kg);
}

function detail({ first, last, both }: Gathered): PartyDetail {
  const grams = exactTotal(both, 1);
  const unitValue = grams === 0n ? null : format(divide(fromUnits(exactTotal(both, 0), 2), fromUnits(grams, 3), 4));
  return { first: fromEpochDay(first), last: fromEpochDay(last), unitValue };
}

/**
 * First and last day and unit value of each of these parties (by index), and of everything counted. Runs of which all rows
 * count and state value and weight are added by their sums, others row by row.
 */
export function partyDetails(
  walk: Walk,
  parties: readonly number[],
): { readonly of: ReadonlyMap<number, PartyDetail>; readonly all: PartyDetail | null } {
  const { network, plan } = walk;
  const { runs, pages } = network;
  const { day, usd, kg } = network.columns;
  const { sums, offsets } = runs;
  const gathered = new Map(parties.map((party) => [party, fresh()]));
  const all = fresh();
  const addTo = (run: number, first: number, last: number, cents: number, grams: number): void => {
    const own = gathered.get(plan.far.party[plan.farNode[run] as number] as number);
    if (own !== undefined) add(own, first, last, cents, grams);
    add(all, first, last, cents, grams);
  };
  const rowByRow: { readonly run: number; readonly tier: number }[] = [];
  eachCountedRun(walk, (run, tier) => {
    const stated = sums !== null && sums.withoutValue[run] === 0 && sums.withoutWeight[run] === 0;
    if (stated && countedPart(walk, run, tier) === "all") {
      const { firstDay, lastDay, usd: cents, kg: grams } = sums;
      addTo(run, firstDay[run] ?? 0, lastDay[run] ?? 0, cents[run] ?? Number.NaN, grams[run] ?? Number.NaN);
    } else {
      rowByRow.push({ run, tier });
      pages.want(offsets[run] as number, offsets[run + 1] as number);
    }
  });
  pages.fetch();
  for (const { run, tier } of rowByRow) {
    const until = offsets[run + 1] as number;
    for (let entry = offsets[run] as number; entry < until; entry++) {
      if (!isCounted(walk, entry, tier)) continue;
      const on = day[entry] as number;
      addTo(run, on, on, usd[entry] as number, kg[entry] as number);
    }
  }
  const of = new Map([...gathered].map(([party, each]) => [party, detail(each)]));
  return { of, all: Number.isFinite(all.first) ? detail(all) : null };
}
