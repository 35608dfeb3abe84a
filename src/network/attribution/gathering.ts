import type { Network } from "../network.ts";
import type { AttributionQuestion } from "./attribution-question.ts";
import { append, type Growing, growingFloat64, growingInt32 } from "./growing.ts";
import type { Recipes } from "./recipes.ts";
import { type RunReader, type RunReading, runReader } from "./run-reader.ts";

/** A cone as it is being gathered. */
export interface Gathering {
  readonly network: Network;
  readonly recipes: Recipes;
  readonly question: AttributionQuestion;
  readonly reader: RunReader;
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
  readonly outlierUsd: Growing<Float64Array>;
  readonly kg: Growing<Float64Array>;
  readonly weighedUsd: Growing<Float64Array>;
  readonly bills: Growing<Int32Array>;
  readonly offsets: Growing<Int32Array>;
  readonly seller: Growing<Int32Array>;
  readonly part: Growing<Float64Array>;
}

export function startGathering(network: Network, recipes: Recipes, question: AttributionQuestion): Gathering {
  const gathering: Gathering = {
    network,
    recipes,
    question,
    reader: runReader(network, question),
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
    outlierUsd: growingFloat64(),
    kg: growingFloat64(),
    weighedUsd: growingFloat64(),
    bills: growingInt32(),
    offsets: growingInt32(),
    seller: growingInt32(),
    part: growingFloat64(),
  };
  append(gathering.offsets, 0);
  return gathering;
}

export function addNode(gathering: Gathering, sellNode: number, party: number, product: number): number {
  append(gathering.sellNode, sellNode);
  append(gathering.party, party);
  append(gathering.product, product);
  const node = append(gathering.lastStep, -1);
  if (sellNode >= 0) gathering.nodeNumber[sellNode] = node + 1;
  return node;
}

/** What a mix adds up to, as it is being gathered. */
export interface MixSums extends Omit<RunReading, "withoutValue"> {
  /** -1 for the root. */
  readonly buyNode: number;
  readonly product: number;
  readonly firstStep: number;
}

export function openMix({ seller }: Gathering, buyNode: number, product: number): MixSums {
  return {
    buyNode,
    product,
    firstStep: seller.count,
    usd: 0,
    estimatedUsd: 0,
    outlierUsd: 0,
    kg: 0,
    weighedUsd: 0,
    bills: 0,
  };
}

/** Adds what was bought in a run; sellers not met before become nodes. */
export function addRun(gathering: Gathering, sums: MixSums, run: number, reading: RunReading): void {
  if (reading.usd === 0) return;
  const { runs, sell } = gathering.network;
  const sellNode = runs.sellNode[run] as number;
  let node = (gathering.nodeNumber[sellNode] as number) - 1;
  if (node < 0) {
    node = addNode(gathering, sellNode, sell.party[sellNode] as number, sell.product[sellNode] as number);
  }
  const { lastStep, part } = gathering;
  const at = lastStep.values[node] as number;
  if (at >= sums.firstStep) part.values[at] = (part.values[at] as number) + reading.usd;
  else {
    lastStep.values[node] = append(gathering.seller, node);
    append(part, reading.usd);
  }
  sums.usd += reading.usd;
  sums.estimatedUsd += reading.estimatedUsd;
  sums.outlierUsd += reading.outlierUsd;
  sums.kg += reading.kg;
  sums.weighedUsd += reading.weighedUsd;
  sums.bills += reading.bills;
}

export function closeMix(gathering: Gathering, sums: MixSums): void {
  const { part, offsets } = gathering;
  if (sums.usd > 0) {
    for (let at = sums.firstStep; at < part.count; at++) part.values[at] = (part.values[at] as number) / sums.usd;
  }
  append(offsets, part.count);
  append(gathering.mixBuyNode, sums.buyNode);
  append(gathering.mixProduct, sums.product);
  append(gathering.usd, sums.usd);
  append(gathering.estimatedUsd, sums.estimatedUsd);
  append(gathering.outlierUsd, sums.outlierUsd);
  append(gathering.kg, sums.kg);
  append(gathering.weighedUsd, sums.weighedUsd);
  append(gathering.bills, sums.bills);
}
