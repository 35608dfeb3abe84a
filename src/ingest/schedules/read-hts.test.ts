import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { InvalidInput } from "../../errors.ts";
import { readHts } from "./read-hts.ts";

const EXTRACT = readFileSync(fileURLToPath(new URL("../../../examples/hts-extract/hts.csv", import.meta.url)), "utf8");

test("lines take the rate of the row they are indented under, and a statistical suffix without one is no line", () => {
  const { lines } = readHts(EXTRACT, "hts.csv");
  expect(lines.map(({ hts, general, column2 }) => [hts, general, column2])).toEqual([
    ["38011010", "3.7%", "45%"],
    ["38011050", "Free", "10%"],
    ["85076000", "3.4%", "40%"],
  ]);
  expect(lines[2]?.special).toBe("Free (A, AU, S) 2% (JP)");
});

test("what cannot be computed is told with its line and column, and chapter 99 is left to the measures", () => {
  const { rejects, additional } = readHts(EXTRACT, "hts.csv");
  expect(rejects).toEqual([
    {
      line: 12,
      hts: "9101.11.40",
      column: "general",
      value: "51¢ each + 6.25% on the case and strap",
      reason: "it is not a rate that can be computed: the line is left out",
    },
  ]);
  expect(additional).toBe(1);
});

test("a column 2 that cannot be computed costs only itself", () => {
  const rows = [
    {
      htsno: "0101.21.00",
      indent: "0",
      description: "Horses",
      units: ["No."],
      general: "Free",
      special: null,
      other: "See note",
    },
  ];
  const { lines, rejects } = readHts(JSON.stringify(rows), "hts.json");
  expect(lines).toEqual([
    { hts: "01012100", description: "Horses", general: "Free", special: "", column2: "", units: "No." },
  ]);
  expect(rejects.map(({ column, value }) => [column, value])).toEqual([["column 2", "See note"]]);
});

test("the JSON of the export says the same as its CSV", () => {
  const [head, ...rest] = EXTRACT.trim().split("\n");
  expect(head).toContain("HTS Number");
  expect(rest).toHaveLength(12);
  const rows = [
    {
      htsno: "",
      indent: "1",
      description: "Storage batteries:",
      units: [],
      general: "3.4% 1/",
      special: "Free (A, AU, S) 2% (JP)",
      other: "40%",
    },
    {
      htsno: "8507.60.00",
      indent: "2",
      description: "Lithium-ion batteries",
      units: [],
      general: "",
      special: "",
      other: "",
    },
    {
      htsno: "8507.60.00.20",
      indent: "3",
      description: "Other",
      units: ["No.", "kg"],
      general: "",
      special: "",
      other: "",
    },
  ];
  const ofCsv = readHts(EXTRACT, "hts.csv").lines.filter(({ hts }) => hts === "85076000");
  expect(readHts(JSON.stringify(rows), "hts.json").lines).toEqual(ofCsv);
});

test.each(["a,b\n1,2\n", '[{"code": 1}]', "[1"])("%j is no export", (content) => {
  expect(() => readHts(content, "x")).toThrow(InvalidInput);
});
