import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ControlRule } from "../../../src/operations/control/control-result.ts";
import { controlOperation } from "../../../src/operations/control.ts";
import { ask } from "../../../src/operations/core/ask.ts";
import { type Context, createContext } from "../../../src/operations/core/context.ts";
import { partyId } from "../../../src/resolve/party-id.ts";
import { Store } from "../../../src/store/store.ts";
import { isoDate } from "../../../src/vocab/iso-date.ts";
import { duckdb } from "../../support/store-fixture.ts";

/** On the list of the book, and named in it with its country. */
const LISTED = ["Rare Earth Magnesium Technology Group Holdings, Ltd.", "HK"] as const;

const PARTIES = {
  listed: LISTED,
  twin: [LISTED[0], "SG"],
  packer: ["Real Packs Inc", "US"],
  maker: ["Real Cells Ltd", "KR"],
  anode: ["Real Anodes Ltd", "ID"],
  region: ["Real Region Graphite Co", "CN"],
  clean: ["Clean Cells Ltd", "JP"],
  cleanBuyer: ["Clean Packs Inc", "US"],
  late: ["Late Packs Inc", "US"],
  quiet: ["Quiet Holdings", "US"],
  madePacker: ["Made Packs Inc", "US"],
  madeListed: ["Made Listed Co", "CN"],
  madeOther: ["Made Other Packs", "US"],
} as const;

type Name = keyof typeof PARTIES;
const idOf = (name: Name) => partyId(PARTIES[name][0], PARTIES[name][1]);

/** shipper, consignee, HS, day, USD */
type Bill = readonly [Name, Name, string, string, string | null];

const REAL: readonly Bill[] = [
  ["maker", "packer", "850760", "2024-03-01", "900.00"],
  ["maker", "packer", "850760", "2024-04-01", "100.00"],
  ["anode", "maker", "380110", "2024-02-01", "50.00"],
  ["region", "anode", "250410", "2024-01-01", "7.00"],
  ["listed", "anode", "250410", "2023-12-01", "1.00"],
  ["clean", "cleanBuyer", "850760", "2024-03-01", "900.00"],
  ["twin", "clean", "380110", "2024-02-01", "50.00"],
  ["listed", "late", "850760", "2024-12-31", "5.00"],
];

const MADE: readonly Bill[] = [
  ["listed", "madePacker", "850760", "2024-03-01", "10.00"],
  ["region", "madePacker", "850760", "2024-03-01", "10.00"],
  ["madeListed", "madeOther", "850760", "2024-03-01", "10.00"],
];

const quoted = (text: string | null) => (text === null ? "null" : `'${text.replaceAll("'", "''")}'`);

async function addBills(store: Store, bills: readonly Bill[], source: string, made: boolean): Promise<void> {
  const connection = await duckdb();
  const values = bills.map(([from, to, hs, day, usd], at) => {
    return `(${[idOf(from), idOf(to), hs, day, usd].map(quoted).join(", ")}, ${at + 1})`;
  });
  const named = [...new Set(bills.flatMap((bill) => bill.slice(0, 2) as Name[]))];
  const parties = [...named, ...(made ? [] : (["quiet"] as const))].map((name, at) => {
    return `(${[idOf(name), ...PARTIES[name]].map(quoted).join(", ")}, ${at + 1})`;
  });
  await store.write(`Import ${source}`, async (tx) => {
    await tx.add(
      "shipments",
      connection,
      `select 'B' || n as shipment_id, 'B' || n as bill, cast(day as date) as arrived_on, shipper as shipper_id,
        consignee as consignee_id, hs6, 2022 as hs_revision, cast(usd as decimal(18,2)) as usd, 'reported' as usd_basis,
        cast(1 as decimal(18,3)) as kg, '${source}' as source_id, n as source_row
      from (values ${values.join(", ")}) as t(shipper, consignee, hs6, day, usd, n)`,
      source,
    );
    await tx.add(
      "party_records",
      connection,
      `select id as party_id, 'company' as kind, name, country, '${source}' as source_id, n as source_row
      from (values ${parties.join(", ")}) as t(id, name, country, n)`,
      source,
    );
    const [party, table] = made ? [idOf("madeListed"), "listings"] : [idOf("region"), "facilities"];
    await tx.add(
      table,
      connection,
      made
        ? `select '${party}' as party_id, 'us-uflpa' as list, '${source}' as source_id, 1 as source_row`
        : `select 'plant' as facility_id, '${party}' as operator_id, 'CN' as country,
            'Xinjiang Uyghur Autonomous Region' as region, '${source}' as source_id, 1 as source_row`,
      source,
    );
    await tx.add(
      "imports",
      connection,
      `select '${source}' as source_id, 1 as source_row, 'shipments' as family, '${source}.csv' as file,
        date '2026-11-20' as imported_on, ${bills.length} as "rows", 0 as rejected, ${made} as made`,
      source,
    );
  });
}

let folder: string;
let context: Context;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headwater-taint-"));
  const store = await Store.create(join(folder, "store"));
  await addBills(store, REAL, "real-bills", false);
  await addBills(store, MADE, "made-bills", true);
  context = createContext({ store: join(folder, "store"), today: isoDate("2026-11-21") });
});

afterAll(() => {
  context.close();
  rmSync(folder, { recursive: true, force: true });
});

async function uflpa(name: Name, more: object = {}, on = "2024-12-30") {
  const question = { party: idOf(name), rule: ["uflpa"], ...more };
  const { result, coverage, warnings } = await ask(controlOperation, context, question, { on });
  const rule = result.rules[0] as ControlRule;
  const trade = rule.path.flatMap((step) => (step.step === "trade" ? [step] : []));
  return { rule, trade, notes: coverage.notes.join("\n"), made: coverage.made, warnings };
}

describe("Forced labour along tiers of trade", () => {
  test("is found two tiers up by where a seller produces, with every leg, its value and its rows", async () => {
    const { rule, trade, notes } = await uflpa("packer");
    expect([rule.outcome, rule.test]).toEqual(["yes", "supply"]);
    expect(rule.path[0]).toMatchObject({
      step: "is",
      party: { key: idOf("region") },
      because: "has a plant in Xinjiang Uyghur Autonomous Region, China",
    });
    expect(trade.map(({ seller, buyer, product, usd, rows }) => [seller.key, buyer.key, product, usd, rows])).toEqual([
      [idOf("region"), idOf("anode"), "250410", "7.00", 1],
      [idOf("anode"), idOf("maker"), "380110", "50.00", 1],
      [idOf("maker"), idOf("packer"), "850760", "1000.00", 2],
    ]);
    expect(new Set(trade.map(({ source }) => source))).toEqual(new Set(["real-bills"]));
    expect(notes).toContain("--source real-bills");
  });

  test("is found by a listing of the book, by exact name and country alone", async () => {
    const { rule, trade } = await uflpa("late", {}, "2025-01-01");
    expect(rule.outcome).toBe("yes");
    expect(rule.path[0]).toMatchObject({ step: "is", list: "us-uflpa" });
    expect(trade.map(({ seller, usd }) => [seller.key, usd])).toEqual([[idOf("listed"), "5.00"]]);
    const twin = await uflpa("cleanBuyer");
    expect([twin.rule.outcome, twin.trade]).toEqual(["no", []]);
    expect(twin.notes).toContain("2 tiers");
  });

  test("counts no purchase after the day, and no list before it named the seller", async () => {
    expect((await uflpa("late", {}, "2024-12-30")).rule.outcome).toBe("no");
    expect((await uflpa("packer", {}, "2024-03-31")).trade.at(-1)).toMatchObject({ usd: "900.00", rows: 1 });
  });

  test("never lets made trade meet real lists or plants, nor the other way round", async () => {
    const made = await uflpa("madePacker");
    expect([made.rule.outcome, made.made]).toEqual(["no", true]);
    const listed = await uflpa("madeOther");
    expect([listed.rule.outcome, listed.made]).toEqual(["yes", true]);
    expect(listed.trade.map(({ seller }) => seller.key)).toEqual([idOf("madeListed")]);
    await expect(uflpa("packer", { source: "made-bills" })).rejects.toThrow(/no such dataset of real rows/);
  });

  test("says that no trade was looked at where no dataset holds what the party buys", async () => {
    const { rule, notes } = await uflpa("quiet");
    expect(rule.outcome).toBe("no");
    expect(notes).toContain("No trade was looked at");
  });

  test("is asked of no trade where no rule asks for it", async () => {
    const { coverage } = await ask(controlOperation, context, { party: idOf("packer"), rule: ["ofac-50"] });
    expect(coverage.notes.join("\n")).not.toContain("rade was");
  });
});
