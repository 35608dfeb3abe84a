import { describe, expect, test } from "vitest";
import { type IsoDate, isoDate } from "../vocab/iso-date.ts";
import { holdsOn, stakesInForce } from "./in-force.ts";

const day = (text: string | null): IsoDate | null => (text === null ? null : isoDate(text));
const asOf = (on: string, known = "2026-01-01") => ({ on: isoDate(on), known: isoDate(known) });

describe("a row holds", () => {
  const row = { from: day("2024-03-01"), until: day("2024-04-01"), known: day("2024-02-01") };

  test.each([
    ["2024-02-29", false],
    ["2024-03-01", true],
    ["2024-03-31", true],
    ["2024-04-01", false],
  ])("from its first day to the one before its end: on %s %s", (on, holds) => {
    expect(holdsOn(row, asOf(on))).toBe(holds);
  });

  test("not before anyone could know it", () => {
    expect(
      [asOf("2024-03-15", "2024-01-31"), asOf("2024-03-15", "2024-02-01")].map((each) => holdsOn(row, each)),
    ).toEqual([false, true]);
  });
});

describe("of rows on one stake", () => {
  const row = (source: string, from: string | null, until: string | null = null) => {
    return {
      holder: 0,
      held: 1,
      interest: "equity",
      low: 0,
      high: 0,
      known: null,
      source,
      from: day(from),
      until: day(until),
    } as const;
  };

  test("one without an end gives way to a later one of its source, and not to another source's", () => {
    const rows = [row("a", "2020-01-01"), row("a", "2024-01-01"), row("b", "2019-01-01"), row("b", null)];
    expect(stakesInForce(rows, asOf("2025-01-01"))).toEqual([1, 2]);
    expect(stakesInForce(rows, asOf("2023-01-01"))).toEqual([0, 2]);
  });

  test("one with an end holds beside a later one until then", () => {
    expect(stakesInForce([row("a", "2020-01-01", "2025-06-01"), row("a", "2024-01-01")], asOf("2025-01-01"))).toEqual([
      0, 1,
    ]);
  });
});
