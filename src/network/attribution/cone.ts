import { InvalidInput, NotFound } from "../../errors.ts";
import { epochDay } from "../../vocab/iso-date.ts";
import { addExact, type ExactSums, exactSums, exactTotal } from "../exact-sum.ts";
import { findNode, type Network, VALUE_ESTIMATED } from "../network.ts";
import { firstAtOrAfter } from "../scan-tier.ts";
import type { AttributionQuestion, BasketRoot, PurchasesRoot } from "./attribution-question.ts";
import { append, type Growing, growingFloat64, growingInt32, makeRoom } from "./growing.ts";
import type { Recipes } from "./recipes.ts";

/**
 * All that stands behind a root, as far as the records go: nodes (a party and a product that it sells) and mixes (what
 * one party bought of one product, or what the root bought of one). Sums are of the window, in cents and grams.
 */
export interface Cone {
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
  /** By root mix its part of the basket, and the products of the basket that nobody was seen to sell. */
  readonly rootWeights: Float64Array;
  readonly rootUntraced: readonly { readonly product: number; readonly weight: number }[];
  readonly root: { readonly rows: number; readonly rowsWithoutValue: number; readonly usd: bigint };
  /** Observed sales of any node of `network.sell` that shares the purchases of a node of the cone. */
  salesOf(sellNode: number): number;
  /** The mix of a party's purchases of a product, or -1. */
  mixOf(party: number, product: number): number;
  /** [from, until) of the entries of a buy node that lie in the window. */
  boughtIn(buyNode: number): readonly [number, number];
  /** [from, until) of the positions in `network.reverse` of a sell node that lie in the window. */
  soldIn(sellNode: number): readonly [number, number];
  /** The value of an entry; NaN if it has none, or none that is observed where only such count. */
  centsOf(entry: number): number;
}

interface Gathering {
  readonly network: Network;
  readonly recipes: Recipes;
  readonly question: AttributionQuestion;
  readonly since: number;
  readonly until: number;
  readonly wholeTime: boolean;
  readonly centsOf: (entry: number) => number;
  /** By sell node: its number in the cone + 1. */
  readonly nodeNumber: Int32Array;
  /** By buy node: its mix + 1. */
  readonly mixNumber: Int32Array;
  /** By sell node: 0 not yet summed, -1 nothing, else cents. */
  readonly sales: Float64Array;
  readonly sellNode: Growing<Int32Array>;
  readonly party: Growing<Int32Array>;
  readonly product: Growing<Int32Array>;
  /** By node: the last step that leads to it. */
  readonly lastStep: Growing<Int32Array>;
  readonly mixBuyNode: Growing<Int32Array>;
  readonly mixProduct: Growing<Int32Array>;
  readonly usd: Growing<Float64Array>;
  readonly estimatedUsd: Growing<Float64Array>;
  readonly kg: Growing<Float64Array>;
  readonly weighedUsd: Growing<Float64Array>;
  readonly bills: Growing<Int32Array>;
  readonly offsets: Growing<Int32Array>;
  readonly seller: Growing<Int32Array>;
  readonly part: Growing<Float64Array>;
}

/** Gathers the cone breadth first, until nothing new stands behind it. */
export function gatherCone(network: Network, recipes: Recipes, question: AttributionQuestion): Cone {
  const since = question.since === undefined ? Number.NEGATIVE_INFINITY : epochDay(question.since);
  const until = question.until === undefined ? Number.POSITIVE_INFINITY : epochDay(question.until);
  const { usd } = network.columns;
  const cents = question.usdOf ?? ((entry: number) => usd[entry] as number);
  const gathering: Gathering = {
    network,
    recipes,
    question,
    since,
    until,
    wholeTime: since <= network.firstDay && network.lastDay < until,
    centsOf:
      question.observedOnly === true ? (entry) => (isEstimated(network, entry) ? Number.NaN : cents(entry)) : cents,
    nodeNumber: new Int32Array(network.sell.count),
    mixNumber: new Int32Array(network.buy.count),
    sales: new Float64Array(network.sell.count),
    sellNode: growingInt32(),
    party: growingInt32(),
    product: growingInt32(),
    lastStep: growingInt32(),
    mixBuyNode: growingInt32(),
    mixProduct: growingInt32(),
    usd: growingFloat64(),
    estimatedUsd: growingFloat64(),
    kg: growingFloat64(),
    weighedUsd: growingFloat64(),
    bills: growingInt32(),
    offsets: growingInt32(),
    seller: growingInt32(),
    part: growingFloat64(),
  };
  append(gathering.offsets, 0);
  const { root } = question;
  const found = root.kind === "purchases" ? rootPurchases(gathering, root) : rootBasket(gathering, root);
  const roots = gathering.mixProduct.count;
  followUp(gathering);
  return coneOf(gathering, roots, found);
}

type RootFound = Pick<Cone, "root" | "rootWeights" | "rootUntraced">;

function rootPurchases(gathering: Gathering, root: PurchasesRoot): RootFound {
  checkWeights(root.weights, root.products.length);
  const { network, recipes } = gathering;
  const ofRoot: RootSums = { usd: exactSums(1), rows: 0, withoutValue: 0 };
  const weights: number[] = [];
  const untraced: { product: number; weight: number }[] = [];
  const places = [...new Map(root.products.map((code, at) => [code, at])).values()];
  for (const at of places) {
    const product = network.products.indexOf(root.products[at] as string);
    const weight = root.weights?.[at];
    const usd = product < 0 ? 0 : gatherRootMix(gathering, root, product, ofRoot);
    if (usd > 0) weights.push(weight ?? usd);
    else if (weight !== undefined && weight > 0) {
      untraced.push({ product: recipes.products.indexOf(root.products[at] as string), weight });
    }
  }
  const scale = root.weights === undefined ? 1 / weights.reduce((sum, usd) => sum + usd, 0) : 1;
  return {
    root: { rows: ofRoot.rows, rowsWithoutValue: ofRoot.withoutValue, usd: exactTotal(ofRoot.usd, 0) },
    rootWeights: Float64Array.from(weights, (weight) => weight * scale),
    rootUntraced: weights.length === 0 ? [] : untraced,
  };
}

function checkWeights(weights: readonly number[] | undefined, count: number): void {
  if (weights === undefined) return;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (weights.length === count && Math.abs(sum - 1) <= 1e-9 && weights.every((weight) => weight >= 0)) return;
  throw new InvalidInput(`The parts of the basket are ${weights.length} for ${count} goods and add up to ${sum}.`, {
    hint: "Give each good one part of at least 0; they add up to 1.",
  });
}

function rootBasket(gathering: Gathering, root: BasketRoot): RootFound {
  checkWeights(
    root.goods.map(({ share }) => share),
    root.goods.length,
  );
  const { network } = gathering;
  for (const { party: id, product: code, share } of root.goods) {
    const party = network.parties.find(id);
    const product = network.products.indexOf(code);
    if (party < 0 || product < 0) throw new NotFound(`“${id}” is not seen to trade “${code}” in these data.`);
    const sellNode = findNode(network.sell, party, product);
    const known = sellNode < 0 ? 0 : (gathering.nodeNumber[sellNode] as number);
    const node = known > 0 ? known - 1 : addNode(gathering, sellNode, party, product);
    append(gathering.seller, node);
    append(gathering.part, share);
  }
  closeMix(gathering, { buyNode: -1, product: -1, usd: 0, estimatedUsd: 0, kg: 0, weighedUsd: 0, bills: 0 });
  return {
    root: { rows: 0, rowsWithoutValue: 0, usd: 0n },
    rootWeights: Float64Array.of(1),
    rootUntraced: [],
  };
}

function addNode(gathering: Gathering, sellNode: number, party: number, product: number): number {
  append(gathering.sellNode, sellNode);
  append(gathering.party, party);
  append(gathering.product, product);
  const node = append(gathering.lastStep, -1);
  if (sellNode >= 0) gathering.nodeNumber[sellNode] = node + 1;
  return node;
}

interface RootSums {
  readonly usd: ExactSums;
  rows: number;
  withoutValue: number;
}

interface MixSums {
  readonly buyNode: number;
  readonly product: number;
  usd: number;
  estimatedUsd: number;
  kg: number;
  weighedUsd: number;
  bills: number;
}

function emptyMix(buyNode: number, product: number): MixSums {
  return { buyNode, product, usd: 0, estimatedUsd: 0, kg: 0, weighedUsd: 0, bills: 0 };
}

/** What the root bought of one product, from all its sellers. Returns the cents; a mix of none is not kept. */
function gatherRootMix(gathering: Gathering, root: PurchasesRoot, product: number, ofRoot: RootSums): number {
  const { network, question } = gathering;
  const { buy, columns } = network;
  const parties = root.parties && new Set(root.parties.map((id) => network.parties.find(id)));
  const countries = root.countries && new Set(root.countries);
  const allowed = Uint8Array.from(network.countries, (code) =>
    countries === undefined || countries.has(code) ? 1 : 0,
  );
  const nodes = buy.byProduct
    .subarray(buy.ofProduct[product], buy.ofProduct[product + 1])
    .filter((node) => parties === undefined || parties.has(buy.party[node] as number));
  for (const node of nodes) network.pages.want(buy.offsets[node] as number, buy.offsets[node + 1] as number);
  network.pages.fetch();
  const sums = emptyMix(-1, product);
  const firstStep = gathering.seller.count;
  for (const node of nodes) {
    const [from, until] = boughtIn(gathering, node);
    for (let entry = from; entry < until; entry++) {
      if (allowed[columns.destination[entry] as number] === 0) continue;
      const cents = gathering.centsOf(entry);
      if (question.observedOnly === true && Number.isNaN(cents)) continue;
      ofRoot.rows++;
      if (!(cents > 0)) {
        ofRoot.withoutValue++;
        continue;
      }
      addExact(ofRoot.usd, 0, Math.round(cents));
      addStep(gathering, sums, firstStep, entry, cents);
    }
  }
  if (sums.usd > 0) closeMix(gathering, sums);
  return sums.usd;
}

function addStep(gathering: Gathering, sums: MixSums, firstStep: number, entry: number, cents: number): void {
  const { columns, sell } = gathering.network;
  const sellNode = columns.sellNode[entry] as number;
  let node = (gathering.nodeNumber[sellNode] as number) - 1;
  if (node < 0) {
    node = addNode(gathering, sellNode, sell.party[sellNode] as number, sell.product[sellNode] as number);
  }
  const { lastStep, part } = gathering;
  const at = lastStep.values[node] as number;
  if (at >= firstStep) part.values[at] = (part.values[at] as number) + cents;
  else {
    lastStep.values[node] = append(gathering.seller, node);
    append(part, cents);
  }
  const grams = columns.kg[entry] as number;
  sums.bills++;
  sums.usd += cents;
  if (isEstimated(gathering.network, entry)) sums.estimatedUsd += cents;
  if (grams > 0) {
    sums.kg += grams;
    sums.weighedUsd += cents;
  }
}

function closeMix(gathering: Gathering, sums: MixSums): void {
  const { part, offsets } = gathering;
  const from = offsets.values[offsets.count - 1] as number;
  if (sums.usd > 0) {
    for (let at = from; at < part.count; at++) part.values[at] = (part.values[at] as number) / sums.usd;
  }
  append(offsets, part.count);
  append(gathering.mixBuyNode, sums.buyNode);
  append(gathering.mixProduct, sums.product);
  append(gathering.usd, sums.usd);
  append(gathering.estimatedUsd, sums.estimatedUsd);
  append(gathering.kg, sums.kg);
  append(gathering.weighedUsd, sums.weighedUsd);
  append(gathering.bills, sums.bills);
}

/** Looks behind the nodes of a tier, then behind those that this has found. */
function followUp(gathering: Gathering): void {
  const { network, sellNode, mixBuyNode, mixNumber } = gathering;
  let from = 0;
  while (from < sellNode.count) {
    const until = sellNode.count;
    const wanted = growingInt32();
    let entries = 0;
    for (let node = from; node < until; node++) {
      eachInput(gathering, node, (buyNode) => {
        if (mixNumber[buyNode] !== 0) return;
        mixNumber[buyNode] = 1;
        append(wanted, buyNode);
        entries += (network.buy.offsets[buyNode + 1] as number) - (network.buy.offsets[buyNode] as number);
        network.pages.want(network.buy.offsets[buyNode] as number, network.buy.offsets[buyNode + 1] as number);
        eachSharer(gathering, buyNode, (sharer) => wantSales(network, sharer));
      });
      if ((sellNode.values[node] as number) >= 0) wantSales(network, sellNode.values[node] as number);
    }
    network.pages.fetch();
    wanted.values.subarray(0, wanted.count).sort();
    makeRoom(gathering.seller, Math.min(entries, 1 << 22));
    makeRoom(gathering.part, Math.min(entries, 1 << 22));
    for (let i = 0; i < wanted.count; i++) {
      const buyNode = wanted.values[i] as number;
      gatherMix(gathering, buyNode);
      mixNumber[buyNode] = mixBuyNode.count;
    }
    from = until;
  }
}

function wantSales(network: Network, sellNode: number): void {
  network.pages.wantReverse(network.sell.offsets[sellNode] as number, network.sell.offsets[sellNode + 1] as number);
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
  const { network } = gathering;
  const [from, until] = boughtIn(gathering, buyNode);
  const sums = emptyMix(buyNode, network.buy.product[buyNode] as number);
  const firstStep = gathering.seller.count;
  for (let entry = from; entry < until; entry++) {
    const cents = gathering.centsOf(entry);
    if (cents > 0) addStep(gathering, sums, firstStep, entry, cents);
  }
  closeMix(gathering, sums);
}

function boughtIn({ network, wholeTime, since, until }: Gathering, buyNode: number): readonly [number, number] {
  const first = network.buy.offsets[buyNode] as number;
  const last = network.buy.offsets[buyNode + 1] as number;
  if (wholeTime) return [first, last];
  const from = firstAtOrAfter(network, null, first, last, since);
  return [from, firstAtOrAfter(network, null, from, last, until)];
}

function isEstimated(network: Network, entry: number): boolean {
  return ((network.columns.flags[entry] as number) & VALUE_ESTIMATED) !== 0;
}

function soldIn({ network, wholeTime, since, until }: Gathering, sellNode: number): readonly [number, number] {
  const first = network.sell.offsets[sellNode] as number;
  const last = network.sell.offsets[sellNode + 1] as number;
  if (wholeTime) return [first, last];
  const from = firstAtOrAfter(network, network.reverse, first, last, since);
  return [from, firstAtOrAfter(network, network.reverse, from, last, until)];
}

function salesOf(gathering: Gathering, sellNode: number): number {
  const { network, sales, centsOf } = gathering;
  const known = sales[sellNode] as number;
  if (known !== 0) return Math.max(0, known);
  const [from, until] = soldIn(gathering, sellNode);
  let sum = 0;
  for (let at = from; at < until; at++) {
    const cents = centsOf(network.reverse[at] as number);
    if (cents > 0) sum += cents;
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
    boughtIn: (buyNode) => boughtIn(gathering, buyNode),
    soldIn: (node) => soldIn(gathering, node),
    centsOf: gathering.centsOf,
  };
}

function trimmed(list: Growing<Int32Array> | Growing<Float64Array>): Int32Array | Float64Array {
  return list.values.subarray(0, list.count);
}
