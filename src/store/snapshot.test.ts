import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";
import { link } from "../../test/support/network-of.ts";
import { duckdb, newStore } from "../../test/support/store-fixture.ts";
import { StoreProblem } from "../errors.ts";
import { inputMap } from "../network/input-map.ts";
import { type Dataset, type Network, rowAddress, VALUE_BY_WEIGHT, VALUE_ESTIMATED } from "../network/network.ts";
import { type Reach, reach } from "../network/reach.ts";
import type { ReachQuestion } from "../network/reach-question.ts";
import { isoDate } from "../vocab/iso-date.ts";
import { Engine } from "./engine.ts";
import { networkOfShared, openSharedSnapshot, openSnapshot, snapshotFolder, snapshotPath } from "./snapshot.ts";
import { sql } from "./sql.ts";
import type { Store } from "./store.ts";
import type { Vintage } from "./vintage.ts";

const BILLS: Dataset = { table: "shipments", sourceId: "bills", hsRevision: 2022, made: true };
const MAGNET = "850511";
const ALLOY = "284690";

/** `rows` of bills: firms 0 to 39 in five countries, magnets and alloys, a fifth without value, a tenth estimated. */
const someBills = (rows: number): string => `
  select 'b' || i as shipment_id, 'B' || i as bill, date '2023-01-01' + cast(i % 700 as integer) as arrived_on,
    'p' || lpad(cast(i * 7 % 40 as varchar), 3, '0') as shipper_id,
    'p' || lpad(cast(i * 11 % 37 as varchar), 3, '0') as consignee_id,
    case when i % 3 = 0 then '${ALLOY}' else '${MAGNET}' end as hs6, 2022 as hs_revision,
    ['CN', 'JP', 'US', 'DE', null][1 + i * 7 % 40 % 5] as origin,
    ['US', 'CN', 'DE'][1 + i * 11 % 37 % 3] as import_country, 'Port ' || (i % 4) as port_of_lading,
    case when i % 5 <> 0 then (i % 97) * 1.37 end as usd,
    case when i % 10 = 1 then 'estimated' when i % 5 <> 0 then 'reported' end as usd_basis,
    (i % 89) * 0.125 as kg, 'bills' as source_id, i + 1 as source_row
  from range(${rows}) as r(i)`;

async function importBills(store: Store, select: string, importId = "one"): Promise<Vintage> {
  const connection = await duckdb();
  await store.write(`Import ${importId}`, async (tx) => {
    await tx.add("shipments", connection, select, importId);
    const about = `select 'shipments' as family, 'b.csv' as file, date '2025-01-01' as imported_on, 1 as rows,
      0 as rejected, true as made`;
    await tx.add("imports", connection, about, importId);
    const named = `select distinct shipper_id as party_id, 'Firm ' || shipper_id || ' Åß' as name, 'CN' as country
      from (${select}) as s where shipper_id is not null`;
    await tx.add("party_records", connection, named, importId);
  });
  return await store.vintage();
}

/** A snapshot may only be read: opening an engine is what compiling begins with. */
const neverCompile = {
  openEngine: (): Promise<Engine> => {
    throw new Error("compiled again");
  },
};

function answer(network: Network, extra: Partial<ReachQuestion> = {}): Reach {
  return reach(network, inputMap(network.products, [link(MAGNET, ALLOY)]), {
    products: [MAGNET],
    direction: "up",
    depth: 3,
    inputs: "all",
    countries: ["US"],
    ...extra,
  });
}

const figures = (found: Reach) =>
  found.tiers.map(({ by, ...tier }) => ({ ...tier, country: by("country"), port: by("port"), party: by("party", 5) }));

test("compiles the rows that count, and says what became of the others", async () => {
  const row = (values: string) => `select ${values}, 'bills' as source_id`;
  const common = "2022 as hs_revision, date '2024-02-03' as arrived_on, 'x' as shipment_id";
  const one = row(`${common}, 'H1' as bill, 'M' as master_bill, 'p1' as shipper_id, 'p2' as consignee_id,
    '${MAGNET}' as hs6, 12.34 as usd, 'reported' as usd_basis, 1.005 as kg, 1 as source_row`);
  const rows = [
    one,
    row(`${common}, 'M', null, 'p1', 'p2', '${MAGNET}', 99, 'reported', 1, 2`),
    row(`${common}, 'H2', null, 'p1', 'p2', null, 1, 'reported', 1, 3`),
    row(`${common}, 'H3', null, null, 'p2', '${MAGNET}', 1, 'reported', 1, 4`),
    row(`${common}, 'H4', null, 'p1', 'p2', '010121', 5, 'estimated', null, 5`),
    row(`2017, date '1969-12-31', 'x', 'H5', null, 'p1', 'p2', '${MAGNET}', 1, 'reported', 1, 6`),
    row(`2017, date '1970-01-01', 'x', 'H6', null, 'p2', 'p1', '${MAGNET}', null, null, 1, 7`),
  ];
  const vintage = await importBills(await newStore(), rows.join(" union all "));
  const network = await openSnapshot(vintage, BILLS);
  expect(network.compiled).toEqual({
    rows: 7,
    masters: 1,
    withoutProduct: 1,
    withoutParty: 1,
    outsideDays: 1,
    withoutValue: 0,
    withoutWeight: 1,
    estimatedValue: 2,
    otherRevision: 1,
    outliers: 0,
    byWeight: { bySteps: [0, 0, 0, 0, 0, 0, 1], statistics: null },
  });
  expect(network.products).toEqual(["010121", MAGNET]);
  expect([...network.columns.usd]).toEqual([Math.round(1234 / 1.005), 500, 1234]);
  expect([...network.columns.flags]).toEqual([VALUE_ESTIMATED | VALUE_BY_WEIGHT, VALUE_ESTIMATED, 0]);
  expect([...network.columns.kg]).toEqual([1000, Number.NaN, 1005]);
  expect([...network.columns.row].map((number) => rowAddress(network.imports, number))).toEqual([
    { importId: "one", sourceRow: 7 },
    { importId: "one", sourceRow: 5 },
    { importId: "one", sourceRow: 1 },
  ]);
});

test("sums to the cent what plain SQL does over the same window", async () => {
  const silent = someBills(6000).replace(
    "(i % 89) * 0.125 as kg",
    "case when i % 5 <> 0 then (i % 89) * 0.125 end as kg",
  );
  const vintage = await importBills(await newStore(), silent);
  const found = answer(await openSnapshot(vintage, BILLS), {
    depth: 1,
    since: isoDate("2023-06-01"),
    until: isoDate("2024-06-01"),
  });
  const engine = await Engine.open(vintage, { threads: 1 });
  const [plain] = await engine.rows(sql`
    select count(*) as n, cast(sum(usd) * 100 as bigint) as cents, cast(sum(kg) * 1000 as bigint) as grams,
      count(distinct shipper_id) as senders, count(distinct consignee_id) as buyers
    from shipments
    where hs6 = ${MAGNET} and import_country = 'US' and arrived_on >= date '2023-06-01'
      and arrived_on < date '2024-06-01'`);
  engine.close();
  const [tier] = found.tiers;
  expect({
    n: tier?.rows,
    cents: Number(tier?.usd),
    grams: Number(tier?.kg),
    senders: tier?.senders,
    buyers: tier?.buyers,
  }).toEqual(plain);
});

test("a snapshot that is read as it is needed answers as the network in memory did", async () => {
  const vintage = await importBills(await newStore(), someBills(9000));
  const compiled = await openSnapshot(vintage, BILLS);
  const windows: Partial<ReachQuestion>[] = [
    {},
    { since: isoDate("2023-03-01"), until: isoDate("2023-03-20") },
    { observedOnly: true },
    { direction: "down", countries: ["CN"], since: isoDate("2024-01-01") },
    { tierCountries: [["CN"], ["JP", "DE"]] },
  ];
  const kept = await openSnapshot(vintage, BILLS, neverCompile);
  expect(kept.columns.usd.every((cents) => cents === 0)).toBe(true);
  for (const extra of windows) expect(figures(answer(kept, extra))).toEqual(figures(answer(compiled, extra)));
  const fresh = await openSnapshot(vintage, BILLS, neverCompile);
  for (const extra of windows.slice(1).reverse()) {
    expect(figures(answer(fresh, extra))).toEqual(figures(answer(compiled, extra)));
  }
  fresh.need(0, fresh.entries);
  expect(fresh.columns).toEqual(compiled.columns);
  expect(fresh.parties.name(fresh.parties.find("p007"))).toBe("Firm p007 Åß");
  expect(["p007", "p7", "", "zzz"].map((id) => fresh.parties.find(id))).toEqual([
    compiled.parties.find("p007"),
    -1,
    -1,
    -1,
  ]);
});

test("arrays read whole can be sent to a thread, and answer there as the network in memory did", async () => {
  const store = await newStore();
  const vintage = await importBills(store, someBills(9000));
  const compiled = await openSnapshot(vintage, BILLS);
  const shared = await openSharedSnapshot(vintage, BILLS, neverCompile);
  if (shared === null) throw new Error("nothing was kept");
  const sent = structuredClone(shared);
  expect(sent.arrays.usd?.buffer).toBeInstanceOf(SharedArrayBuffer);
  const network = networkOfShared(sent);
  expect(network.pages.complete()).toBe(true);
  expect(figures(answer(network))).toEqual(figures(answer(compiled)));
  const narrow = { since: isoDate("2023-04-01"), until: isoDate("2023-09-01") };
  expect(figures(answer(network, narrow))).toEqual(figures(answer(compiled, narrow)));
  expect(network.parties.name(3)).toBe(compiled.parties.name(3));
  rmSync(snapshotPath(vintage, BILLS));
  expect(figures(answer(networkOfShared(sent)))).toEqual(figures(answer(compiled)));
});

test("keeps which facility goods left, with its name and who runs it, and reads it only where it is asked for", async () => {
  const store = await newStore();
  const plants = someBills(9000).replace(
    "as shipper_id,",
    "as shipper_id, case when i % 3 = 0 then null when i % 5 < 2 then 'f1' else 'f2' end as shipper_facility_id,",
  );
  await importBills(store, plants);
  const connection = await duckdb();
  await store.write("Import plants", async (tx) => {
    const plant = `select 'f2' as facility_id, 'p007' as operator_id, 'Plant Zwei' as name, 'DE' as country`;
    await tx.add("facilities", connection, plant, "plants");
  });
  const vintage = await store.vintage();
  const compiled = await openSnapshot(vintage, BILLS);
  const engine = await Engine.open(vintage, { threads: 1 });
  const plain = await engine.rows<{ n: number }>(
    sql`select count(*) as n from shipments group by shipper_facility_id order by shipper_facility_id nulls first`,
  );
  engine.close();
  expect([0, 1, 2].map((at) => compiled.columns.facility.filter((facility) => facility === at).length)).toEqual(
    plain.map(({ n }) => n),
  );

  const kept = await openSnapshot(vintage, BILLS, neverCompile);
  const { facilities } = kept;
  expect([0, 1, 2].map((at) => [facilities.id(at), facilities.name(at), facilities.country(at)])).toEqual([
    ["", "", ""],
    ["f1", "f1", ""],
    ["f2", "Plant Zwei", "DE"],
  ]);
  expect([0, 1, 2].map((at) => kept.parties.id(facilities.operator(at)))).toEqual(["", "", "p007"]);
  kept.pages.want(0, kept.entries);
  kept.pages.fetch();
  expect(kept.columns.usd).toEqual(compiled.columns.usd);
  expect(kept.columns.facility.every((facility) => facility === 0)).toBe(true);
  kept.pages.want(0, kept.entries, "facility");
  kept.pages.fetch();
  expect(kept.columns).toMatchObject({ facility: compiled.columns.facility });

  const without = await openSnapshot(await importBills(await newStore(), someBills(100)), BILLS);
  expect([without.columns.facility.length, without.facilities.count]).toEqual([0, 1]);
});

test("a run whose sum is no exact number is added bill by bill, from the file too", async () => {
  const huge = `select 'x' as shipment_id, date '2024-01-01' as arrived_on, 'p1' as shipper_id, 'p2' as consignee_id,
    '${MAGNET}' as hs6, 2022 as hs_revision, 'US' as import_country, 20000000000000.01 as usd, 'bills' as source_id,
    i as source_row from range(9) as r(i)`;
  const vintage = await importBills(await newStore(), huge);
  await openSnapshot(vintage, BILLS);
  const [tier] = answer(await openSnapshot(vintage, BILLS, neverCompile)).tiers;
  expect(tier).toMatchObject({ rows: 9, usd: 18000000000000009n, rowsWithoutWeight: 9 });
});

test.each([
  ["cut short", (path: string) => truncateSync(path, statSync(path).size - 1)],
  ["emptied", (path: string) => truncateSync(path, 0)],
  ["overwritten at its beginning", (path: string) => overwrite(path, 0, "not a snapshot")],
  ["altered in its header", (path: string) => overwrite(path, readFileSync(path).indexOf('"entries":') + 10, "9")],
  ["altered in a node table", (path: string) => overwrite(path, sectionAt(path, "buy.party"), "damage")],
])("a snapshot that was %s is compiled again", async (_, damage) => {
  const vintage = await importBills(await newStore(), someBills(300));
  const before = figures(answer(await openSnapshot(vintage, BILLS)));
  damage(snapshotPath(vintage, BILLS));
  await expect(openSnapshot(vintage, BILLS, neverCompile)).rejects.toThrow("compiled again");
  expect(figures(answer(await openSnapshot(vintage, BILLS)))).toEqual(before);
  expect(figures(answer(await openSnapshot(vintage, BILLS, neverCompile)))).toEqual(before);
});

test("a page that was altered is noticed when it is read, and the snapshot removed", async () => {
  const vintage = await importBills(await newStore(), someBills(300));
  await openSnapshot(vintage, BILLS);
  const path = snapshotPath(vintage, BILLS);
  overwrite(path, sectionAt(path, "usd") + 8, "damage");
  const damaged = await openSnapshot(vintage, BILLS, neverCompile);
  expect(() => damaged.need(0, 1)).toThrow(StoreProblem);
  expect(readdirSync(snapshotFolder(vintage))).not.toContain(basename(path));
});

test("an import makes the snapshot of the new vintage; those of the last two are kept", async () => {
  const store = await newStore();
  const first = await importBills(store, someBills(100), "one");
  await openSnapshot(first, BILLS);
  for (const importId of ["two", "three"]) {
    const vintage = await importBills(store, someBills(100), importId);
    expect((await openSnapshot(vintage, BILLS)).entries).toBe(importId === "two" ? 200 : 300);
  }
  expect(readdirSync(snapshotFolder(first))).toHaveLength(2);
  expect((await openSnapshot(first, BILLS)).entries).toBe(100);
});

test("where no snapshot can be written the network is compiled in memory, with a warning", async () => {
  const vintage = await importBills(await newStore(), someBills(100));
  rmSync(snapshotFolder(vintage), { recursive: true, force: true });
  writeFileSync(snapshotFolder(vintage), "a file in the way");
  const warnings: string[] = [];
  const network = await openSnapshot(vintage, BILLS, { warn: (sentence) => warnings.push(sentence) });
  expect(network.entries).toBe(100);
  expect(warnings).toHaveLength(1);
});

test("rows of a made import and of a real one never meet", async () => {
  const vintage = await importBills(await newStore(), someBills(100));
  const real = await openSnapshot(vintage, { ...BILLS, made: false });
  expect([real.entries, real.compiled.rows]).toEqual([0, 0]);
});

test.each([
  ["import", "CN", "US"],
  ["export", "US", "CN"],
  ["reconciled", "CN", "US"],
])("a flow that is reported as %s has the seller %s", async (direction, seller, buyer) => {
  const store = await newStore();
  const connection = await duckdb();
  await store.write("Import flows", async (tx) => {
    const flow = `select '2024' as period, date '2024-01-01' as period_from, 'annual' as frequency, 'US' as reporter,
      'CN' as partner, '${direction}' as direction, '${MAGNET}' as hs6, 7.5 as usd, 'baci' as source_id, 3 as source_row`;
    await tx.add("flows", connection, flow, "one");
    const about = `select 'flows' as family, 'f.csv' as file, date '2025-01-01' as imported_on, 1 as rows, 0 as rejected,
      false as made`;
    await tx.add("imports", connection, about, "one");
  });
  const dataset: Dataset = {
    table: "flows",
    sourceId: "baci",
    frequency: "annual",
    direction,
    hsRevision: 2022,
    made: false,
  };
  const network = await openSnapshot(await store.vintage(), dataset);
  const [tier] = answer(network, { countries: [buyer] }).tiers;
  expect(tier?.by("party")).toMatchObject([{ key: seller, rows: 1, usd: 750n }]);
  expect(network.parties.name(network.parties.find("CN"))).toBe("China");
});

function overwrite(path: string, at: number, text: string): void {
  const bytes = readFileSync(path);
  bytes.write(text, at);
  writeFileSync(path, bytes);
}

function sectionAt(path: string, name: string): number {
  const header = /\{.*?\}\}\}/s.exec(readFileSync(path, "latin1"))?.[0] ?? "";
  return (JSON.parse(header) as { sections: Record<string, { offset: number }> }).sections[name]?.offset ?? 0;
}
