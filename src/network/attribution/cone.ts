import { findNode, type Network } from "../network.ts";
import type { AttributionQuestion } from "./attribution-question.ts";
import { type RootFound, rootBasket, rootPurchases } from "./cone-root.ts";
import { addRun, closeMix, type Gathering, openMix, startGathering } from "./gathering.ts";
import { append, type Growing, growingInt32 } from "./growing.ts";
import type { Recipes } from "./recipes.ts";
import type { RunReader } from "./run-reader.ts";

/**
 * All that stands behind a root, as far as the records go: nodes (a party and a product that it sells) and mixes (what
 * one party bought of one product, or what the root bought of one). Sums are of the window, in cents and grams.
 */
export interface Cone extends RootFound {
  readonly network: Network;
  readonly recipes: Recipes;
  readonly question: AttributionQuestion;
  readonly nodes: {
    readonly count: number;
    /** Index in `network.sell`; -1 for a root good that is sold to nobody. */
    readonly sellNode: Int32Array;
    readonly party: Int32Array;
    readonly product: Int32Array;
    readonly sales: Float64Array;
  };
  readonly mixes: {
    readonly count: number;
    /** The first mixes are the root's, one a product. */
    readonly roots: number;
    /** The party, or -1 for the root. */
    readonly party: Int32Array;
    readonly product: Int32Array;
    readonly usd: Float64Array;
    readonly estimatedUsd: Float64Array;
    /** Of rows whose unit value is far from the usual. */
    readonly outlierUsd: Float64Array;
    /** Of the rows that have both a value and a weight. */
    readonly kg: Float64Array;
    readonly weighedUsd: Float64Array;
    /** Rows with a value. */
    readonly bills: Int32Array;
    /** count + 1 positions of the steps to the sellers. */
    readonly offsets: Int32Array;
    /** The seller's node, and its part of the mix. */
    readonly seller: Int32Array;
    readonly part: Float64Array;
  };
  /** Observed sales of any node of `network.sell` that shares the purchases of a node of the cone. */
  salesOf(sellNode: number): number;
  /** The mix of a party's purchases of a product, or -1. */
  mixOf(party: number, product: number): number;
  readonly reader: RunReader;
}

/** Gathers the cone breadth first, until nothing new stands behind it. */
export function gatherCone(network: Network, recipes: Recipes, question: AttributionQuestion): Cone {
  const gathering = startGathering(network, recipes, question);
  const { root } = question;
  const found = root.kind === "purchases" ? rootPurchases(gathering, root) : rootBasket(gathering, root);
  const roots = gathering.mixProduct.count;
  followUp(gathering);
  return coneOf(gathering, roots, found);
}

/** Looks behind the nodes of a tier, then behind those that this has found. */
function followUp(gathering: Gathering): void {
  const { network, sellNode, mixBuyNode, mixNumber } = gathering;
  const resident = network.pages.complete();
  let from = 0;
  while (from < sellNode.count) {
    const until = sellNode.count;
    const wanted = growingInt32();
    for (let node = from; node < until; node++) {
      eachInput(gathering, node, (buyNode) => {
        if (mixNumber[buyNode] !== 0) return;
        mixNumber[buyNode] = 1;
        append(wanted, buyNode);
        if (resident) return;
        wantPurchases(gathering, buyNode);
        eachSharer(gathering, buyNode, (sharer) => wantSales(gathering, sharer));
      });
      if (!resident && (sellNode.values[node] as number) >= 0) wantSales(gathering, sellNode.values[node] as number);
    }
    network.pages.fetch();
    wanted.values.subarray(0, wanted.count).sort();
    for (let i = 0; i < wanted.count; i++) {
      const buyNode = wanted.values[i] as number;
      gatherMix(gathering, buyNode);
      mixNumber[buyNode] = mixBuyNode.count;
    }
    from = until;
  }
}

function wantPurchases({ network, reader }: Gathering, buyNode: number): void {
  const until = network.buy.offsets[buyNode + 1] as number;
  for (let run = network.buy.offsets[buyNode] as number; run < until; run++) reader.want(run);
}

function wantSales({ network, reader }: Gathering, sellNode: number): void {
  const until = network.sell.offsets[sellNode + 1] as number;
  for (let at = network.sell.offsets[sellNode] as number; at < until; at++) reader.want(network.reverse[at] as number);
}

/** Calls `visit` with each buy node of what the node may be made of, or of the same product. */
function eachInput(gathering: Gathering, node: number, visit: (buyNode: number) => void): void {
  const { network, recipes, question } = gathering;
  const { buy } = network;
  const party = gathering.party.values[node] as number;
  const product = gathering.product.values[node] as number;
  let at = buy.ofParty[party] as number;
  const until = buy.ofParty[party + 1] as number;
  if (at === until) return;
  const same = findNode(buy, party, product);
  if (same >= 0) visit(same);
  if (question.isTrader?.(party) === true) return;
  const inputs = recipes.embodied[product] as Recipes["embodied"][number];
  for (let i = 0; i < inputs.length && at < until; ) {
    const bought = buy.product[at] as number;
    const input = inputs[i]?.product as number;
    if (bought === input) visit(at);
    if (bought <= input) at++;
    if (input <= bought) i++;
  }
}

/** Calls `visit` with each sell node of the buyer into which the purchases may have gone, its own product's too. */
function eachSharer(
  { network, recipes, question }: Pick<Gathering, "network" | "recipes" | "question">,
  buyNode: number,
  visit: (sellNode: number) => void,
): void {
  const { buy, sell } = network;
  const party = buy.party[buyNode] as number;
  const product = buy.product[buyNode] as number;
  const same = findNode(sell, party, product);
  if (same >= 0) visit(same);
  if (question.isTrader?.(party) === true) return;
  const outputs = recipes.outputs[product] as readonly number[];
  let at = sell.ofParty[party] as number;
  const until = sell.ofParty[party + 1] as number;
  for (let i = 0; i < outputs.length && at < until; ) {
    const sold = sell.product[at] as number;
    const output = outputs[i] as number;
    if (sold === output) visit(at);
    if (sold <= output) at++;
    if (output <= sold) i++;
  }
}

function gatherMix(gathering: Gathering, buyNode: number): void {
  const { network, reader } = gathering;
  const sums = openMix(gathering, buyNode, network.buy.product[buyNode] as number);
  const until = network.buy.offsets[buyNode + 1] as number;
  for (let run = network.buy.offsets[buyNode] as number; run < until; run++) {
    addRun(gathering, sums, run, reader.read(run));
  }
  closeMix(gathering, sums);
}

function salesOf({ network, sales, reader }: Gathering, sellNode: number): number {
  const known = sales[sellNode] as number;
  if (known !== 0) return Math.max(0, known);
  const until = network.sell.offsets[sellNode + 1] as number;
  let sum = 0;
  for (let at = network.sell.offsets[sellNode] as number; at < until; at++) {
    sum += reader.read(network.reverse[at] as number).usd;
  }
  sales[sellNode] = sum === 0 ? -1 : sum;
  return sum;
}

function coneOf(gathering: Gathering, roots: number, found: RootFound): Cone {
  const { network, recipes, question } = gathering;
  const { buy } = network;
  const sellNode = trimmed(gathering.sellNode) as Int32Array;
  const buyNodes = trimmed(gathering.mixBuyNode);
  return {
    network,
    recipes,
    question,
    nodes: {
      count: sellNode.length,
      sellNode,
      party: trimmed(gathering.party) as Int32Array,
      product: trimmed(gathering.product) as Int32Array,
      sales: Float64Array.from(sellNode, (node) => (node < 0 ? 0 : salesOf(gathering, node))),
    },
    mixes: {
      count: buyNodes.length,
      roots,
      party: Int32Array.from(buyNodes, (node) => (node < 0 ? -1 : (buy.party[node] as number))),
      product: trimmed(gathering.mixProduct) as Int32Array,
      usd: trimmed(gathering.usd) as Float64Array,
      estimatedUsd: trimmed(gathering.estimatedUsd) as Float64Array,
      outlierUsd: trimmed(gathering.outlierUsd) as Float64Array,
      kg: trimmed(gathering.kg) as Float64Array,
      weighedUsd: trimmed(gathering.weighedUsd) as Float64Array,
      bills: trimmed(gathering.bills) as Int32Array,
      offsets: trimmed(gathering.offsets) as Int32Array,
      seller: trimmed(gathering.seller) as Int32Array,
      part: trimmed(gathering.part) as Float64Array,
    },
    ...found,
    salesOf: (node) => salesOf(gathering, node),
    mixOf: (party, product) => {
      if (product >= network.products.length) return -1;
      const node = findNode(buy, party, product);
      return node < 0 ? -1 : (gathering.mixNumber[node] as number) - 1;
    },
    reader: gathering.reader,
  };
}

function trimmed(list: Growing<Int32Array> | Growing<Float64Array>): Int32Array | Float64Array {
  return list.values.subarray(0, list.count);
}
