import fc from "fast-check";
import { expect, test } from "vitest";
import { networkOf, type TestRow } from "../../test/support/network-of.ts";
import { findNode, rowAddress } from "./network.ts";

const arbitraryRow: fc.Arbitrary<Omit<TestRow, "row">> = fc.record({
  buyer: fc.constantFrom("a", "b", "c"),
  seller: fc.constantFrom("a", "b", "d"),
  product: fc.constantFrom("253090", "284690"),
  day: fc.integer({ min: 0, max: 3 }),
  usd: fc.option(fc.integer({ min: 0, max: 9 })),
  kg: fc.option(fc.integer({ min: 0, max: 9 })),
  origin: fc.constantFrom("CN", "US"),
  destination: fc.constantFrom("CN", "US"),
});
/** Row numbers beyond 16 bits, since they are sorted in two halves. */
const arbitraryRows = fc
  .array(arbitraryRow, { minLength: 1, maxLength: 60 })
  .map((rows) => rows.map((row, i): TestRow => ({ ...row, row: (i * 70_001) % 4_000_000_007 })));

test("gives the same arrays in whatever order the rows come", () => {
  const twice = arbitraryRows.chain((rows) =>
    fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length })),
  );
  fc.assert(
    fc.property(twice, ([rows, shuffled]) => {
      const { columns, runs, reverse, buy, sell } = networkOf(rows);
      expect(networkOf(shuffled)).toMatchObject({ columns, runs, reverse, buy, sell });
    }),
  );
});

test("leads from each party and product to exactly its rows, on either side", () => {
  fc.assert(
    fc.property(arbitraryRows, (rows) => {
      const network = networkOf(rows);
      const { buy, sell, runs, reverse, columns } = network;
      const found = (side: "buyer" | "seller", party: string, product: string): number[] => {
        const nodes = side === "buyer" ? buy : sell;
        const node = findNode(nodes, network.parties.find(party), network.products.indexOf(product));
        if (node < 0) return [];
        const positions = Array.from(runs.origin.keys()).slice(nodes.offsets[node], nodes.offsets[node + 1]);
        return positions
          .map((at) => (side === "buyer" ? at : (reverse[at] ?? -1)))
          .flatMap((run) => [...columns.row.slice(runs.offsets[run], runs.offsets[run + 1])])
          .sort((a, b) => a - b);
      };
      for (const side of ["buyer", "seller"] as const) {
        for (const party of new Set(rows.map((row) => row[side]))) {
          for (const product of network.products) {
            const own = rows.filter((row) => row[side] === party && row.product === product);
            const expected = own.map(({ row }) => row ?? -1).sort((a, b) => a - b);
            expect(found(side, party, product)).toEqual(expected);
          }
        }
      }
    }),
  );
});

test("finds the import and the record that a row number stands for", () => {
  const imports = [
    { importId: "a", start: 0 },
    { importId: "b", start: 11 },
    { importId: "c", start: 12 },
  ];
  expect([0, 10, 11, 12, 99].map((row) => Object.values(rowAddress(imports, row)).join())).toEqual([
    "a,0",
    "a,10",
    "b,0",
    "c,0",
    "c,87",
  ]);
});
