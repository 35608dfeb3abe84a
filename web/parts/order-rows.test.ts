import { expect, test } from "vitest";
import type { Table } from "../../src/render/document.ts";
import { orderRows } from "./order-rows.ts";

const table: Table = {
  kind: "table",
  columns: [
    { name: "who", label: "Who", type: "text" },
    { name: "usd", label: "Value", type: "usd" },
  ],
  rows: [
    ["Chile", "9"],
    ["Åland", null],
    ["China", "10"],
    ["Austria", "9"],
  ],
};

test("figures are sorted as numbers, names as words, and equals keep their order", () => {
  expect(orderRows(table, { column: 1, descending: true })).toEqual([2, 0, 3, 1]);
  expect(orderRows(table, { column: 0, descending: false })).toEqual([1, 3, 0, 2]);
});

test("what is unknown stays last in both directions", () => {
  expect(orderRows(table, { column: 1, descending: false }).at(-1)).toBe(1);
  expect(orderRows(table, { column: 1, descending: true }).at(-1)).toBe(1);
});
