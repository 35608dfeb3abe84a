import { beforeAll, describe, expect, test } from "vitest";
import { readBook } from "../book/book.ts";
import { addDays, type IsoDate, isoDate } from "../vocab/iso-date.ts";
import { crossings } from "./crossings.ts";
import type { StakeInTime } from "./facts.ts";
import type { Rule } from "./rule.ts";
import { PARTS } from "./share.ts";

let feoc: Rule;
let sfe: Rule;
beforeAll(async () => {
  const { rules } = await readBook();
  feoc = rules.find(({ id }) => id === "doe-feoc") as Rule;
  sfe = rules.find(({ id }) => id === "obbba-sfe") as Rule;
});

function stake(percent: number | readonly [number, number], from: string | null, until: string | null): StakeInTime {
  const [low, high] = typeof percent === "number" ? [percent, percent] : percent;
  const parts = (each: number) => Math.round((each * PARTS) / 100);
  return {
    holder: 0,
    held: 1,
    interest: "equity",
    low: parts(low),
    high: parts(high),
    from: from === null ? null : isoDate(from),
    until: until === null ? null : isoDate(until),
    known: null,
  };
}

const percent = (parts: number) => Math.round((parts / PARTS) * 1e6) / 1e4;

/** Day, percent before and after of each crossing of a quarter. */
function quarters(stakes: readonly StakeInTime[], rule = feoc) {
  const found = crossings(rule, stakes).filter(({ threshold }) => threshold === PARTS / 4);
  return found.map(({ day, days, before, after }) => [day, days, percent(before.low), percent(after.low)]);
}

const dayAfter = (days: number): IsoDate => addDays(feoc.published, days);

describe("a stake that moves across a threshold", () => {
  test.each([30, -30, 0, 365, -365])("%i days after publication is told", (days) => {
    const day = dayAfter(days);
    expect(quarters([stake(25, null, day), stake(24.99, day, null)])).toEqual([[day, days, 25, 24.99]]);
  });

  test.each([366, -366])("%i days after publication is not", (days) => {
    const day = dayAfter(days);
    expect(quarters([stake(25, null, day), stake(24.99, day, null)])).toEqual([]);
  });

  test("is told once, whether or not the earlier row says until when it held", () => {
    const day = dayAfter(30);
    expect(quarters([stake(25, "2020-01-01", null), stake(24.99, day, null)])).toEqual([[day, 30, 25, 24.99]]);
    expect(quarters([stake(10, "2020-01-01", null), stake(30, day, null)])).toEqual([[day, 30, 10, 30]]);
  });

  test("upwards is told as well as downwards", () => {
    const day = dayAfter(-10);
    expect(quarters([stake(24.99, null, day), stake(25, day, null)])).toEqual([[day, -10, 24.99, 25]]);
  });

  test("to nothing is told, and the first that is recorded of it is not", () => {
    const [first, last] = [dayAfter(1), dayAfter(2)];
    expect(quarters([stake(40, first, last)])).toEqual([[last, 2, 40, 0]]);
  });
});

describe("what is no crossing", () => {
  test("is a move that stays on one side", () => {
    expect(quarters([stake(30, "2020-01-01", null), stake(40, dayAfter(30), null)])).toEqual([]);
    expect(quarters([stake(25, null, dayAfter(30)), stake(25.01, dayAfter(30), null)])).toEqual([]);
  });

  test("is a share that is not known across the threshold", () => {
    expect(quarters([stake([20, 30], null, dayAfter(30)), stake(24.99, dayAfter(30), null)])).toEqual([]);
    expect(quarters([stake(25, null, dayAfter(30)), stake([20, 30], dayAfter(30), null)])).toEqual([]);
  });

  test("is the end of one source's row while another's still says the same", () => {
    expect(quarters([stake(30, "2020-01-01", null), stake(30, "2023-01-01", dayAfter(30))])).toEqual([]);
  });

  test("is a second source that begins to say the same", () => {
    expect(quarters([stake(30, "2020-01-01", null), stake([20, 35], dayAfter(30), null)])).toEqual([]);
  });

  test("is one of an interest that the rule does not measure", () => {
    const day = dayAfter(30);
    const debts = [stake(25, null, day), stake(24.99, day, null)].map((each) => ({
      ...each,
      interest: "debt" as const,
    }));
    expect(crossings(feoc, debts)).toEqual([]);
  });
});

test("a range that is wholly on the other side is a crossing", () => {
  const day = dayAfter(30);
  expect(quarters([stake([25, 40], null, day), stake([0, 20], day, null)])).toHaveLength(1);
});

test("the share at which a firm passes on whole is a threshold too", () => {
  const day = dayAfter(30);
  const found = crossings(feoc, [stake(51, null, day), stake(49, day, null)]);
  expect(found.map(({ threshold }) => threshold)).toEqual([PARTS / 2]);
});

test("one half is not more than one half", () => {
  const day = addDays(sfe.published, 30);
  const moved = (first: number, second: number) => crossings(sfe, [stake(first, null, day), stake(second, day, null)]);
  expect(moved(50.01, 50)).toHaveLength(1);
  expect(moved(50, 49.99)).toEqual([]);
});
