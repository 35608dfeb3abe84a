import fc from "fast-check";
import { expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { compare, format, fromUnits } from "./decimal.ts";
import { convert, dimension, findUnit, parseUnit, quantity, UNIT_NAMES } from "./quantity.ts";

const converted = (amount: string, from: string, to: string) =>
  format(convert(quantity(amount, from), parseUnit(to)).amount);

test.each([
  ["1", "t", "kg", "1000"],
  ["1", "lb", "kg", "0.45359237"],
  ["1", "short ton", "kg", "907.18474"],
  ["1", "long ton", "kg", "1016.0469088"],
  ["16", "oz", "lb", "1"],
  ["1", "troy oz", "g", "31.1034768"],
  ["5", "carat", "g", "1"],
  ["2500", "kWh", "MWh", "2.5"],
  ["1", "GWh", "Wh", "1000000000"],
  ["3", "dozen", "piece", "36"],
  ["2", "m3", "l", "2000"],
  ["1", "kg", "lb", "2.204622621849"],
])("%s %s is, exactly or to twelve places, in %s (%s)", (amount, from, to, expected) => {
  expect(converted(amount, from, to)).toBe(expected);
});

test("knows how customs spell units", () => {
  const spelled: Record<string, string> = {
    KGS: "kg",
    KGM: "kg",
    "Kg.": "kg",
    TNE: "t",
    MT: "t",
    "Metric Tons": "t",
    LBS: "lb",
    STN: "short ton",
    "LONG TON": "long ton",
    PCS: "piece",
    NMB: "piece",
    NO: "piece",
    "No.": "piece",
    EA: "piece",
    DOZ: "dozen",
    PRS: "pair",
    L: "l",
    LTR: "l",
    M2: "m2",
    MTQ: "m3",
    kwh: "kWh",
  };
  for (const [spelling, unit] of Object.entries(spelled)) expect(findUnit(spelling), spelling).toBe(unit);
});

test("every unit is spelled by its own name", () => {
  for (const unit of UNIT_NAMES) expect(parseUnit(unit)).toBe(unit);
});

test("refuses a unit it does not know and names near ones", () => {
  expect(() => parseUnit("kgss")).toThrow(expect.objectContaining({ hint: "Near it: kg." }));
  expect(() => parseUnit("furlong")).toThrow(InvalidInput);
  expect(findUnit("")).toBeNull();
});

test("mass never becomes a count: the error names both units", () => {
  expect(() => convert(quantity("1", "kg"), "piece")).toThrow(/“kg”.*“piece”/);
});

test("there and back is the same amount wherever the way there ends", () => {
  const amounts = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 3 }));
  fc.assert(
    fc.property(fc.constantFrom(...UNIT_NAMES), amounts, (unit, [units, scale]) => {
      const base = ({ mass: "mg", energy: "Wh", count: "piece", area: "m2", volume: "ml" } as const)[dimension(unit)];
      const amount = fromUnits(units, scale);
      expect(compare(convert(convert({ amount, unit }, base), unit).amount, amount)).toBe(0);
    }),
  );
});
