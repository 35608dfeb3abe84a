import { InvalidInput } from "../../errors.ts";
import { BASES, type Basis } from "../../evidence/basis.ts";
import type { Cone } from "./cone.ts";
import { nodeCoverage, rootCoverage } from "./coverage.ts";
import { append, type Growing, growingFloat64, growingInt32 } from "./growing.ts";
import type { IntervalChain } from "./interval-chain.ts";
import type { RecipeInput, Share } from "./recipes.ts";

/** No share of a party that makes things is larger: a ring of makers always keeps something. */
export const LARGEST_SHARE = 1 - 1e-6;

/** The cone with the share of each input in each node. */
export interface SharedCone extends IntervalChain {
  readonly cone: Cone;
  /** By node, 1 - the sum of its central shares. */
  readonly kept: Float64Array;
  /** By input: how its share is known, an index into BASES. */
  readonly basis: Uint8Array;
  /** The products of the untraced states. */
  readonly untracedProducts: Int32Array;
  /** By state: 1 in all, where the root begins. */
  readonly start: Float64Array;
}

interface Writing {
  readonly cone: Cone;
  readonly target: Growing<Int32Array>;
  readonly low: Growing<Float64Array>;
  readonly central: Growing<Float64Array>;
  readonly high: Growing<Float64Array>;
  readonly basis: Growing<Int32Array>;
  /** Product -> place among the untraced. */
  readonly untraced: Map<number, number>;
}

/** An input of the node at hand, before the shares are made to fit together. */
interface Draft {
  readonly product: number;
  readonly mix: number;
  /** Cents of the purchases that go into the node. */
  readonly bought: number;
  readonly stated: Share | null;
}

/** Gives every input of every node of the cone its share, low, central and high, by the rules of the attribution. */
export function shareInputs(cone: Cone): SharedCone {
  const { nodes, mixes } = cone;
  const writing: Writing = {
    cone,
    target: growingInt32(nodes.count * 2),
    low: growingFloat64(nodes.count * 2),
    central: growingFloat64(nodes.count * 2),
    high: growingFloat64(nodes.count * 2),
    basis: growingInt32(nodes.count * 2),
    untraced: new Map(cone.rootUntraced.map(({ product }, place) => [product, place])),
  };
  const coverage = mixCoverage(cone);
  const makers = productionOf(cone);
  const kept = new Float64Array(nodes.count);
  const keepsUnknown = new Uint8Array(nodes.count);
  const nodeOffsets = new Int32Array(nodes.count + 1);
  for (let node = 0; node < nodes.count; node++) {
    const trader = cone.question.isTrader?.(nodes.party[node] as number) === true;
    keepsUnknown[node] = trader ? 1 : 0;
    const made = makers.get(`${nodes.party[node]} ${nodes.product[node]}`) ?? null;
    const drafts = draftInputs(cone, node, trader, made);
    kept[node] = writeShares(writing, node, trader, drafts, coverage);
    nodeOffsets[node + 1] = writing.target.count;
  }
  return joinChain(writing, { coverage, kept, keepsUnknown, nodeOffsets, mixCount: mixes.count });
}

function mixCoverage({ mixes, question }: Cone): Float64Array {
  const { coverage = 1 } = question;
  const found = new Float64Array(mixes.count).fill(1);
  if (coverage === 1) return found;
  for (let mix = 0; mix < mixes.count; mix++) {
    const product = mixes.product[mix] as number;
    const bills = mixes.bills[mix] as number;
    if (product < 0) continue;
    if (mix < mixes.roots) found[mix] = rootCoverage(coverage, product, bills);
    else found[mix] = nodeCoverage(coverage, mixes.party[mix] as number, product, bills);
  }
  return found;
}

interface Made {
  readonly usd: number;
  readonly basis: Basis;
}

function productionOf({ network, question }: Cone): Map<string, Made> {
  const made = new Map<string, Made>();
  for (const { party, product, usd, basis } of question.production ?? []) {
    const key = `${network.parties.find(party)} ${network.products.indexOf(product)}`;
    made.set(key, { usd: (made.get(key)?.usd ?? 0) + usd, basis });
  }
  return made;
}

function draftInputs(cone: Cone, node: number, trader: boolean, made: Made | null): Draft[] {
  const party = cone.nodes.party[node] as number;
  const product = cone.nodes.product[node] as number;
  const same = draft(cone, node, product, null);
  const resold = same.bought > 0 || (trader && made === null) ? [{ ...same, stated: resale(same, trader, made) }] : [];
  if (trader) return resold;
  const inputs = (cone.recipes.embodied[product] as readonly RecipeInput[]).map((input) =>
    draft(cone, node, input.product, input.share),
  );
  return [...resold, ...inputs.filter(({ bought, stated }) => bought > 0 || (stated !== null && stated.high > 0))];

  function draft({ mixes }: Cone, of: number, input: number, stated: Share | null): Draft {
    const mix = cone.mixOf(party, input);
    const usd = mix < 0 ? 0 : (mixes.usd[mix] as number);
    return {
      product: input,
      mix: usd > 0 ? mix : -1,
      bought: usd === 0 ? 0 : usd * partOf(cone, of, mix, trader),
      stated,
    };
  }
}

/** The node's part in what its party bought in a mix: by its sales among those of all that the input may go into. */
function partOf({ network, nodes, mixes, recipes, salesOf }: Cone, node: number, mix: number, trader: boolean): number {
  if (trader) return 1;
  const input = mixes.product[mix] as number;
  const outputs = recipes.outputs[input] as readonly number[];
  if (outputs.length === 0) return 1;
  const { sell } = network;
  const party = mixes.party[mix] as number;
  let all = 0;
  let at = sell.ofParty[party] as number;
  const until = sell.ofParty[party + 1] as number;
  for (let i = 0; at < until; at++) {
    const sold = sell.product[at] as number;
    while (i < outputs.length && (outputs[i] as number) < sold) i++;
    if (sold === input || outputs[i] === sold) all += salesOf(at);
  }
  return all === 0 ? 1 : (nodes.sales[node] as number) / all;
}

function resale({ bought }: Draft, trader: boolean, made: Made | null): Share | null {
  if (made !== null) return point(bought / (bought + made.usd), made.basis);
  return trader ? point(1, "reported") : null;
}

function point(share: number, basis: Basis): Share {
  return { low: share, central: share, high: share, basis };
}

/** Writes the inputs of a node, and returns what it keeps. */
function writeShares(
  writing: Writing,
  node: number,
  trader: boolean,
  drafts: readonly Draft[],
  coverage: Float64Array,
): number {
  const { cone, target, low, central, high, basis } = writing;
  const most = trader ? 1 : LARGEST_SHARE;
  const first = target.count;
  let lows = 0;
  let centrals = 0;
  for (const input of drafts) {
    const share = input.stated ?? assumedShare(cone, node, input, drafts, coverage);
    append(target, input.mix >= 0 ? input.mix : -1 - untracedPlace(writing, input.product));
    append(low, Math.min(most, share.low));
    append(central, Math.min(most, share.central));
    append(high, Math.min(most, share.high));
    append(basis, BASES.indexOf(share.basis));
    lows += Math.min(most, share.low);
    centrals += Math.min(most, share.central);
  }
  if (lows > 1 + 1e-12) throw tooMuch(cone, node, drafts);
  if (centrals <= 1) return 1 - centrals < 1e-15 ? 0 : 1 - centrals;
  const pull = centrals - lows < 1e-15 ? 0 : Math.max(0, 1 - lows) / (centrals - lows);
  for (let i = first; i < target.count; i++) {
    const least = low.values[i] as number;
    central.values[i] = least + pull * ((central.values[i] as number) - least);
  }
  return 0;
}

/** What is bought may all have gone into what was sold, or none of it: nobody says. */
function assumedShare(
  { nodes, network }: Cone,
  node: number,
  input: Draft,
  drafts: readonly Draft[],
  coverage: Float64Array,
): Share {
  const sales = nodes.sales[node] as number;
  const { bought } = input;
  const most = (coverage[input.mix] as number) * sales;
  const high = most > 0 ? Math.min(1, bought / most) : 1;
  const all = drafts.reduce((sum, draft) => sum + draft.bought, 0);
  const home = network.dataset.table === "flows" || all > sales;
  const whole = input.product === nodes.product[node] ? bought + sales : home ? sales + all : Math.max(sales, all);
  return { low: 0, central: bought / whole, high, basis: "assumed" };
}

function untracedPlace({ untraced }: Writing, product: number): number {
  const known = untraced.get(product);
  if (known !== undefined) return known;
  untraced.set(product, untraced.size);
  return untraced.size - 1;
}

function tooMuch({ network, nodes, recipes }: Cone, node: number, drafts: readonly Draft[]): InvalidInput {
  const product = network.products[nodes.product[node] as number];
  const rows = drafts
    .filter(({ stated }) => stated !== null && stated.low > 0)
    .map(({ product: input, stated }) => `${recipes.products[input]} ${stated?.low}`);
  const who = network.parties.name(nodes.party[node] as number);
  return new InvalidInput(
    `The lowest shares of the inputs of “${product}” (as “${who}” sells it) add up to more than 1: ${rows.join(", ")}.`,
    { hint: `Lower cost_share_low in the input map's rows of output ${product}, or mend the production figure.` },
  );
}

interface Parts {
  readonly coverage: Float64Array;
  readonly kept: Float64Array;
  readonly keepsUnknown: Uint8Array;
  readonly nodeOffsets: Int32Array;
  readonly mixCount: number;
}

function joinChain(writing: Writing, parts: Parts): SharedCone {
  const { cone, untraced } = writing;
  const { mixes, nodes } = cone;
  const firstUntraced = mixes.count + nodes.count;
  const states = firstUntraced + untraced.size;
  const steps = mixes.part.length;
  const inputs = writing.target.count;
  const offsets = new Int32Array(states + 1);
  offsets.set(mixes.offsets);
  for (let node = 0; node <= nodes.count; node++) {
    offsets[mixes.count + node] = steps + (parts.nodeOffsets[node] as number);
  }
  offsets.fill(steps + inputs, firstUntraced + 1);
  const target = new Int32Array(steps + inputs);
  for (let at = 0; at < steps; at++) target[at] = (mixes.seller[at] as number) + mixes.count;
  for (let i = 0; i < inputs; i++) {
    const to = writing.target.values[i] as number;
    target[steps + i] = to >= 0 ? to : firstUntraced - 1 - to;
  }
  const weight = new Float64Array(steps + inputs);
  weight.set(mixes.part);
  weight.set(writing.central.values.subarray(0, inputs), steps);
  const ends = new Float64Array(states);
  ends.set(parts.kept, mixes.count);
  ends.fill(1, firstUntraced);
  const start = new Float64Array(states);
  start.set(cone.rootWeights);
  for (const { product, weight: part } of cone.rootUntraced) {
    start[firstUntraced + (untraced.get(product) as number)] = part;
  }
  return {
    cone,
    chain: { states, offsets, target, weight, ends },
    mixes: mixes.count,
    nodes: nodes.count,
    low: writing.low.values.subarray(0, inputs),
    high: writing.high.values.subarray(0, inputs),
    coverage: parts.coverage,
    keepsUnknown: parts.keepsUnknown,
    kept: parts.kept,
    basis: Uint8Array.from(writing.basis.values.subarray(0, inputs)),
    untracedProducts: Int32Array.from(untraced.keys()),
    start,
  };
}
