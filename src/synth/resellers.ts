import type { Maker } from "./world.ts";

/** Index of the Maker by "party product". */
export type Resellers = Map<string, number>;

/** The party as a reseller of the product, added on first use. */
export function resellerOf(makers: Maker[], known: Resellers, party: number, product: number, start: number): number {
  const key = `${party} ${product}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  makers.push({ party, product, start, resells: true, homeShare: 0, sales: 0, shares: [] });
  known.set(key, makers.length - 1);
  return makers.length - 1;
}
