import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { beforeEach, describe, expect, test } from "vitest";
import writeExcelFile from "write-excel-file/node";
import type { ImportReport } from "../../src/ingest/import-request.ts";
import { readMapping } from "../../src/ingest/mapping.ts";
import { partyId, partyIdOfCode } from "../../src/resolve/party-id.ts";
import type { Store } from "../../src/store/store.ts";
import { bringIn, newStore, rowsOf, temporaryFolder } from "./support.ts";

let store: Store;
let folder = "";

beforeEach(async () => {
  store = await newStore();
  folder = temporaryFolder();
});

const write = (name: string, content: string | Buffer): string => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** Imports a text as shipments by a mapping of `columns` and gives the report and the rows. */
async function shipments(
  content: string | Buffer,
  columns: string,
  name = "bills.csv",
): Promise<{ report: ImportReport; rows: Record<string, unknown>[] }> {
  const mapping = readMapping(`as: shipments\ncolumns:\n${columns}`);
  const report = await bringIn(store, write(name, content), { mapping });
  return { report, rows: await rowsOf(store, "shipments") };
}

const SIMPLE = "  arrived_on: day\n  hs: hs\n";

describe("codes", () => {
  test("an HS code gets back the zero that a number lost, and loses what a number gained", async () => {
    const codes = [
      "25041000",
      "8507.6",
      "850760.0",
      "8507 60",
      "8507.60.0020",
      "250410",
      "0106.11",
      "10611",
      "106.11",
      "8507600020",
    ];
    const { rows, report } = await shipments(
      `day,hs\n${codes.map((code) => `2024-01-01,${code}`).join("\n")}\n`,
      SIMPLE,
    );
    expect(report.rejected).toBe(0);
    expect(rows.map(({ hs6 }) => hs6)).toEqual([
      "250410",
      "850760",
      "850760",
      "850760",
      "850760",
      "250410",
      "010611",
      "010611",
      "010611",
      "850760",
    ]);
    expect(rows[4]?.hs_full).toBe("8507600020");
  });

  test("a heading or a word is no code, and the row says so", async () => {
    const { report } = await shipments("day,hs\n2024-01-01,8507\n2024-01-01,magnets\n2024-01-01,850511\n", SIMPLE);
    expect(report.rejects).toEqual([
      { line: 2, column: "hs", value: "8507", reason: "has 4 digits; an HS code needs six or more" },
      { line: 3, column: "hs", value: "magnets", reason: "is not an HS code" },
    ]);
  });

  test.each([
    ["40 CTNS LITHIUM BATTERIES HS CODE 8507.60 NW 3", "850760"],
    ["HTS: 3801.10.5000 GRAPHITE", "380110"],
    ["MAGNETS H.S. 850511", "850511"],
    ["MAGNETS HS NO. 8505119000, SHIPPERS LOAD", "850511"],
    ["HS:850511", "850511"],
    ["INVOICE 85051190 OF 2024", null],
    ["THS 850511", null],
  ])("a code is found in the text %j", async (text, code) => {
    const { rows } = await shipments(`day,text\n2024-01-01,"${text}"\n`, "  arrived_on: day\n  description: text\n");
    expect(rows[0]?.hs6).toBe(code);
  });

  test("a code of its own column goes before one in the text", async () => {
    const content = "day,hs,text\n2024-01-01,850511,HS 850760\n2024-01-01,,HS 850760\n2024-01-01, ,HS 850760\n";
    const { rows } = await shipments(content, `${SIMPLE}  description: text\n`);
    expect(rows.map(({ hs6 }) => hs6)).toEqual(["850511", "850760", "850760"]);
  });
});

describe("periods and dates", () => {
  const flow = (periods: readonly string[], more = "") =>
    `period,reporter,partner,direction,hs,value,currency${more}\n${periods.map((p, n) => `${p},US,CN,import,850511,${n},USD`).join("\n")}\n`;

  test("four forms of a month are one month", async () => {
    for (const [at, form] of ["202312", "2023-12-01", "2023M12", "2023-12"].entries()) {
      await bringIn(store, write(`flows${at}.csv`, flow([form])));
    }
    const rows = await rowsOf(store, "flows");
    expect(rows.map(({ period, period_from, frequency }) => [period, period_from, frequency])).toEqual(
      Array(4).fill(["2023-12", "2023-12-01", "monthly"]),
    );
  });

  test("years, quarters and days keep their frequency", async () => {
    await bringIn(store, write("flows.csv", flow(["2023", "2024Q2", "2024-03-05", "2024.0"])));
    const rows = await rowsOf(store, "flows");
    expect(rows.map(({ period, frequency }) => [period, frequency])).toEqual([
      ["2023", "annual"],
      ["2024Q2", "quarterly"],
      ["2024-03-05", "daily"],
      ["2024", "annual"],
    ]);
  });

  test("what cannot be a period is rejected", async () => {
    const report = await bringIn(store, write("flows.csv", flow(["2023", "202313", "soon", ""])));
    expect(report.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [3, "is not a period"],
      [4, "is not a period"],
      [5, "is missing"],
    ]);
  });

  test.each([
    ["31/12/2023", undefined, "2023-12-31"],
    ["12/31/2023", undefined, "2023-12-31"],
    ["2023-12-31T08:15:00Z", undefined, "2023-12-31"],
    ["31-Dec-2023", undefined, "2023-12-31"],
    ["Dec 31, 2023", undefined, "2023-12-31"],
    ["20231231", undefined, "2023-12-31"],
    ["03/04/2024", "%d/%m/%Y", "2024-04-03"],
    ["03/04/24", "%m/%d/%y", "2024-03-04"],
  ])("the day %s is read with format %s", async (text, format, day) => {
    const column = format === undefined ? "  arrived_on: day\n" : `  arrived_on: {from: day, format: "${format}"}\n`;
    const { rows } = await shipments(`day;hs\n${text};850511\n`, `${column}  hs: hs\n`);
    expect(rows[0]?.arrived_on).toBe(day);
  });

  test("a day that no calendar has is rejected", async () => {
    const { report } = await shipments("day,hs\n2023-02-29,850511\n2024-02-29,850511\n", SIMPLE);
    expect(report.rejects).toEqual([
      { line: 2, column: "day", value: "2023-02-29", reason: "is not a day of the calendar" },
    ]);
  });
});

describe("figures", () => {
  const figures = async (texts: readonly string[], options = "") => {
    const content = `day|v\n${texts.map((text) => `2024-01-01|${text}`).join("\n")}\n`;
    return await shipments(content, `  arrived_on: day\n  value: {from: v${options}}\n  currency: {constant: USD}\n`);
  };

  test("thousands commas are read, and never taken for a decimal mark", async () => {
    const { rows, report } = await figures([
      "1,234,567.891",
      "1,234",
      "12,34",
      "1 234.5",
      "1.5e3",
      "0.125",
      "999999999999999.99",
    ]);
    expect(rows.map(({ value }) => value)).toEqual([
      "1234567.89",
      "1234.00",
      "1234.50",
      "1500.00",
      "0.13",
      "999999999999999.99",
    ]);
    expect(report.rejects).toEqual([{ line: 4, column: "v", value: "12,34", reason: "is not a number" }]);
  });

  test("a decimal comma is read when the mapping says so", async () => {
    const { rows } = await figures(["1.234.567,89", "12,5", "1.234"], ', decimal: ","');
    expect(rows.map(({ value }) => value)).toEqual(["1234567.89", "12.50", "1234.00"]);
  });

  test("marks for withheld and unknown figures are not known, and counted", async () => {
    const { rows, report } = await figures(["W", "NA", ">25", "<1", "..", "—", "n/a", "7"]);
    expect(rows.map(({ value }) => value)).toEqual([null, null, null, null, null, null, null, "7.00"]);
    expect(report.warnings).toEqual(['7 values of "v" are marks such as W, NA or >25: stored as not known.']);
  });

  test("what is no figure, or below nothing, is rejected", async () => {
    const { report } = await figures(["about 5", "-3", "1", "1e40", "USD 5"]);
    expect(report.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [2, "is not a number"],
      [3, "is less than 0"],
      [5, "is not a number"],
      [6, "is not a number"],
    ]);
  });

  test("units and factors convert without a rounding in between", async () => {
    const content = "day,w,v\n2024-01-01,0.1,1.4839\n2024-01-01,1234567.891,0.001\n";
    const columns = "  arrived_on: day\n  kg: {from: w, unit: lb}\n  value: {from: v, times: 1000}\n";
    const { rows } = await shipments(content, columns);
    expect(rows.map(({ kg, value }) => [kg, value])).toEqual([
      ["0.045", "1483.90"],
      ["559990.576", "1.00"],
    ]);
  });

  test("other currencies stay what they are, without US dollars", async () => {
    const content = "day,v,c\n2024-01-01,10,KRW\n2024-01-01,10,usd\n2024-01-01,10,ZZZ\n2024-01-01,10,\n";
    const { rows, report } = await shipments(content, "  arrived_on: day\n  value: v\n  currency: c\n");
    expect(rows.map(({ value, currency, usd, usd_basis }) => [value, currency, usd, usd_basis])).toEqual([
      ["10.00", "KRW", null, null],
      ["10.00", "USD", "10.00", "reported"],
      ["10.00", null, null, null],
    ]);
    expect(report.rejects).toEqual([
      { line: 4, column: "c", value: "ZZZ", reason: "is not an ISO 4217 currency code" },
    ]);
  });
});

describe("countries", () => {
  test("one country under many spellings is one; aggregates are none", async () => {
    const texts = ["China", "CN", "CHINA", "CHN", "156", "P.R. China", "World", "Atlantis", "NA"];
    const { rows, report } = await shipments(
      `day,o\n${texts.map((text) => `2024-01-01,${text}`).join("\n")}\n`,
      "  arrived_on: day\n  origin: o\n",
    );
    expect(rows.map(({ origin }) => origin)).toEqual(["CN", "CN", "CN", "CN", "CN", "CN", "NA"]);
    expect(report.rejects.map(({ line, value, reason }) => [line, value, reason])).toEqual([
      [8, "World", "is an aggregate partner (total), not a country"],
      [9, "Atlantis", "is not a country that is known here"],
    ]);
  });
});

describe("text", () => {
  test("Windows-1252 is read as what it is, with a warning", async () => {
    const content = Buffer.from("day,shipper\n2024-01-01,Société Müller GmbH \x96 Köln\n", "latin1");
    const { rows, report } = await shipments(content, "  arrived_on: day\n  shipper_name: shipper\n");
    expect(report.warnings).toEqual(["“bills.csv” is not UTF-8; it was read as windows-1252."]);
    expect((await rowsOf(store, "party_names", "name")).map(({ name }) => name)).toEqual([
      "Société Müller GmbH – Köln",
    ]);
    expect(rows[0]?.shipper_id).toBe(partyId("SOCIETE MULLER GMBH KOLN", null));
  });

  test("a record with broken bytes in a UTF-8 file is rejected with its line", async () => {
    const broken = Buffer.concat([
      Buffer.from("day,shipper\n2024-01-01,Société Générale et Électricité à Évian\n2024-01-02,bro"),
      Buffer.from([0xe9, 0xff]),
      Buffer.from("ken\n2024-01-03,Zoë\n"),
    ]);
    const { rows, report } = await shipments(broken, "  arrived_on: day\n  shipper_name: shipper\n");
    expect(rows.map(({ arrived_on }) => arrived_on)).toEqual(["2024-01-01", "2024-01-03"]);
    expect(report.rejects.map(({ line, reason }) => [line, reason])).toEqual([[3, "holds bytes that are not utf-8"]]);
  });

  test.each([
    ["a UTF-8 mark", Buffer.from("\ufeffday,hs\n2024-01-01,850511\n")],
    ["UTF-16 with its mark", Buffer.from("\ufeffday,hs\n2024-01-01,850511\n", "utf16le")],
    ["Windows line ends", "day,hs\r\n2024-01-01,850511\r\n"],
    ["mixed line ends", "day,hs\r\n2024-01-01,850511\n\r\n"],
    ["old Mac line ends", "day,hs\r2024-01-01,850511\r"],
    ["semicolons", "day;hs\n2024-01-01;850511\n"],
    ["tabs", "day\ths\n2024-01-01\t850511\n"],
    ["no last line end", "day,hs\n2024-01-01,850511"],
    ["gzip", gzipSync("day,hs\n2024-01-01,850511\n")],
  ])("a table with %s is read", async (_what, content) => {
    const { rows, report } = await shipments(content, SIMPLE);
    expect([rows.length, rows[0]?.hs6, rows[0]?.arrived_on, report.rejected]).toEqual([1, "850511", "2024-01-01", 0]);
  });

  test("a name cut across lines inside quotes is one name", async () => {
    const content = 'day,shipper\n2024-01-01,"Ningbo Magnet\nCo., Ltd"\n2024-01-01,NINGBO MAGNET CO LTD\n';
    const { rows } = await shipments(content, "  arrived_on: day\n  shipper_name: shipper\n");
    expect(new Set(rows.map(({ shipper_id }) => shipper_id))).toEqual(new Set([partyId("Ningbo Magnet Co Ltd", null)]));
    expect((await rowsOf(store, "party_names", "name")).map(({ name }) => name)).toEqual([
      "NINGBO MAGNET CO LTD",
      "Ningbo Magnet Co., Ltd",
    ]);
  });

  test("rejects name the physical line over newlines in quotes, blank lines and a header of two lines", async () => {
    const content =
      '"day\nof arrival",hs\n2024-01-01,"850511"\n\n2024-01-01,"85\n05"\n2024-01-01,"a\nb\nc"\n2024-01-01,x\n';
    const { report } = await shipments(content, '  arrived_on: "day of arrival"\n  hs: hs\n');
    expect(report.rejects.map(({ line }) => line)).toEqual([5, 7, 10]);
    expect(report.rows).toBe(1);
  });

  test("rejects name the physical line beside records that cannot be taken apart", async () => {
    const content =
      'day,hs\n2024-01-01,"850511"\n2024-01-01,"open\n2024-01-02,bad\n2024-01-03,850511,extra\n2024-01-04,"8\n505"x\n2024-01-05,850511\n';
    const { report, rows } = await shipments(content, SIMPLE);
    expect(report.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [3, "the record cannot be taken apart: text stands after a closing quote"],
      [4, "is not an HS code"],
      [5, "the record has 3 fields, the header 2"],
      [6, "the record cannot be taken apart: text stands after a closing quote"],
      [7, "the record has 1 field, the header 2"],
    ]);
    expect(rows.map(({ arrived_on }) => arrived_on)).toEqual(["2024-01-01", "2024-01-05"]);
    const kept = await rowsOf(store, "rejects", "line");
    expect(kept.map(({ line, file }) => [line, file])).toEqual([3, 4, 5, 6, 7].map((line) => [line, "bills.csv"]));
  });

  test("rejects are found in a large file whose values hold newlines", async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) =>
      at === 51_234
        ? "2024-01-01,nein"
        : at % 7 === 0
          ? `2024-01-01,"${"x".repeat(at % 50)}\n850511"`
          : "2024-01-01,850511",
    );
    const content = `day,hs\n${rows.join("\n").replaceAll(/"x*\n850511"/g, (match) => match.replace(/x+/, ""))}\n`;
    const line = content.slice(0, content.indexOf("nein")).split("\n").length;
    const { report } = await shipments(content, SIMPLE);
    expect(report.rejects.map((reject) => reject.line)).toEqual([line]);
    expect(report.rows).toBe(59_999);
  });
});

describe("parties", () => {
  test("are one by key and country, under every spelling seen", async () => {
    const content =
      "day,s,sc,c,f\n2024-01-01,Acme Inc,CN,宁德时代新能源科技股份有限公司,DHL\n2024-01-01,ACME INCORPORATED,China,To Order,DHL\n2024-01-01,Acme Inc.,US,***,\n";
    const columns =
      "  arrived_on: day\n  shipper_name: s\n  shipper_country: sc\n  consignee_name: c\n  forwarder_name: f\n";
    const { rows } = await shipments(content, `${columns}  import_country: {constant: US}\n`);
    expect(rows.map(({ shipper_id }) => shipper_id)).toEqual([
      partyId("acme inc", "CN"),
      partyId("acme inc", "CN"),
      partyId("acme inc", "US"),
    ]);
    expect(rows.map(({ consignee_id }) => consignee_id)).toEqual([
      partyId("宁德时代新能源科技股份有限公司", "US"),
      null,
      null,
    ]);
    expect(rows.map(({ forwarder_id }) => forwarder_id)).toEqual([partyId("DHL", null), partyId("DHL", null), null]);
    const names = await rowsOf(store, "party_names", "name");
    expect(names.map(({ name, script }) => [name, script])).toEqual([
      ["ACME INCORPORATED", "latn"],
      ["Acme Inc", "latn"],
      ["Acme Inc.", "latn"],
      ["DHL", "latn"],
      ["宁德时代新能源科技股份有限公司", "hani"],
    ]);
    const records = await rowsOf(store, "party_records", "party_id");
    expect(records.map(({ kind }) => kind).sort()).toEqual(["company", "company", "company", "forwarder"]);
  });

  test("known by a code alone become parties of the code", async () => {
    const content = "day,seller\n2024-01-01,ABC1234\n2024-01-01,ABC1234\n2024-01-01,\n";
    const { rows } = await shipments(
      content,
      "  arrived_on: day\n  shipper_code: {from: seller, scheme: korea-seller}\n",
    );
    const id = partyIdOfCode("korea-seller", "ABC1234");
    expect(rows.map(({ shipper_id }) => shipper_id)).toEqual([id, id, null]);
    expect(
      (await rowsOf(store, "party_ids", "party_id")).map(({ party_id, scheme, value }) => [party_id, scheme, value]),
    ).toEqual([[id, "korea-seller", "ABC1234"]]);
  });
});

describe("other forms", () => {
  test("Parquet keeps decimals, doubles, dates and whole codes exact", async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    const path = join(folder, "bills.parquet");
    await connection.run(
      `copy (select date '2024-01-02' as day, 850511 as hs, 0.1::double + 0.2::double as w, 12345678901234.56::decimal(18,2) as v, timestamp '2024-01-02 10:00:00' as t)
       to '${path}' (format parquet)`,
    );
    const mapping = readMapping("as: shipments\ncolumns: {arrived_on: t, hs: hs, kg: w, value: v}\n");
    await bringIn(store, path, { mapping });
    expect(
      (await rowsOf(store, "shipments")).map(({ arrived_on, hs6, kg, value }) => [arrived_on, hs6, kg, value]),
    ).toEqual([["2024-01-02", "850511", "0.300", "12345678901234.56"]]);
  });

  test("XLSX gives days, numbers and the row of the sheet in a reject", async () => {
    const cell = (value: string | number | Date) =>
      value instanceof Date ? { value, type: Date, format: "yyyy-mm-dd" } : { value };
    const table = [
      ["Arrival Date", "HS", "Weight (t)"].map(cell),
      [cell(new Date(Date.UTC(2024, 2, 5))), cell(850511), cell(1.5)],
      [],
      [cell("soon"), cell("8505.11"), cell(2)],
    ];
    const path = join(folder, "bills.xlsx");
    // biome-ignore lint/suspicious/noExplicitAny: the writer's own cell types are narrower than what it takes
    const written = (await writeExcelFile(table as any)) as unknown as { toFile(path: string): Promise<void> };
    await written.toFile(path);
    const mapping = readMapping(
      'as: shipments\ncolumns: {arrived_on: "Arrival Date", hs: HS, kg: {from: "Weight (t)", unit: t}}\n',
    );
    const report = await bringIn(store, path, { mapping });
    expect(report.rejects).toEqual([{ line: 4, column: "Arrival Date", value: "soon", reason: "is not a date" }]);
    expect((await rowsOf(store, "shipments")).map(({ arrived_on, hs6, kg }) => [arrived_on, hs6, kg])).toEqual([
      ["2024-03-05", "850511", "1500.000"],
    ]);
  });
});
