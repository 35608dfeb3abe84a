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
  const open: number[] = [];
  for (let link = 0; link < seller.length; link++) {
    const [from, input] = [seller[link] as number, into[link] as number];
    if ((unserved[input] as number) === 0 || limit[link] !== Infinity) continue;
    if ((spare[from] as number) === 0 || from === buyer[input]) continue;
    open.push(link);
    reach[input] = (reach[input] as number) + (spare[from] as number);
  }
  const asked = new Float64Array(spare.length);
  const asks = Float64Array.from(open, (link) => {
    const [from, input] = [seller[link] as number, into[link] as number];
    const ask = ((unserved[input] as number) * (spare[from] as number)) / (reach[input] as number);
    asked[from] = (asked[from] as number) + ask;
    return ask;
  });
  const given = asked.map((all, firm) => (all === 0 ? 0 : Math.min(1, (spare[firm] as number) / all)));
  open.forEach((link, at) => {
    const [from, input] = [seller[link] as number, into[link] as number];
    const got = (asks[at] as number) * (given[from] as number);
    delivered[input] = (delivered[input] as number) + got;
    served[from] = (served[from] as number) + got;
  });
}
