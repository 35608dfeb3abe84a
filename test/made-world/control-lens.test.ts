import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readBook } from "../../src/book/book.ts";
import { importFile } from "../../src/ingest/import-file.ts";
import { concentrationOperation } from "../../src/operations/concentration.ts";
import { ask } from "../../src/operations/core/ask.ts";
import { type Context, createContext } from "../../src/operations/core/context.ts";
import { explainOperation } from "../../src/operations/explain.ts";
import { traceOperation } from "../../src/operations/trace.ts";
import type { AttributionResult } from "../../src/operations/trade/attribution-result.ts";
import { partyId } from "../../src/resolve/party-id.ts";
import { Store } from "../../src/store/store.ts";
import { makeWorld } from "../../src/synth/make-world.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { type Row, rowsOf } from "../support/world-rows.ts";

const SHIPMENTS = 30_000;
const importedOn = isoDate("2026-01-02");
let base: string;
let context: Context;
let parties: readonly Row[];
let stakes: readonly Row[];

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "headwater-control-lens-"));
  const world = join(base, "world");
  const book = await readBook();
  await makeWorld({ shipments: SHIPMENTS, seed: 5, out: world, book });
  const store = await Store.create(join(base, "store"));
  for (const file of ["shipments.csv", "truth/parties.csv", "truth/stakes.csv"]) {
    await importFile(store, book, { file: join(world, file), importedOn });
  }
  context = createContext({ store: join(base, "store"), today: importedOn });
  parties = await rowsOf(world, "truth/parties.csv");
  stakes = await rowsOf(world, "truth/stakes.csv");
}, 300_000);
afterAll(async () => {
  context?.close();
  await rm(base, { recursive: true, force: true });
});

const idOf = ({ name = "", country = "" }: Row) => partyId(name, country);

async function attributed(by: string, product: string, to: string, on?: string): Promise<AttributionResult> {
  const question = { product, to, method: "attribution", by, top: 1000 };
  const { result } = await ask(traceOperation, context, question, on === undefined ? {} : { on });
  return result as AttributionResult;
}

/** Who is at the top by stakes of one half and more, as the truth has them; the only one of a party, where it has one. */
function topOf(party: string, counted: (stake: Row) => boolean): string {
  const stake = stakes.find((row) => row.held_id === party && Number(row.share) >= 0.5 && counted(row));
  return stake === undefined ? party : topOf(stake.holder_id ?? "", counted);
}

const equity = ({ interest }: Row) => interest === "equity";
const either = () => true;
const rowOf = (id: string) => parties.find((row) => row.party_id === id) as Row;
const controlOf = (row: Row): string => rowOf(topOf(row.party_id ?? "", either)).country ?? "";

/** Goods whose chains hold planted firms: a product and who buys it. */
const ROOTS = [
  ["850760", "US"],
  ["850760", "DE"],
  ["250490", "CN"],
] as const;

describe("A made world by control", () => {
  test("has ladders on both sides of one half, and the truth follows equity alone", () => {
    const planted = stakes.filter(({ ladder }) => ladder !== "");
    expect(planted.some(({ share }) => share === "0.4990")).toBe(true);
    expect(planted.some(({ share }) => share === "0.5000")).toBe(true);
    for (const row of parties) expect(row.controller_country).toBe(rowOf(topOf(row.party_id ?? "", equity)).country);
  });

  test.each(ROOTS)(
    "gives each party's value of %s bought by %s to the country that controls it",
    async (product, to) => {
      const byParty = await attributed("party", product, to);
      const byControl = await attributed("control", product, to);
      const known = new Map(parties.map((row) => [idOf(row), row]));
      const origin = await attributed("origin", product, to);
      const expected = new Map<string, number>();
      for (const { key, share } of byParty.by) {
        const row = known.get(key);
        if (row === undefined) continue;
        const country = controlOf(row);
        expected.set(country, (expected.get(country) ?? 0) + Number(share));
      }
      // Parties with misspelt names are no party of the truth: nobody holds them, and they stay with their own country.
      const strangers = byParty.by
        .filter(({ key }) => !known.has(key))
        .reduce((sum, { share }) => sum + Number(share), 0);
      let over = 0;
      for (const { key, share } of byControl.by) {
        expect(Number(share)).toBeGreaterThanOrEqual((expected.get(key) ?? 0) - 1e-9);
        over += Number(share) - (expected.get(key) ?? 0);
      }
      expect(over).toBeCloseTo(strangers, 8);
      expect(byControl.control?.origins.by.map(({ key, share, low, high }) => [key, share, low, high])).toEqual(
        origin.by.map(({ key, share, low, high }) => [key, share, low, high]),
      );
    },
  );

  test.each(ROOTS)("finds the planted hidden share of %s bought by %s, with its paths", async (product, to) => {
    const byParty = await attributed("party", product, to);
    const { by, control } = await attributed("control", product, to);
    const hidden = parties.filter((row) => controlOf(row) !== row.country);
    const shares = new Map(byParty.by.map(({ key, share }) => [key, Number(share)]));
    const planted = hidden.filter((row) => (shares.get(idOf(row)) ?? 0) > 0);
    const sum = planted.reduce((total, row) => total + (shares.get(idOf(row)) as number), 0);
    expect(Number(control?.elsewhere.share)).toBeCloseTo(sum, 8);
    const found = by.flatMap(({ key, control: line }) =>
      (line?.moved?.parties ?? []).map((party) => ({ ...party, control: key })),
    );
    expect(found.map(({ key }) => key).sort()).toEqual(planted.map(idOf).sort());
    for (const { key, path, control: country } of found) {
      const row = planted.find((each) => idOf(each) === key) as Row;
      expect(country).toBe(controlOf(row));
      expect(path.map(({ holder, held, share, interest }) => [holder.key, held.key, Number(share), interest])).toEqual(
        laddersTo(row.party_id ?? ""),
      );
    }
  });

  test("counts no ladder with a rung below one half", async () => {
    const below = new Set(
      stakes.filter(({ ladder, share }) => ladder !== "" && Number(share) < 0.5).map(({ ladder }) => ladder),
    );
    const firms = stakes
      .filter(({ ladder, layer }) => below.has(ladder) && layer === "1")
      .map((row) => row.held_id ?? "");
    expect(firms.length).toBeGreaterThan(2);
    for (const [product, to] of ROOTS) {
      const { by } = await attributed("control", product, to);
      const parts = by.flatMap(({ control }) => control?.moved?.parties ?? []);
      for (const { path } of parts) {
        for (const stake of path) expect(Number(stake.share)).toBeGreaterThanOrEqual(0.5);
      }
    }
  });

  test("is each party's own country on a day before any stake", async () => {
    const { control, by } = await attributed("control", "850760", "US", "2014-12-31");
    expect(control?.elsewhere.share).toBe("0");
    expect(by.map(({ key, share }) => [key, share])).toEqual(control?.origins.by.map(({ key, share }) => [key, share]));
  });

  test("explains what is made elsewhere by the rows of those who make it", async () => {
    const { by } = await attributed("control", "850760", "US");
    const line = by.find(({ control }) => (control?.moved?.parties.length ?? 0) > 0);
    const moved = line?.control?.moved;
    const maker = moved?.parties[0];
    for (const path of [`moved.parties.${maker?.key}.share`, `origins.${maker?.origin.key}.share`, "moved.usd"]) {
      const figure = `trace?product=850760&to=US&method=attribution&by=control&top=1000#by.${line?.key}.control.${path}`;
      const { result } = await ask(explainOperation, context, { figure, top: 5 });
      const makers = new Set(moved?.parties.map(({ key }) => key));
      expect(result.rows.length).toBeGreaterThan(0);
      for (const { seller } of result.rows) expect([...makers]).toContain(seller.key);
    }
  });

  test("divides each line by where it is made, to the cent", async () => {
    const { by } = await attributed("control", "850760", "US");
    const cents = (usd: string | null) => BigInt((usd ?? "").replace(".", ""));
    for (const line of by) {
      const parts = line.control?.origins ?? [];
      expect(parts.reduce((sum, { usd }) => sum + cents(usd), 0n)).toBe(cents(line.usd));
    }
  });

  test("has a concentration by control with the shares of the trace, and a range for what is not known", async () => {
    const asked = { product: "850760", to: "US", top: 1000 };
    const { result } = await ask(concentrationOperation, context, { ...asked, of: "control", inputs: "all" });
    for (const { year, parts, total, hhi, control } of result.years.slice(-1)) {
      const window = { since: `${year}-01-01`, until: `${Number(year) + 1}-01-01` };
      const trace = { ...asked, ...window, method: "attribution", by: "control" };
      const { by, root, untraced } = (await ask(traceOperation, context, trace)).result as AttributionResult;
      expect(Number(total)).toBe(Number(root.usd));
      for (const { key, share } of by) {
        expect(Number(parts.find((part) => part.key === key)?.share)).toBeCloseTo(Number(share), 7);
      }
      const known = parts.filter(({ key }) => !["unknown", "open", "untraced"].includes(key));
      const squares = known.reduce((sum, { share }) => sum + Number(share) ** 2, 0);
      expect(parts.reduce((sum, { share }) => sum + Number(share), 0)).toBeCloseTo(1, 9);
      expect(Number(control?.range?.low)).toBeCloseTo(squares, 9);
      expect(Number(control?.unknown.share)).toBeGreaterThanOrEqual(Number(untraced.share) - 1e-7);
      expect(hhi === null).toBe(Number(control?.unknown.amount) > 0);
    }
    expect([...new Set(result.without.map(({ kind }) => kind))]).toEqual(["country", "control", "party", "facility"]);
    for (const { face, lookThrough, passing, left } of result.without) {
      expect(Number(passing)).toBeGreaterThanOrEqual(Math.max(Number(face), Number(lookThrough)) - 1e-9);
      expect(Number(left)).toBeCloseTo(1 - Number(passing), 9);
    }
  });
});

/** The true stakes from the top down to a firm. */
function laddersTo(party: string): readonly unknown[] {
  const stake = stakes.find((row) => row.held_id === party && Number(row.share) >= 0.5);
  if (stake === undefined) return [];
  const key = (id = "") => idOf(rowOf(id));
  return [
    ...laddersTo(stake.holder_id ?? ""),
    [key(stake.holder_id), key(stake.held_id), Number(stake.share), stake.interest],
  ];
}
