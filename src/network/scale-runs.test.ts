import fc from "fast-check";
import { expect, test } from "vitest";
import { networkOf, type TestRow } from "../../test/support/network-of.ts";
import type { Network } from "./network.ts";
import { scaleRuns, shareFromFacilities } from "./scale-runs.ts";
import { runGoods } from "./sum-runs.ts";

const arbitraryRow: fc.Arbitrary<TestRow> = fc.record({
  buyer: fc.constantFrom("a", "b", "c"),
  seller: fc.constantFrom("a", "b", "d"),
  product: fc.constantFrom("253090", "284690"),
  day: fc.integer({ min: 0, max: 3 }),
  usd: fc.option(fc.integer({ min: 0, max: 99 })),
  kg: fc.option(fc.integer({ min: 0, max: 99 })),
  origin: fc.constantFrom("CN", "US", ""),
  destination: fc.constantFrom("CN", "US"),
  facility: fc.constantFrom("", "works"),
  outlier: fc.boolean(),
});
const arbitraryRows = fc.array(arbitraryRow, { minLength: 1, maxLength: 40 });

/** Every entry in words, ordered by its row. */
function entriesOf(network: Network) {
  const { runs, buy, sell, columns, parties, products, countries, facilities } = network;
  const { productOf } = runGoods(network);
  const found: unknown[][] = [];
  for (let run = 0; run < runs.count; run++) {
    for (let entry = runs.offsets[run] as number; entry < (runs.offsets[run + 1] as number); entry++) {
      found.push([
        columns.row[entry],
        parties.id(buy.party[runs.buyNode[run] as number] as number),
        parties.id(sell.party[runs.sellNode[run] as number] as number),
        products[productOf(run)],
        countries[runs.origin[run] as number],
        countries[runs.destination[run] as number],
        columns.day[entry],
        columns.usd[entry],
        columns.kg[entry],
        columns.flags[entry],
        facilities.id(columns.facility[entry] ?? 0),
      ]);
    }
  }
  return found.sort((a, b) => Number(a[0]) - Number(b[0]));
}

test("is the same network where every run is left whole", () => {
  fc.assert(
    fc.property(arbitraryRows, (rows) => {
      const network = networkOf(rows);
      expect(scaleRuns(network, () => 1)).toBe(network);
    }),
  );
});

test("leaves of a facility what is left of it, whatever run its goods are of", () => {
  const shareOf = (seller: string) => (seller === "a" ? 0.5 : 1);
  fc.assert(
    fc.property(arbitraryRows, fc.constantFrom(0, 0.25, 1), (rows, atWorks) => {
      const numbered = rows.map((row, at) => ({ ...row, row: at }));
      const byHand = numbered
        .map((row) => ({ row, share: shareOf(row.seller) * (row.facility === "works" ? atWorks : 1) }))
        .filter(({ share }) => share > 0)
        .map(({ row, share }) => ({
          ...row,
          usd: row.usd === null ? null : Math.round(row.usd * share),
          kg: row.kg === null ? null : Math.round(row.kg * share),
        }));
      const network = networkOf(numbered);
      const at = network.facilities.find("works");
      const works = new Map(at > 0 ? [[at, atWorks] as const] : []);
      const edited = scaleRuns(network, ({ seller }) => shareOf(seller), works);
      expect(edited.entries).toBe(byHand.length);
      if (
        byHand.length > 0 &&
        byHand.some(({ facility }) => facility === "works") === network.columns.facility.length > 0
      ) {
        expect(entriesOf(edited)).toEqual(entriesOf(networkOf(byHand)));
      }
    }),
  );
});

test("leaves what rows scaled by hand would give, with their row numbers, days and flags", () => {
  const shareOf = (seller: string, origin: string) => (origin === "CN" ? 0 : seller === "a" ? 0.5 : 1);
  fc.assert(
    fc.property(arbitraryRows, (rows) => {
      const numbered = rows.map((row, at) => ({ ...row, row: at }));
      const byHand = numbered
        .map((row) => ({ row, share: shareOf(row.seller, row.origin) }))
        .filter(({ share }) => share > 0)
        .map(({ row, share }) => ({
          ...row,
          usd: row.usd === null ? null : Math.round(row.usd * share),
          kg: row.kg === null ? null : Math.round(row.kg * share),
        }));
      const edited = scaleRuns(networkOf(numbered), ({ seller, origin }) => shareOf(seller, origin));
      expect(edited.entries).toBe(byHand.length);
      if (byHand.length === 0) return;
      const expected = networkOf(byHand);
      expect(entriesOf(edited)).toEqual(entriesOf(expected));
      expect(edited.columns.row).toEqual(expected.columns.row);
    }),
  );
});

test("says what is left of a run that comes from several facilities by what each sold of it", () => {
  const row = { buyer: "a", seller: "b", product: "253090", day: 0, kg: 1, origin: "CN", destination: "US" };
  const network = networkOf([
    { ...row, usd: 30, facility: "works" },
    { ...row, usd: 10, facility: "" },
    { ...row, buyer: "c", usd: null, facility: "works" },
    { ...row, buyer: "c", usd: null, facility: "other" },
    { ...row, buyer: "d", usd: 5, facility: "other" },
  ]);
  const left = shareFromFacilities(network, new Map([[network.facilities.find("works"), 0.5]]));
  expect([...left].sort()).toEqual([0.625, 0.75, 1]);
});
