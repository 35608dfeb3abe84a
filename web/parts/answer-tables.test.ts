import { expect, test } from "vitest";
import { fieldWords, filled, otherTables, tableOf } from "./answer-tables.ts";

test("what a screen has no figure for is shown as a table, field by field", () => {
  const answer = {
    rows: [{ a: 1 }],
    empty: [],
    blackMass: [{ step: "refined abroad", country: { key: "KR", label: "South Korea" }, quantity: "1200.5" }],
    control: { share: "0.5", holders: [{ label: "China", share: "0.25" }, { label: "Japan" }] },
  };
  const tables = otherTables(answer, ["rows"]);
  expect(tables.map(({ title, columns, rows }) => [title, columns.map(({ label }) => label), rows])).toEqual([
    ["Black mass", ["Step", "Country", "Quantity"], [["refined abroad", "South Korea", "1200.5"]]],
    ["Control", ["Share", "Holders"], [["0.5", "China 25.0 %; Japan"]]],
  ]);
});

test("a column is of numbers where all it holds are, and years and codes are none", () => {
  const { columns } = tableOf("x", [
    { year: "2024", share: "0.5", amount: "1200", mark: null, note: "w" },
    { year: "2025", share: null, amount: "-3.5", mark: null, note: "7" },
  ]);
  expect(columns.map(({ name, type }) => [name, type])).toEqual([
    ["year", "code"],
    ["share", "share"],
    ["amount", "number"],
    ["mark", "text"],
    ["note", "text"],
  ]);
  expect(fieldWords("impliedPrice")).toBe("Implied price");
});

test("columns that hold nothing in any row are left out", () => {
  const { columns, rows } = filled(
    tableOf("x", [
      { a: "1", b: null, c: null },
      { a: null, b: null, c: "w" },
    ]),
  );
  expect([columns.map(({ name }) => name), rows]).toEqual([
    ["a", "c"],
    [
      ["1", null],
      [null, "w"],
    ],
  ]);
});
