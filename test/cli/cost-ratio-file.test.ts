import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { renderXlsx } from "../../src/render/render-xlsx.ts";
import { headwater } from "./headwater.ts";

const folder = mkdtempSync(join(tmpdir(), "headwater-bills-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function saved(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function resultOf(...words: readonly string[]) {
  const { code, out, err } = await headwater(["cost-ratio", ...words, "--json"]);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out).result;
}

async function refused(...words: readonly string[]): Promise<string> {
  const { code, err } = await headwater(["cost-ratio", ...words]);
  expect(code).toBe(2);
  return err;
}

const FLAGS = ["--kind", "energy-storage", "--year", "2027"];
const YAML = [
  "title: A system",
  "kind: energy-storage",
  "year: 2026",
  "lines:",
  '  - { name: cells, cost: "40.00", prohibited: yes }',
  "  - { name: racks, cost: 60, prohibited: false }",
].join("\n");

test("one bill as CSV, as a workbook, as a YAML list and as a YAML mapping gives one answer", async () => {
  const rows = [
    ["cells", "40.00", "yes"],
    ["racks", "60", "no"],
  ];
  const columns = ["name", "cost", "prohibited"].map((name) => ({ name, label: name, type: "text" as const }));
  const files = [
    saved("bill.csv", ["name,cost,prohibited", ...rows.map((row) => row.join(",")), ""].join("\n")),
    saved("bill.xlsx", await renderXlsx({ title: "Bill", blocks: [{ kind: "table", main: true, columns, rows }] })),
    saved(
      "list.yaml",
      YAML.split("\n")
        .slice(4)
        .map((line) => line.slice(2))
        .join("\n"),
    ),
    saved("bill.yaml", YAML.replace("title: A system\n", "")),
  ];
  const answers = [];
  for (const file of files) answers.push(await resultOf(file, ...FLAGS));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect([answers[0].year, answers[0].ratio.low, answers[0].outcome]).toEqual([2027, "0.6", "pass"]);
});

test("a flag goes before what the file states", async () => {
  const file = saved("stated.yaml", YAML);
  expect(await resultOf(file)).toMatchObject({ title: "A system", year: 2026, threshold: { share: "0.55" } });
  expect(await resultOf(file, "--year", "2028", "--title", "B")).toMatchObject({ title: "B", outcome: "fail" });
});

test("a file that is no bill is refused with its name and its place", async () => {
  expect(await refused(join(folder, "missing.yaml"))).toContain("missing.yaml");
  expect(await refused(join(folder, "missing.xlsx"), ...FLAGS)).toContain("missing.xlsx");
  expect(await refused(saved("broken.yaml", "lines: [{ name: cells"), ...FLAGS)).toContain("line 1");
  expect(await refused(saved("other.yaml", "lines: cells\nkind: energy-storage"))).toContain("lines");
  expect(await refused(saved("slip.yaml", `yeer: 2027\n${YAML}`))).toContain('no field "yeer"');
  expect(await refused(saved("text.xlsx", "name,cost\n"), ...FLAGS)).toContain("text.xlsx");
  expect(await refused(saved("cells.csv", "name,cost\ncells,ten\n"), ...FLAGS)).toContain(
    "Line 2 of the bill (“cells”)",
  );
  expect(await refused(saved("nothing.csv", "name,cost\n"), ...FLAGS)).toContain("lines");
  expect(await refused(...FLAGS)).toContain("issing required argument 'FILE'");
});
