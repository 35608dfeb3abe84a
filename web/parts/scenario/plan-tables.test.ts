import { expect, test } from "vitest";
import { missingTable, planTable, supplierChanges } from "./plan-tables.ts";

const flow = (key: string, quantity: string) => ({ key, label: key, origin: key, quantity });
const planned = (key: string, quantity: string) => ({
  ...flow(key, quantity),
  ...{ capacity: "500", price: "900.4", duty: "90.04", landed: "990.44" },
});
const both = {
  plan: { flows: [planned("JP", "300"), planned("CN", "100"), planned("DE", "5.1234")] },
  asItIs: { flows: [flow("CN", "400"), flow("JP", "100.5"), flow("DE", "5.1234")] },
};

test("sets two plans side by side, the largest change first, with who is in one of them alone", () => {
  expect(supplierChanges(both).map(({ key, before, after }) => [key, before, after])).toEqual([
    ["CN", "400", "100"],
    ["JP", "100.5", "300"],
    ["DE", "5.1234", "5.1234"],
  ]);
  const gone = { plan: { flows: [] }, asItIs: { flows: [flow("CN", "400")] } };
  expect(planTable(gone).rows).toEqual([["CN", "400.0", "0", "-400.0", null, null, null, null]]);
});

test("writes tonnes to one place, small ones to the kilogram, and money to the dollar", () => {
  expect(planTable(both).rows).toEqual([
    ["CN", "400.0", "100.0", "-300.0", "500.0", "900", "90", "990"],
    ["JP", "100.5", "300.0", "199.5", "500.0", "900", "90", "990"],
    ["DE", "5.123", "5.123", "0", "500.0", "900", "90", "990"],
  ]);
});

test("of what cannot be met says who is barred and who has no more", () => {
  const missing = [
    {
      quantity: "9",
      usedUp: [{ what: "capacity" as const, key: "JP", label: "Japan", most: "12" }],
      barred: [{ key: "CN", label: "China", because: "The scenario stops it.", capacity: "0" }],
    },
  ];
  expect(missingTable({ missing }).rows).toEqual([
    ["China", "0", "The scenario stops it."],
    ["Japan", "12.0", "It is used up."],
  ]);
});
