import { addExact, exactSums, exactTotal } from "../exact-sum.ts";
import { findNode } from "../network.ts";
import type { Cone } from "./cone.ts";

export interface EquipmentLine {
  readonly key: string;
  /** Cents. */
  readonly usd: bigint;
}

/** What the parties of a cone bought in the window to make their products with; no unit of product holds a part of it. */
export interface Equipment {
  readonly usd: bigint;
  readonly buyers: number;
  /** By HS code of the equipment, and by the country of origin that its rows declare ("" unknown), largest first. */
  readonly byProduct: readonly EquipmentLine[];
  readonly byOrigin: readonly EquipmentLine[];
}

/** Adds up each purchase of equipment once, however many products of the buyer it may serve. */
export function equipmentOf(cone: Cone): Equipment {
  const { network, recipes, nodes, reader } = cone;
  const { buy, runs, pages } = network;
  const bought = new Set<number>();
  for (let node = 0; node < nodes.count; node++) {
    const party = nodes.party[node] as number;
    for (const { product } of recipes.equipment[nodes.product[node] as number] ?? []) {
      const buyNode = product < network.products.length ? findNode(buy, party, product) : -1;
      if (buyNode >= 0) bought.add(buyNode);
    }
  }
  const eachRun = (visit: (run: number, buyNode: number) => void): void => {
    for (const buyNode of bought) {
      const until = buy.offsets[buyNode + 1] as number;
      for (let run = buy.offsets[buyNode] as number; run < until; run++) visit(run, buyNode);
    }
  };
  if (!pages.complete()) {
    eachRun(reader.want);
    pages.fetch();
  }
  const byProduct = exactSums(network.products.length);
  const byOrigin = exactSums(network.countries.length);
  const buyers = new Set<number>();
  eachRun((run, buyNode) => {
    const cents = Math.round(reader.read(run).usd);
    if (cents === 0) return;
    buyers.add(buy.party[buyNode] as number);
    addExact(byProduct, buy.product[buyNode] as number, cents);
    addExact(byOrigin, runs.origin[run] as number, cents);
  });
  const lines = (keys: readonly string[], sums: typeof byProduct): EquipmentLine[] =>
    keys
      .map((key, at) => ({ key, usd: exactTotal(sums, at) }))
      .filter(({ usd }) => usd > 0n)
      .sort((a, b) => (a.usd === b.usd ? (a.key < b.key ? -1 : 1) : a.usd > b.usd ? -1 : 1));
  const products = lines(network.products, byProduct);
  return {
    usd: products.reduce((sum, { usd }) => sum + usd, 0n),
    buyers: buyers.size,
    byProduct: products,
    byOrigin: lines(network.countries, byOrigin),
  };
}
