import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimal, fromUnits, toNumber } from "../vocab/decimal.ts";
import { sharesOf } from "./concentration.ts";
import { euTest, geoDepOverYears, geoDepTest } from "./dependency.ts";

const holdings = (amounts: Record<string, string>) =>
  Object.entries(amounts).map(([key, amount]) => ({ key, amount: decimal(amount) }));

describe("shares and the HHI", () => {
  test("four suppliers of 948, 805, 623 and 174 have the shares and the index of the textbook", () => {
    const found = sharesOf(holdings({ a: "948", b: "805", c: "623", d: "174" }));
    expect(found.parts.map(({ key }) => key)).toEqual(["a", "b", "c", "d"]);
    expect(found.parts[0]?.share).toBe("0.371764705882");
    expect(found.hhi).toBe("0.30221207228");
  });

  test("magnets of 120, 36, 30 and 13 million come to 4,233 of ten thousand", () => {
    expect(sharesOf(holdings({ cn: "120", jp: "36", de: "30", ph: "13" })).hhi?.slice(0, 6)).toBe("0.4233");
  });

  test("one supplier is 1, none is nothing, and amounts of nothing take no part", () => {
    expect(sharesOf(holdings({ a: "7.25" })).hhi).toBe("1");
    expect(sharesOf([]).hhi).toBeNull();
    expect(sharesOf(holdings({ a: "5", b: "0" })).parts).toHaveLength(1);
  });

  test("the index lies between one over the number and one, whatever the amounts and their scales", () => {
    const amounts = fc.array(fc.tuple(fc.bigInt(1n, 10n ** 15n), fc.nat(6)), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(amounts, (list) => {
        const found = sharesOf(
          list.map(([units, scale], at) => ({ key: String(at), amount: fromUnits(units, scale) })),
        );
        const hhi = Number(found.hhi);
        expect(hhi).toBeGreaterThanOrEqual(1 / list.length - 1e-11);
        expect(hhi).toBeLessThanOrEqual(1);
        const naive = list.map(([units, scale]) => toNumber(fromUnits(units, scale)));
        const sum = naive.reduce((a, b) => a + b, 0);
        expect(hhi).toBeCloseTo(
          naive.reduce((a, b) => a + (b / sum) ** 2, 0),
          9,
        );
      }),
    );
  });
});

describe("the tests of strategic dependency", () => {
  const eu = (outsideHhi: string, outside: string, all: string, exports: string) =>
    euTest({
      outsideHhi,
      outsideImports: decimal(outside),
      allImports: decimal(all),
      allExports: decimal(exports),
    });

  test("the Commission's indicators turn above their thresholds and not at them", () => {
    expect(eu("0.400000000001", "51", "100", "50").dependent).toBe(true);
    expect(eu("0.4", "51", "100", "50").conditions.map(({ holds }) => holds)).toEqual([false, true, true]);
    expect(eu("0.41", "50", "100", "49").conditions.map(({ holds }) => holds)).toEqual([true, false, true]);
    expect(eu("0.41", "51", "100", "51").conditions.map(({ holds }) => holds)).toEqual([true, true, false]);
    expect(eu("0.41", "51", "100", "0").dependent).toBeNull();
    expect(eu("0.39", "51", "100", "0").dependent).toBe(false);
  });

  test("GeoDep takes a country without exports as 9999", () => {
    const found = geoDepTest({
      importHhi: "0.5",
      worldExportHhi: "0.6",
      imports: decimal("3"),
      exports: decimal("0"),
    });
    expect(found.conditions[2]?.value).toBe("9999");
    expect(found.dependent).toBe(true);
  });

  test("GeoDep needs two of three years, and one year leaves it open", () => {
    const year = (year: string, dependent: boolean | null) => ({ year, dependent });
    expect(geoDepOverYears([year("2024", true)]).dependent).toBeNull();
    expect(geoDepOverYears([year("2022", true), year("2023", false), year("2024", true)]).dependent).toBe(true);
    expect(geoDepOverYears([year("2022", false), year("2023", false)]).dependent).toBe(false);
    expect(geoDepOverYears([year("2021", true), year("2022", true), year("2023", false), year("2024", false)])).toEqual(
      {
        years: ["2022", "2023", "2024"],
        holdsIn: 1,
        dependent: false,
      },
    );
  });
});
