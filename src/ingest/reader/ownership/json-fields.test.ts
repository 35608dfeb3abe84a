import fc from "fast-check";
import { expect, test } from "vitest";
import { partsOf } from "../../../control/share.ts";
import { countryOfCode, dayOf, Fault, shareOfPercent } from "./json-fields.ts";

test("a percentage becomes the exact share", () => {
  const shares = [0, 100, 50, 0.5, 33.5, 24.99, 7, 0.0000001, 33.333333333333336].map((percent) =>
    shareOfPercent(percent, "x"),
  );
  expect(shares).toEqual([
    "0.00",
    "1.00",
    "0.50",
    "0.005",
    "0.335",
    "0.2499",
    "0.07",
    "0.000000001000",
    "0.333333333333",
  ]);
});

test("every percentage of ten places is its share to the last place", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e12 }), (parts) => {
      expect(partsOf(shareOfPercent(parts / 1e10, "x"))).toBe(parts);
    }),
  );
});

test.each([-0.1, 100.1, Number.NaN, Number.POSITIVE_INFINITY])("%s is no percentage", (percent) => {
  expect(() => shareOfPercent(percent, "x")).toThrow(Fault);
});

test("countries are read from codes, also of their parts, and nothing else is one", () => {
  expect(["CN", "gb", "GB-SCT", "US-DE", "suhh", "EU", "ZZ", "China", ""].map(countryOfCode)).toEqual([
    "CN",
    "GB",
    "GB",
    "US",
    null,
    null,
    null,
    null,
    null,
  ]);
});

test("a day may have a time, and must stand in the calendar", () => {
  expect(
    ["2024-02-29", "2024-02-29T10:00:00Z", "2024-02-29T01:00:00.000+01:00"].map((text) => dayOf(text, "x")),
  ).toEqual(["2024-02-29", "2024-02-29", "2024-02-29"]);
  for (const text of ["2023-02-29", "2024", "2024-2-9", "29/02/2024", "2024-02-29 or so"]) {
    expect(() => dayOf(text, "x"), text).toThrow(Fault);
  }
});
