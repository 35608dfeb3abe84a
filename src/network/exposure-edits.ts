import type { AttributionQuestion } from "./attribution/attribution-question.ts";
import { type Cone, gatherCone } from "./attribution/cone.ts";
import { shareInputs } from "./attribution/input-shares.ts";
import { recipesOf } from "./attribution/recipes.ts";
import { strongComponents } from "./attribution/strong-components.ts";
import { nodeNumbers } from "./exposure.ts";
import { type StoppedBehind, stoppedBehind, TIERS } from "./exposure-edits-values.ts";
import type { InputLink } from "./input-link.ts";
import type { Network } from "./network.ts";

/** Whose purchases rest on trade that is supposed to stop, by the chain of an attribution of what was. */
export interface StoppedTradeQuestion extends Omit<AttributionQuestion, "root" | "coverage"> {
  /** HS 6-digit codes of what the buyers buy. */
  readonly bought: readonly string[];
  /** Only what is imported there: alpha-2 codes. */
  readonly to?: readonly string[] | undefined;
  readonly by: "party" | "country";
  /** What is left of a run of the network, 0 to 1. */
  readonly leftOf: (run: number) => number;
}

/** What was paid for a product, and how much of it comes over stopped trade; sums in cents and grams. */
export interface StoppedSums {
  readonly rows: number;
  readonly usd: number;
  /** Of that, what rows do not state and were given. */
  readonly estimated: number;
  /** Of `usd`, what comes over stopped trade at least once. */
  readonly through: number;
  /** At the least: the buyer's own purchases, and those behind them whose shares somebody states. */
  readonly least: number;
  /** `through` by the first stop on the way back: the buyer's own purchase, that of its seller, and so on. */
  readonly byTier: readonly number[];
  /** First stops farther back than those tiers. */
  readonly deeper: number;
  /** Of the buyer's own purchases, what stops of the rows that have a weight, and what these were worth. */
  readonly stoppedGrams: number;
  readonly weighedUsd: number;
}

/** A buyer of a product. */
export interface HitBuyer extends StoppedSums {
  /** Party id, or an importing country ("" unknown). */
  readonly key: string;
}

export interface HitProduct extends StoppedSums {
  readonly code: string;
  /** All who bought it. */
  readonly buyers: number;
  /** Those of them to whom some of it comes over stopped trade, the largest sum first. */
  readonly hit: readonly HitBuyer[];
}

export interface StoppedTrade {
  /** Products that somebody bought, in the order asked. */
  readonly products: readonly HitProduct[];
  readonly nodes: number;
  readonly edges: number;
}

/**
 * Follows what buyers paid back through the chain of an attribution, and finds what part of it comes over trade that
 * stops: at once, with nobody buying elsewhere and no stock to live on. A unit that comes over several stops counts once,
 * at the first on the way back from the buyer. Sums of different products overlap, since one goes into the other.
 */
export function stoppedTrade(
  network: Network,
  links: readonly InputLink[],
  { bought, to, by, leftOf, ...asked }: StoppedTradeQuestion,
): StoppedTrade {
  const cone = gatherCone(network, recipesOf(network.products, links, asked.inputs), {
    ...asked,
    root: { kind: "purchases", products: bought, ...(to === undefined ? {} : { countries: to }) },
  });
  const shared = shareInputs(cone);
  const behind = stoppedBehind(shared, strongComponents(shared.chain), leftOf);
  const numbers = nodeNumbers(cone);
  const products = [...new Set(bought)]
    .map((code) => sumProduct(cone, code, { to, by, leftOf }, numbers, behind))
    .filter(({ buyers }) => buyers > 0);
  return { products, nodes: shared.nodes, edges: shared.chain.target.length };
}

interface Sums {
  rows: number;
  usd: number;
  estimated: number;
  through: number;
  least: number;
  byTier: number[];
  stoppedGrams: number;
  weighedUsd: number;
}

const nothing = (): Sums => ({
  rows: 0,
  usd: 0,
  estimated: 0,
  through: 0,
  least: 0,
  byTier: new Array<number>(TIERS).fill(0),
  stoppedGrams: 0,
  weighedUsd: 0,
});

/** What is farther back than the tiers is the rest, so that all add up; below nothing it is rounding. */
const finished = (sums: Sums): StoppedSums => ({
  ...sums,
  deeper: Math.max(0, sums.through - sums.byTier.reduce((all, each) => all + each, 0)),
});

function sumProduct(
  { network, reader }: Cone,
  code: string,
  { to, by, leftOf }: Pick<StoppedTradeQuestion, "to" | "by" | "leftOf">,
  numbers: Int32Array,
  behind: StoppedBehind,
): HitProduct {
  const { buy, runs } = network;
  const allowed = to === undefined ? null : new Set(to.map((place) => network.countries.indexOf(place)));
  const sums = new Map<number, Sums>();
  const total = nothing();
  const product = network.products.indexOf(code);
  const until = product < 0 ? 0 : (buy.ofProduct[product + 1] as number);
  for (let at = product < 0 ? 0 : (buy.ofProduct[product] as number); at < until; at++) {
    const node = buy.byProduct[at] as number;
    for (let run = buy.offsets[node] as number; run < (buy.offsets[node + 1] as number); run++) {
      if (allowed !== null && !allowed.has(runs.destination[run] as number)) continue;
      const { usd, estimatedUsd, kg, weighedUsd, bills } = reader.read(run);
      if (!(usd > 0)) continue;
      const key = by === "party" ? (buy.party[node] as number) : (runs.destination[run] as number);
      const buyer = sums.get(key) ?? nothing();
      sums.set(key, buyer);
      const left = leftOf(run);
      const seller = (numbers[runs.sellNode[run] as number] as number) - 1;
      for (const each of [buyer, total]) {
        each.rows += bills;
        each.usd += usd;
        each.estimated += estimatedUsd;
        each.through += usd * (1 - left + left * (behind.through[seller] as number));
        each.least += usd * (1 - left + left * (behind.least[seller] as number));
        each.byTier[0] = (each.byTier[0] as number) + usd * (1 - left);
        for (let tier = 1; tier < TIERS; tier++) {
          each.byTier[tier] =
            (each.byTier[tier] as number) + usd * left * (behind.byTier[tier - 1]?.[seller] as number);
        }
        each.stoppedGrams += kg * (1 - left);
        each.weighedUsd += weighedUsd * (1 - left);
      }
    }
  }
  const keyOf = (key: number): string => (by === "party" ? network.parties.id(key) : (network.countries[key] ?? ""));
  const hit = [...sums]
    .filter(([, { through }]) => through > 0)
    .map(([key, each]): HitBuyer => ({ key: keyOf(key), ...finished(each) }))
    .sort((a, b) => b.through - a.through || (a.key < b.key ? -1 : 1));
  return { code, ...finished(total), buyers: sums.size, hit };
}
