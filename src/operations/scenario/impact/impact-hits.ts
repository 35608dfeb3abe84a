import type { Network } from "../../../network/network.ts";
import type { FirmImpact, Shortage } from "../../../scenario/impact/firm-impact.ts";
import type { Shock, Supply } from "../../../scenario/impact/supply.ts";
import type { Weeks } from "./impact-capacity.ts";
import type { RecordedSupply, SupplyNode } from "./impact-supply.ts";

/** A network of trade after a shock, week by week. */
export interface ImpactFound {
  readonly network: Network;
  readonly recorded: RecordedSupply;
  readonly shock: Shock;
  /** By firm: all that it loses, and what it loses for want of inputs. */
  readonly firms: readonly FirmImpact[];
  readonly shortages: readonly Shortage[];
  readonly weeks: Weeks;
}

/** A party that buys, with one product that it makes or uses. */
export interface Buyer {
  readonly node: SupplyNode;
  readonly shortage: Shortage;
  /** Sales between what is broken and it: 1 where its own purchases are; null where none lead there. */
  readonly tier: number | null;
  /** The baseline's output of a week, USD. */
  readonly weekly: number;
  /** Purchases of a week that are stopped at the most, USD. */
  readonly stoppedUsd: number;
}

/** A buyer that falls below 95 % of its output for want of inputs. */
export interface Hit extends Buyer {
  readonly hitIn: number;
  readonly lostUsd: number;
  /** What it lacks first, the stock of it, and the share of it that is stopped at the most. */
  readonly lacks: RecordedSupply["bought"][number] & { readonly stopped: number };
}

/** By firm: the baseline's output of a week, USD. */
function weeklyOf({ firms, links }: Supply): Float64Array {
  const output = Float64Array.from(firms, ({ finalDemand }) => finalDemand);
  for (const { seller, amount } of links) output[seller] = (output[seller] as number) + amount;
  return output;
}

/** What all lose otherwise than for want of inputs, USD: sales that stop, capacity that is out, orders that stay away. */
export function salesLost({ recorded: { supply }, firms, shortages }: ImpactFound): number {
  return weeklyOf(supply).reduce((sum, weekly, firm) => {
    const lost = (firms[firm] as FirmImpact).lostWeeks - (shortages[firm] as Shortage).lostWeeks;
    return sum + weekly * Math.max(0, lost);
  }, 0);
}

/** All that buy and are not themselves out, and those of them that are hit. */
export function buyersOf({ recorded, shock, shortages }: ImpactFound): {
  readonly buyers: Buyer[];
  readonly hits: Hit[];
} {
  const { supply, nodes, bought } = recorded;
  const tiers = tiersOf(supply, shock);
  const stopped = stoppedOf(supply, shock);
  const output = weeklyOf(supply);
  const stoppedUsd = new Float64Array(nodes.length);
  supply.inputs.forEach(({ buyer }, input) => {
    stoppedUsd[buyer] = (stoppedUsd[buyer] as number) + (stopped.usd[input] as number);
  });
  const buyers: Buyer[] = [];
  const hits: Hit[] = [];
  for (const firm of new Set(supply.inputs.map(({ buyer }) => buyer))) {
    const tier = tiers[firm] ?? null;
    if (tier === 0) continue;
    const shortage = shortages[firm] as Shortage;
    const buyer: Buyer = {
      node: nodes[firm] as SupplyNode,
      shortage,
      tier,
      weekly: output[firm] as number,
      stoppedUsd: stoppedUsd[firm] as number,
    };
    buyers.push(buyer);
    const { hitIn, lacked, lostWeeks } = shortage;
    if (hitIn === null || lacked === null) continue;
    const input = bought[lacked] as RecordedSupply["bought"][number];
    hits.push({
      ...buyer,
      hitIn,
      lostUsd: lostWeeks * buyer.weekly,
      lacks: { ...input, stopped: stopped.share[lacked] as number },
    });
  }
  return { buyers, hits };
}

/** The shortest way from what is broken to each firm, in sales; 0 for what is itself out, null where there is none. */
function tiersOf({ links, inputs, firms }: Supply, { capacityLeft, saleLeft }: Shock): (number | null)[] {
  const buyersOf = new Map<number, number[]>();
  const tiers: (number | null)[] = firms.map(() => null);
  for (const firm of capacityLeft.keys()) tiers[firm] = 0;
  const first: number[] = [];
  links.forEach(({ seller, input, amount }, link) => {
    if (amount === 0) return;
    const buyer = inputs[input]?.buyer as number;
    if (saleLeft.has(link)) first.push(buyer);
    const known = buyersOf.get(seller);
    if (known === undefined) buyersOf.set(seller, [buyer]);
    else known.push(buyer);
  });
  let reached = [...capacityLeft.keys()];
  for (let tier = 1; reached.length > 0 || tier === 1; tier++) {
    const next = [...reached.flatMap((firm) => buyersOf.get(firm) ?? []), ...(tier === 1 ? first : [])];
    reached = [...new Set(next)].filter((firm) => tiers[firm] === null);
    for (const firm of reached) tiers[firm] = tier;
  }
  return tiers;
}

const least = (series: Float64Array | undefined): number => series?.reduce((so, one) => Math.min(so, one), 1) ?? 1;

/** By input: what is stopped at the most, by its sale or by its seller, in USD a week and as a share. */
function stoppedOf({ links, inputs }: Supply, { capacityLeft, saleLeft }: Shock) {
  const all = new Float64Array(inputs.length);
  const usd = new Float64Array(inputs.length);
  links.forEach(({ seller, input, amount }, link) => {
    all[input] = (all[input] as number) + amount;
    const left = least(saleLeft.get(link)) * least(capacityLeft.get(seller));
    usd[input] = (usd[input] as number) + amount * (1 - left);
  });
  return { usd, share: usd.map((one, input) => one / (all[input] as number)) };
}
