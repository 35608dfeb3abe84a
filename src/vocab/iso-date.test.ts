import fc from "fast-check";
import { expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { addDays, addMonths, epochDay, fromEpochDay, isoDate } from "./iso-date.ts";

test("reads days of the calendar and refuses everything else", () => {
  expect(isoDate("2024-02-29")).toBe("2024-02-29");
  for (const text of [
    "2023-02-29",
    "2024-2-9",
    "2024-13-01",
    "20240229",
    "",
    "0000-01-01",
    "2024-02-29T00:00",
    "+02024-01-01",
  ]) {
    expect(() => isoDate(text), text).toThrow(InvalidInput);
  }
});

test("counts days from 1970-01-01, before it with negative numbers", () => {
  expect(epochDay(isoDate("1970-01-01"))).toBe(0);
  expect(epochDay(isoDate("1969-12-31"))).toBe(-1);
  expect(epochDay(isoDate("2024-03-01")) - epochDay(isoDate("2024-02-28"))).toBe(2);
});

test("every day of the calendar survives the way to a number and back, and order is kept", () => {
  fc.assert(
    fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), fc.integer({ min: 0, max: 400 }), (day, more) => {
      const date = fromEpochDay(day);
      expect(epochDay(date)).toBe(day);
      if (more > 0 && day + more <= 2_932_896) expect(date < addDays(date, more)).toBe(true);
    }),
  );
});

test("refuses days outside the calendar and parts of a day", () => {
  expect(() => addDays(isoDate("9999-12-31"), 1)).toThrow(InvalidInput);
  expect(() => fromEpochDay(0.5)).toThrow(InvalidInput);
  expect(() => fromEpochDay(Number.NaN)).toThrow(InvalidInput);
});

test("a month later is the same day, or the last of a shorter month", () => {
  expect(addMonths(isoDate("2026-11-21"), 12)).toBe("2027-11-21");
  expect(addMonths(isoDate("2024-01-31"), 1)).toBe("2024-02-29");
  expect(addMonths(isoDate("2025-01-31"), 1)).toBe("2025-02-28");
  expect(addMonths(isoDate("2025-03-15"), -3)).toBe("2024-12-15");
});
