import { describe, expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { readMapping } from "./mapping.ts";

describe("readMapping", () => {
  test("reads columns by their header alone or with how they are read", () => {
    const mapping = readMapping(
      "as: shipments\nsource: mine\nmade: true\ncolumns:\n  arrived_on: Day\n  kg: {from: 5, unit: t}\n  currency: {constant: USD}\n",
    );
    expect(mapping).toEqual({
      as: "shipments",
      source: "mine",
      made: true,
      columns: { arrived_on: { from: "Day" }, kg: { from: "5", unit: "t" }, currency: { constant: "USD" } },
    });
  });

  test.each([
    ["as: shipments\ncolumns: [\n", /^Line \d+ of the mapping is not YAML/],
    ["as: boats\ncolumns: {}\n", /^Line 1 of the mapping: "as" is not right/],
    ["as: flows\ncolumns:\n  period: Year\n  weight: W\n", /^Line 4 of the mapping: "weight" is not a field of flows/],
    [
      "as: flows\ncolumns:\n  period:\n    unit: t\n",
      /^Line 3 of the mapping: "period" needs either "from" or "constant"/,
    ],
    ["as: flows\ncolumns:\n  hs: {from: a, format: b}\n", /^Line 3 of the mapping: "format" has no meaning for "hs"/],
    ["as: flows\ncolumns:\n  value: {from: a, times: -3}\n", /^Line 3 of the mapping: "columns.value/],
    ["as: flows\nas: flows\ncolumns: {}\n", /^Line 2 of the mapping is not YAML/],
    ["as: flows\ncolour: red\ncolumns: {}\n", /^Line 1 of the mapping: the mapping is not right/],
    [`a: &a [x]\nb: [${"*a, ".repeat(30)}*a]\nas: flows\ncolumns: {}\n`, /mapping/],
  ])("says the line of what is wrong in %j", (yaml, message) => {
    expect(() => readMapping(yaml)).toThrow(InvalidInput);
    expect(() => readMapping(yaml)).toThrow(message);
  });
});
