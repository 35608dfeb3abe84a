import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { headwater } from "../cli/headwater.ts";
import { attribution } from "./demo-store.ts";

/** A made world of some years, imported with what its customs counted. */
const scratch = mkdtempSync(join(tmpdir(), "headwater-years-"));
const store = join(scratch, "store");
const CELLS = ["--product", "850760", "--to", "US", "--data", "shipments"];

async function run(...args: string[]): Promise<string> {
  const { code, out, err } = await headwater([...args, "--store", store]);
  if (code !== 0) throw new Error(err);
  return out;
}

beforeAll(async () => {
  const world = join(scratch, "world");
  await run("synth", "--shipments", "20000", "--seed", "5", "--out", world, "--quiet");
  await run("init");
  await run("import", join(world, "shipments.csv"), "--quiet");
  await run("import", join(world, "statistics.csv"), "--quiet");
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("every year", () => {
  test("of an attribution is the answer of that year's window, for the same keys", async () => {
    const { result } = await attribution(store, ...CELLS, "--every", "year", "--top", "4");
    const years = result.years ?? [];
    expect(years.map(({ year }) => year)).toEqual(["2020", "2021", "2022", "2023", "2024"]);
    for (const { year, by, untraced, coverage } of years) {
      const window = ["--since", `${year}-01-01`, "--until", `${Number(year) + 1}-01-01`];
      const { result: alone } = await attribution(store, ...CELLS, ...window, "--top", "300");
      expect(coverage).toBe(alone.coverage.share);
      expect(Number(untraced.share)).toBeCloseTo(Number(alone.untraced.share), 9);
      for (const { key, share, low, high } of by) {
        const line = alone.by.find((each) => each.key === key);
        expect(Number(share)).toBeCloseTo(Number(line?.share), 9);
        expect(Number(low)).toBeCloseTo(Number(line?.low), 9);
        expect(Number(high)).toBeCloseTo(Number(line?.high), 9);
      }
      expect(by.map(({ key }) => key).sort()).toEqual(result.by.map(({ key }) => key).sort());
    }
  });

  test("of a reach adds up to the whole at tier 1, and each year is that of its window", async () => {
    const { result } = JSON.parse(await run("trace", ...CELLS, "--every", "year", "--depth", "2", "--json"));
    const cents = (usd: string): bigint => BigInt(usd.replace(".", ""));
    const ofYears = result.years.reduce(
      (sum: bigint, { tiers }: { tiers: { usd: string }[] }) => sum + cents(tiers[0]?.usd ?? "0"),
      0n,
    );
    expect(ofYears).toBe(cents(result.tiers[0].usd));
    const window = ["--since", "2022-01-01", "--until", "2023-01-01"];
    const alone = JSON.parse(await run("trace", ...CELLS, ...window, "--depth", "2", "--json")).result;
    const year = result.years.find((each: { year: string }) => each.year === "2022");
    expect(year.tiers.map(({ by }: { by: unknown }) => by)).toEqual(alone.tiers.map(({ by }: { by: unknown }) => by));
    const { years, ...whole } = result;
    expect(years).toHaveLength(5);
    expect(whole).toEqual(JSON.parse(await run("trace", ...CELLS, "--depth", "2", "--json")).result);
  });

  test("is a table of years and keys in the text of both methods", async () => {
    const text = await run("trace", ...CELLS, "--method", "attribution", "--every", "year", "--top", "3");
    expect(text).toMatch(/Share of the value +2020 +2021 +2022 +2023 +2024\n/);
    expect(await run("trace", ...CELLS, "--every", "year", "--depth", "1")).toContain("Tier 1 year by year");
  });
});

describe("the coverage of shipments", () => {
  test("comes from official imports of the same world, by year, as quotients that can be checked", async () => {
    const { result } = await attribution(store, ...CELLS);
    const { coverage } = result;
    expect(coverage).toMatchObject({ how: "official", source: "made-world-5, imports, annual" });
    expect(coverage.years.map(({ year }) => year)).toEqual(["2020", "2021", "2022", "2023", "2024"]);
    for (const { usd, official, share } of coverage.years) {
      expect(Number(share)).toBeCloseTo(Math.min(1, Number(usd) / Number(official)), 6);
    }
    const suppliers = JSON.parse(
      await run("suppliers", "--product", "850760", "--to", "US", "--data", "flows", "--json"),
    ).result;
    const all = coverage.years.reduce((sum, { official }) => sum + Number(official), 0);
    expect(all).toBeCloseTo(Number(suppliers.total.usd), 0);
    expect(Number(coverage.share)).toBeGreaterThan(0.95);
  });

  test("leaves out a year that the window cuts, and is what is stated where it is stated", async () => {
    const { result: cut } = await attribution(store, ...CELLS, "--since", "2022-03-01");
    expect(cut.coverage.years.map(({ year }) => year)).toEqual(["2023", "2024"]);
    const { result: stated } = await attribution(store, ...CELLS, "--coverage", "0.5");
    expect(stated.coverage).toMatchObject({ share: "0.5", how: "stated" });
    expect(stated.coverage.years).toHaveLength(5);
  });
});

test("lenses of party, port, product and region share the same untraced, and each adds up to one", async () => {
  const untraced = new Set<string>();
  for (const by of ["origin", "region", "party", "product", "port"]) {
    const { result } = await attribution(store, ...CELLS, "--by", by, "--top", "3");
    untraced.add(Number(result.untraced.share).toFixed(9));
    const sum = [...result.by, result.others, result.untraced].reduce((all, { share }) => all + Number(share), 0);
    expect(sum).toBeCloseTo(1, 11);
    expect(result.by).toHaveLength(3);
    for (const { low, high } of result.by) expect([low, high]).not.toContain(null);
  }
  expect(untraced.size).toBe(1);
});
