import { ASSUMED_GROWTH } from "./assumed.ts";
import type { Random } from "./random.ts";
import { timeCurve, type World } from "./world.ts";

/** How many house bills each link has and what they come to, and how they spread over the months. */
export interface BillPlan {
  readonly counts: Int32Array;
  /** Whole cents of USD over all bills of the link. */
  readonly cents: Float64Array;
  /** Bills of a link in a month; over the link's months they sum to its count. */
  billsIn(link: number, month: number): number;
}

/** Bills against value: a link with twice the value has 1.5 times the bills. */
const BILLS_BY_VALUE = 0.6;
const EQUIPMENT_BILLS = 0.12;
const PLANTED_BILLS = 3;

/** Every link has at least one bill, and `houses` have them all together; needs as many houses as links. */
export function planBills({ links, products }: World, houses: number, random: Random): BillPlan {
  const weights = links.map(({ usd, use, plant }) => {
    const weight = usd ** BILLS_BY_VALUE;
    return use === "equipment" ? weight * EQUIPMENT_BILLS : plant === -1 ? weight : weight * PLANTED_BILLS;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const spare = houses - links.length;
  const counts = new Int32Array(links.length);
  const offsets = new Float64Array(links.length);
  const cents = new Float64Array(links.length);
  let running = 0;
  let given = 0;
  for (let at = 0; at < links.length; at++) {
    running += weights[at] as number;
    const upTo = at === links.length - 1 ? spare : Math.min(spare, Math.round((running / total) * spare));
    counts[at] = 1 + upTo - given;
    given = upTo;
    offsets[at] = random.unit();
    cents[at] = Math.max(counts[at] as number, Math.round((links[at]?.usd as number) * 100));
  }
  const curves = products.map(({ season }) => timeCurve(season, ASSUMED_GROWTH));
  const firstMonth = Uint8Array.from(links, ({ from }) => from);
  const lastMonth = Uint8Array.from(links, ({ until }) => until);
  const curveOf = Int32Array.from(links, ({ product }) => product);
  return {
    counts,
    cents,
    billsIn(link, month) {
      const from = firstMonth[link] as number;
      const until = lastMonth[link] as number;
      if (month < from || month >= until) return 0;
      const curve = curves[curveOf[link] as number] as Float64Array;
      const start = curve[from] as number;
      const length = (curve[until] as number) - start;
      const count = counts[link] as number;
      const offset = offsets[link] as number;
      const reached = (at: number) =>
        Math.floor(at === until ? count + offset : (count * ((curve[at] as number) - start)) / length + offset);
      return reached(month + 1) - reached(month);
    },
  };
}
