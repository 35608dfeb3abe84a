import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ask } from "../../src/operations/core/ask.ts";
import { createContext } from "../../src/operations/core/context.ts";
import { pricesOperation } from "../../src/operations/prices.ts";
import { referencePriceOperation } from "../../src/operations/reference-price.ts";
import { renderXlsx } from "../../src/render/render-xlsx.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { bringIn, newStore, temporaryFolder } from "./support.ts";

const ROWS = [
  ["Anode, China", "anode material", "coated", "FOB", "t", "CNY", "2026-01", "25200"],
  ["Anode, China", "anode material", "coated", "FOB", "t", "CNY", "2026-02", "25920"],
  ["Anode, China", "anode material", "coated", "FOB", "t", "CNY", "2026-04", "26640"],
  ["Hydroxide", "lithium hydroxide monohydrate", "battery", "EXW, VAT included", "kg", "USD", "2026-01", "8.80416"],
];
const HEADER = ["series", "product", "grade", "terms", "unit", "currency", "period", "value"];
const RATES = "currency,period,usd\nCNY,2026,0.125\nCNY,2026-02,0.1389\n";

let store: string;
const prices = async (question: object) => {
  const context = createContext({ store, today: isoDate("2026-11-22") });
  try {
    const { result, warnings } = await ask(pricesOperation, context, question);
    return { ...result, warnings };
  } finally {
    context.close();
  }
};

beforeAll(async () => {
  const made = await newStore();
  const folder = temporaryFolder();
  const own = join(folder, "own.csv");
  writeFileSync(own, [HEADER, ...ROWS].map((row) => row.map((cell) => `"${cell}"`).join(",")).join("\n"));
  expect(await bringIn(made, own, { as: "prices", source: "own" })).toMatchObject({ rows: 4, rejected: 0 });
  const sheet = join(folder, "sheet.xlsx");
  const columns = HEADER.map((name) => ({ name, label: name, type: "text" as const }));
  const book = await renderXlsx({
    title: "Prices",
    blocks: [
      { kind: "table", main: true, columns, rows: [["Sheet", "Cobalt", null, null, "lb", "USD", "2026-01", "22.5"]] },
    ],
  });
  writeFileSync(sheet, book);
  expect(await bringIn(made, sheet, { as: "prices", source: "own-sheet" })).toMatchObject({ rows: 1, rejected: 0 });
  const rates = join(folder, "fx.csv");
  writeFileSync(rates, RATES);
  await bringIn(made, rates, { as: "fx", source: "own-rates" });
  await bringIn(made, "examples/minerals/worldbank_pinksheet_monthly.csv");
  await bringIn(made, "examples/minerals/MCS2026_Commodities_Data.csv", { as: "prices" });
  store = made.folder;
});

describe("prices of the store", () => {
  test("are listed with what each is the price of, from a table of one's own, a sheet, the World Bank and the USGS", async () => {
    const { series, warnings } = await prices({});
    const of = (name: string) => series.find((each) => each.series.startsWith(name));
    expect(of("Anode")).toMatchObject({ terms: "FOB", unit: "t", currency: "CNY", gaps: ["2026-03"], points: [] });
    expect(of("Sheet")).toMatchObject({ terms: null, unit: "lb", latest: "22.5", source: "own-sheet" });
    expect(of("Nickel")).toMatchObject({ unit: "t", currency: "USD", source: "world-bank-pink-sheet" });
    expect(series.filter(({ source }) => source === "usgs-mcs-2026").length).toBeGreaterThan(0);
    expect(warnings.join(" ")).toContain("stay gaps");
  });

  test("come in the unit, currency and terms that are asked, and are a gap where there is no rate", async () => {
    const { series } = await prices({ series: ["Anode, China"], unit: "kg", currency: "USD" });
    expect(series[0]?.points.map(({ period, stated, value }) => [period, stated, value])).toEqual([
      ["2026-01", "25200", "3.15"],
      ["2026-02", "25920", "3.600288"],
      ["2026-04", "26640", "3.33"],
    ]);
    const cif = await prices({
      series: ["Anode, China"],
      terms: "CIF",
      freight: "700",
      insurance: "100",
      until: "2026-02-01",
    });
    expect(cif.series[0]).toMatchObject({ terms: "CIF", latest: "26000", periods: 1 });
    const pounds = await prices({ series: ["Sheet"], unit: "t" });
    expect(pounds.series[0]?.latest).toBe("49604.008992");
  });

  test("are counted by content with a cited factor", async () => {
    const { series } = await prices({
      product: ["Lithium hydroxide monohydrate"],
      basis: "lithium carbonate equivalent",
      unit: "t",
    });
    expect(series[0]).toMatchObject({
      basis: {
        of: "lithium hydroxide monohydrate",
        factor: "0.880416",
        source: "stoichiometry, LiOH.H2O to Li2CO3 by Li",
      },
      latest: "10000",
    });
  });

  test.each([
    ["terms that are not stated", { series: ["Sheet"], terms: "CIF" }, "states no terms of delivery"],
    ["terms with tax in them", { series: ["Hydroxide"], terms: "FOB" }, "not only of delivery"],
    ["costs that are not stated", { series: ["Anode, China"], terms: "DDP", freight: "1" }, "insurance and duty"],
    ["a currency without a rate", { series: ["Sheet"], currency: "KRW" }, "no rate of KRW"],
    ["a unit of another kind", { series: ["Sheet"], unit: "kWh" }, "one cannot become the other"],
    ["a basis that is not known", { series: ["Hydroxide"], basis: "lithium carbonate equivalnt" }, "no factors"],
    ["goods that are not known", { series: ["Sheet"], basis: "lithium" }, "not known well enough"],
    ["a series that is not there", { series: ["Anode, Chin"] }, "holds no prices"],
  ])("refuse %s", async (_, question, says) => {
    await expect(prices(question)).rejects.toThrow(says);
  });

  test("stand beside a curve as its benchmark", async () => {
    const context = createContext({ store, today: isoDate("2026-11-22") });
    const model = {
      ...{ product: "anode material", unit: "t", currency: "USD", terms: "FOB", demand: { quantity: 10 } },
      tranches: [{ name: "one", status: "existing", capacity: 20, price: 3000 }],
      fx: [{ currency: "CNY", rate: 7.2 }],
      benchmark: { series: "Anode, China" },
      combine: { rule: "max" },
    };
    const { result } = await ask(referencePriceOperation, context, { model });
    context.close();
    expect(result.combined.price).toBe("3700");
  });
});
