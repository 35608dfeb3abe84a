import fc from "fast-check";
import { expect, test } from "vitest";
import { madeAmounts, madeKind, madeMeasure, madeRow } from "../../test/support/made-measures.ts";
import { decimal, format } from "../vocab/decimal.ts";
import { addDays, isoDate } from "../vocab/iso-date.ts";
import { codeSet } from "./code-set.ts";
import { stackOf } from "./duty-stack.ts";
import { goodsResolver } from "./goods-resolver.ts";
import { resolveGoods } from "./resolve-goods.ts";
import { type Border, tariffBook } from "./tariff-book.ts";

const border = tariffBook({
  measures: [
    madeMeasure("steps", {
      rates: [
        madeRow({ from: "2025-02-01", until: "2025-06-01", rate: "5 %" }),
        madeRow({ from: "2025-06-01", known: "2025-05-20", rate: "25 %" }),
        madeRow({
          from: "2025-06-01",
          known: "2025-05-20",
          rate: "7 %",
          when: { loadedBefore: isoDate("2025-05-28") },
        }),
      ],
    }),
    madeMeasure("case", {
      kind: "remedy",
      rates: [
        madeRow({ rate: "100 %", from: "2025-03-10" }),
        madeRow({ rate: "11 %", from: "2025-03-10", when: { producer: "Acme Co., Ltd. | Acme" } }),
        madeRow({ rate: "13 %", from: "2025-03-10", when: { exporter: "separate-rate" } }),
      ],
      later: [
        {
          known: isoDate("2025-09-01"),
          entriesFrom: isoDate("2025-03-10"),
          entriesUntil: isoDate("2025-05-01"),
          status: "refundable",
          refundable: true,
          because: "It ended.",
          source: { id: "made", title: "made" },
        },
      ],
    }),
    madeMeasure("metal", {
      rates: [
        madeRow({ rate: "50 %", when: { hs: codeSet(["7308"]) } }),
        madeRow({ rate: null, when: { hs: codeSet(["7308"]), metalWeightBelow: decimal("0.15") } }),
        madeRow({ rate: "10 %", when: { hs: codeSet(["7308"]), usContentFrom: decimal("0.95") } }),
      ],
    }),
  ],
  lines: [],
}).border("US") as Border;

const day = fc.integer({ min: 0, max: 300 }).map((days) => addDays(isoDate("2025-01-15"), days));
const share = fc.option(fc.constantFrom("0.1", "0.15", "0.5", "0.95", "1").map(decimal));
const kind = fc
  .record({
    hts: fc.constantFrom("73082000", "85076000"),
    producer: fc.option(fc.constantFrom("ACME", "Acme Co Ltd", "Nobody")),
    exporter: fc.option(fc.constantFrom("separate-rate", "Somebody")),
    loadedOn: fc.option(day),
    metalWeight: share,
    usContent: share,
  })
  .map(madeKind);
const line = fc.record({ kind, on: day, known: day });

test("goods that the resolver takes for alike are owed what they are owed when resolved alone", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 2, maxLength: 60 }), (lines) => {
      const resolver = goodsResolver(border);
      for (const { kind: goods, on, known } of lines) {
        const kept = stackOf(resolver.resolve(goods, { on, known }), madeAmounts("1000"));
        const alone = stackOf(resolveGoods(border, goods, { on, known }), madeAmounts("1000"));
        expect(format(kept.refundable)).toBe(format(alone.refundable));
        expect(kept.warnings).toEqual(alone.warnings);
        const facts = (stack: typeof kept) =>
          stack.lines.map(({ measure, outcome, reason, amount, status, heading }) => [
            measure,
            outcome,
            reason,
            format(amount),
            status,
            heading,
          ]);
        expect(facts(kept)).toEqual(facts(alone));
      }
    }),
  );
});

test("a measure is asked once of days between the same turning days", () => {
  const resolver = goodsResolver(border);
  const at = (on: string) =>
    resolver.resolve(madeKind({}), { on: isoDate(on), known: isoDate(on) }).measures[
      border.measures.findIndex(({ measure }) => measure.id === "steps")
    ];
  expect(at("2025-06-10")).toBe(at("2025-06-20"));
  expect(at("2025-05-31")).not.toBe(at("2025-06-01"));
});

test("goods are told apart in a book of thousands of names and of days", () => {
  const names = Array.from({ length: 3000 }, (_, at) => `Maker ${at}`);
  const first = isoDate("2015-01-01");
  const large = tariffBook({
    measures: [
      madeMeasure("names", {
        rates: [
          ...names.map((producer, at) => madeRow({ from: first, rate: `${at} %`, when: { producer } })),
          madeRow({ from: addDays(first, 1), known: addDays(first, 1), rate: "1 %" }),
        ],
      }),
      madeMeasure("days", {
        rates: names.map((_, at) =>
          madeRow({ from: addDays(first, at), until: addDays(first, at + 1), known: first, rate: `${at} %` }),
        ),
      }),
      ...["first", "second"].map((half) =>
        madeMeasure(`both-${half}`, {
          rates: names.flatMap((name, at) => [
            madeRow({
              from: addDays(first, at),
              rate: `${at} %`,
              when: { producer: `${half} ${name}`, exporter: `of ${name}` },
            }),
          ]),
        }),
      ),
    ],
    lines: [],
  }).border("US") as Border;
  const resolver = goodsResolver(large);
  const asked = [0, 1, 2, 2045, 2046, 2047, 2048, 2049, 2999].flatMap((at) =>
    [0, 1, 2, 2047, 2048, 2999].map((late) => ({
      goods: madeKind({ hts: "73082000", producer: `Maker ${at}`, exporter: `of Maker ${late}` }),
      asOf: { on: addDays(first, late), known: addDays(first, at) },
    })),
  );
  for (const { goods, asOf } of asked) {
    const owed = (resolved: Parameters<typeof stackOf>[0]) => format(stackOf(resolved, madeAmounts("1000")).total);
    expect(owed(resolver.resolve(goods, asOf))).toBe(owed(resolveGoods(large, goods, asOf)));
  }
});
