import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { readMapping } from "../../src/ingest/mapping.ts";
import { findLayout, LAYOUTS } from "../../src/ingest/sources/registry.ts";
import { draft } from "../../src/ingest/suggest/suggest-mapping.ts";
import { Engine } from "../../src/store/engine.ts";
import { sql } from "../../src/store/sql.ts";
import type { Store } from "../../src/store/store.ts";
import { undo } from "../../src/store/undo.ts";
import { bringIn, newStore, picture, rowsOf, shippedBook, temporaryFolder } from "./support.ts";

const BACI = "examples/baci-2024";
let store: Store;

beforeEach(async () => {
  store = await newStore();
});

/** Rows of a plain CSV without quotes. */
const lines = (file: string): string[][] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.trim().split(","));

const cents = (text: string): bigint => {
  const [whole = "", fraction = ""] = text.split(".");
  const roundsUp = (fraction[2] ?? "0") >= "5";
  return BigInt(`${whole}${fraction.padEnd(2, "0").slice(0, 2)}`) + (roundsUp ? 1n : 0n);
};

const query = async (statement: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> => {
  const engine = await Engine.open(await store.vintage());
  try {
    return await engine.rows(statement);
  } finally {
    engine.close();
  }
};

describe("layouts", () => {
  test("every folder of a layout is in the registry, under its own name", () => {
    const folders = readdirSync("src/ingest/sources", { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(LAYOUTS.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  test("the packaged BACI table comes in to the cent, the importer as reporter", async () => {
    const report = await bringIn(store, `${BACI}/baci_2024.csv`);
    expect(report).toMatchObject({ layout: "baci-packaged-csv", rows: 21723, rejected: 0, firstDay: "2024-01-01" });
    const raw = lines(`${BACI}/baci_2024.csv`);
    const whole = raw.reduce((sum, [, , , value = "0"]) => sum + cents(value), 0n);
    const magnetsToUs = raw.filter(([, to, code]) => to === "USA" && code === "850511");
    const [total] = await query(sql`select cast(sum(usd) as varchar) as usd, count(*) as n from flows`);
    const [magnets] = await query(sql`select cast(sum(usd) as varchar) as usd, count(*) as n from flows
      where reporter = 'US' and hs6 = '850511' and direction = 'reconciled' and period = '2024'`);
    expect([cents(String(total?.usd)), total?.n]).toEqual([whole, 21723]);
    expect(cents(String(magnets?.usd))).toBe(magnetsToUs.reduce((sum, [, , , value = "0"]) => sum + cents(value), 0n));
    expect(magnets?.n).toBe(magnetsToUs.length);
  });

  test("the official layout and the Parquet of BACI hold the same flows as the table", async () => {
    await bringIn(store, `${BACI}/trade.parquet`, { source: "parquet" });
    await bringIn(store, `${BACI}/baci_2024.csv`, { source: "csv" });
    const official = await bringIn(store, `${BACI}/official-layout.csv`, { source: "official" });
    expect(official).toMatchObject({ layout: "baci-official", rejected: 0 });
    const [different] = await query(sql`
      select count(*) filter (where abs(a.usd - b.usd) > 1) as different, count(*) as joined,
        count(b.kg) as weighed from flows a join flows b
      on a.reporter = b.reporter and a.partner = b.partner and a.hs6 = b.hs6 where a.source_id = 'csv' and b.source_id = 'parquet'`);
    expect(different).toMatchObject({ different: 0, joined: 21723 });
    expect(Number(different?.weighed)).toBeGreaterThan(15000);
    const [apart] = await query(sql`
      select count(*) as joined, count(*) filter (where a.usd <> b.usd or a.kg is distinct from b.kg) as different
      from flows a join flows b on a.reporter = b.reporter and a.partner = b.partner and a.hs6 = b.hs6
      where a.source_id = 'official' and b.source_id = 'parquet'`);
    expect(apart).toEqual({ joined: official.rows, different: 0 });
  });

  test("China's graphite exports are monthly, and say the licence gap of December 2023", async () => {
    await bringIn(store, "examples/china-graphite-exports/exports.csv");
    const rows = await query(sql`select period, usd, kg from flows where partner = 'US' and hs6 = '250410'
      and period in ('2023-11', '2023-12', '2024-01') and direction = 'export' and reporter = 'CN' order by period`);
    expect(rows.map(({ period, usd }) => [period, Math.round(Number(usd))])).toEqual(
      [
        ["2023-11", 4260000],
        ["2023-12", 2246],
        ["2024-01", 2350000],
      ].map(([period, usd]) => [period, expect.closeTo(Number(usd), -4)]),
    );
  });

  test("UN Comtrade loses its sums over partners, with the line of each", async () => {
    const file = "examples/un-comtrade-nickel/nickel.csv";
    const report = await bringIn(store, file);
    const world = readFileSync(file, "utf8")
      .split("\n")
      .flatMap((line, at) => (line.includes("W00") ? [at + 1] : []));
    const rejects = await rowsOf(store, "rejects", "line");
    const aggregates = rejects.filter(({ reason }) => String(reason).includes("aggregate"));
    expect(aggregates.map(({ line }) => line)).toEqual(expect.arrayContaining(world));
    expect(report.rows + report.rejected).toBe(lines(file).length);
  });

  test("splits by customs regime give way to their total, and repetitions to the first", async () => {
    const header =
      "period,reporterISO,partnerISO,flowCode,cmdCode,customsCode,motCode,primaryValue,netWgt,reporterCode,partnerCode\n";
    const row = (value: number, customs: string, partner = "CHN", flow = "M") =>
      `2024,USA,${partner},${flow},850511,${customs},0,${value},1,842,156\n`;
    const file = join(temporaryFolder(), "comtrade.csv");
    const content = [
      row(60, "C01"),
      row(40, "C04"),
      row(100, "C00"),
      row(9, "C00", "JPN"),
      row(9, "C00", "JPN"),
      row(5, "C00", "KOR", "X"),
      row(7, "C00", "DEU", "RM"),
    ];
    writeFileSync(file, header + content.join(""));
    const report = await bringIn(store, file);
    const rows = await rowsOf(store, "flows");
    expect(rows.map(({ partner, direction, valuation, usd }) => [partner, direction, valuation, usd])).toEqual([
      ["CN", "import", "cif", "100.00"],
      ["JP", "import", "cif", "9.00"],
      ["KR", "export", "fob", "5.00"],
    ]);
    expect(report.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "part or repetition of the total on line 4"],
      [3, "part or repetition of the total on line 4"],
      [6, "duplicate of line 5"],
      [8, "is none of import, export, reconciled"],
    ]);
  });

  test("without marks the total is the row that is the sum of the others, and else no row is believed", async () => {
    const header = "Period,Trade Flow,Reporter ISO,Partner ISO,Commodity Code,Trade Value (US$),Netweight (kg)\n";
    const file = join(temporaryFolder(), "older.csv");
    const row = (partner: string, value: number) => `2020,Import,USA,${partner},250410,${value},10\n`;
    writeFileSync(
      file,
      header + [row("CHN", 70), row("CHN", 30), row("CHN", 100), row("BRA", 5), row("BRA", 8), row("IND", 1)].join(""),
    );
    const report = await bringIn(store, file);
    const rows = await rowsOf(store, "flows");
    expect(rows.map(({ partner, usd }) => [partner, usd])).toEqual([
      ["CN", "100.00"],
      ["IN", "1.00"],
    ]);
    expect(report.rejected).toBe(4);
  });

  test("Korean declarations are made, keep their won, and name parties by code", async () => {
    const report = await bringIn(store, "examples/korea-declarations/declarations.csv");
    expect(report).toMatchObject({ layout: "korea-declarations", rows: 500, rejected: 0 });
    const [bill] = await rowsOf(store, "shipments");
    expect(bill).toMatchObject({ currency: "KRW", usd: null, import_country: "KR" });
    const [entry] = await rowsOf(store, "imports", "file");
    expect(entry).toMatchObject({ made: true, licence: "MIT" });
    expect((await rowsOf(store, "party_ids", "value")).length).toBeGreaterThan(500);
  });

  test("generated bills are marked as made by their numbers, whatever became of the mapping beside them", async () => {
    const file = join(temporaryFolder(), "renamed.csv");
    writeFileSync(
      file,
      "bill,arrived_on,shipper_name,hs\nB1,2024-03-01,Acme,850511\nMADE-7-00000001,2024-03-01,Bolt,850511\n",
    );
    const report = await bringIn(store, file);
    expect(report.warnings.join()).toContain("a generator made them");
    const [entry] = await rowsOf(store, "imports", "file");
    expect(entry).toMatchObject({ made: true });
  });

  test("bills of other numbers are not", async () => {
    const file = join(temporaryFolder(), "bills.csv");
    writeFileSync(file, "bill,arrived_on,shipper_name,hs\nREMADE-1,2024-03-01,Acme,850511\n");
    await bringIn(store, file);
    const [entry] = await rowsOf(store, "imports", "file");
    expect(entry).toMatchObject({ made: false });
  });

  test("a table of four-digit headings is of no known layout", () => {
    const [header = ""] = readFileSync("examples/us-8507-monthly/us_imports_hs8507_8505_monthly.csv", "utf8").split(
      "\n",
    );
    expect(findLayout(header.trim().split(","))).toBeNull();
  });
});

describe("the same file, a corrected file, and a file taken back", () => {
  const HEADER = "bill,arrived_on,shipper_name,hs\n";
  const ROW = "B1,2024-03-01,Acme Inc,850511\n";

  test("the same file twice adds nothing", async () => {
    const file = join(temporaryFolder(), "bills.csv");
    writeFileSync(file, `${HEADER}${ROW}B2,soon,Acme Inc,850511\n`);
    const first = await bringIn(store, file);
    const before = picture(store);
    const second = await bringIn(store, file);
    expect(second).toMatchObject({
      outcome: "unchanged",
      importId: first.importId,
      rows: 1,
      rejected: 1,
      vintage: first.vintage,
    });
    expect(picture(store)).toEqual(before);
  });

  test("a corrected file replaces what it brought, and says so", async () => {
    const file = join(temporaryFolder(), "bills.csv");
    writeFileSync(file, `${HEADER}${ROW}B2,soon,Acme Inc,850511\n`);
    const first = await bringIn(store, file);
    writeFileSync(file, `${HEADER}${ROW}B2,2024-03-02,Acme Inc,850511\n`);
    const second = await bringIn(store, file);
    expect(second).toMatchObject({ outcome: "replaced", replacedImportId: first.importId, rows: 2, rejected: 0 });
    expect(second.warnings[0]).toContain(`the 1 rows of import ${first.importId} were replaced`);
    expect((await rowsOf(store, "shipments", "bill")).map(({ bill }) => bill)).toEqual(["B1", "B2"]);
    expect(await rowsOf(store, "rejects")).toEqual([]);
    expect(await rowsOf(store, "imports", "file")).toHaveLength(1);
  });

  test("statistics of a period that another file of the source brought already are warned of", async () => {
    await bringIn(store, `${BACI}/trade.parquet`);
    const { warnings } = await bringIn(store, `${BACI}/official-layout.csv`);
    expect(warnings).toContainEqual(
      expect.stringContaining("“trade.parquet” brought flows of the same days under the source “baci”"),
    );
  });

  test("both are kept when asked for, and files of other sources stand beside each other", async () => {
    const file = join(temporaryFolder(), "bills.csv");
    writeFileSync(file, HEADER + ROW);
    await bringIn(store, file);
    await bringIn(store, file, { source: "another" });
    writeFileSync(file, HEADER + ROW.replace("B1", "B2"));
    await bringIn(store, file, { keep: true });
    expect((await rowsOf(store, "shipments", "bill")).map(({ bill }) => bill)).toEqual(["B1", "B1", "B2"]);
  });

  test("an import that is undone leaves nothing behind, and can come in again", async () => {
    const file = join(temporaryFolder(), "bills.csv");
    writeFileSync(file, HEADER + ROW);
    const { importId } = await bringIn(store, file);
    await undo(store, importId);
    for (const table of ["shipments", "party_records", "party_names"])
      expect(await rowsOf(store, table, "import_id")).toEqual([]);
    expect(await bringIn(store, file)).toMatchObject({ outcome: "imported", rows: 1 });
  });

  test("an import that is aborted leaves the store as it was", async () => {
    const before = picture(store);
    const stop = new AbortController();
    const running = bringIn(store, `${BACI}/baci_2024.csv`, {
      signal: stop.signal,
      onProgress: ({ stage }) => (stage === "checking" ? stop.abort(new Error("stopped")) : undefined),
    });
    await expect(running).rejects.toThrow("stopped");
    expect(picture(store)).toEqual(before);
  });
});

describe("other families", () => {
  const bring = async (
    name: string,
    content: string,
    as: "stakes" | "prices" | "fx" | "parties" | "facilities" | "capacities",
  ) => {
    const file = join(temporaryFolder(), name);
    writeFileSync(file, content);
    return await bringIn(store, file, { as });
  };

  test("stakes keep shares exact and reject those above the whole", async () => {
    const content =
      "holder,holder_country,holder_kind,held,held_country,share,valid_from\nState of X,CN,government,Mine Co,CN,51%,2020-01-01\nAcme Inc,US,company,Mine Co,CN,0.123456789012,2020-01-01\nAcme Inc,US,company,Mine Co,CN,51,2020-01-01\nChina,CN,country,Plant Co,CN,1,\n";
    const report = await bring("stakes.csv", content, "stakes");
    expect(report.rejects.map(({ line, reason }) => [line, reason])).toEqual([[4, "is more than 1"]]);
    const rows = await rowsOf(store, "stakes");
    expect(rows.map(({ share_min, share_max, interest }) => [share_min, share_max, interest])).toEqual([
      ["0.510000000000", "0.510000000000", "equity"],
      ["0.123456789012", "0.123456789012", "equity"],
      ["1.000000000000", "1.000000000000", "equity"],
    ]);
    expect(rows[2]?.holder_id).toBe("CN");
  });

  test("prices, rates, parties, facilities and capacities come in by their own names", async () => {
    await bring("prices.csv", "series,unit,currency,period,value\nnickel,t,USD,2025-11,14670.77\n", "prices");
    await bring("fx.csv", "currency,period,usd\nKRW,2024-01,0.000756\n", "fx");
    await bring(
      "parties.csv",
      "name,country,kind,scheme,identifier\nAcme Inc,US,company,LEI,5493001KJTIIGC8Y1R12\n",
      "parties",
    );
    await bring(
      "plants.csv",
      "name,operator,country,lat,lon,stage,valid_from\nBig Mine,Acme Inc,US,40.5,-110.25,mine,2019-01-01\n",
      "facilities",
    );
    await bring(
      "caps.csv",
      'facility,country,product,measure,period,quantity,unit\nBig Mine,US,nickel,production,2023,"1,200",t\n',
      "capacities",
    );
    expect(await rowsOf(store, "prices")).toMatchObject([
      { value: "14670.770000", period: "2025-11", valid_from: "2025-11-01" },
    ]);
    expect(await rowsOf(store, "fx")).toMatchObject([
      { usd: "0.000756000000", valid_from: "2024-01-01", valid_until: "2024-02-01" },
    ]);
    expect(await rowsOf(store, "party_ids", "value")).toMatchObject([{ scheme: "LEI", value: "5493001KJTIIGC8Y1R12" }]);
    const [plant] = await rowsOf(store, "facilities");
    const [capacity] = await rowsOf(store, "capacities");
    expect(plant).toMatchObject({ lat: 40.5, lon: -110.25, stage: "mine" });
    expect(capacity).toMatchObject({ facility_id: plant?.facility_id, quantity: "1200.000000" });
  });
});

describe("a draft of a mapping", () => {
  const peek = {
    header: [
      "B/L No.",
      "Arrival Date",
      "Exporter Name",
      "Consignee",
      "Notify Party",
      "Product Details",
      "HTS",
      "Gross Weight (lb)",
      "Country of Origin",
      "Port of Lading",
      "Remarks",
    ],
    sample: [["X1", "31/12/2023", "Acme", "Bolt", "DHL", "MAGNETS", "8505.11", "1,200", "China", "Ningbo", ""]],
  };

  test("names what each column was recognised by, and is a mapping that can be read", async () => {
    const yaml = draft("bills 2023.csv", peek, await shippedBook());
    const mapping = readMapping(yaml);
    expect(mapping.as).toBe("shipments");
    expect(mapping.columns).toMatchObject({
      bill: { from: "B/L No." },
      arrived_on: { from: "Arrival Date", format: "%d/%m/%Y" },
      shipper_name: { from: "Exporter Name" },
      consignee_name: { from: "Consignee" },
      forwarder_name: { from: "Notify Party" },
      hs: { from: "HTS" },
      kg: { from: "Gross Weight (lb)", unit: "lb" },
      origin: { from: "Country of Origin" },
      port_of_lading: { from: "Port of Lading" },
    });
    expect(yaml).toContain("# by its name, “Arrival Date”");
    expect(yaml).toContain('# not used: "Remarks"');
  });

  test("takes the currency from a header that names it, and says what a column does not say", async () => {
    const book = await shippedBook();
    const sample = [["2024-01-05", "8505.11", "12,000.50"]];
    const named = draft("bills.csv", { header: ["Arrival Date", "HTS", "Value USD"], sample }, book);
    expect(readMapping(named).columns.currency).toEqual({ constant: "USD" });
    expect(named).toContain("# import_country: { constant: US }");
    const silent = draft("bills.csv", { header: ["Arrival Date", "HTS", "Value"], sample }, book);
    expect(readMapping(silent).columns.currency).toBeUndefined();
    expect(silent).toContain("# currency: { constant: USD }");
  });

  test("keeps to the family that is asked for", async () => {
    expect(readMapping(draft("bills.csv", peek, await shippedBook(), "flows")).as).toBe("flows");
    expect(readMapping(draft("bills.csv", peek, await shippedBook())).as).toBe("shipments");
  });

  test("recognises days and codes by their values under unusual names", async () => {
    const odd = {
      header: ["when", "what", "Exporter"],
      sample: [
        ["2024-01-05", "8505.11", "Acme"],
        ["2024-02-05", "850760", "Bolt"],
      ],
    };
    const mapping = readMapping(draft("odd.csv", odd, await shippedBook()));
    expect(mapping.columns).toMatchObject({ arrived_on: { from: "when" }, hs: { from: "what" } });
  });
});
