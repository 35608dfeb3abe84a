import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AttributionResult } from "../../src/operations/trade/attribution-result.ts";
import { headwater } from "../cli/headwater.ts";
import { attribution, demoStore, units, userFile, widthOf } from "./demo-store.ts";

/** BACI 2024, permanent magnets of metal to the United States: the packaged table, imported as a user would. */
const MAGNETS = ["--product", "850511", "--to", "US"];
const SAME = [...MAGNETS, "--inputs", "same"];

let store: { readonly folder: string; remove(): void };

beforeAll(async () => {
  store = await demoStore();
});
afterAll(() => store.remove());

const asked = (...flags: string[]) => attribution(store.folder, ...flags);

async function answered(...args: string[]): Promise<string> {
  const { out, err } = await headwater([...args, "--store", store.folder]);
  expect(err).toBe("");
  return out.replace(/\s+/g, " ");
}

/** What each of these countries made, in the figures of a test that nobody published. */
const madeUp = (rows: readonly (readonly [string, string])[]): string =>
  userFile(
    "production.csv",
    [
      "country,product,year,usd,basis,source",
      ...rows.map(([country, usd]) => `${country},850511,2024,${usd},assumed,made up for a test`),
    ].join("\n"),
  );

describe("reach and attribution side by side on magnets to the United States", () => {
  test("China is 74.5 % of direct imports and 86.6 % [71.3 %, 99.8 %] of origins looked through", async () => {
    const reach = JSON.parse((await headwater(["trace", ...SAME, "--json", "--store", store.folder])).out);
    const direct = reach.result.tiers[0].by[0];
    expect([direct.key, Number(direct.share).toFixed(3)]).toEqual(["CN", "0.745"]);

    const { result } = await asked(...SAME);
    expect(result.direct[0]).toMatchObject({ key: "CN" });
    expect(Number(result.direct[0]?.share)).toBeCloseTo(Number(direct.share), 11);
    const [china] = result.by;
    expect(china?.key).toBe("CN");
    const figures = [china?.share, china?.low, china?.high].map((share) => Number(share).toFixed(3));
    expect(figures).toEqual(["0.866", "0.713", "0.998"]);
    expect(result.root.usd).toBe(reach.result.tiers[0].usd);
  });

  test("the text says it with the band, and what a look at the first tier would say", async () => {
    const text = await answered("trace", "--method", "attribution", ...SAME);
    expect(text).toContain(
      "Of the USD 491.9 million that the United States paid, 86.6 % was added in China, at least 71.3 % and at most 99.8 %. " +
        "Of direct purchases its share is 74.5 %.",
    );
    expect(text).toContain("29.9 % by shares that are assumed");
    expect(text).toContain("what each seller made itself and what it resold");
  });

  test("lines, others and untraced add up to one exactly, and their values to what was paid", async () => {
    for (const flags of [SAME, MAGNETS, [...MAGNETS, "--by", "product"], [...SAME, "--by", "tier"]]) {
      const { result } = await asked(...flags);
      const parts = [...result.by, result.others, ...result.untraced.by];
      expect(parts.reduce((sum, { share }) => sum + units(share), 0n)).toBe(10n ** 12n);
      const cents = parts.reduce((sum, { usd }) => sum + BigInt((usd ?? "").replace(".", "")), 0n);
      expect(cents).toBe(BigInt((result.root.usd ?? "").replace(".", "")));
      expect(result.residual).toBeLessThan(1e-12);
      for (const { low, share, high } of result.by) {
        if (low === null || high === null) continue;
        expect(units(low)).toBeLessThanOrEqual(units(share));
        expect(units(share)).toBeLessThanOrEqual(units(high));
      }
    }
  });

  test("with the input map most is untraced, because the table holds no rare-earth metal", async () => {
    const { result, warnings } = await asked(...MAGNETS);
    expect(result.untraced.by[0]).toMatchObject({ key: "280530" });
    expect(Number(result.untraced.share)).toBeGreaterThan(0.6);
    expect(warnings.join(" ")).toContain("HS 2805.30 is in no row of the data");
    const metal = result.physical.find(({ code }) => code === "280530");
    expect(metal).toMatchObject({ of: "850511", amount: "0.2668", unit: "kg per kg", basis: "estimated", seen: null });
    expect(metal?.unexplained).toBe(metal?.needed);
    const copper = result.physical.find(({ code }) => code === "740311");
    expect(Number(copper?.seen)).toBeGreaterThan(0);
    expect(Number(copper?.seen) + Number(copper?.unexplained)).toBeCloseTo(Number(copper?.needed), 2);
  });
});

describe("a production figure", () => {
  test("of China alone narrows its band, and figures of all sellers close it, as the README says", async () => {
    const [china, japan, ...others] = (await allSellers()).slice(0, 300);
    expect([china, japan]).toEqual(["CN", "JP"]);
    const figures = [
      ["CN", "5000000000"],
      ["JP", "1000000000"],
      ...others.map((country) => [country, "50000000"] as const),
    ] as const;
    const bands: string[][] = [];
    let last: AttributionResult | undefined;
    for (const known of [1, 2, 10, figures.length]) {
      const { result } = await asked(...SAME, "--production", madeUp(figures.slice(0, known)));
      const line = result.by.find(({ key }) => key === "CN");
      bands.push([line?.low, line?.share, line?.high].map((share) => Number(share).toFixed(3)));
      last = result;
      if (known > 1) continue;
      expect(result.production).toEqual([
        {
          party: "CN",
          label: "China",
          product: "850511",
          years: ["2024"],
          usd: "5000000000.00",
          basis: "assumed",
          sources: ["made up for a test"],
        },
      ]);
    }
    expect(bands).toEqual([
      ["0.726", "0.873", "0.998"],
      ["0.731", "0.865", "0.941"],
      ["0.803", "0.875", "0.895"],
      ["0.853", "0.853", "0.853"],
    ]);
    const closed = last?.by.find(({ key }) => key === "CN");
    expect(closed === undefined ? Number.NaN : widthOf(closed)).toBeLessThan(1e-9);
    expect(Number(last?.passedOn.assumed)).toBeGreaterThan(0.2);
  });

  test("in kilograms takes the unit value that is given, else that of the party's own sales", async () => {
    const file = userFile(
      "production.yaml",
      [
        "- {country: CN, product: 850511, year: 2024, kg: 200000000, unit_value: 25, basis: assumed, source: made up}",
        "- {country: JP, product: '8505.11', year: '2024', kg: 10000000, basis: assumed, source: made up}",
      ].join("\n"),
    );
    const { result } = await asked(...SAME, "--production", file);
    expect(result.production[0]).toMatchObject({ party: "CN", usd: "5000000000.00", basis: "assumed" });
    const down = ["--product", "850511", "--origin", "JP", "--direction", "down", "--depth", "1", "--json"];
    const sold = JSON.parse((await headwater(["trace", ...down, "--store", store.folder])).out).result.tiers[0];
    const price = Number(result.production[1]?.usd) / 10_000_000;
    expect(price / (Number(sold.usd) / Number(sold.kg))).toBeCloseTo(1, 2);
  });

  test("of another year, or of a country that is not in the data, changes nothing and says so", async () => {
    const file = userFile(
      "production.csv",
      "country,product,year,usd,basis,source\nCN,850511,2019,5,assumed,made up\nAQ,850511,2024,5,assumed,made up\n",
    );
    const { result, warnings } = await asked(...SAME, "--production", file);
    const { result: plain } = await asked(...SAME);
    expect(result.by).toEqual(plain.by);
    expect(warnings.join(" ")).toContain("China were not used: the window needs 2024");
    expect(warnings.join(" ")).toContain("Antarctica change nothing");
  });

  test("of the store's own capacities is used like one that is given, and one that is given goes before it", async () => {
    const own = await demoStore();
    try {
      const file = userFile(
        "capacities.csv",
        [
          "party,country,product,measure,period,quantity,unit,basis,valid_from",
          "China,CN,850511,production,2024,150000,t,estimated,2024-01-01",
          "China,CN,850511,nameplate,2024,900000,t,estimated,2024-01-01",
          "China,CN,850511,production,2021,1,t,estimated,2021-01-01",
        ].join("\n"),
      );
      const args = ["import", file, "--as", "capacities", "--source", "made-up-for-a-test", "--store", own.folder];
      expect((await headwater(args)).err).toBe("");
      const { result } = await attribution(own.folder, ...SAME);
      expect(result.production).toMatchObject([{ party: "CN", basis: "estimated", sources: ["made-up-for-a-test"] }]);
      expect(Number(result.production[0]?.usd)).toBeGreaterThan(1e9);
      const { result: given } = await attribution(own.folder, ...SAME, "--production", madeUp([["CN", "7"]]));
      expect(given.production).toMatchObject([{ party: "CN", usd: "7.00", sources: ["made up for a test"] }]);
    } finally {
      own.remove();
    }
  });

  async function allSellers(): Promise<string[]> {
    const { result } = await asked(...SAME, "--by", "party", "--top", "300");
    return result.by.map(({ key }) => key);
  }
});

test("a lower coverage never narrows a band, and the answer says how it was had", async () => {
  const widths: number[] = [];
  for (const coverage of ["1", "0.9", "0.5"]) {
    const { result } = await asked(...SAME, "--coverage", coverage);
    expect(result.coverage).toMatchObject({ share: coverage, how: "stated" });
    widths.push(widthOf(result.by[0] as (typeof result.by)[number]));
  }
  expect(widths[1]).toBeGreaterThan(widths[0] as number);
  expect(widths[2]).toBeGreaterThan(widths[1] as number);
});

test("the explanation holds the formula with its numbers, down to a single seller", async () => {
  const { explanation } = await asked(...SAME, "--explain");
  const [china] = explanation?.because ?? [];
  expect(china?.sentence).toMatch(
    /^China: 0\.8659\d+ of the root's value, at least 0\.713\d+ and at most 0\.998\d+\.$/,
  );
  const [node] = china?.because ?? [];
  expect(node?.formula).toMatch(/^added = 0\.902\d+ × \(1 − 0\.0403\d+\) = 0\.8659\d+$/);
  expect(node?.inputs?.find(({ name }) => name.startsWith("sales seen"))?.value).toBe("3109644424.00");
  expect(node?.inputs?.find(({ name }) => name.includes("8505.11"))?.basis).toBe("assumed");
  expect(explanation?.rows).toEqual({ used: 67, rejected: 0 });
  expect(explanation?.command).toContain("--method attribution");
});

test("what only one method has is refused by the other", async () => {
  const refused: readonly (readonly [readonly string[], string])[] = [
    [["--coverage", "0.5"], "attribution"],
    [["--by", "tier"], "attribution"],
    [["--by", "control"], '"by control" is for the method of attribution'],
    [["--method", "attribution", "--by", "control"], "Trade statistics name countries"],
    [["--method", "attribution", "--inputs", "none"], "nothing to attribute"],
    [["--method", "attribution", "--direction", "down", "--origin", "CN"], "goes up alone"],
    [["--method", "attribution", "--min-share", "0.1"], "minShare"],
    [["--method", "attribution", "--tier-origin", "2:CN"], "tierOrigin"],
  ];
  for (const [flags, says] of refused) {
    const { code, err } = await headwater(["trace", ...MAGNETS, ...flags, "--store", store.folder]);
    expect([flags, code]).toEqual([flags, 2]);
    expect(err).toContain(says);
  }
});
