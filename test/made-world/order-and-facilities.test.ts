import { afterAll, beforeAll, expect, test } from "vitest";
import { type Book, readBook } from "../../src/book/book.ts";
import { ask } from "../../src/operations/core/ask.ts";
import { type Context, createContext } from "../../src/operations/core/context.ts";
import { traceOperation } from "../../src/operations/trace.ts";
import { Engine } from "../../src/store/engine.ts";
import { type Sql, sql } from "../../src/store/sql.ts";
import { Store } from "../../src/store/store.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { smallWorld } from "../support/small-world.ts";

const PRODUCT = "850760";
let book: Book;
let context: Context;
let engine: Engine;

beforeAll(async () => {
  const { store } = await smallWorld();
  book = await readBook();
  context = createContext({ store, today: isoDate("2026-01-02") });
  engine = await Engine.open(await (await Store.open(store)).vintage());
}, 300_000);
afterAll(() => {
  engine?.close();
  context?.close();
});

async function traced(question: Record<string, unknown>, ...edits: readonly Record<string, unknown>[]) {
  const asked = { product: PRODUCT, to: "US", data: "shipments", ...question };
  const settings = edits.length === 0 ? {} : { scenario: { title: "Suppose", edits } };
  const { result } = await ask(traceOperation, context, asked, settings);
  if (result.method !== "reach") throw new Error("A trace is a reach unless it is asked for another method.");
  return result;
}

/** Three tiers in plain SQL: bills of linked products to the senders before, each once; `lag` null looks at no days. */
function plainTiers(lag: number | null): Sql {
  const links = book.inputs.map(({ outputHs, inputHs }) => sql`(${outputHs}, ${inputHs})`);
  const inTime = lag === null ? sql`true` : sql`date_diff('day', b.arrived_on, s.arrived_on) between 0 and ${lag}`;
  const next = (before: string, counted: readonly string[]): Sql => sql`
    select distinct b.* from bills as b
    join ${sql.id(before)} as s on s.shipper_id = b.consignee_id and ${inTime}
    where (b.hs6 = s.hs6 or (s.hs6, b.hs6) in (select (o, i) from links))
      and b.shipment_id not in (${sql.join(
        counted.map((tier) => sql`select shipment_id from ${sql.id(tier)}`),
        " union all ",
      )})`;
  const sums = (tier: number): Sql => sql`
    select ${tier} as tier, count(*) as bill_rows, count(distinct shipper_id) as sellers,
      count(distinct shipper_facility_id) as facilities, count(*) filter (shipper_facility_id is null) as silent
    from ${sql.id(`t${tier}`)}`;
  return sql`
    with links(o, i) as (values ${sql.join(links)}),
    bills as materialized (
      select shipment_id, arrived_on, shipper_id, consignee_id, hs6, import_country, shipper_facility_id
      from shipments_counted
      where shipper_id is not null and consignee_id is not null and hs6 is not null
    ),
    t1 as materialized (select * from bills where hs6 = ${PRODUCT} and import_country = 'US'),
    t2 as materialized (${next("t1", ["t1"])}),
    t3 as materialized (${next("t2", ["t1", "t2"])})
    ${sql.join([1, 2, 3].map(sums), " union all ")} order by tier`;
}

test.each([null, 0, 3, 30, 180])(
  "finds by facility, with a lag of %s days, the bills that plain SQL does",
  async (lag) => {
    const plain = await engine.rows(plainTiers(lag));
    const { tiers } = await traced({ by: "facility", depth: 3, ...(lag === null ? {} : { inOrder: lag }) });
    const found = tiers.map((tier) => ({
      tier: tier.tier,
      bill_rows: tier.rows,
      sellers: tier.parties,
      facilities: tier.by.filter(({ key }) => key !== "unknown").length,
      silent: tier.by.find(({ key }) => key === "unknown")?.rows ?? 0,
    }));
    expect(found).toEqual(plain.slice(0, found.length));
    expect(plain.slice(found.length).every(({ bill_rows: rows }) => rows === 0)).toBe(true);
    expect(found[0]?.facilities).toBeGreaterThan(3);
  },
);

test("names a facility with its party, and adds its parts up to each tier", async () => {
  const { tiers, by } = await traced({ by: "facility", depth: 2 });
  expect(by).toBe("facility");
  for (const tier of tiers) {
    const cents = (usd: string) => BigInt(usd.replace(".", ""));
    expect(tier.by.reduce((sum, { usd }) => sum + cents(usd), 0n)).toBe(cents(tier.usd));
    expect(tier.splits.facility?.others.count).toBe(Math.max(0, tier.by.length - 10));
  }
  expect(tiers[0]?.by.find(({ key }) => key !== "unknown")?.label).toMatch(/^.+ works 850760 \(.+\)$/);
  expect(tiers[0]?.by.find(({ key }) => key === "unknown")?.label).toBe("facility not stated");
});

test("attributes value to facilities that add up to their party", async () => {
  const asked = async (by: string) => {
    const question = { product: PRODUCT, to: "US", data: "shipments", method: "attribution", by, top: 1000 };
    const { result } = await ask(traceOperation, context, question);
    if (result.method !== "attribution") throw new Error("asked for attribution");
    return result;
  };
  const [parties, facilities] = [await asked("party"), await asked("facility")];
  expect([parties.others.count, facilities.others.count]).toEqual([0, 0]);
  const operators = new Map(
    (
      await engine.rows<{ facility_id: string; operator_id: string }>(
        sql`select distinct facility_id, operator_id from facilities`,
      )
    ).map((row) => [row.facility_id, row.operator_id]),
  );
  const sums = new Map<string, number>();
  for (const { key, share } of facilities.by) {
    const party = operators.get(key) ?? "";
    sums.set(party, (sums.get(party) ?? 0) + Number(share));
  }
  let least = 0;
  for (const { key, share } of parties.by) {
    expect(sums.get(key) ?? 0).toBeLessThanOrEqual(Number(share) + 1e-9);
    least += Number(share) - (sums.get(key) ?? 0);
  }
  expect(sums.get("") ?? 0).toBeCloseTo(least, 9);
  expect(facilities.untraced.share).toBe(parties.untraced.share);
});

test("loses of a facility that is out what left it, and nothing else of who runs it", async () => {
  const { tiers } = await traced({ by: "facility", depth: 1 });
  const [works] = tiers[0]?.by.filter(({ key }) => key !== "unknown") ?? [];
  const without = await traced({ by: "facility", depth: 1 }, { out: { facility: works?.key } });
  expect(without.tiers[0]?.by).toHaveLength((tiers[0]?.by.length ?? 0) - 1);
  const sums = new Map(without.tiers[0]?.by.map(({ key, usd }) => [key, usd]));
  for (const { key, usd } of tiers[0]?.by ?? []) expect(sums.get(key)).toBe(key === works?.key ? undefined : usd);
  const half = await traced({ by: "facility", depth: 1 }, { out: { facility: works?.key, share: 0.5 } });
  const left = half.tiers[0]?.by.find(({ key }) => key === works?.key);
  expect(left?.rows).toBe(works?.rows);
  expect(Math.abs(2 * Number(left?.usd) - Number(works?.usd))).toBeLessThanOrEqual(0.01 * (works?.rows ?? 0));
});

test("refuses the order of time to an attribution, with the reason", async () => {
  const question = { product: PRODUCT, to: "US", data: "shipments", method: "attribution", inOrder: 30 };
  await expect(ask(traceOperation, context, question)).rejects.toThrow(/has no days/);
});
