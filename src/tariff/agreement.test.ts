import fc from "fast-check";
import { expect, test } from "vitest";
import { madeAmounts, madeKind, madeMeasure, madeRow } from "../../test/support/made-measures.ts";
import { compare, decimal, format, round, sum, times } from "../vocab/decimal.ts";
import { isoDate } from "../vocab/iso-date.ts";
import type { Agreement } from "./agreement.ts";
import { codesOrEvery } from "./code-set.ts";
import { dutyStack } from "./duty-stack.ts";
import { goodsResolver } from "./goods-resolver.ts";
import { type Border, tariffBook } from "./tariff-book.ts";

const madeAgreement = (over: Partial<Agreement> = {}, most = "0"): Agreement => ({
  members: new Set(["US", "JP", "DE"]),
  hs: codesOrEvery(["3801"]),
  most: decimal(most),
  from: isoDate("2025-03-01"),
  until: isoDate("2025-04-01"),
  source: { id: "scenario", title: "the scenario “T”", locator: "edit 1" },
  ...over,
});

const MEASURES = [
  madeMeasure("a", { kind: "ordinary", rates: [madeRow({ rate: "3 %" })] }),
  madeMeasure("b", { rates: [madeRow({ rate: "25 %" })] }),
  madeMeasure("c", {
    kind: "remedy",
    rates: [madeRow({ rate: "40 %" })],
    yieldsTo: [{ measure: "b", heading: null, because: "It yields." }],
  }),
  madeMeasure("d", { kind: "remedy", rates: [madeRow({ rate: "topped up to 15 %" })] }),
  madeMeasure("e", { kind: "fee", rates: [madeRow({ rate: "0.3464 %" })] }),
];

const borderUnder = (...agreements: readonly Agreement[]) =>
  tariffBook({ measures: MEASURES, lines: [], agreements }).border("US") as Border;
const stackOf = (border: Border, origin: string, on: string, hts = "3801105090") =>
  dutyStack(border, madeKind({ origin, hts }), madeAmounts("1000"), { on: isoDate(on), known: isoDate(on) });
const amounts = (...given: Parameters<typeof stackOf>) => stackOf(...given).lines.map(({ amount }) => format(amount));

test("takes all duty off the goods of members, from its first day up to, not including, its end; fees stay", () => {
  const border = borderUnder(madeAgreement());
  const days = ["2025-02-28", "2025-03-01", "2025-03-31", "2025-04-01"];
  expect(days.map((day) => format(stackOf(border, "JP", day).total))).toEqual(["403.46", "3.46", "3.46", "403.46"]);
  expect(amounts(border, "CN", "2025-03-10")).toEqual(amounts(borderUnder(), "CN", "2025-03-10"));
  expect(amounts(border, "JP", "2025-03-10", "8505110070")).toEqual(amounts(borderUnder(), "JP", "2025-03-10"));
});

test("leaves what it allows in the order of the duties, and says so on each line that it lowers", () => {
  const border = borderUnder(madeAgreement({}, "0.05"), madeAgreement({}, "0.2"));
  const { lines } = stackOf(border, "JP", "2025-03-10");
  expect(lines.map(({ amount }) => format(amount))).toEqual(["30.00", "20.00", "0.00", "0.00", "3.46"]);
  expect(lines[0]?.because).not.toContain("agreement");
  expect(lines[1]).toMatchObject({ outcome: "applied", arithmetic: "no more than the agreement leaves" });
  expect(lines[1]?.because).toContain("By an agreement of the scenario “T” goods of Japan owe at most 5 %");
  expect(lines[2]?.because).toBe("It yields.");
  expect(lines[3]).toMatchObject({ outcome: "skipped", reason: "yields", rate: null, source: { id: "scenario" } });
});

test("binds the European Union where all its members are members", () => {
  const measures = [madeMeasure("x", { importer: "EU" })];
  const of = (members: readonly string[]) => {
    const border = tariffBook({ measures, lines: [], agreements: [madeAgreement({ members: new Set(members) })] });
    const kind = madeKind({ importer: "EU", origin: "JP" });
    const days = { on: isoDate("2025-03-10"), known: isoDate("2025-03-10") };
    return format(dutyStack(border.border("EU") as Border, kind, madeAmounts("1000"), days).total);
  };
  const all = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split(" ");
  expect(of(["JP", ...all])).toBe("0.00");
  expect(of(["JP", "DE"])).toBe("100.00");
});

test("is the same of many lines at a time", () => {
  const border = borderUnder(madeAgreement());
  const resolver = goodsResolver(border);
  for (const day of ["2025-02-28", "2025-03-01", "2025-03-31", "2025-04-01"].map(isoDate)) {
    const { agreement } = resolver.resolve(madeKind({ origin: "JP" }), { on: day, known: day });
    expect(agreement !== null).toBe(day >= "2025-03-01" && day < "2025-04-01");
  }
});

test("no line owes more with an agreement than without, and duty is within it", () => {
  const place = fc.constantFrom("JP", "DE", "CN", "US");
  const rate = fc.integer({ min: 0, max: 9000 }).map((parts) => `${parts / 100} %`);
  fc.assert(
    fc.property(
      fc.array(rate, { minLength: 4, maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 3 }),
      place,
      fc.integer({ min: 0, max: 1_000_000 }),
      (rates, caps, origin, cents) => {
        const measures = MEASURES.map((one, at) =>
          at < 3 ? { ...one, rates: [madeRow({ rate: rates[at] ?? "1 %" })] } : one,
        );
        const agreements = caps.map((most) => madeAgreement({ hs: codesOrEvery(null) }, `${most}e-4`));
        const value = `${cents}e-2`;
        const stack = (own: readonly Agreement[]) =>
          dutyStack(
            tariffBook({ measures, lines: [], agreements: own }).border("US") as Border,
            madeKind({ origin }),
            madeAmounts(value),
            { on: isoDate("2025-03-10"), known: isoDate("2025-03-10") },
          );
        const [agreed, without] = [stack(agreements), stack([])];
        for (const [at, line] of agreed.lines.entries()) {
          expect(compare(line.amount, without.lines[at]?.amount ?? decimal("0"))).toBeLessThanOrEqual(0);
        }
        expect(agreed.lines.at(-1)).toEqual(without.lines.at(-1));
        const isMember = origin === "JP" || origin === "DE";
        if (!isMember) expect(agreed).toEqual(without);
        const duty = sum(agreed.lines.filter(({ kind }) => kind !== "fee").map(({ amount }) => amount));
        const most = round(times(decimal(value), decimal(`${Math.min(...caps)}e-4`)), 2);
        if (isMember) expect(compare(duty, most)).toBeLessThanOrEqual(0);
      },
    ),
  );
});
