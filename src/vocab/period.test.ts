import { expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { isoDate } from "./iso-date.ts";
import { calendarPeriod, covers, overlaps, period } from "./period.ts";

const of = (from: string, until: string | null) => period(isoDate(from), until === null ? null : isoDate(until));

test("covers its first day up to, not including, its end", () => {
  const july = of("2025-07-01", "2025-08-01");
  const covered = (day: string) => covers(july, isoDate(day));
  expect(["2025-06-30", "2025-07-01", "2025-07-31", "2025-08-01"].map(covered)).toEqual([false, true, true, false]);
  expect(covers(of("2025-07-01", null), isoDate("9999-12-31"))).toBe(true);
});

test("periods that only touch do not overlap, and an empty one overlaps nothing", () => {
  const year = of("2024-01-01", "2025-01-01");
  expect(overlaps(year, of("2025-01-01", null))).toBe(false);
  expect(overlaps(year, of("2024-12-31", null))).toBe(true);
  expect(overlaps(of("2020-01-01", null), year)).toBe(true);
  expect(overlaps(year, of("2024-05-01", "2024-05-01"))).toBe(false);
});

test("refuses a period that ends before it begins", () => {
  expect(() => of("2025-01-02", "2025-01-01")).toThrow(InvalidInput);
});

test.each([
  ["2023", "annual", "2023-01-01", "2024-01-01"],
  ["202312", "monthly", "2023-12-01", "2024-01-01"],
  ["2023-12", "monthly", "2023-12-01", "2024-01-01"],
  ["2025M11", "monthly", "2025-11-01", "2025-12-01"],
  ["2024Q1", "quarterly", "2024-01-01", "2024-04-01"],
  ["2024-Q4", "quarterly", "2024-10-01", "2025-01-01"],
  ["2023-12-01", "daily", "2023-12-01", "2023-12-02"],
  ["20240228", "daily", "2024-02-28", "2024-02-29"],
])("reads the period %s as %s", (text, frequency, from, until) => {
  expect(calendarPeriod(text)).toEqual({ from, until, frequency });
});

test.each(["202313", "2023-00", "2024Q5", "23", "2024-02-30", "2023/12", "0000", ""])(
  "refuses “%s” as a period",
  (text) => {
    expect(() => calendarPeriod(text)).toThrow(InvalidInput);
  },
);
