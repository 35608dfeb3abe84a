import type { AttributionQuestion } from "./attribution/attribution-question.ts";
import { type Cone, gatherCone } from "./attribution/cone.ts";
import { shareInputs } from "./attribution/input-shares.ts";
import { recipesOf } from "./attribution/recipes.ts";
import { strongComponents } from "./attribution/strong-components.ts";
import { addedValues, type Ends, endStates, passingValues } from "./exposure-values.ts";
import type { InputLink } from "./input-link.ts";
import type { Network } from "./network.ts";

/** Who depends on some parties, a country or a product, by the chain of an attribution. */
export interface ExposureQuestion extends Omit<AttributionQuestion, "root" | "coverage"> {
  readonly of: Ends;
  /** HS 6-digit codes of what the buyers buy; without it all that `of` may stand behind. */
  readonly bought?: readonly string[];
  /** Only what is imported there: alpha-2 codes. */
  readonly to?: readonly string[];
  readonly by: "party" | "country";
}

/** A buyer and its purchases; sums in cents. */
export interface ExposedBuyer {
  /** Party id, or an importing country ("" unknown). */
  readonly key: string;
  readonly rows: number;
  /** What it paid for the products in question. */
  readonly usd: number;
  /** Of that, what was added by `of`; what passed it at least once; what it bought of it directly. */
  readonly added: number;
  readonly passing: number;
  readonly direct: number;
}

export interface Exposure {
  /** Codes of the products in question, ascending. */
  readonly bought: readonly string[];
  /** Those to whom some of it comes, the largest added value first. */
  readonly buyers: readonly ExposedBuyer[];
  /** All buyers of the products, those that are not exposed among them. */
  readonly total: Omit<ExposedBuyer, "key"> & {
    readonly buyers: number;
    /** What was passed on to an input that nobody was seen to sell, or kept by a trader. */
    readonly untraced: number;
    /** Of what was paid, what rows do not state and were given. */
    readonly estimated: number;
  };
  readonly nodes: number;
  readonly edges: number;
}

/**
 * Turns the attribution round. One unit at each node of everything behind the products is worth the part of it that ends
 * at (or passes) the ends; that is solved once, backwards, and every purchase counts its seller's worth. A buyer's sum is
 * the share that an attribution of its purchases gives.
 */
export function exposure(network: Network, links: readonly InputLink[], question: ExposureQuestion): Exposure {
  const { of, bought: asked, to, by, ...rest } = question;
  const recipes = recipesOf(network.products, links, question.inputs);
  const bought = [...new Set(asked ?? productsBefore(network, recipes.outputs, of))].sort();
  const cone = gatherCone(network, recipes, {
    ...rest,
    root: { kind: "purchases", products: bought, ...(to === undefined ? {} : { countries: to }) },
  });
  const shared = shareInputs(cone);
  const components = strongComponents(shared.chain);
  const ends = endStates(shared, of);
  const worth: Worth = {
    ofNode: nodeNumbers(cone),
    mixes: shared.mixes,
    ends,
    added: addedValues(shared, components, ends),
    passing: passingValues(shared, components, ends),
    anywhere: addedValues(shared, components, new Uint8Array(shared.chain.states).fill(1)),
  };
  return {
    bought,
    ...sumBuyers(cone, bought, question, worth),
    nodes: shared.nodes,
    edges: shared.chain.target.length,
  };
}

/** What `of` sells, and all that the input map makes of it. */
function productsBefore(network: Network, outputs: readonly (readonly number[])[], of: Ends): string[] {
  const { sell, products, parties } = network;
  const found = new Set<number>();
  if (of.product !== undefined) {
    const product = products.indexOf(of.product);
    if (product >= 0) found.add(product);
  } else if (of.party !== undefined) {
    const party = parties.find(of.party);
    for (let node = sell.ofParty[party] ?? 0; node < (sell.ofParty[party + 1] ?? 0); node++) {
      found.add(sell.product[node] as number);
    }
  } else for (const product of products.keys()) found.add(product);
  for (const product of found) for (const output of outputs[product] ?? []) found.add(output);
  return [...found].map((product) => products[product] as string);
}

interface Worth {
  /** By sell node its number in the chain's nodes + 1. */
  readonly ofNode: Int32Array;
  readonly mixes: number;
  readonly ends: Uint8Array;
  readonly added: Float64Array;
  readonly passing: Float64Array;
  /** What is added at any node. */
  readonly anywhere: Float64Array;
}

/** By sell node its number among the nodes of the chain + 1; 0 for those that are not in it. */
export function nodeNumbers({ network, nodes }: Cone): Int32Array {
  const numbers = new Int32Array(network.sell.count);
  for (let node = 0; node < nodes.count; node++) {
    const sellNode = nodes.sellNode[node] as number;
    if (sellNode >= 0) numbers[sellNode] = node + 1;
  }
  return numbers;
}

type Sums = { -readonly [Key in keyof Omit<ExposedBuyer, "key">]: number };

const nothing = (): Sums => ({ rows: 0, usd: 0, added: 0, passing: 0, direct: 0 });

function sumBuyers({ network, reader }: Cone, bought: readonly string[], { to, by }: ExposureQuestion, worth: Worth) {
  const { buy, runs } = network;
  const allowed = to === undefined ? null : new Set(to.map((code) => network.countries.indexOf(code)));
  const sums = new Map<number, Sums>();
  const total = nothing();
  let [untraced, estimated] = [0, 0];
  for (const code of bought) {
    const product = network.products.indexOf(code);
    if (product < 0) continue;
    for (let at = buy.ofProduct[product] as number; at < (buy.ofProduct[product + 1] as number); at++) {
      const node = buy.byProduct[at] as number;
      for (let run = buy.offsets[node] as number; run < (buy.offsets[node + 1] as number); run++) {
        if (allowed !== null && !allowed.has(runs.destination[run] as number)) continue;
        const { usd, bills, estimatedUsd } = reader.read(run);
        if (!(usd > 0)) continue;
        const key = by === "party" ? (buy.party[node] as number) : (runs.destination[run] as number);
        const buyer = sums.get(key) ?? nothing();
        sums.set(key, buyer);
        const state = worth.mixes + (worth.ofNode[runs.sellNode[run] as number] as number) - 1;
        estimated += estimatedUsd;
        untraced += usd * Math.max(0, 1 - (worth.anywhere[state] as number));
        for (const each of [buyer, total]) {
          each.rows += bills;
          each.usd += usd;
          each.added += usd * (worth.added[state] as number);
          each.passing += usd * (worth.passing[state] as number);
          if (worth.ends[state] === 1) each.direct += usd;
        }
      }
    }
  }
  const keyOf = (key: number): string => (by === "party" ? network.parties.id(key) : (network.countries[key] ?? ""));
  const buyers = [...sums]
    .filter(([, { passing }]) => passing > 0)
    .map(([key, each]): ExposedBuyer => ({ key: keyOf(key), ...each }))
    .sort((a, b) => b.added - a.added || b.passing - a.passing || (a.key < b.key ? -1 : 1));
  return { buyers, total: { ...total, buyers: sums.size, untraced, estimated } };
}
