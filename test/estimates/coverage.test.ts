import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBook } from "../../src/book/book.ts";
import { importFile } from "../../src/ingest/import-file.ts";
import { ask } from "../../src/operations/core/ask.ts";
import { type Context, createContext } from "../../src/operations/core/context.ts";
import { coverageOperation } from "../../src/operations/coverage.ts";
import { suppliersOperation } from "../../src/operations/suppliers.ts";
import { viewOf } from "../../src/render/views/registry.ts";
import { Store } from "../../src/store/store.ts";
import { makeWorld } from "../../src/synth/make-world.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { rowsOf, sumOf } from "../support/world-rows.ts";

const QUESTION = { product: "850760", to: "US" };
const TODAY = isoDate("2026-01-02");
let base: string;
let bare: Context;
let full: Context;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "headwater-coverage-"));
  const world = join(base, "world");
  const book = await readBook();
  await makeWorld({ shipments: 30_000, seed: 9, out: world, book });
  const files = { bare: ["shipments.csv"], full: ["shipments.csv", "statistics.csv", "truth/fx.csv"] };
  for (const [name, list] of Object.entries(files)) {
    const store = await Store.create(join(base, name));
    for (const file of list) await importFile(store, book, { file: join(world, file), importedOn: TODAY });
  }
  bare = createContext({ store: join(base, "bare"), today: TODAY });
  full = createContext({ store: join(base, "full"), today: TODAY });
}, 120_000);
afterAll(async () => {
  bare?.close();
  full?.close();
  await rm(base, { recursive: true, force: true });
});

/** Years with a bill whose estimate must be wrong: it states no value, and many times its weight. */
async function yearsAstray(): Promise<ReadonlySet<string>> {
  const world = join(base, "world");
  const [bills, truth] = [await rowsOf(world, "shipments.csv"), await rowsOf(world, "truth/bills.csv")];
  const astray = bills.filter(({ import_country, kg }, at) => {
    const { hs6, no_value, kg: trueKg } = truth[at] ?? {};
    const asked = import_country === QUESTION.to && hs6 === QUESTION.product;
    return asked && no_value === "1" && Number(kg) > 3 * Number(trueKg);
  });
  return new Set(astray.map(({ arrived_on }) => arrived_on?.slice(0, 4) ?? ""));
}

test("all bills of a made world explain its official imports, year by year, the observed ones two thirds", async () => {
  const { result, warnings } = await ask(coverageOperation, full, QUESTION);
  expect(result.statistics).toMatchObject({ source: "made-world-9", side: "import", frequency: "annual" });
  expect(result.years.map(({ year }) => year)).toEqual(["2020", "2021", "2022", "2023", "2024"]);
  const astray = await yearsAstray();
  const sound = result.years.filter(({ year }) => !astray.has(year));
  expect(sound.length).toBeGreaterThanOrEqual(3);
  for (const { ratio, year } of sound) expect(Math.abs(Number(ratio) - 1), year).toBeLessThan(0.1);
  for (const { officialDays } of result.years) expect(officialDays).toBeGreaterThan(364);
  const explained = sumOf(sound, ({ usd }) => Number(usd)) / sumOf(sound, ({ officialUsd }) => Number(officialUsd));
  expect(Math.abs(explained - 1)).toBeLessThan(0.03);
  expect(Number(result.total.observedRatio)).toBeGreaterThan(0.55);
  expect(Number(result.total.observedRatio)).toBeLessThan(0.8);
  expect(Number(result.total.weightRatio)).toBeGreaterThan(0.97);
  expect(result.outliers).toHaveLength(Math.min(10, result.total.outliers));
  expect(warnings.some((text) => text.includes("come to more than the statistics"))).toBe(
    result.years.some(({ ratio }) => Number(ratio) > 1),
  );
});

test("without statistics there is no ratio, and the answer says what is missing", async () => {
  const answer = await ask(coverageOperation, bare, QUESTION);
  expect(answer.result.statistics).toBeNull();
  expect(answer.result.total).toMatchObject({ ratio: null, weightRatio: null, officialUsd: null });
  expect(answer.result.years).toHaveLength(5);
  expect(answer.warnings[0]).toMatch(/holds no made trade statistics .* statistics\.csv/);
  expect((await viewOf(answer)).title).toMatch(/^What shipments explain of the imports of HS 8507\.60/);
});

test("statistics that are asked for by name and not there are named in the warning", async () => {
  const { result, warnings } = await ask(coverageOperation, full, { ...QUESTION, statistics: "elsewhere" });
  expect(result.statistics).toBeNull();
  expect(warnings[0]).toContain('of the source "elsewhere"');
});

test("says of a total what of it is estimated and within what band, and leaves it out when asked", async () => {
  const asked = { ...QUESTION, data: "shipments" as const };
  const { result, warnings } = await ask(suppliersOperation, full, asked);
  const { estimated, usd, rows } = result.total;
  const [low, mid, high, all] = [estimated.low, estimated.usd, estimated.high, usd].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  expect(low).toBeLessThan(mid);
  expect(mid).toBeLessThan(high);
  expect(Number(estimated.share)).toBeCloseTo(mid / all, 9);
  expect(warnings.some((text) => text.startsWith("Rows whose value is estimated"))).toBe(true);
  const observed = (await ask(suppliersOperation, full, { ...asked, observedOnly: true })).result.total;
  expect(observed.estimated).toMatchObject({ rows: 0, usd: "0.00" });
  expect(observed.rows).toBe(rows - estimated.rows);
  expect(Number(observed.usd)).toBeCloseTo(all - mid, 1);
});

test("a link is stale when its last bill lies in the earlier half of the window", async () => {
  const { result } = await ask(suppliersOperation, full, { ...QUESTION, data: "shipments", top: 1000 });
  const { stale, links } = result.total;
  expect(stale.links).toBeLessThan(links);
  for (const each of result.suppliers) expect(each.stale, each.label).toBe(each.last < "2022-07-02");
  const old = result.suppliers.filter((each) => each.stale).length;
  expect(stale.links).toBeGreaterThanOrEqual(old);
});
