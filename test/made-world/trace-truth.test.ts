import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Book, readBook } from "../../src/book/book.ts";
import { importFile } from "../../src/ingest/import-file.ts";
import type { ImportReport } from "../../src/ingest/import-request.ts";
import { ask } from "../../src/operations/core/ask.ts";
import { type Context, createContext } from "../../src/operations/core/context.ts";
import { traceOperation } from "../../src/operations/trace.ts";
import { partyId } from "../../src/resolve/party-id.ts";
import { Store } from "../../src/store/store.ts";
import { makeWorld } from "../../src/synth/make-world.ts";
import { addDays, isoDate } from "../../src/vocab/iso-date.ts";
import { type Row, rowsOf } from "../support/world-rows.ts";
import { type PlainBill, type PlainQuestion, type PlainTier, plainReach } from "./plain-reach.ts";

const SHIPMENTS = 100_000;
let base: string;
let book: Book;
let report: ImportReport;
let context: Context;
let bills: readonly PlainBill[];
let truth: TrueRelations;
let inputsOf: ReadonlyMap<string, readonly string[]>;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "headwater-made-world-"));
  const world = join(base, "world");
  const storeFolder = join(base, "store");
  book = await readBook();
  await makeWorld({ shipments: SHIPMENTS, seed: 3, out: world, book });
  const importedOn = isoDate("2026-01-02");
  const store = await Store.create(storeFolder);
  report = await importFile(store, book, { file: join(world, "shipments.csv"), importedOn });
  context = createContext({ store: storeFolder, today: importedOn });
  bills = await plainBills(world);
  truth = await trueRelations(world);
  inputsOf = inputsByOutput();
}, 300_000);
afterAll(async () => {
  context?.close();
  await rm(base, { recursive: true, force: true });
});

interface TrueRelations {
  /** Every relation of the truth file as one bill. */
  readonly all: readonly PlainBill[];
  /** Those of which a bill gives both true names. */
  readonly shown: readonly PlainBill[];
  /** Everyone who truly sells anything. */
  readonly makers: ReadonlySet<string>;
}

async function trueRelations(world: string): Promise<TrueRelations> {
  const parties = new Map((await rowsOf(world, "truth/parties.csv")).map((row) => [row.party_id, row]));
  const idOf = ({ name = "", country = "" }: Row) => partyId(name, country);
  const relation = (seller: string | undefined, buyer: string | undefined, product: string | undefined): PlainBill => {
    const to = parties.get(buyer) as Row;
    const ends = { seller: idOf(parties.get(seller) as Row), buyer: idOf(to), importCountry: to.country ?? "" };
    return { ...ends, product: product ?? "", day: "2020-01-01", usdCents: 0n };
  };
  const clear = (row: Row) => row.master === "0" && row.forwarder_as_shipper === "0" && row.name_noise === "0";
  const all = (await rowsOf(world, "truth/links.csv")).map((row) => relation(row.seller, row.buyer, row.hs6));
  const shown = (await rowsOf(world, "truth/bills.csv"))
    .filter(clear)
    .map((row) => relation(row.true_shipper, row.true_consignee, row.hs6));
  return { all, shown, makers: new Set(all.map(({ seller }) => seller)) };
}

function sellersOf(tiers: readonly PlainTier[]): ReadonlySet<string> {
  return new Set(tiers.flatMap(({ sellers }) => [...sellers]));
}

/**
 * Every bill but the masters, each end by who the truth says it was; a hidden shipper is the forwarder in its place,
 * and a misspelt name is a party of its own, as nothing in the bills can say otherwise.
 */
async function plainBills(world: string): Promise<readonly PlainBill[]> {
  const truth = new Map((await rowsOf(world, "truth/bills.csv")).map((row) => [row.bill, row]));
  const parties = new Map((await rowsOf(world, "truth/parties.csv")).map((row) => [row.party_id, row]));
  const trueId = (id: string | undefined) => {
    const { name = "", country = "" } = parties.get(id) as Row;
    return partyId(name, country);
  };
  return (await rowsOf(world, "shipments.csv")).flatMap((row) => {
    const { master, forwarder_as_shipper, name_noise, true_shipper, true_consignee, hs6 } = truth.get(row.bill) as Row;
    if (master === "1") return [];
    const written = name_noise === "1";
    const shipper = partyId(row.shipper_name ?? "", row.shipper_country ?? "");
    const consignee = partyId(row.consignee_name ?? "", row.consignee_country ?? "");
    return {
      seller: written || forwarder_as_shipper === "1" ? shipper : trueId(true_shipper),
      buyer: written ? consignee : trueId(true_consignee),
      product: hs6 ?? "",
      day: row.arrived_on ?? "",
      importCountry: row.import_country ?? "",
      usdCents: row.currency === "USD" ? BigInt((row.value ?? "").replace(".", "")) : 0n,
    };
  });
}

function inputsByOutput(): ReadonlyMap<string, readonly string[]> {
  const inputs = new Map<string, string[]>();
  for (const { outputHs, inputHs } of book.inputs) inputs.set(outputHs, [...(inputs.get(outputHs) ?? []), inputHs]);
  return inputs;
}

async function traced(question: Record<string, unknown>): Promise<readonly PlainTier[]> {
  const { result } = await ask(traceOperation, context, { ...question, by: "party", data: "shipments" });
  if (result.method !== "reach") throw new Error("A trace is a reach unless it is asked for another method.");
  const cents = (usd: string) => BigInt(usd.replace(".", ""));
  return result.tiers.map(({ rows, usd, estimated, by }) => ({
    rows,
    usdCents: cents(usd) - cents(estimated.usd),
    sellers: new Set(by.map(({ key }) => key)),
  }));
}

const plain = (question: Omit<PlainQuestion, "inputsOf">) => plainReach(bills, { ...question, inputsOf });

describe("a trace by reach on a made world of 100,000 bills", () => {
  test("stands on every row that was made, and says that they are", async () => {
    expect(report).toMatchObject({ rows: SHIPMENTS, rejected: 0, source: "made-world-3" });
    const { result } = await ask(traceOperation, context, { product: "850760", to: "US" });
    expect(result.dataset).toMatchObject({ made: true, source: "made-world-3" });
  });

  test.each([
    ["850760", "US"],
    ["850760", "DE"],
    ["850511", "US"],
    ["284190", "PL"],
  ])("finds exactly the suppliers of tiers 1 to 3 of %s to %s", async (product, to) => {
    const wanted = plain({ product, to, depth: 3 });
    expect(wanted).toHaveLength(3);
    expect(await traced({ product, to, depth: 3 })).toEqual(wanted);
  });

  test("finds every true supplier whom bills show, and no firm that truly sells nothing to the chain", async () => {
    const question = { product: "850760", to: "US", depth: 3 };
    const found = sellersOf(await traced(question));
    const shown = sellersOf(plainReach(truth.shown, { ...question, inputsOf }));
    const all = sellersOf(plainReach(truth.all, { ...question, inputsOf }));
    const strangers = [...found].filter((seller) => truth.makers.has(seller) && !all.has(seller));
    expect([...shown].filter((seller) => !found.has(seller))).toEqual([]);
    expect(strangers).toEqual([]);
    expect(shown.size / all.size).toBeGreaterThan(0.9);
    expect(all.size).toBeLessThan(truth.makers.size);
  });

  test.each([
    ["2022-03-01", "2022-04-01"],
    ["2020-01-01", "2021-01-01"],
    ["2024-07-01", "2025-01-01"],
  ])("uses no bill outside the window from %s until %s", async (since, until) => {
    const inside = bills.filter(({ day }) => day >= since && day < until);
    const question = { product: "850760", to: "US", depth: 4, since, until };
    expect(await traced(question)).toEqual(plainReach(inside, { ...question, inputsOf }));
  });

  test("uses the bills of a single day alone", async () => {
    const since = bills.find(({ product, importCountry }) => product === "850760" && importCountry === "US")?.day ?? "";
    const question = { product: "850760", to: "US", depth: 4, since, until: addDays(isoDate(since), 1) };
    const wanted = plainReach(
      bills.filter(({ day }) => day === since),
      { ...question, inputsOf },
    );
    expect(wanted[0]?.rows).toBeGreaterThan(0);
    expect(await traced(question)).toEqual(wanted);
  });

  test("counts the first day of a window and not the day after its last", async () => {
    const days = bills.filter(({ product, importCountry }) => product === "850760" && importCountry === "US");
    const on = (since: string, until: string) => days.filter(({ day }) => day >= since && day < until).length;
    const rows = async (since: string, until: string) => {
      const [first] = await traced({ product: "850760", to: "US", depth: 1, since, until });
      return first?.rows ?? 0;
    };
    for (const [since, until] of [
      ["2022-05-09", "2022-05-20"],
      ["2022-05-10", "2022-05-20"],
      ["2022-05-10", "2022-05-19"],
      ["2022-05-11", "2022-05-20"],
    ] as const) {
      expect(await rows(since, until), `${since} ${until}`).toBe(on(since, until));
    }
  });

  test("an empty window is an empty answer", async () => {
    const tiers = await traced({ product: "850760", to: "US", since: "2031-01-01", until: "2031-02-01" });
    expect(tiers).toEqual([{ rows: 0, usdCents: 0n, sellers: new Set() }]);
  });
});
