import fc from "fast-check";
import type { InputLink } from "../../src/network/input-link.ts";
import { decimal } from "../../src/vocab/decimal.ts";
import { link, networkOf, type TestRow } from "../support/network-of.ts";
import { placed } from "./placed.ts";

export const PRODUCTS = ["253090", "284690", "850131", "850511"] as const;
export const [ORE, ALLOY, MOTOR, MAGNET] = PRODUCTS;
export const PLACES = ["CN", "DE", "JP", "US"] as const;

export function row(seller: string, buyer: string, product: string, usd = 100, extra: Partial<TestRow> = {}): TestRow {
  const [origin = "", destination = ""] = [seller.slice(0, 2), buyer.slice(0, 2)];
  return { seller, buyer, product, day: 100, usd, kg: null, origin, destination, ...extra };
}

export function shared(output: string, input: string, share: string): InputLink {
  const point = decimal(share);
  return { ...link(output, input, "material"), costShare: { low: point, central: point, high: point } };
}

/** The map of the random networks: some shares are stated, some are not. */
export const LINKS: readonly InputLink[] = [
  shared(ALLOY, ORE, "0.4"),
  shared(MAGNET, ALLOY, "0.3"),
  link(MOTOR, MAGNET, "component"),
];

const names = PLACES.flatMap((place) => [`${place} a`, `${place} b`]);

const anyRow = fc.record({
  seller: fc.constantFrom(...names),
  buyer: fc.constantFrom(...names),
  product: fc.constantFrom(...PRODUCTS),
  usd: fc.integer({ min: 1, max: 1000 }),
});

/** Small networks with rings, resale and self-supply. */
export const randomRows = fc
  .array(anyRow, { minLength: 1, maxLength: 40 })
  .map((rows) => rows.map(({ seller, buyer, product, usd }) => row(seller, buyer, product, usd)));

/** The same without rings: whoever sells comes later in the list of names than the buyer. */
export const ringlessRows = randomRows.map((rows) =>
  rows
    .filter(({ seller, buyer }) => seller !== buyer)
    .map((one) => {
      if (names.indexOf(one.seller) > names.indexOf(one.buyer)) return one;
      return row(one.buyer, one.seller, one.product, one.usd ?? 0);
    }),
);

export const placedNetwork = (rows: readonly TestRow[]) => placed(networkOf(rows));
