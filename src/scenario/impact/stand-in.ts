import type { SupplyPlan } from "./supply-plan.ts";

/** One week's trade, changed in place. */
export interface WeekTrade {
  /** By firm: the most that it can make this week, and what it sells. */
  readonly possible: Float64Array;
  readonly served: Float64Array;
  /** By input: what was ordered and not sold, and what was. */
  readonly unserved: Float64Array;
  readonly delivered: Float64Array;
  /** By link: the most that may be sold along it; infinite where nothing limits it. */
  readonly limit: Float64Array;
}

/**
 * One round: what was not served is asked of the buyer's other suppliers of the input whose sale nothing limits, in
 * proportion to what each can still make; who is asked for more than that gives to all in proportion.
 */
export function standIn({ seller, into, buyer }: SupplyPlan, week: WeekTrade): void {
  const { possible, served, unserved, delivered, limit } = week;
  const spare = possible.map((most, firm) => Math.max(0, most - (served[firm] as number)));
  const reach = new Float64Array(unserved.length);
  const spareFor = (link: number): number => {
    const [from, input] = [seller[link] as number, into[link] as number];
    const isFree = limit[link] === Infinity && from !== buyer[input] && (unserved[input] as number) > 0;
    return isFree ? (spare[from] as number) : 0;
  };
  for (let link = 0; link < seller.length; link++) {
    const input = into[link] as number;
    reach[input] = (reach[input] as number) + spareFor(link);
  }
  const asked = new Float64Array(spare.length);
  const askOf = (link: number): number => {
    const mine = spareFor(link);
    const input = into[link] as number;
    return mine === 0 ? 0 : ((unserved[input] as number) * mine) / (reach[input] as number);
  };
  for (let link = 0; link < seller.length; link++) {
    const from = seller[link] as number;
    asked[from] = (asked[from] as number) + askOf(link);
  }
  const given = asked.map((all, firm) => (all === 0 ? 0 : Math.min(1, (spare[firm] as number) / all)));
  for (let link = 0; link < seller.length; link++) {
    const got = askOf(link) * (given[seller[link] as number] as number);
    if (got > 0) delivered[into[link] as number] = (delivered[into[link] as number] as number) + got;
  }
  for (let firm = 0; firm < served.length; firm++) {
    served[firm] = (served[firm] as number) + (asked[firm] as number) * (given[firm] as number);
  }
}
