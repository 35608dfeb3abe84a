import { expect, test } from "vitest";
import type { IsoDate } from "../../vocab/iso-date.ts";
import { coveredBy } from "./calendar-years.ts";

const days = (since: string, until: string) => ({ since: since as IsoDate, until: until as IsoDate });
const DATA = { from: "2024-02-05" as IsoDate, until: "2024-11-20" as IsoDate };
const WHOLE = days("2024-02-05", "2024-11-20");

test("production counts for whole months where only the data bound the window", () => {
  expect(coveredBy(DATA, {}, WHOLE)).toEqual(days("2024-02-01", "2024-12-01"));
  expect(coveredBy({ ...DATA, until: "2024-12-12" as IsoDate }, {}, days("2024-02-05", "2024-12-12"))).toEqual(
    days("2024-02-01", "2025-01-01"),
  );
});

test("production counts for the window that is asked, as far as it stays in the years of the data", () => {
  expect(coveredBy(DATA, days("2024-01-01", "2025-01-01"), WHOLE)).toEqual(days("2024-01-01", "2025-01-01"));
  expect(coveredBy(DATA, days("2020-01-01", "2026-01-01"), WHOLE)).toEqual(days("2024-01-01", "2025-01-01"));
});

test("production counts for the days of a window that lies inside the data", () => {
  const inside = days("2024-03-10", "2024-04-02");
  expect(coveredBy(DATA, inside, inside)).toEqual(inside);
});
