import fc from "fast-check";
import { expect, test } from "vitest";
import { MAGNET, ORE, randomRows, row } from "../../test/network-questions/random-network.ts";
import { networkOf, type TestRow } from "../../test/support/network-of.ts";
import { inputMap } from "./input-map.ts";
import type { Network } from "./network.ts";
import { reach } from "./reach.ts";
import { topRows } from "./top-rows.ts";

const walkOf = (network: Network, product: string) =>
  reach(network, inputMap(network.products, []), { products: [product], direction: "up", depth: 1, inputs: "none" })
    .walk;

function asked(rows: readonly TestRow[], limit: number, seller?: string) {
  const network = networkOf(rows);
  const found = topRows(
    walkOf(network, MAGNET),
    seller === undefined ? {} : { seller: network.parties.find(seller) },
    limit,
  );
  return { ...found, places: found.entries.map((entry) => network.columns.row[entry]) };
}

test("lists rows by value, then by day, and those without a value last", () => {
  const rows = [
    row("CN a", "US b", MAGNET, 50, { day: 120 }),
    row("CN a", "US a", MAGNET, 50, { day: 110 }),
    row("CN b", "US a", MAGNET, 0, { usd: null }),
    row("CN b", "US a", MAGNET, 70),
    row("CN b", "US a", ORE, 90),
  ];
  expect(asked(rows, 10).places).toEqual([3, 1, 0, 2]);
  expect(asked(rows, 2).places).toEqual([3, 1]);
  expect(asked(rows, 2)).toMatchObject({ rows: 4, usd: 170n, withoutValue: 1, withoutWeight: 4 });
});

test("is the same as sorting all rows, however few are kept", () => {
  fc.assert(
    fc.property(randomRows, fc.integer({ min: 1, max: 5 }), (rows, limit) => {
      const own = rows.filter(({ product, seller }) => product === MAGNET && seller === "CN a");
      const { places, usd, rows: count } = asked(rows, limit, "CN a");
      const values = (indices: readonly (number | undefined)[]) => indices.map((at) => rows[at ?? -1]?.usd);
      expect(values(places)).toEqual(
        own
          .map((each) => each.usd ?? 0)
          .sort((a, b) => b - a)
          .slice(0, limit),
      );
      expect([count, usd]).toEqual([own.length, own.reduce((sum, each) => sum + BigInt(each.usd ?? 0), 0n)]);
    }),
  );
});
