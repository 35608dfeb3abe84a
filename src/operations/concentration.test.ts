import { expect, onTestFinished, test } from "vitest";
import { flowsStore, monthsFrom } from "../../test/support/flows-store.ts";
import { duckdb } from "../../test/support/store-fixture.ts";
import { Store } from "../store/store.ts";
import { isoDate } from "../vocab/iso-date.ts";
import { concentrationOperation } from "./concentration.ts";
import { ask } from "./core/ask.ts";
import { createContext } from "./core/context.ts";
import { mineralsOperation } from "./minerals.ts";

const BARITE = "251110";
const SERIES = "Barite: Mine production";

/** Whole years of trade in barite: a month's kg by seller and buyer. */
const MONTHLY: readonly (readonly [string, string, string])[] = [
  ["IN", "US", "10000000"],
  ["CN", "US", "5000000"],
  ["US", "CA", "1000000"],
  ["CN", "IN", "2000000"],
];

/** Country, year, quantity, unit, mark. */
type Made = readonly [string, string, string | null, string, string | null];

async function openWith(made: readonly Made[], months = 12) {
  const rows = monthsFrom("2024-01", months).flatMap((month) =>
    MONTHLY.map(([seller, buyer, kg]) => [month, seller, buyer, BARITE, "1000.00", kg] as const),
  );
  const folder = await flowsStore([{ source: "world-trade", side: "import", rows }]);
  const text = (value: string | null) => (value === null ? "null" : `'${value}'`);
  const values = made.map((row) => `(${row.map(text).join(", ")})`).join(", ");
  await (await Store.open(folder)).write("Import production", (tx) =>
    duckdb().then((connection) =>
      tx.add(
        "capacities",
        connection,
        `select '${SERIES}' as product, 'production' as measure, party as party_id, period,
          cast(quantity as decimal(24,6)) as quantity, unit, 'reported' as basis, mark, 'usgs-mcs-2026' as source_id,
          row_number() over () as source_row
        from (values ${values}) as t(party, period, quantity, unit, mark)`,
        "import-production",
      ),
    ),
  );
  const context = createContext({ store: folder, today: isoDate("2026-11-22") });
  onTestFinished(() => context.close());
  return async (to: string) => {
    const { result } = await ask(concentrationOperation, context, { product: BARITE, to, frequency: "monthly" }, {});
    return result;
  };
}

test("import reliance is computed where production and trade are of the same goods, with every input and its basis", async () => {
  const reliance = await openWith([
    ["IN", "2024", "2600000", "t", null],
    ["US", "2024", "20000", "t", null],
  ]);
  const { relianceComputed } = await reliance("US");
  const [us] = relianceComputed;
  expect(us?.inputs.map(({ name, quantity, unit, basis }) => [name, quantity, unit, basis])).toEqual([
    ["production", "20000", "t", "reported"],
    ["imports", "180000", "t", "reported"],
    ["exports", "12000", "t", "reported"],
    ["stock change", "0", "t", "assumed"],
  ]);
  expect(us).toMatchObject({ year: "2024", goods: "barite", basis: "assumed", missing: null });
  expect(us?.share).toBe("0.893617021277");
  expect((await reliance("IN")).relianceComputed[0]?.share).toBe("-0.038338658147");
});

test("it is not computed of what is withheld, unlisted, in another unit or of a part of a year, and says so", async () => {
  const reliance = await openWith([
    ["US", "2024", null, "t", "W"],
    ["IN", "2024", "7", "USD", null],
  ]);
  const reason = async (to: string) =>
    (await reliance(to)).relianceComputed.map(({ share, missing }) => [share, missing]);
  expect(await reason("US")).toEqual([[null, `${SERIES} (usgs-mcs-2026) gives “W” for United States in 2024.`]]);
  expect(await reason("IN")).toEqual([[null, expect.stringContaining("which is no weight")]]);
  expect(await reason("CA")).toEqual([[null, expect.stringContaining("does not say whether Canada made any")]]);
  const part = await openWith([["US", "2024", "20000", "t", null]], 11);
  expect((await part("US")).relianceComputed[0]?.missing).toBe("world-trade holds only a part of 2024.");
});

test("what purchases are left without nobody that sells is all of them, and without all of them nothing", async () => {
  const { without } = await (await openWith([["US", "2024", "1", "t", null]]))("US");
  expect(without.map(({ kind, key }) => `${kind} ${key}`).sort()).toEqual(["country CN", "country IN"]);
  for (const { face, passing, left } of without) {
    expect(Number(passing)).toBeGreaterThanOrEqual(Number(face));
    expect(Number(left) + Number(passing)).toBeCloseTo(1, 12);
  }
});

test("makers that documents name have shares by control, and what they are not of the world is a row of its own", async () => {
  const context = createContext({ store: await flowsStore([]), today: isoDate("2026-11-22") });
  onTestFinished(() => context.close());
  const { result } = await ask(concentrationOperation, context, { product: "380110", of: "control" }, {});
  const sales = result.years.find(({ series, year }) => series === "anode material, sales" && year === "2024");
  expect(sales?.total).toBe("2206000");
  expect(sales?.parts.map(({ key, amount }) => [key, amount])).toContainEqual(["unnamed", "793100"]);
  expect([...(sales?.parts ?? []), sales?.others].reduce((sum, part) => sum + Number(part?.share), 0)).toBeCloseTo(
    1,
    10,
  );
  expect(sales?.hhi).toBeNull();
  expect(Number(sales?.control?.range?.high)).toBeGreaterThan(Number(sales?.control?.range?.low));
  const named = result.years.every(({ control }) => (control?.makers.length ?? 0) > 0);
  expect(named).toBe(true);
});

test("makers of the store are whose their stakes say, and one that nobody is known to hold is its own country's", async () => {
  const folder = await flowsStore([]);
  const connection = await duckdb();
  const id = "import-makers";
  const cited = "'makers' as source_id, row_number() over () as source_row";
  await (await Store.open(folder)).write("Import makers", async (tx) => {
    await tx.add(
      "party_records",
      connection,
      `select party as party_id, name, country, ${cited} from (values ('p-plant', 'Plant', 'ID'), ('p-head', 'Head', 'CN'),
        ('p-own', 'Own', 'JP'), ('p-lost', 'Lost', null)) as t(party, name, country)`,
      id,
    );
    await tx.add(
      "stakes",
      connection,
      `select 'p-head' as holder_id, 'p-plant' as held_id, 'equity' as interest, 0.6 as share_min, 0.6 as share_max, ${cited}`,
      id,
    );
    await tx.add(
      "capacities",
      connection,
      `select '380110' as product, 'production' as measure, party as party_id, '2024' as period, quantity, 't' as unit, ${cited}
        from (values ('p-plant', 50), ('p-own', 30), ('p-lost', 20)) as t(party, quantity)`,
      id,
    );
    const about = `select 'capacities' as family, 'makers.csv' as file, date '2024-05-01' as imported_on, 3 as "rows",
      0 as rejected, false as made, ${cited}`;
    await tx.add("imports", connection, about, id);
  });
  const context = createContext({ store: folder, today: isoDate("2026-11-22") });
  onTestFinished(() => context.close());
  const { result } = await ask(concentrationOperation, context, { product: "380110", of: "control" }, {});
  const made = result.years.find(({ source }) => source === "makers");
  expect(made?.parts.map(({ key, share, recorded }) => [key, share, recorded])).toEqual([
    ["CN", "0.5", "50"],
    ["JP", "0.3", "0"],
    ["unknown", "0.2", "0"],
  ]);
  expect(made?.control?.range).toEqual({ low: "0.34", high: "0.58" });
  expect(made?.control?.recordedRange).toEqual({ low: "0.25", high: "1" });
  expect(made?.control?.makers.map(({ label, control }) => [label, control?.key ?? null])).toEqual([
    ["Plant", "CN"],
    ["Own", "JP"],
    ["Lost", null],
  ]);
});

test("the loop of black mass runs from made to returned, each step a claim with its locator or a gap that is said", async () => {
  const context = createContext({ store: "no-such-store", today: isoDate("2026-11-22") });
  const { result } = await ask(mineralsOperation, context, { mineral: "black mass" }, {});
  const loop = result.minerals[0]?.loop ?? [];
  expect([...new Set(loop.map(({ step }) => step))]).toEqual(["made", "exported", "refined", "returned"]);
  for (const { claim, gap } of loop) expect((claim === null) !== (gap === null)).toBe(true);
  expect(loop.flatMap(({ claim }) => (claim === null ? [] : [claim.figure]))).toEqual([
    "70",
    "77000",
    "100",
    "82",
    null,
  ]);
});

test.each([
  [{ of: "control", origin: "CN" }, "Control of makers is that of the world."],
  [{ of: "control", to: "US" }, "Trade statistics name countries and not parties"],
  [{ of: "control", to: "EU27" }, "Control of imports is asked of one country"],
  [{ of: "production", to: "US" }, "A question of production takes no buyer."],
])("refuses %o", async (question, message) => {
  const rows = [["2024-01", "CN", "US", BARITE, "10.00", "1"]] as const;
  const context = createContext({
    store: await flowsStore([{ source: "world-trade", side: "import", rows }]),
    today: isoDate("2026-11-22"),
  });
  onTestFinished(() => context.close());
  await expect(ask(concentrationOperation, context, { product: BARITE, ...question }, {})).rejects.toThrow(message);
});
