import { toNumber } from "../../vocab/decimal.ts";
import type { InputLink } from "../input-link.ts";
import type { Attribution } from "./attribute.ts";
import { MINERALS, type Mineral, type MineralContents } from "./mineral-content.ts";

export interface Amounts {
  readonly low: number;
  readonly high: number;
}

/** Kilograms of one mineral, per unit of the root product. */
export interface MineralBalance {
  readonly mineral: Mineral;
  /**
   * By the amounts of the input map. From the least of the inputs that bring it (they may be alternatives of each other)
   * to all of them together; null if the map gives no amount.
   */
  readonly needed: Amounts | null;
  /** In what the chain was seen to buy, at its central shares and observed prices; counted where it first comes in. */
  readonly observed: number | null;
  /** needed - observed: below zero where more was bought than the map accounts for. */
  readonly unexplained: Amounts | null;
}

export interface PhysicalAttribution {
  /** What one unit of the root is, "kg" or as the input map counts it, such as "kWh". */
  readonly unit: string;
  /** Cents for one unit; null if neither given nor known from weights. */
  readonly unitPrice: number | null;
  readonly minerals: readonly MineralBalance[];
  /** Of the value that minerals came in with, the part whose rows have a weight: the rest cannot be counted. */
  readonly weighed: number;
}

export interface PhysicalQuestion {
  readonly unit: string;
  /** Cents for one unit of the root; for kilograms the rows of the root tell it. */
  readonly unitPrice?: number;
}

/** How much of each mineral a unit of the root takes, and how much of it the records of its chain show. */
export function physicalAttribution(
  found: Attribution,
  links: readonly InputLink[],
  contents: MineralContents,
  { unit, unitPrice }: PhysicalQuestion,
): PhysicalAttribution {
  const { cone } = found.solved.shared;
  const roots = [...new Set(cone.mixes.product.subarray(0, cone.mixes.roots))].filter((product) => product >= 0);
  const codes = roots.map((product) => cone.network.products[product] as string);
  const price = unitPrice ?? (unit === "kg" ? rootPrice(found) : null);
  const seen = observedPerCent(found, contents);
  return {
    unit,
    unitPrice: price,
    weighed: seen.value > 0 ? seen.weighed / seen.value : 0,
    minerals: MINERALS.map((mineral) => {
      const needed = codes.length === 1 ? neededPer(links, contents, mineral, codes[0] as string, unit) : null;
      const observed = price === null ? null : (seen.kg.get(mineral) ?? 0) * price;
      const unexplained =
        needed === null || observed === null ? null : { low: needed.low - observed, high: needed.high - observed };
      return { mineral, needed, observed, unexplained };
    }),
  };
}

/** Cents for a kilogram of what the root bought. */
function rootPrice(found: Attribution): number | null {
  const { mixes } = found.solved.shared.cone;
  let cents = 0;
  let grams = 0;
  for (let mix = 0; mix < mixes.roots; mix++) {
    cents += mixes.weighedUsd[mix] as number;
    grams += mixes.kg[mix] as number;
  }
  return grams > 0 ? (cents / grams) * 1000 : null;
}

/** Kilograms a cent of the root, each mineral where it first comes in: bought for a product that is not known to hold it. */
function observedPerCent(
  { solved }: Attribution,
  contents: MineralContents,
): { kg: Map<Mineral, number>; value: number; weighed: number } {
  const { shared, visits } = solved;
  const { cone, chain, mixes, nodes, start } = shared;
  const kg = new Map<Mineral, number>();
  let value = 0;
  let weighed = 0;
  const holds = (product: number) => contents.get(cone.recipes.products[product] ?? "") ?? {};
  const comesIn = (mix: number, through: number, into: Partial<Record<Mineral, number>>): void => {
    const held = holds(cone.mixes.product[mix] as number);
    const fresh = MINERALS.filter((mineral) => held[mineral] !== undefined && into[mineral] === undefined);
    if (fresh.length === 0 || through === 0) return;
    const [usd, withWeight] = [cone.mixes.usd[mix] as number, cone.mixes.weighedUsd[mix] as number];
    value += through;
    if (withWeight === 0) return;
    weighed += (through * withWeight) / usd;
    const perCent = (cone.mixes.kg[mix] as number) / 1000 / withWeight;
    for (const mineral of fresh) {
      kg.set(mineral, (kg.get(mineral) ?? 0) + through * perCent * (held[mineral] as number));
    }
  };
  for (let mix = 0; mix < cone.mixes.roots; mix++) comesIn(mix, start[mix] as number, {});
  for (let node = 0; node < nodes; node++) {
    const state = mixes + node;
    const into = holds(cone.nodes.product[node] as number);
    for (let e = chain.offsets[state] as number; e < (chain.offsets[state + 1] as number); e++) {
      const mix = chain.target[e] as number;
      if (mix < mixes) comesIn(mix, (visits.visits[state] as number) * (chain.weight[e] as number), into);
    }
  }
  return { kg, value, weighed };
}

/** Kilograms of the mineral that a unit of the product takes by the map; null if the map does not say. */
export function neededPer(
  links: readonly InputLink[],
  contents: MineralContents,
  mineral: Mineral,
  product: string,
  unit: string,
  above: readonly string[] = [],
): Amounts | null {
  const held = contents.get(product)?.[mineral];
  if (held !== undefined && unit === "kg") return { low: held, high: held };
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const { outputHs, inputHs, amount, amountUnit, kind } of links) {
    if (outputHs !== product || amount === null || kind === "equipment" || above.includes(inputHs)) continue;
    const [inputUnit = "", per] = (amountUnit ?? "").split(" per ");
    if (per !== unit) continue;
    const behind = neededPer(links, contents, mineral, inputHs, inputUnit, [...above, product]);
    if (behind === null) continue;
    low = Math.min(low, toNumber(amount) * behind.low);
    high += toNumber(amount) * behind.high;
  }
  return high > 0 ? { low, high } : null;
}
