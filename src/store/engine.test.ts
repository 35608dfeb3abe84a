import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { duckdb, flowsSelect, importFlows, newStore } from "../../test/support/store-fixture.ts";
import { Engine } from "./engine.ts";
import { sql } from "./sql.ts";
import type { Store } from "./store.ts";

const connection = await duckdb();
const open: Engine[] = [];
afterEach(() => {
  for (const engine of open.splice(0)) engine.close();
});

async function engineOf(store: Store): Promise<Engine> {
  const engine = await Engine.open(await store.vintage(), { threads: 1 });
  open.push(engine);
  return engine;
}

async function engineWith(tables: Readonly<Record<string, string>>): Promise<Engine> {
  const store = await newStore();
  await store.write("rows", async (tx) => {
    for (const [table, select] of Object.entries(tables)) await tx.add(table, connection, select, "a");
  });
  return engineOf(store);
}

const shipment = (id: string, values: string) =>
  `select '${id}' as shipment_id, date '2024-03-05' as arrived_on, 's' as source_id, ${values}`;

test("values come out exactly: decimals and dates as text, whole numbers as numbers while they are safe", async () => {
  const engine = await engineOf(await newStore());
  const [row] = await engine.rows(sql`
    select cast('123456789012345678.90' as decimal(38,2)) as amount, date '2024-02-29' as day, count(*) as n,
      sum(cast(7 as bigint)) as total, cast(9007199254740993 as bigint) as large, 0.5e0 as share, true as made,
      cast(null as varchar) as nothing, 'é' as name, array['a', 'b'] as list
    from (select 1 as one) as t`);
  expect(row).toEqual({
    amount: "123456789012345678.90",
    day: "2024-02-29",
    n: 1,
    total: 7,
    large: "9007199254740993",
    share: 0.5,
    made: true,
    nothing: null,
    name: "é",
    list: ["a", "b"],
  });
});

test("values are bound by their kind", async () => {
  const engine = await engineOf(await newStore());
  const [row] = await engine.rows(sql`
    select typeof(${1}) as whole, typeof(${1.5}) as broken, typeof(${"x"}) as text, typeof(${true}) as truth,
      ${null} is null as nothing, ${"it's; drop"} as quoted, ${9007199254740993n} as large`);
  expect(row).toEqual({
    whole: "BIGINT",
    broken: "DOUBLE",
    text: "VARCHAR",
    truth: "BOOLEAN",
    nothing: true,
    quoted: "it's; drop",
    large: "9007199254740993",
  });
});

test("an empty table is a view with its columns and types", async () => {
  const engine = await engineOf(await newStore());
  expect(await engine.rows(sql`select typeof(max(usd)) as t, count(*) as n from flows`)).toEqual([
    { t: "DECIMAL(18,2)", n: 0 },
  ]);
  expect(await engine.rows(sql`select * from parties union all select * from parties`)).toEqual([]);
});

test("columns come out as arrays of their type, chunk by chunk", async () => {
  const engine = await engineOf(await newStore());
  const query = sql`
    select cast(i as integer) as a, cast(i as uinteger) as b, case when i % 3 = 0 then null else i / 2.0e0 end as c,
      cast(i % 7 as usmallint) as d, cast(i % 2 as utinyint) as e, cast(i as bigint) as f, date '1970-01-03' as g,
      case when i % 2 = 0 then null else 'name ' || i end as h
    from range(5000) as r(i) order by i`;
  let rows = 0;
  for await (const { rows: n, columns } of engine.columns(query)) {
    const [a, b, c, d, e, f, g, h] = columns;
    expect([a, b, c, d, e, f, g].map((each) => each?.constructor.name)).toEqual([
      "Int32Array",
      "Uint32Array",
      "Float64Array",
      "Uint16Array",
      "Uint8Array",
      "BigInt64Array",
      "Int32Array",
    ]);
    expect(columns.every((column) => column.length === n)).toBe(true);
    for (let at = 0; at < n; at++) {
      const i = rows + at;
      expect([a?.[at], b?.[at], d?.[at], e?.[at], f?.[at], g?.[at]]).toEqual([i, i, i % 7, i % 2, BigInt(i), 2]);
      expect(c?.[at]).toBe(i % 3 === 0 ? Number.NaN : i / 2);
      expect(h?.[at]).toBe(i % 2 === 0 ? null : `name ${i}`);
    }
    rows += n;
  }
  expect(rows).toBe(5000);
});

test("a NULL in a column of whole numbers, or a decimal, is refused by name", async () => {
  const engine = await engineOf(await newStore());
  const drain = async (query: ReturnType<typeof sql>) => {
    for await (const _ of engine.columns(query));
  };
  const withNull = sql`select case when i = 4000 then null else 1 end as n from range(5000) as r(i)`;
  await expect(drain(withNull)).rejects.toThrow('"n" holds a NULL');
  await expect(drain(sql`select cast(1 as decimal(18,2)) as usd`)).rejects.toThrow('"usd" of type DECIMAL(18,2)');
  expect(await engine.rows(sql`select 1 as still_working`)).toEqual([{ still_working: 1 }]);
});

test("who stops reading columns half way leaves the engine as it was", async () => {
  const engine = await engineOf(await newStore());
  const many = sql`select i from range(1000000) as r(i)`;
  for (let times = 0; times < 3; times++) {
    for await (const { rows } of engine.columns(many)) {
      expect(rows).toBeGreaterThan(0);
      break;
    }
    const [first, second] = await Promise.all([engine.rows(sql`select 1 as n`), engine.rows(sql`select 2 as n`)]);
    expect([first, second]).toEqual([[{ n: 1 }], [{ n: 2 }]]);
  }
});

test("nothing but the tables of the store can be read or written, and the settings are closed", async () => {
  const store = await newStore();
  await importFlows(store, "a", 2);
  const secret = join(store.folder, "secret.csv");
  writeFileSync(secret, "a\n1\n");
  const engine = await engineOf(store);
  const refused = [
    sql`select * from read_csv(${secret})`,
    sql`select * from read_text('/etc/passwd')`,
    sql`select * from glob('/etc/*')`,
    sql`set enable_external_access = true`,
    sql`set memory_limit = '1TB'`,
    sql`attach '/tmp/x.db'`,
    sql`copy (select 1) to '/tmp/headwater-leak.csv'`,
    sql`install httpfs`,
    sql`load httpfs`,
  ];
  for (const statement of refused)
    await expect(engine.rows(statement)).rejects.toThrow(/A query failed|cannot be read/);
  expect(await engine.rows(sql`select count(*) as n from flows`)).toEqual([{ n: 2 }]);
});

test("a question is stopped by its signal, alone, and the engine goes on", async () => {
  const engine = await engineOf(await newStore());
  const endless = sql`select count(*) as n from range(1000000000) as a(i), range(1000000) as b(j) where i * j % 7 = 8`;
  const stop = new AbortController();
  const stopped = engine.rows(endless, stop.signal);
  const other = engine.rows(sql`select count(*) as n from range(3000000) as a(i)`);
  setTimeout(() => stop.abort(new Error("asked to stop")), 50);
  await expect(stopped).rejects.toThrow("asked to stop");
  expect(await other).toEqual([{ n: 3000000 }]);
  await expect(engine.rows(sql`select 1 as n`, stop.signal)).rejects.toThrow("asked to stop");
  expect(await engine.rows(sql`select 1 as n`)).toEqual([{ n: 1 }]);
});

test("reading columns stops between two chunks when it is asked to", async () => {
  const engine = await engineOf(await newStore());
  const stop = new AbortController();
  let chunks = 0;
  const read = async () => {
    for await (const _ of engine.columns(sql`select i from range(1000000) as r(i)`, stop.signal)) {
      chunks += 1;
      if (chunks === 3) stop.abort(new Error("enough"));
    }
  };
  await expect(read()).rejects.toThrow(/^enough$/);
  expect(chunks).toBe(3);
  expect(await engine.rows(sql`select 1 as n`)).toEqual([{ n: 1 }]);
});

test("a statement that cannot be bound is a bug, named as a query that failed", async () => {
  const engine = await engineOf(await newStore());
  await expect(engine.rows(sql`select colour from flows`)).rejects.toThrow(/^A query failed: Binder Error/);
});

test("work that outgrows memory goes to a temporary folder", async () => {
  const store = await newStore();
  const engine = await Engine.open(await store.vintage(), { threads: 1, memory: "60MB" });
  open.push(engine);
  const [row] = await engine.rows(sql`
    select count(*) as n from (select i, row_number() over (order by md5(cast(i as varchar))) as place
    from range(2000000) as r(i)) as t where place > 0`);
  expect(row).toEqual({ n: 2000000 });
});

test("a party is one row over all that was said of it; one that is only named is there too", async () => {
  const engine = await engineWith({
    party_records: `select 'p1' as party_id, 'company' as kind, 'Acme Ltd' as name, 'US' as country
      union all select 'p1', 'forwarder', 'ACME LTD.', null`,
    party_names: "select 'p1' as party_id, 'Aardvark' as name union all select 'p2', 'Only Named'",
    party_ids: "select 'p3' as party_id, 'LEI' as scheme, 'X' as value",
  });
  expect(await engine.rows(sql`select party_id, kind, name, country from parties order by party_id`)).toEqual([
    { party_id: "p1", kind: "forwarder", name: "ACME LTD.", country: "US" },
    { party_id: "p2", kind: null, name: "Only Named", country: null },
    { party_id: "p3", kind: null, name: null, country: null },
  ]);
});

test("other currencies become dollars by the most specific rate there is, and by none where there is none", async () => {
  const engine = await engineWith({
    shipments: [
      shipment("own", "5.00 as usd, 'reported' as usd_basis, 7.00 as value, 'CNY' as currency"),
      shipment("day", "null, null, 100.00, 'JPY'"),
      shipment("month", "null, null, 100.00, 'CNY'"),
      shipment("year", "null, null, 100.00, 'EUR'"),
      shipment("none", "null, null, 100.00, 'GBP'"),
      shipment("nothing", "null, null, null, 'CNY'"),
    ].join(" union all "),
    fx: `select 'CNY' as currency, '2024' as period, 0.10 as usd, null::date as known_on
      union all select 'CNY', '2024-03', 0.13, date '2024-04-01' union all select 'CNY', '2024-03', 0.14, date '2024-05-01'
      union all select 'CNY', '2024-04', 0.99, null union all select 'EUR', '2024', 1.085, null
      union all select 'JPY', '2024-03-05', 0.0067, null union all select 'JPY', '2024-03', 0.5, null`,
  });
  const rows = await engine.rows(sql`select shipment_id, usd, usd_basis from shipments_usd order by shipment_id`);
  expect(rows).toEqual([
    { shipment_id: "day", usd: "0.67", usd_basis: "estimated" },
    { shipment_id: "month", usd: "14.00", usd_basis: "estimated" },
    { shipment_id: "none", usd: null, usd_basis: null },
    { shipment_id: "nothing", usd: null, usd_basis: null },
    { shipment_id: "own", usd: "5.00", usd_basis: "reported" },
    { shipment_id: "year", usd: "108.50", usd_basis: "estimated" },
  ]);
});

test("flows become dollars by the rate of their period, else of its year; without rates they stay as they are", async () => {
  const flows = (currency: string, period: string) => `
    select '${period}' as period, date '2024-03-01' as period_from, 'monthly' as frequency, 'KR' as reporter,
      'CN' as partner, 'import' as direction, '850511' as hs6, 200.00 as value, '${currency}' as currency`;
  const fx = `select 'KRW' as currency, '2024-03' as period, 0.00075 as usd union all select 'KRW', '2024', 0.0007`;
  const engine = await engineWith({
    flows: `${flows("KRW", "2024-03")} union all ${flows("KRW", "2024-07")} union all ${flows("XXX", "2024-03")}`,
    fx,
  });
  expect(
    await engine.rows(sql`select period, currency, usd, usd_basis from flows_usd order by currency, period`),
  ).toEqual([
    { period: "2024-03", currency: "KRW", usd: "0.15", usd_basis: "estimated" },
    { period: "2024-07", currency: "KRW", usd: "0.14", usd_basis: "estimated" },
    { period: "2024-03", currency: "XXX", usd: null, usd_basis: null },
  ]);
  const bare = await engineWith({ flows: flowsSelect(1) });
  expect(await bare.rows(sql`select usd, usd_basis from flows_usd`)).toEqual([{ usd: "1.10", usd_basis: "reported" }]);
});

test("the views join by hash, never every row with every other", async () => {
  const bill = shipment("a", "'M' as master_bill, 1.00 as value, 'CNY' as currency");
  const fx = "select 'CNY' as currency, '2024' as period, 0.14 as usd";
  const engine = await engineWith({ shipments: bill, fx, flows: flowsSelect(1) });
  for (const view of ["shipments_usd", "shipments_counted", "flows_usd"]) {
    const plan = await engine.rows(sql`explain select sum(usd) as usd from ${sql.id(view)}`);
    const text = JSON.stringify(plan);
    expect(text, view).toContain("HASH_JOIN");
    expect(text, view).not.toMatch(/NL_JOIN|NESTED_LOOP|CROSS_PRODUCT/);
  }
});

test("a master bill is stored but not counted; its house bills, and bills of other sources, are", async () => {
  const bills = `
    select 'm' as shipment_id, date '2024-01-01' as arrived_on, 'M1' as bill, null as master_bill, 's' as source_id
    union all select 'h1', date '2024-01-01', 'H1', 'M1', 's' union all select 'h2', date '2024-01-01', 'H2', 'M1', 's'
    union all select 'other source', date '2024-01-01', 'M1', null, 't'
    union all select 'its own master', date '2024-01-01', 'S1', 'S1', 's'
    union all select 'no number', date '2024-01-01', null, null, 's'
    union all select 'house without number', date '2024-01-01', null, 'M9', 's'`;
  const engine = await engineWith({ shipments: bills });
  const counted = await engine.rows<{ shipment_id: string }>(
    sql`select shipment_id from shipments_counted order by shipment_id`,
  );
  expect(counted.map(({ shipment_id }) => shipment_id)).toEqual([
    "h1",
    "h2",
    "house without number",
    "its own master",
    "no number",
    "other source",
  ]);
  expect(await engine.rows(sql`select count(*) as n from shipments`)).toEqual([{ n: 7 }]);
});
