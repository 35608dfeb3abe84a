import { join } from "node:path";
import { expect, test } from "vitest";
import { duckdb, scratchFolder } from "../../../../test/support/store-fixture.ts";
import { Store } from "../../../store/store.ts";
import { hs6 } from "../../../vocab/hs-code.ts";
import { isoDate } from "../../../vocab/iso-date.ts";
import { createContext } from "../../core/context.ts";
import { statedCapacities } from "./resourcing-capacities.ts";

const ON = isoDate("2026-11-21");

/** party, facility, product, measure, period, quantity, unit, valid from, valid until */
const FIGURES = [
  ["a", null, "380110", "nameplate", "2024", "9000", "t", null, null],
  ["a", null, "3801.10", "operational", "2024", "5000", "t", null, null],
  ["a", null, "380110", "operational", "2025", "6", "kt", null, null],
  ["a", null, "380110", "operational", "2027", "99999", "t", null, null],
  ["b", "works", "380110", "nameplate", "2025", "700", "t", null, null],
  ["b", "mill", "380110", "nameplate", "2025", "300000", "kg", null, null],
  ["c", null, "380110", "production", "2025", "100", "t", null, null],
  ["d", null, "850511", "operational", "2025", "100", "t", null, null],
  ["e", null, "380110", "operational", "2025", "100", "GWh", null, null],
  ["f", null, "380110", "operational", null, "100", "t", "2024-01-01", "2026-11-21"],
  ["g", null, "380110", "operational", null, "100", "t", "2026-11-21", null],
  ["h", null, "380110", "operational", null, "100", "t", "2026-11-22", null],
] as const;

const text = (value: string | null): string => (value === null ? "null" : `'${value}'`);

test("what can be made of a product is the last that is operational on the day, else the nameplate, in kilograms", async () => {
  const folder = join(scratchFolder(), "store");
  const store = await Store.create(folder);
  const rows = FIGURES.map((row) => `(${row.map(text).join(", ")})`).join(", ");
  await store.write("Capacities", async (tx) => {
    await tx.add(
      "capacities",
      await duckdb(),
      `select party as party_id, facility as facility_id, product, measure, period, cast(quantity as decimal(24, 6)) as quantity,
        unit, 'reported' as basis, cast(since as date) as valid_from, cast(until as date) as valid_until,
        'made-up' as source_id, row_number() over () as source_row
      from (values ${rows}) as t(party, facility, product, measure, period, quantity, unit, since, until)`,
      "import-capacities",
    );
  });
  const context = createContext({ store: folder, today: ON });
  const stated = await statedCapacities(context, hs6("380110"), { on: ON, known: ON });
  context.close();
  expect(Object.fromEntries(stated)).toEqual({
    ...{ a: 6_000_000, works: 700_000, mill: 300_000, b: 1_000_000, g: 100_000 },
  });
});

test("nothing is stated where the store holds no capacities", async () => {
  const folder = join(scratchFolder(), "store");
  await Store.create(folder);
  const context = createContext({ store: folder, today: ON });
  expect(await statedCapacities(context, hs6("380110"), { on: ON, known: ON })).toEqual(new Map());
  context.close();
});
