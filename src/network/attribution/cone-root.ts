import { InvalidInput, NotFound } from "../../errors.ts";
import { addExact, type ExactSums, exactSums, exactTotal } from "../exact-sum.ts";
import { findNode } from "../network.ts";
import type { BasketRoot, PurchasesRoot } from "./attribution-question.ts";
import { addNode, addRun, closeMix, type Gathering, openMix } from "./gathering.ts";
import { append } from "./growing.ts";

/** What the root bought, and of what its basket is made. */
export interface RootFound {
  /** By root mix its part of the basket, and the products of the basket that nobody was seen to sell. */
  readonly rootWeights: Float64Array;
  readonly rootUntraced: readonly { readonly product: number; readonly weight: number }[];
  readonly root: { readonly rows: number; readonly rowsWithoutValue: number; readonly usd: bigint };
}

export function rootPurchases(gathering: Gathering, root: PurchasesRoot): RootFound {
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

export function rootBasket(gathering: Gathering, root: BasketRoot): RootFound {
  checkWeights(
    root.goods.map(({ share }) => share),
    root.goods.length,
  );
  const { network } = gathering;
  const sums = openMix(gathering, -1, -1);
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
  closeMix(gathering, sums);
  return {
    root: { rows: 0, rowsWithoutValue: 0, usd: 0n },
    rootWeights: Float64Array.of(1),
    rootUntraced: [],
  };
}

interface RootSums {
  readonly usd: ExactSums;
  rows: number;
  withoutValue: number;
}

/** What the root bought of one product, from all its sellers. Returns the cents; a mix of none is not kept. */
function gatherRootMix(gathering: Gathering, root: PurchasesRoot, product: number, ofRoot: RootSums): number {
  const { network, reader } = gathering;
  const { buy, runs } = network;
  const parties = root.parties && new Set(root.parties.map((id) => network.parties.find(id)));
  const countries = root.countries && new Set(root.countries);
  const allowed = Uint8Array.from(network.countries, (code) =>
    countries === undefined || countries.has(code) ? 1 : 0,
  );
  const nodes = buy.byProduct
    .subarray(buy.ofProduct[product], buy.ofProduct[product + 1])
    .filter((node) => parties === undefined || parties.has(buy.party[node] as number));
  const eachRun = (visit: (run: number) => void): void => {
    for (const node of nodes) {
      for (let run = buy.offsets[node] as number; run < (buy.offsets[node + 1] as number); run++) {
        if (allowed[runs.destination[run] as number] === 1) visit(run);
      }
    }
  };
  if (!network.pages.complete()) {
    eachRun(reader.want);
    network.pages.fetch();
  }
  const sums = openMix(gathering, -1, product);
  eachRun((run) => {
    const reading = reader.read(run);
    ofRoot.rows += reading.bills + reading.withoutValue;
    ofRoot.withoutValue += reading.withoutValue;
    addExact(ofRoot.usd, 0, Math.round(reading.usd));
    addRun(gathering, sums, run, reading);
  });
  if (sums.usd > 0) closeMix(gathering, sums);
  return sums.usd;
}
