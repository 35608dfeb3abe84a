import fc from "fast-check";
import { expect, test } from "vitest";
import { decimal, fromUnits } from "../vocab/decimal.ts";
import { netImportReliance } from "./import-reliance.ts";

const reliance = (production: string, imports: string, exports: string, stockChange = "0") =>
  netImportReliance({
    production: decimal(production),
    imports: decimal(imports),
    exports: decimal(exports),
    stockChange: decimal(stockChange),
  });

test("net import reliance is what is bought in net of what is sold, of all that is used", () => {
  expect(reliance("20", "100", "40")).toBe("0.75");
  expect(reliance("0", "5", "0", "-1")).toBe("1");
  expect(reliance("10", "5", "5", "10")).toBe("0.5");
});

test("a net exporter is below zero, and where nothing is left to be used there is none", () => {
  expect(reliance("100", "10", "60")).toBe("-1");
  expect(reliance("20", "10", "40")).toBeNull();
  expect(reliance("0", "0", "0")).toBeNull();
});

test("with what is made at home it sums to one, whatever the amounts", () => {
  const amount = fc.bigInt(0n, 10n ** 12n);
  fc.assert(
    fc.property(amount, amount, amount, (made, bought, sold) => {
      const found = netImportReliance({
        production: fromUnits(made, 3),
        imports: fromUnits(bought, 2),
        exports: fromUnits(sold, 3),
        stockChange: fromUnits(0n, 0),
      });
      const used = Number(made) / 1000 + Number(bought) / 100 - Number(sold) / 1000;
      fc.pre(found !== null && used > 1);
      expect(Number(found) + Number(made) / 1000 / used).toBeCloseTo(1, 9);
    }),
  );
});
