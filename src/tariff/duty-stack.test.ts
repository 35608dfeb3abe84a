import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { madeAmounts, madeKind, madeMeasure, madeRow } from "../../test/support/made-measures.ts";
import { InvalidInput } from "../errors.ts";
import { decimal, format, fromUnits, sum } from "../vocab/decimal.ts";
import { addDays, isoDate } from "../vocab/iso-date.ts";
import { codeSet } from "./code-set.ts";
import { dutyStack } from "./duty-stack.ts";
import type { GoodsKind } from "./goods.ts";
import { makerRange } from "./maker-range.ts";
import type { Measure, RateRow } from "./measure.ts";
import { type Border, tariffBook } from "./tariff-book.ts";

const border = (...measures: readonly Measure[]): Border => tariffBook({ measures, lines: [] }).border("US") as Border;
const asOf = (on: string, known = on) => ({ on: isoDate(on), known: isoDate(known) });

function owed(
  measures: readonly Measure[],
  kind: Partial<GoodsKind> = {},
  on = "2025-06-01",
  known = on,
  value = "1000",
) {
  return dutyStack(border(...measures), madeKind(kind), madeAmounts(value), asOf(on, known));
}

const total = (...given: Parameters<typeof owed>) => format(owed(...given).total);
const reason = (...given: Parameters<typeof owed>) => owed(...given).lines[0]?.reason;

describe("a measure and its days", () => {
  const rates = [madeRow({ from: "2025-03-01", until: "2025-04-01", known: "2025-02-01" })];

  test("applies from its first day up to, not including, its end", () => {
    const days = ["2025-02-28", "2025-03-01", "2025-03-31", "2025-04-01"];
    expect(days.map((day) => total([madeMeasure("m", { rates })], {}, day))).toEqual([
      "0.00",
      "100.00",
      "100.00",
      "0.00",
    ]);
    expect(days.map((day) => reason([madeMeasure("m", { rates })], {}, day))).toEqual([
      "not_begun",
      null,
      null,
      "ended",
    ]);
  });

  test("is not there before it is known, and an end not yet known is no end", () => {
    expect(reason([madeMeasure("m", { rates })], {}, "2025-03-10", "2025-01-31")).toBe("not_known_yet");
    const ended = [madeRow({ until: "2025-05-01", untilKnown: isoDate("2025-04-20") })];
    expect(total([madeMeasure("m", { rates: ended })], {}, "2025-05-02", "2025-04-19")).toBe("100.00");
    expect(total([madeMeasure("m", { rates: ended })], {}, "2025-05-02", "2025-04-20")).toBe("0.00");
  });

  test("whose rate is not known is left out of the total with a warning, and not called exempt", () => {
    const unknown = madeMeasure("m", {
      rates: [{ ...madeRow({ because: "Its rate is not known here." }), rate: "unknown" }],
    });
    const stack = owed([unknown]);
    expect(format(stack.total)).toBe("0.00");
    expect(stack.lines[0]?.reason).toBe("no_rate");
    expect(stack.warnings.join()).toContain("Its rate is not known here. The total is without it.");
    const yielding = { ...unknown, yieldsTo: [{ measure: "first", heading: null, because: "The first comes first." }] };
    const yielded = owed([madeMeasure("first"), yielding]);
    expect(yielded.lines.map(({ reason }) => reason)).toEqual([null, "yields"]);
    expect(yielded.warnings).toEqual([]);
  });

  test("of as many conditions codes weigh more than an origin, whichever began last", () => {
    const rates = [
      madeRow({ when: { hs: codeSet(["3801"]) }, rate: "1 %" }),
      madeRow({ when: { origin: ["CN"] }, rate: "2 %", from: "2025-05-01" }),
      madeRow({ when: { origin: ["CN"], mode: ["sea"] }, rate: "3 %" }),
    ];
    expect(total([madeMeasure("m", { rates })], { hts: "38011050", origin: "CN" })).toBe("10.00");
    expect(total([madeMeasure("m", { rates })], { hts: "38011050", origin: "CN", mode: "sea" })).toBe("30.00");
  });

  test("of rates for the same goods the one that began last counts, and a suspension gives way again", () => {
    const steps = [madeRow({ rate: "34 %" }), madeRow({ rate: "10 %", from: "2025-05-01", until: "2025-08-01" })];
    const at = (day: string) => total([madeMeasure("m", { rates: steps })], {}, day);
    expect([at("2025-04-30"), at("2025-05-01"), at("2025-07-31"), at("2025-08-01")]).toEqual([
      "340.00",
      "100.00",
      "100.00",
      "340.00",
    ]);
  });
});

describe("which goods", () => {
  test("codes by their first digits; a code too short to tell is not guessed", () => {
    const goods = { hs: ["38011050"], exceptHs: ["3801105010"], articles: [], origin: ["CN"], exceptOrigin: [] };
    const of = (hts: string, origin = "CN") => reason([madeMeasure("m", { goods })], { hts, origin });
    expect([
      of("3801105090"),
      of("38011050"),
      of("3801105010"),
      of("380110"),
      of("250410"),
      of("38011050", "KR"),
    ]).toEqual([null, null, "code_not_covered", "code_too_short", "code_not_covered", "origin_not_covered"]);
  });

  test("goods of the country of entry itself pay no duty, only fees", () => {
    expect(total([madeMeasure("m"), madeMeasure("fee", { kind: "fee" })], { origin: "US" })).toBe("100.00");
  });

  test("the rate with the most conditions counts, a producer over an exporter, a claim over both", () => {
    const rates = [
      madeRow({ rate: "1 %" }),
      madeRow({ rate: "2 %", when: { hs: codeSet(["3801"]) } }),
      madeRow({ rate: "3 %", when: { exporter: "Sunrise Trading" } }),
      madeRow({ rate: "4 %", when: { producer: "Made Carbon Co., Ltd. | Made Carbon", exporter: "Sunrise Trading" } }),
      madeRow({ rate: null, because: "Excluded.", when: { claim: "9903.88.67" } }),
    ];
    const m = [madeMeasure("m", { rates })];
    expect(total(m, { hts: "25041050" })).toBe("10.00");
    expect(total(m)).toBe("20.00");
    expect(total(m, { exporter: "SUNRISE TRADING" })).toBe("30.00");
    expect(total(m, { exporter: "Sunrise Trading", producer: "made carbon" })).toBe("40.00");
    expect(total(m, { exporter: "Sunrise Trading", producer: "made carbon", claims: ["9903.88.67"] })).toBe("0.00");
  });

  test("what is not stated is not assumed: the answer says what would change it", () => {
    const rates = [
      madeRow(),
      madeRow({ rate: null, when: { metalWeightBelow: decimal("0.15") }, heading: "9903.82.03" }),
    ];
    const m = [madeMeasure("m", { rates })];
    expect(owed(m).warnings.join()).toContain("if metal is under 15 % of the weight, nothing is owed (9903.82.03)");
    expect(total(m, { metalWeight: decimal("0.1499") })).toBe("0.00");
    expect(total(m, { metalWeight: decimal("0.15") })).toBe("100.00");
  });
});

describe("of what", () => {
  test("a measure on a content pays on it alone, the rest measure on what is left", () => {
    const metal = madeMeasure("metal", {
      rates: [madeRow({ rate: "50 %" })],
      base: { of: "content", content: "steel", whole: ["72"], unstated: "whole" },
    });
    const rest = madeMeasure("rest", { base: { of: "rest", without: ["metal"] } });
    const stack = (contents: Record<string, string>, hts = "85076000") =>
      dutyStack(border(metal, rest), madeKind({ hts }), madeAmounts("1000", contents), asOf("2025-06-01")).lines.map(
        (line) => format(line.amount),
      );
    expect(stack({ steel: "200" })).toEqual(["100.00", "80.00"]);
    expect(stack({}, "72081000")).toEqual(["500.00", "0.00"]);
    expect(stack({ steel: "0" })).toEqual(["0.00", "100.00"]);
  });

  test("a content that is not stated is asked for, not guessed", () => {
    const anode = madeMeasure("anode", {
      base: { of: "content", content: "graphite", whole: [], unstated: "nothing" },
    });
    const { lines, warnings } = owed([anode]);
    expect([lines[0]?.reason, warnings.length]).toEqual(["no_base", 1]);
  });

  test("a top-up lifts ordinary duty to the floor and never below nothing", () => {
    const ordinary = (rate: string) => madeMeasure("col", { kind: "ordinary", rates: [madeRow({ rate })] });
    const floor = madeMeasure("floor", { rates: [madeRow({ rate: "topped up to 12.5 %" })] });
    expect(total([ordinary("3.4 %"), floor])).toBe("125.00");
    expect(total([ordinary("17.6 %"), floor])).toBe("176.00");
  });

  test("specific and compound rates take the weight, and say so when it is missing", () => {
    const m = madeMeasure("m", { rates: [madeRow({ rate: "1.5¢/kg + 2 %" })] });
    expect(format(dutyStack(border(m), madeKind(), madeAmounts("1000", {}, "500"), asOf("2025-06-01")).total)).toBe(
      "27.50",
    );
    expect(owed([m]).lines[0]?.reason).toBe("not_stated");
  });

  test("an antidumping margin of 30 % falls by the 4.25 % of a subsidy that is contingent on export", () => {
    const cvd = madeMeasure("cvd", {
      kind: "remedy",
      rates: [madeRow({ rate: "20 %", exportSubsidy: decimal("0.0425") })],
    });
    const ad = madeMeasure("ad", { kind: "remedy", offsetBy: "cvd", rates: [madeRow({ rate: "30 %" })] });
    const { lines, total: sumOf } = owed([ad, cvd]);
    expect(lines.map((line) => format(line.amount)).sort()).toEqual(["200.00", "257.50"]);
    expect(format(sumOf)).toBe("457.50");
  });

  test("an amount is rounded once, half up, at its line", () => {
    expect(
      total([madeMeasure("m", { rates: [madeRow({ rate: "0.5 %" })] })], {}, "2025-06-01", "2025-06-01", "1.00"),
    ).toBe("0.01");
  });
});

test("a measure that yields gives way only where the other applies", () => {
  const later = madeMeasure("later", { rates: [madeRow({ from: "2025-06-01" })] });
  const list = madeMeasure("list", { yieldsTo: [{ measure: "later", heading: null, because: "It is replaced." }] });
  expect(owed([list, later], {}, "2025-05-31").lines.map((line) => line.outcome)).toEqual(["skipped", "applied"]);
  const { lines } = owed([list, later], {}, "2025-06-01");
  expect(lines.map((line) => [line.measure, line.outcome, line.reason])).toEqual([
    ["later", "applied", null],
    ["list", "skipped", "yields"],
  ]);
});

test("a book whose measures wait for each other, or name one that is not there, is refused", () => {
  const to = (measure: string) => [{ measure, heading: null, because: "so" }];
  expect(() => border(madeMeasure("a", { yieldsTo: to("b") }), madeMeasure("b", { yieldsTo: to("a") }))).toThrow(
    /a → b → a/,
  );
  expect(() => border(madeMeasure("a", { yieldsTo: to("c") }))).toThrow(InvalidInput);
  expect(() => border(madeMeasure("a"), madeMeasure("a"))).toThrow(/two measures/);
});

test("when nobody is named the range says whose goods pay the least and the most", () => {
  const rates = [
    madeRow({ rate: "50 %" }),
    madeRow({ rate: "10 %", when: { exporter: "separate-rate" } }),
    madeRow({ rate: "700 %", when: { producer: "Made Carbon" } }),
  ];
  const us = border(madeMeasure("ad", { kind: "remedy", rates }));
  const [kind, amounts, days] = [madeKind(), madeAmounts("1000"), asOf("2025-06-01")];
  const range = makerRange(us, kind, amounts, days, dutyStack(us, kind, amounts, days));
  expect([range?.low.exporter, format(range?.low.total ?? decimal("0"))]).toEqual(["separate-rate", "100.00"]);
  expect([range?.high.producer, format(range?.high.total ?? decimal("0"))]).toEqual(["Made Carbon", "7000.00"]);
  expect(
    makerRange(us, madeKind({ producer: "Made Carbon" }), amounts, days, dutyStack(us, kind, amounts, days)),
  ).toBeNull();
});

describe("algebra", () => {
  const START = isoDate("2025-01-01");
  const dayOffset = fc.integer({ min: 0, max: 400 });
  const row = fc
    .record({
      from: dayOffset,
      length: fc.option(fc.integer({ min: 1, max: 300 })),
      lag: fc.integer({ min: -60, max: 60 }),
      rate: fc.integer({ min: 0, max: 20000 }),
    })
    .map(({ from, length, lag, rate }): RateRow => {
      const begins = addDays(START, from);
      return madeRow({
        from: begins,
        known: addDays(begins, lag),
        rate: `${format(fromUnits(BigInt(rate), 2))} %`,
        ...(length === null ? {} : { until: addDays(begins, length) }),
      });
    });
  const measures = fc
    .array(fc.array(row, { minLength: 1, maxLength: 4 }), { maxLength: 6 })
    .map((all) => all.map((rates, at) => madeMeasure(`m${at}`, { rates })));
  const value = fc.bigInt(0n, 10n ** 12n).map((units) => format(fromUnits(units, 2)));

  test("the total is the sum of its lines, and an empty book owes nothing", () => {
    fc.assert(
      fc.property(measures, value, dayOffset, (book, worth, at) => {
        const day = addDays(START, at);
        if (book.length === 0) return;
        const { total: whole, lines } = owed(book, {}, day, day, worth);
        expect(format(whole)).toBe(format(sum([decimal("0.00"), ...lines.map((line) => line.amount)])));
      }),
    );
    expect(tariffBook({ measures: [], lines: [] }).border("US")).toBeNull();
  });

  test("what becomes known later never changes what an earlier day answered", () => {
    fc.assert(
      fc.property(measures, dayOffset, dayOffset, (book, at, knownAt) => {
        const [day, known] = [addDays(START, at), addDays(START, knownAt)];
        if (book.length === 0) return;
        const heard = book.map((measure) => ({ ...measure, rates: measure.rates.filter((one) => one.known <= known) }));
        expect(total(book, {}, day, known)).toBe(
          total(
            heard.map((measure) =>
              measure.rates.length === 0 ? { ...measure, rates: [madeRow({ from: "2999-01-01" })] } : measure,
            ),
            {},
            day,
            known,
          ),
        );
      }),
    );
  });

  test("a measure outside its period never applies", () => {
    fc.assert(
      fc.property(measures, dayOffset, (book, at) => {
        const day = addDays(START, at);
        if (book.length === 0) return;
        for (const line of owed(book, {}, day, isoDate("2999-01-01")).lines) {
          if (line.outcome === "skipped") continue;
          expect(line.from !== null && line.from <= day && (line.until === null || day < line.until)).toBe(true);
        }
      }),
    );
  });
});
