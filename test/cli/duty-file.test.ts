import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseCsv } from "../../src/book/csv.ts";
import { headwater } from "./headwater.ts";

const EXAMPLE = fileURLToPath(new URL("../../examples/entry-lines/lines.csv", import.meta.url));
let work: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "headwater-duty-file-"));
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

type Row = Readonly<Record<string, string>>;

function rowsOf(text: string): Row[] {
  const [header, ...records] = parseCsv(text, "out");
  return records.map(({ cells }) => Object.fromEntries(header?.cells.map((name, at) => [name, cells[at] ?? ""]) ?? []));
}

async function explained(lines: string, ...flags: readonly string[]): Promise<Row[]> {
  const file = join(work, "given.csv");
  writeFileSync(file, lines);
  const { code, out, err } = await headwater(["duty", file, "--quiet", ...flags]);
  expect([code, err]).toEqual([0, ""]);
  return rowsOf(out);
}

test("each line of a file is owed what the one-line question says of it", async () => {
  const { out } = await headwater(["duty", EXAMPLE]);
  const [first] = rowsOf(out);
  const words = "--product 3801.10.50.90 --origin CN --value 3700 --exporter separate-rate --mode sea --on 2025-07-25";
  const { result } = JSON.parse((await headwater(["duty", ...words.split(" "), "--json"])).out);
  expect([first?.total, first?.rate]).toEqual([result.total, result.rate]);
  for (const { measure, heading, amount, outcome } of result.lines) {
    if (outcome === "applied") expect([first?.[measure], first?.[`${measure}_heading`]]).toEqual([amount, heading]);
  }
});

test("the least and the most of a fee fall on the entry, wherever its lines stand", async () => {
  const rows = await explained(
    [
      "entry_number,hts,origin,value,mode,entry_date",
      "A,8507600020,KR,100000,air,2026-08-01",
      "B,8507600020,KR,1000,air,2026-08-01",
      "A,8507600020,KR,300000,air,2026-08-01",
      "B,8507600020,KR,3000,air,2026-08-01",
      ",8507600020,KR,1000,air,2026-08-01",
      ",8507600020,KR,1000,air,2026-08-01",
    ].join("\n"),
  );
  const fees = rows.map((row) => Number(row["us-mpf"]));
  const { result } = JSON.parse(
    (
      await headwater(
        "duty --product 8507600020 --origin KR --value 400000 --mode air --on 2026-08-01 --json".split(" "),
      )
    ).out,
  );
  expect(((fees[0] as number) + (fees[2] as number)).toFixed(2)).toBe(result.fees);
  expect((fees[0] as number) * 3).toBeCloseTo(fees[2] as number, 1);
  expect(((fees[1] as number) + (fees[3] as number)).toFixed(2)).toBe((fees[4] as number).toFixed(2));
  expect(fees[4]).toBe(fees[5]);
});

test("a line that cannot be read is kept with its line, column and reason, and the others are answered", async () => {
  const lines = [
    "ref,hts,origin,value,content:graphite,entry_date",
    "ok,8507600020,CN,100,,2025-08-15",
    "a,3801990000,CN,100,,2025-08-15",
    "b,8507600020,Atlantis,100,,2025-08-15",
    "c,8507600020,CN,a lot,,2025-08-15",
    "d,8507600020,CN,100,500,2025-08-15",
    "e,8507600020,CN,100,,2025-02-30",
    "f,8507600020,CN",
    'g,"8507600020,CN,100,,2025-08-15',
    "ok,8507600020,CN,100,,2025-08-15",
  ].join("\n");
  const rows = await explained(lines);
  expect(rows).toHaveLength(9);
  expect(rows.map(({ error }) => error?.split(/[:,] (?=column|there|a quote)/)[0])).toEqual([
    "",
    "line 3",
    "line 4",
    "line 5",
    "line 6",
    "line 7",
    "line 8",
    "line 9",
    "",
  ]);
  const errors = rows.map(({ error }) => error ?? "");
  expect(errors[1]).toMatch(/column hts: There is no code 3801\.99 in the Harmonized System of 2012, 2017, 2022/);
  expect(errors[2]).toMatch(/column origin: “Atlantis” is not a country/);
  expect(errors[3]).toMatch(/column value: “a lot” is not a decimal number/);
  expect(errors[4]).toMatch(/column content:graphite: The contents come to 500 USD, more than the value of 100 USD/);
  expect(errors[5]).toMatch(/column entry_date: “2025-02-30”/);
  expect(errors[6]).toMatch(/there are 3 cells where the header has 6/);
  expect(rows[8]?.total).toBe(rows[0]?.total);
});

test("with --strict a bad line means that nothing is written", async () => {
  const out = join(work, "strict.csv");
  const { code, err } = await headwater(["duty", EXAMPLE, "--strict", "--out", out]);
  expect(code).toBe(2);
  expect(err).toMatch(/1 of 7 lines .* line 7, column origin/);
  expect(() => readFileSync(out)).toThrow(/ENOENT/);
});

test("cells that begin like a formula are written as text, and own columns keep their names beside ours", async () => {
  const [row] = await explained("total,hts,origin,value,entry_date\n=1+1,8507600020,KR,100,2026-08-01");
  expect(row?.total).toBe("'=1+1");
  expect(row?.total_2).toMatch(/^\d+\.\d\d$/);
});

test("a flag stands for lines that do not say otherwise", async () => {
  const lines =
    "hts,value,mode,origin,entry_date\n8507600020,100000,,KR,2026-08-01\n8507600020,100000,air,KR,2026-08-01";
  const [sea, air] = await explained(lines, "--mode", "sea");
  expect([sea?.["us-hmf"], air?.["us-hmf"]]).toEqual(["125.00", ""]);
});

test("a workbook goes in and comes out with the same figures", async () => {
  const [book, again] = [join(work, "lines.xlsx"), join(work, "again.csv")];
  expect((await headwater(["duty", EXAMPLE, "--out", book, "--quiet"])).code).toBe(0);
  expect((await headwater(["duty", book, "--out", again, "--quiet"])).code).toBe(0);
  const rows = rowsOf(readFileSync(again, "utf8"));
  expect(rows).toHaveLength(7);
  for (const { total, total_2, error } of rows) if (error === "") expect(Number(total)).toBe(Number(total_2));
});

test.each([
  [["--json"], /--json is for one line/],
  [["--out", "x.ods"], /neither CSV nor XLSX/],
])("flags that do not go with a file are refused: %j", async (flags, message) => {
  const { code, err } = await headwater(["duty", EXAMPLE, ...flags]);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

test("a file without a column that is needed says which, and what it has", async () => {
  const file = join(work, "short.csv");
  writeFileSync(file, "hts,worth\n8507600020,1\n");
  const { code, err } = await headwater(["duty", file]);
  expect(code).toBe(2);
  expect(err).toMatch(/no column for the origin[\s\S]*“hts”, “worth”/);
});

const FACILITY = fileURLToPath(new URL("../../examples/facility-tariff", import.meta.url));

test("a rule of control is asked of the producer of each line on the day of its entry, and both totals stand where it is open", async () => {
  const rows = await explained(
    [
      "hts,origin,value,producer,entry_date",
      "3801105000,ID,10000,BTR Indonesia,2026-11-01",
      "3801105000,ID,10000,NOVONIX,2026-11-01",
      "3801105000,MA,10000,Zhongke Morocco project company,2026-11-01",
      "3801105000,ID,10000,,2026-11-01",
      "3801105000,ID,10000,BTR Indonesia,2026-03-01",
      "8505110000,ID,10000,BTR Indonesia,2026-11-01",
      "3801105000,ID,10000,BTR Indonesia,2026-11-01",
    ].join("\n"),
    "--book",
    FACILITY,
    "--store",
    join(work, "none"),
  );
  expect(rows.map((row) => row["example-facility-tariff"])).toEqual(["2500.00", "", "", "", "", "", "2500.00"]);
  expect(rows[2]?.warnings).toContain("0.00 USD is owed at the least, 2500.00 USD at the most");
  const bare = rows[1]?.total ?? "";
  expect(rows[3]?.warnings).toContain(
    `${bare} USD is owed at the least, ${(Number(bare) + 2500).toFixed(2)} USD at the most`,
  );
  expect(rows[4]?.warnings).not.toContain("facility-tariff");
  expect(rows[5]?.warnings).not.toContain("facility-tariff");
});

test("offers of several makers are compared each by who controls it, and a timeline asks day by day", async () => {
  const offers = join(work, "offers.csv");
  writeFileSync(
    offers,
    "name,origin,price,producer\nBTR,ID,100,BTR Indonesia\nNOVONIX,ID,100,NOVONIX\nZhongke,MA,100,Zhongke Morocco project company\n",
  );
  const flags = ["--book", FACILITY, "--store", join(work, "none"), "--json"];
  const words = ["landed-cost", "--product", "3801.10.50", "--offers", offers, "--on", "2026-11-01", ...flags];
  const { result, warnings } = JSON.parse((await headwater(words)).out);
  const duties = Object.fromEntries(
    result.offers.map((offer: { name: string; duties: string }) => [offer.name, offer.duties]),
  );
  expect(Number(duties.BTR) - Number(duties.NOVONIX)).toBe(25);
  expect(warnings.join("\n")).toContain("Zhongke: Whether the producer is under “facility-tariff” is not known");
  const goods = ["--product", "3801.10.50", "--origin", "ID", "--value", "10000", "--producer", "BTR Indonesia"];
  const asked = await headwater([
    "duty-timeline",
    ...goods,
    "--since",
    "2026-03-01",
    "--until",
    "2026-04-01",
    ...flags,
  ]);
  const { steps } = JSON.parse(asked.out).result;
  const began = steps.find(({ from }: { from: string }) => from === "2026-03-19");
  expect(began.changes.map(({ measure }: { measure: string }) => measure)).toEqual(["example-facility-tariff"]);
});

test("a measure that asks for a rule which is not in the book is refused with its place", async () => {
  const book = join(work, "book");
  mkdirSync(join(book, "measures"), { recursive: true });
  const text = readFileSync(join(FACILITY, "measures", "facility-tariff.yaml"), "utf8");
  writeFileSync(join(book, "measures", "mine.yaml"), text.replace("rule: facility-tariff", "rule: facility-tarif"));
  const { code, err } = await headwater([
    "duty",
    "--product",
    "850760",
    "--origin",
    "ID",
    "--value",
    "1",
    "--book",
    book,
  ]);
  expect(code).toBe(2);
  expect(err).toContain("asks for the rule “facility-tarif”, which is not in the book");
  expect(err).toContain("facility-tariff");
});
