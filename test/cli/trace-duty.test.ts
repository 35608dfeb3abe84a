import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBook } from "../../src/book/book.ts";
import { dutyOfTier } from "../../src/operations/trade/tier-duty.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { headwater } from "./headwater.ts";

const TRADE = fileURLToPath(new URL("../../examples/baci-2024/trade.parquet", import.meta.url));
let store: string;

beforeAll(async () => {
  store = mkdtempSync(join(tmpdir(), "headwater-trace-duty-"));
  const { code, err } = await headwater(["import", TRADE, "--source", "cepii-baci", "--quiet", "--store", store]);
  expect([code, err]).toEqual([0, ""]);
});

afterAll(() => rmSync(store, { recursive: true, force: true }));

const trace = (words: string) =>
  headwater([..."trace --to US --depth 1 --store".split(" "), store, ...words.split(" ")]);

async function json(words: string) {
  return JSON.parse((await headwater([...words.split(" "), "--json"])).out).result;
}

test("the duty of tier 1 is, for each origin, the range of the duty question over lines and makers", async () => {
  const { out } = await trace("--product 850511 --duty --on 2026-08-01 --json");
  const { result, coverage } = JSON.parse(out);
  const { duty } = result.tiers[0];
  expect(duty.codes.length).toBeGreaterThan(0);
  expect(duty.origins.map(({ key }: { key: string }) => key)).toEqual(
    result.tiers[0].by.map(({ key }: { key: string }) => key),
  );
  for (const origin of duty.origins.slice(0, 3)) {
    const owed = [];
    for (const code of duty.codes) {
      const one = await json(`duty --product ${code} --origin ${origin.key} --value ${origin.usd} --on 2026-08-01`);
      owed.push(
        Number(one.total),
        Number(one.range?.low.total ?? one.total),
        Number(one.range?.high.total ?? one.total),
      );
    }
    expect([Number(origin.low.amount), Number(origin.high.amount)]).toEqual([Math.min(...owed), Math.max(...owed)]);
  }
  expect(coverage.notes.join(" ")).toMatch(/A duty is that of the day on the traced value/);
});

test("a maker that is not known makes a range, and the end names the maker", async () => {
  const book = await readBook();
  const day = isoDate("2025-08-15");
  const parts = ["CN", "KR", ""].map((key) => ({
    key,
    label: key,
    rows: 1,
    usd: "3700.00",
    kg: "1000.000",
    share: "0",
  }));
  const ground = { book, to: "US", code: "380110", revision: 2017, days: { on: day, known: day } };
  const { duty, notes } = dutyOfTier(parts, ground);
  const [china, korea, nobody] = duty.origins;
  expect(Number(china?.low?.rate)).toBeLessThan(Number(china?.high?.rate));
  expect([china?.high?.producer, china?.high?.exporter].some((name) => name !== null)).toBe(true);
  expect([korea?.high?.producer, korea?.high?.exporter]).toEqual([null, null]);
  expect([nobody?.low, nobody?.high]).toEqual([null, null]);
  expect(notes.join(" ")).toMatch(/HS 3801\.10 holds \d+ tariff lines/);
  expect(notes).toContain("The trade is coded in HS 2017, the tariff in HS 2022.");
});

test("the page shows it, and a trace that does not ask has none", async () => {
  expect((await trace("--product 850511 --duty --on 2026-08-01")).out).toMatch(
    /Duty on tier 1 by origin, entered on 2026-08-01/,
  );
  expect(JSON.parse((await trace("--product 850511 --json")).out).result.tiers[0]).not.toHaveProperty("duty");
});

test.each([
  ["--product 850511 --duty --direction down --origin CN", /needs a country of entry/],
  ["--product 850511 --duty --method attribution", /for a reach/],
])("%s is refused", async (words, message) => {
  const { code, err } = await trace(words);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

test("a country without duties in the book is named", async () => {
  const { code, err } = await headwater(["trace", "--product", "850511", "--to", "BR", "--duty", "--store", store]);
  expect(code).toBe(3);
  expect(err).toMatch(/no duties of “BR”/);
});
