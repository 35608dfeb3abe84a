import { addExact, type ExactSums, exactSums, exactTotal } from "../../network/exact-sum.ts";
import { eachCounted, type Walk } from "../../network/walk.ts";
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

function add(to: Gathered, day: number, usd: number, kg: number): void {
  to.first = Math.min(to.first, day);
  to.last = Math.max(to.last, day);
  if (Number.isNaN(usd) || Number.isNaN(kg)) return;
  addExact(to.both, 0, usd);
  addExact(to.both, 1, kg);
}

function detail({ first, last, both }: Gathered): PartyDetail {
  const grams = exactTotal(both, 1);
  const unitValue = grams === 0n ? null : format(divide(fromUnits(exactTotal(both, 0), 2), fromUnits(grams, 3), 4));
  return { first: fromEpochDay(first), last: fromEpochDay(last), unitValue };
}

/** First and last day and unit value of each of these parties (by index), and of everything counted. */
export function partyDetails(
  walk: Walk,
  parties: readonly number[],
): { readonly of: ReadonlyMap<number, PartyDetail>; readonly all: PartyDetail | null } {
  const { network, plan } = walk;
  const { day, usd, kg } = network.columns;
  const gathered = new Map(parties.map((party) => [party, fresh()]));
  const all = fresh();
  eachCounted(walk, (entry, _tier, run) => {
    const party = plan.far.party[plan.farNode[run] as number] as number;
    const figures = [day[entry] as number, usd[entry] as number, kg[entry] as number] as const;
    const own = gathered.get(party);
    if (own !== undefined) add(own, ...figures);
    add(all, ...figures);
  });
  const of = new Map([...gathered].map(([party, each]) => [party, detail(each)]));
  return { of, all: Number.isFinite(all.first) ? detail(all) : null };
}
