import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExposureResult } from "../../src/operations/trade/exposure-result.ts";
import type { PathsResult } from "../../src/operations/trade/paths-result.ts";
import type { TransshipmentResult } from "../../src/operations/trade/transshipment-result.ts";
import { fixtureStore } from "../cli/fixture-store.ts";
import { headwater } from "../cli/headwater.ts";

let scratch: string;
let demo: string;
let bills: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "headwater-questions-"));
  demo = join(scratch, "demo");
  const { code, err } = await headwater(["demo", "--quiet", "--store", demo]);
  expect([code, err]).toEqual([0, ""]);
  bills = await fixtureStore({ shipments: true });
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function answer<Result>(store: string, question: string) {
  const { code, out, err } = await headwater([...question.split(" "), "--json", "--store", store]);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as { result: Result; warnings: string[]; coverage: { notes: string[] }; explanation: object };
}

async function refusal(store: string, question: string): Promise<readonly [number, string]> {
  const { code, err } = await headwater([...question.split(" "), "--store", store]);
  return [code, err];
}

const MAGNETS = "--product 850511";

describe("transshipment", () => {
  test("shows the European transformers between Chinese magnets and the United States", async () => {
    const { result, coverage } = await answer<TransshipmentResult>(
      demo,
      `transshipment ${MAGNETS} --origin CN --to US --top 100`,
    );
    const germany = result.intermediates.find(({ key }) => key === "DE");
    expect(germany).toMatchObject({
      entered: { usd: "513918501.00", kg: "12606775.000", rows: 1 },
      left: { usd: "17260507.00", kg: "265459.000" },
      passable: "17260507.00",
      ratioUsd: "0.0336",
    });
    expect(Number(germany?.shareFromOrigin)).toBeCloseTo(0.824, 3);
    expect(Number(germany?.left.unitValue) / Number(germany?.entered.unitValue)).toBeCloseTo(65.02 / 40.77, 2);
    const europe = result.regions.find(({ key }) => key === "European Union");
    expect(europe).toMatchObject({ intermediates: 26 });
    expect(Number(europe?.passable)).toBeGreaterThan(39e6);
    const cents = (texts: readonly string[]) => texts.reduce((sum, text) => sum + Math.round(Number(text) * 100), 0);
    expect(cents(result.intermediates.map(({ passable }) => passable))).toBe(cents([result.total.passable]));
    expect(cents(result.regions.map(({ passable }) => passable))).toBe(cents([result.total.passable]));
    expect(coverage.notes.join(" ")).toMatch(/not that the goods are the same.*It would be decided by/);
  });

  test("gives for the direct trade what suppliers gives", async () => {
    const { result } = await answer<TransshipmentResult>(demo, `transshipment ${MAGNETS} --origin CN --to US`);
    const suppliers = await answer<{ total: { usd: string } }>(demo, `suppliers ${MAGNETS} --to US`);
    const chinese = await answer<{ total: { usd: string } }>(demo, `suppliers ${MAGNETS} --to US --origin CN`);
    expect([result.direct.usd, result.bought.usd]).toEqual([chinese.result.total.usd, suppliers.result.total.usd]);
  });

  test("is refused for one country, and says so where nothing is between", async () => {
    expect(await refusal(demo, `transshipment ${MAGNETS} --origin US --to US`)).toEqual([
      2,
      expect.stringMatching(/both "US"/),
    ]);
    const { warnings, result } = await answer<TransshipmentResult>(
      demo,
      `transshipment ${MAGNETS} --origin AQ --to US`,
    );
    expect([warnings.length, result.intermediates]).toEqual([2, []]);
  });
});

describe("paths", () => {
  test("cover what the chain says, and agree with the attribution on what was added", async () => {
    const { result } = await answer<PathsResult>(demo, `paths ${MAGNETS} --to US --reaching CN --inputs same --max 40`);
    expect(Number(result.added.share)).toBeCloseTo(0.866, 3);
    expect(Number(result.paths[0]?.share)).toBeCloseTo(0.745, 3);
    expect(result.paths[1]?.steps.map(({ party }) => party)).toEqual(["DE", "CN"]);
    const shares = result.paths.map(({ share }) => Number(share));
    expect(shares).toEqual([...shares].sort((a, b) => b - a));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(Number(result.covered.share), 9);
    expect(Number(result.covered.ofReached)).toBeGreaterThan(0.97);
    expect(Number(result.covered.share)).toBeLessThanOrEqual(Number(result.reached.share));
  });

  test("say which links are stale, and from whom to whom", async () => {
    const asked = "paths --product 850511 --to US --reaching MM --data shipments";
    const { result, warnings } = await answer<PathsResult>(bills, asked);
    const [path] = result.paths;
    expect(
      path?.steps.map(({ party, country, product, last, stale }) => [party, country, product, last, stale]),
    ).toEqual([
      ["p-evil", "CN", "850511", "2024-02-10", false],
      ["p-mine", "MM", "280530", "2024-01-02", true],
    ]);
    expect(warnings.join(" ")).toMatch(/1 of the paths has a link whose last row lies before the middle of the window/);
  });

  test("end at a product, a country or a party, and refuse what is none", async () => {
    const kind = async (end: string) =>
      (await answer<PathsResult>(bills, `paths ${MAGNETS} --to US --data shipments --reaching ${end}`)).result.reaching
        .kind;
    expect([await kind("2805.30"), await kind("MMR"), await kind("p-mine")]).toEqual(["product", "country", "party"]);
    const [code, err] = await refusal(bills, `paths ${MAGNETS} --to US --data shipments --reaching Nobody`);
    expect([code, err]).toEqual([3, expect.stringMatching(/No party of this dataset is called "Nobody"/)]);
    expect((await refusal(bills, `paths ${MAGNETS} --reaching CN --data flows`))[0]).toBe(2);
  });
});

describe("exposure", () => {
  test("gives a buyer the share that the attribution of its purchases gives", async () => {
    const { result } = await answer<ExposureResult>(demo, `exposure --origin CN ${MAGNETS} --inputs same --top 300`);
    for (const country of ["US", "DE", "PH"]) {
      const line = result.buyers.find(({ key }) => key === country);
      const traced = await answer<{ by: { key: string; share: string; usd: string }[] }>(
        demo,
        `trace --method attribution ${MAGNETS} --to ${country} --inputs same`,
      );
      const china = traced.result.by.find(({ key }) => key === "CN");
      expect(Number(line?.addedShare)).toBeCloseTo(Number(china?.share), 9);
      expect(Number(line?.added)).toBeCloseTo(Number(china?.usd), 1);
    }
    expect(result.total.exposed).toBe(result.buyers.length);
  });

  test("follows a production figure as the trace does", async () => {
    const file = join(scratch, "production.csv");
    writeFileSync(file, "country,product,year,usd,basis,source\nDE,850511,2024,400000000,reported,a survey\n");
    const germany = (each: ExposureResult) => Number(each.buyers.find(({ key }) => key === "US")?.added);
    const asked = `exposure --origin DE ${MAGNETS} --inputs same`;
    const without = await answer<ExposureResult>(demo, asked);
    const given = await answer<ExposureResult>(demo, `${asked} --production ${file}`);
    expect(germany(given.result)).not.toBeCloseTo(germany(without.result), 0);
  });

  test("needs something that is depended on, and one dataset", async () => {
    expect(await refusal(demo, "exposure --to US")).toEqual([
      2,
      expect.stringMatching(/a party, an origin or a product/),
    ]);
    const [code, err] = await refusal(demo, "exposure --origin CN");
    expect([code, err]).toEqual([2, expect.stringMatching(/--source cepii-baci/)]);
    expect((await refusal(demo, "exposure --origin CN --source cepii-baci --top 2"))[0]).toBe(0);
  });
});

test.each([
  `transshipment ${MAGNETS} --origin CN --to US`,
  `paths ${MAGNETS} --to US --reaching CN`,
  `exposure --origin CN ${MAGNETS}`,
])("%s explains itself, gives its command, and is written in every format", async (question) => {
  const { explanation } = await answer<object>(demo, `${question} --explain`);
  expect(explanation).toMatchObject({
    sentence: expect.stringMatching(/\.$/),
    formula: expect.any(String),
    rows: { used: expect.any(Number), rejected: 0 },
    command: expect.stringMatching(/^headwater .* --vintage 2$/),
  });
  for (const format of ["--csv", "--md"]) {
    const { code, out, err } = await headwater([...question.split(" "), format, "--store", demo]);
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n").length).toBeGreaterThan(5);
  }
});
