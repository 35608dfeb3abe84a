import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Book, readBook } from "../../src/book/book.ts";
import { InvalidInput } from "../../src/errors.ts";
import { readMapping } from "../../src/ingest/mapping.ts";
import { nameKey as keyOf } from "../../src/resolve/name-key.ts";
import { makeWorld, type WorldReport } from "../../src/synth/make-world.ts";
import { toNumber } from "../../src/vocab/decimal.ts";
import { grouped, type Row, rowsOf, sumOf } from "../support/world-rows.ts";
import { REAL_FIRMS } from "./real-firms.ts";

const SHIPMENTS = 20_000;
let base: string;
let folder: string;
let book: Book;
let report: WorldReport;
let bills: readonly Row[];
let truth: ReadonlyMap<string, Row>;
let parties: ReadonlyMap<string, Row>;
let links: readonly Row[];
let inputs: readonly Row[];

/** Keys are taken of the same few names again and again. */
const keys = new Map<string, string>();
function nameKey(name: string): string {
  const key = keys.get(name) ?? keyOf(name);
  keys.set(name, key);
  return key;
}

const read = (name: string) => rowsOf(folder, `truth/${name}.csv`);
const party = (id: string | undefined) => parties.get(id ?? "") as Row;
const truthOf = (bill: Row) => truth.get(bill.bill ?? "") as Row;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "headwater-synth-"));
  folder = join(base, "world");
  book = await readBook();
  report = await makeWorld({ shipments: SHIPMENTS, seed: 7, out: folder, book });
  bills = await rowsOf(folder, "shipments.csv");
  truth = new Map((await read("bills")).map((row) => [row.bill ?? "", row]));
  parties = new Map((await read("parties")).map((row) => [row.party_id ?? "", row]));
  links = await read("links");
  inputs = await read("inputs");
});
afterAll(() => rm(base, { recursive: true, force: true }));

async function digest(shipments: number, seed: number, name: string): Promise<string> {
  const out = join(base, name);
  await makeWorld({ shipments, seed, out, book });
  const hash = createHash("sha256");
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name: file }) => join(parentPath, file));
  for (const file of files.sort()) hash.update(relative(out, file)).update(await readFile(file));
  return hash.digest("hex");
}

describe("a made world", () => {
  test("is the same to the byte for a seed, and another for another seed", async () => {
    const once = await digest(3_000, 11, "a");
    expect(await digest(3_000, 11, "b")).toBe(once);
    expect(await digest(3_000, 12, "c")).not.toBe(once);
  });

  test.each([1, 37, 500, SHIPMENTS])("of %i shipments has that many rows, masters among them", async (shipments) => {
    const out = join(base, `rows-${shipments}`);
    const small = shipments === SHIPMENTS ? report : await makeWorld({ shipments, seed: 7, out, book });
    const rows = shipments === SHIPMENTS ? bills : await rowsOf(out, "shipments.csv");
    expect(rows).toHaveLength(shipments);
    expect(small.counts.masters).toBe(Math.floor(shipments * 0.04));
    expect(new Set(rows.map(({ bill }) => bill)).size).toBe(shipments);
  });

  test("marks everything as made", async () => {
    expect(bills.every(({ bill }) => bill?.startsWith("MADE-"))).toBe(true);
    expect(await readFile(join(folder, "shipments.mapping.yaml"), "utf8")).toMatch(/^made: true$/m);
    expect(JSON.parse(await readFile(join(folder, "world.json"), "utf8"))).toEqual(report);
    expect(report).toMatchObject({ made: true, source: "made-world-7" });
  });

  test("says on a maker's bills which works the goods left, and on no reseller's, forwarder's or master's", async () => {
    const facilities = await read("facilities");
    const works = new Set(facilities.map((row) => [row.operator_id, row.hs6, row.address].join("/")));
    const stated = bills.filter(({ shipper_facility: place }) => place !== "");
    for (const bill of stated) {
      const { true_shipper: seller, hs6, master, forwarder_as_shipper: hidden } = truthOf(bill);
      expect(works.has([seller, hs6, bill.shipper_facility].join("/"))).toBe(true);
      expect([master, hidden]).toEqual(["0", "0"]);
    }
    expect(stated.length / bills.length).toBeGreaterThan(0.5);
    const made = new Set(facilities.map((row) => [row.operator_id, row.hs6].join("/")));
    const silent = bills.filter(({ shipper_facility: place }) => place === "").map(truthOf);
    const makersOwn = silent.filter(({ master, forwarder_as_shipper: hidden }) => master === "0" && hidden === "0");
    expect(makersOwn.every(({ true_shipper: seller, hs6 }) => !made.has([seller, hs6].join("/")))).toBe(true);
  });

  test("lies beside mapping files that an import can read", async () => {
    const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".mapping.yaml"));
    expect(files).toHaveLength(6);
    for (const file of files) {
      const mapping = readMapping(await readFile(join(folder, file), "utf8"));
      expect(mapping, file).toMatchObject({ made: true, source: "made-world-7" });
    }
  });

  test("bears no name of a real firm, and no two parties share the key of a name", () => {
    const names = [...parties.values()].map(({ name }) => name ?? "");
    const real = new Set(REAL_FIRMS.map((firm) => nameKey(firm)));
    const words = names.flatMap((name) => nameKey(name).split(" "));
    expect(words.filter((word) => real.has(word))).toEqual([]);
    expect(names.filter((name) => [...real].some((firm) => ` ${nameKey(name)} `.includes(` ${firm} `)))).toEqual([]);
    expect(new Set(names.map((name) => nameKey(name))).size).toBe(names.length);
  });

  test("ships within its years and never within a country", () => {
    const days = bills.map(({ arrived_on }) => arrived_on ?? "").sort();
    expect(days[0]).toMatch(/^2020-01/);
    expect(days.at(-1)).toMatch(/^2024-12/);
    expect(bills.filter(({ export_country, import_country }) => export_country === import_country)).toEqual([]);
  });
});

test("the statistics of a made world come to what its links truly sold, year by year, and no country buys of itself", async () => {
  const statistics = await rowsOf(folder, "statistics.csv");
  const key = ({ reporter, partner, hs, period }: Row) => [reporter, partner, hs, period].join(" ");
  expect(new Set(statistics.map(key)).size).toBe(statistics.length);
  expect(statistics.filter(({ reporter, partner }) => reporter === partner)).toEqual([]);
  const close = (column: string, wanted: number) =>
    expect(sumOf(statistics, (row) => Number(row[column])) / wanted).toBeCloseTo(1, 6);
  close(
    "value",
    sumOf(links, ({ usd }) => Number(usd)),
  );
  close(
    "kg",
    sumOf(links, ({ kg }) => Number(kg)),
  );
});

describe("the noise of the bills", () => {
  const rate = (column: string) => sumOf([...truth.values()], (row) => Number(row[column])) / SHIPMENTS;

  test.each([
    ["master", 0.04, 0.0005],
    ["forwarder_as_shipper", 0.058, 0.006],
    ["no_value", 0.3, 0.012],
    ["name_variant", 0.19, 0.012],
    ["name_noise", 0.0096, 0.003],
    ["other_currency", 0.02, 0.005],
    ["weight_outlier", 0.0019, 0.0015],
  ])("%s falls on about %f of the rows", (column, share, tolerance) => {
    expect(Math.abs(rate(column) - share)).toBeLessThan(tolerance);
  });

  test("a hidden shipper is written as a forwarder of its country, and any other name is the true one", () => {
    const forwarders = new Set(
      [...parties.values()].filter(({ kind }) => kind === "forwarder").map(({ name }) => name),
    );
    for (const bill of bills) {
      const { true_shipper, true_consignee, forwarder_as_shipper, name_noise, master } = truthOf(bill);
      if (forwarder_as_shipper === "1") expect(forwarders.has(bill.shipper_name)).toBe(true);
      else if (name_noise === "0")
        expect(nameKey(bill.shipper_name ?? "")).toBe(nameKey(party(true_shipper).name ?? ""));
      if (name_noise === "0")
        expect(nameKey(bill.consignee_name ?? "")).toBe(nameKey(party(true_consignee).name ?? ""));
      if (master === "0") expect(bill.import_country).toBe(party(true_consignee).country);
    }
  });

  test("plain normalisation mends a variant and does not mend an error", () => {
    const written = (bill: Row) => [bill.shipper_name ?? "", bill.consignee_name ?? ""];
    const wanted = (bill: Row) => [party(truthOf(bill).true_shipper).name, party(truthOf(bill).true_consignee).name];
    const variants = bills.filter((bill) => truthOf(bill).name_variant === "1");
    const errors = bills.filter(
      (bill) => truthOf(bill).name_noise === "1" && truthOf(bill).forwarder_as_shipper === "0",
    );
    expect(
      variants.filter((bill) => truthOf(bill).forwarder_as_shipper === "0" && `${written(bill)}` === `${wanted(bill)}`),
    ).toEqual([]);
    for (const bill of errors) {
      const keys = written(bill).map((name) => nameKey(name));
      expect(keys).not.toEqual(wanted(bill).map((name) => nameKey(name ?? "")));
    }
  });

  test("a master repeats the goods of its house bills", () => {
    const houses = grouped(
      bills.filter(({ master_bill }) => master_bill !== ""),
      ({ master_bill }) => master_bill ?? "",
    );
    const masters = bills.filter((bill) => truthOf(bill).master === "1");
    expect(houses.size).toBe(masters.length);
    for (const master of masters) {
      const under = houses.get(master.bill ?? "") ?? [];
      const trueKg = sumOf(under, (bill) => Number(truthOf(bill).kg));
      expect(Number(master.kg)).toBeCloseTo(trueKg, 3);
      expect(new Set(under.map(({ arrived_on }) => arrived_on))).toEqual(new Set([master.arrived_on]));
    }
    expect([...houses.values()].some((under) => under.length > 1)).toBe(true);
  });

  test("codes are written in three ways", () => {
    const ways = grouped(bills, ({ hs }) => String(hs?.length));
    expect([...ways.keys()].sort()).toEqual(["10", "6", "7"]);
  });
});

describe("the truth of a made world", () => {
  const houseBills = () => [...truth.values()].filter(({ master }) => master === "0");
  const ends = ({ true_shipper, true_consignee, hs6 }: Row) => `${true_shipper} ${true_consignee} ${hs6}`;

  test("gives for each relation what its bills sum to", () => {
    const byEnds = grouped(houseBills(), ends);
    const stated = grouped(links, ({ seller, buyer, hs6 }) => `${seller} ${buyer} ${hs6}`);
    expect(stated.size).toBe(byEnds.size);
    for (const [key, rows] of stated) {
      const own = byEnds.get(key) ?? [];
      expect(
        sumOf(rows, ({ bills: count }) => Number(count)),
        key,
      ).toBe(own.length);
      expect(
        sumOf(rows, ({ usd }) => Number(usd)),
        key,
      ).toBeCloseTo(
        sumOf(own, ({ usd }) => Number(usd)),
        1,
      );
      expect(
        sumOf(rows, ({ kg }) => Number(kg)),
        key,
      ).toBeCloseTo(
        sumOf(own, ({ kg }) => Number(kg)),
        0,
      );
      const hidden = sumOf(own, ({ forwarder_as_shipper }) => Number(forwarder_as_shipper));
      expect(
        sumOf(rows, ({ hidden_bills }) => Number(hidden_bills)),
        key,
      ).toBe(hidden);
    }
  });

  test("leads from every maker to the sellers of each of its inputs", () => {
    const makes = new Set(
      book.inputs.filter(({ kind }) => kind !== "equipment").map(({ outputHs }) => outputHs as string),
    );
    const used = new Set(inputs.map(({ output_hs6 }) => output_hs6));
    const boughtBy = grouped(links, ({ buyer, hs6 }) => `${buyer} ${hs6}`);
    const byOutput = grouped(inputs, ({ party_id, output_hs6 }) => `${party_id} ${output_hs6}`);
    for (const { seller, hs6 } of links) {
      if (!makes.has(hs6 ?? "") || !used.has(hs6)) continue;
      const needs = byOutput.get(`${seller} ${hs6}`) ?? [];
      expect(needs.length, `${seller} ${hs6}`).toBeGreaterThan(0);
      for (const { input_hs6 } of needs) expect(boughtBy.has(`${seller} ${input_hs6}`)).toBe(true);
    }
  });

  test("has input shares inside the stated ranges, which sum to less than one", () => {
    const embodied = inputs.filter(({ kind }) => kind !== "equipment");
    for (const { share, low, high } of embodied) {
      expect(Number(share)).toBeGreaterThanOrEqual(Number(low));
      expect(Number(share)).toBeLessThanOrEqual(Number(high));
    }
    const made = embodied.filter(({ kind }) => kind !== "resale");
    for (const rows of grouped(made, ({ party_id, output_hs6 }) => `${party_id} ${output_hs6}`).values()) {
      expect(sumOf(rows, ({ share }) => Number(share))).toBeLessThan(1);
    }
  });

  test("has one recipe for a product, which every maker of it follows in full, each with shares of its own", () => {
    const byMaker = grouped(
      inputs.filter(({ kind }) => kind === "material" || kind === "component"),
      ({ party_id, output_hs6 }) => `${output_hs6} ${party_id}`,
    );
    const byOutput = grouped([...byMaker], ([key]) => key.split(" ")[0] ?? "");
    expect(byOutput.size).toBeGreaterThan(5);
    for (const makers of byOutput.values()) {
      const recipes = makers.map(([, rows]) => rows.map(({ input_hs6, low, high }) => `${input_hs6} ${low} ${high}`));
      for (const recipe of recipes) expect(recipe.sort()).toEqual(recipes[0]);
      const shares = new Set(makers.map(([, rows]) => rows.map(({ share }) => share).join()));
      expect(shares.size).toBe(makers.length);
    }
  });

  test("narrows the ranges that the input map states, and no range of a recipe is a point", () => {
    const stated = rangesOf(book);
    const fromMap = inputs.filter(({ range_basis }) => range_basis === "map");
    expect(fromMap.length).toBeGreaterThan(0);
    for (const { output_hs6, input_hs6, low, high } of fromMap) {
      const range = stated.get(`${output_hs6} ${input_hs6}`);
      expect(Number(low)).toBeGreaterThanOrEqual(range?.low ?? 1);
      expect(Number(high)).toBeLessThanOrEqual(range?.high ?? 0);
    }
    const made = inputs.filter(({ range_basis }) => range_basis === "map" || range_basis === "assumed");
    for (const { low, high } of made) expect(Number(high) / Number(low)).toBeGreaterThan(1.4);
  });

  test("is written as a book with the ranges of this world, and without what its makers do not use", async () => {
    const overlaid = rangesOf(await readBook({ overlay: join(folder, "truth/book") }));
    const outputs = new Set(inputs.map(({ output_hs6 }) => output_hs6));
    const made = inputs.filter(({ range_basis }) => range_basis === "map" || range_basis === "assumed");
    const used = new Set(made.map(({ output_hs6, input_hs6 }) => `${output_hs6} ${input_hs6}`));
    for (const { output_hs6, input_hs6, low, high } of made) {
      expect(overlaid.get(`${output_hs6} ${input_hs6}`)).toEqual({ low: Number(low), high: Number(high) });
    }
    const ofWorld = [...overlaid.keys()].filter((pair) => outputs.has(pair.split(" ")[0]));
    expect(ofWorld.filter((pair) => !used.has(pair))).toEqual([]);
  });

  test("closes: a maker's purchases are its shares of what it sells by bill and at home", () => {
    const sales = grouped(links, ({ seller, hs6 }) => `${seller} ${hs6}`);
    const one = inputs.filter(({ party_id, kind }) => kind !== "equipment" && !party(party_id).products?.includes(";"));
    expect(one.length).toBeGreaterThan(100);
    for (const { party_id, output_hs6, input_hs6, share, usd } of one) {
      const sold = sumOf(sales.get(`${party_id} ${output_hs6}`) ?? [], (row) => Number(row.usd));
      const output = sold + Number(party(party_id).home_sales_usd);
      const wanted = output * Number(share);
      expect(Math.abs(Number(usd) - wanted), `${party_id} ${input_hs6}`).toBeLessThan(0.001 * wanted + 1);
    }
  });

  test("states where the value truly came from, as the shares and sales of the truth files give it", async () => {
    const stated = (await read("origins")).filter(({ destination, hs6 }) => destination === "US" && hs6 === "850760");
    const computed = originsByPasses("US", "850760");
    expect(stated.length).toBeGreaterThan(5);
    expect(sumOf(stated, ({ share }) => Number(share))).toBeCloseTo(1, 9);
    for (const { origin, share } of stated)
      expect(computed.get(origin ?? "") ?? 0, origin).toBeCloseTo(Number(share), 4);
  });

  test("names planted buyers with one supplier, and every other buyer of an input has more", async () => {
    const planted = new Map((await read("single-source")).map((row) => [`${row.buyer} ${row.input_hs6}`, row]));
    expect(planted.size).toBeGreaterThanOrEqual(3);
    const bought = links.filter(({ use }) => use === "input");
    for (const [key, rows] of grouped(bought, ({ buyer, hs6 }) => `${buyer} ${hs6}`)) {
      const suppliers = new Set(rows.map(({ seller }) => seller));
      const row = planted.get(key);
      if (row === undefined) expect(suppliers.size, key).toBeGreaterThan(1);
      else expect([...suppliers], key).toEqual([row.supplier]);
    }
    for (const { buyer, inventory_weeks } of planted.values())
      expect(party(buyer).inventory_weeks).toBe(inventory_weeks);
  });

  test("plants diversions that the bills show from their month on, volumes conserved", async () => {
    const planted = await read("diversions");
    expect(new Set(planted.map(({ kind }) => kind))).toEqual(new Set(["diversion", "growth"]));
    const byBill = new Map(bills.map((row) => [row.bill ?? "", row]));
    for (const { id, kind, from_month, via, source, third, destination, moved_usd } of planted) {
      const own = houseBills().filter(({ plant }) => plant === id);
      const late = own.filter(({ bill }) => (byBill.get(bill ?? "")?.arrived_on ?? "") >= (from_month ?? ""));
      expect(late.length, id).toBe(own.length);
      const firms = (via ?? "").split(";");
      const third_leg = own.filter(({ true_shipper }) => firms.includes(true_shipper ?? ""));
      const first_leg = own.filter(({ true_consignee }) => firms.includes(true_consignee ?? ""));
      expect(sumOf(third_leg, ({ usd }) => Number(usd))).toBeCloseTo(Number(moved_usd), 0);
      const countries = (rows: readonly Row[], end: string) => new Set(rows.map((row) => party(row[end]).country));
      expect(countries(third_leg, "true_shipper")).toEqual(new Set([third]));
      expect(countries(third_leg, "true_consignee")).toEqual(new Set([destination]));
      if (kind === "growth") expect(first_leg).toEqual([]);
      else {
        expect(countries(first_leg, "true_shipper")).toEqual(new Set([source]));
        expect(sumOf(first_leg, ({ usd }) => Number(usd)) / Number(moved_usd)).toBeCloseTo(1, 6);
      }
    }
  });

  test("plants controllers abroad behind two or three layers, on both sides of the thresholds", async () => {
    const stakes = await read("stakes");
    const ladders = grouped(
      stakes.filter(({ ladder }) => ladder !== ""),
      ({ ladder }) => ladder ?? "",
    );
    expect(ladders.size).toBeGreaterThanOrEqual(9);
    for (const rungs of ladders.values()) {
      const sorted = [...rungs].sort((a, b) => Number(a.layer) - Number(b.layer));
      expect([2, 3]).toContain(sorted.length);
      sorted.slice(1).forEach((rung, at) => {
        expect(rung.held_id).toBe(sorted[at]?.holder_id);
      });
      expect(sorted.at(-1)?.holder_country).not.toBe(sorted[0]?.held_country);
    }
    const shares = new Set(stakes.map(({ share }) => share));
    for (const share of ["0.2499", "0.2500", "0.4990", "0.5000"]) expect(shares).toContain(share);
    for (const [held, rows] of grouped(stakes, ({ held_id, interest }) => `${held_id} ${interest}`)) {
      expect(
        sumOf(rows, ({ share }) => Number(share)),
        held,
      ).toBeLessThanOrEqual(1);
    }
  });

  test("follows the calibrated shares of exporters where buyers are elsewhere", async () => {
    const magnets = links.filter(({ hs6, use }) => hs6 === "850511" && use === "final");
    const total = sumOf(magnets, ({ usd }) => Number(usd));
    const chinese = magnets.filter(({ seller }) => party(seller).country === "CN");
    const stated = await rowsOf(book.folders[0] ?? "", "calibration/exporter-shares.csv");
    const wanted = stated.find(({ hs6, exporter }) => hs6 === "850511" && exporter === "CN")?.share;
    expect(report.calibratedExporters).toContain("850511");
    expect(Math.abs(sumOf(chinese, ({ usd }) => Number(usd)) / total - Number(wanted))).toBeLessThan(0.2);
  });
});

/** The stated range of each input that is no equipment, null where there is none, by "output input". */
function rangesOf({ inputs: map }: Book): ReadonlyMap<string, { readonly low: number; readonly high: number } | null> {
  const links = map.filter(({ kind }) => kind !== "equipment");
  return new Map(
    links.map(({ outputHs, inputHs, costShare }) => {
      const range = costShare === null ? null : { low: toNumber(costShare.low), high: toNumber(costShare.high) };
      return [`${outputHs} ${inputHs}`, range];
    }),
  );
}

/** Passes each dollar upstream, step by step, over the truth files alone, until nothing is left to pass. */
function originsByPasses(destination: string, product: string): ReadonlyMap<string, number> {
  const bought = grouped(links, ({ buyer, hs6 }) => `${buyer} ${hs6}`);
  const needs = grouped(
    inputs.filter(({ kind }) => kind !== "equipment"),
    ({ party_id, output_hs6 }) => `${party_id} ${output_hs6}`,
  );
  const rootRows = links.filter((row) => row.hs6 === product && party(row.buyer).country === destination);
  const origins = new Map<string, number>();
  let open = split(
    rootRows.filter(({ use }) => use !== "resale"),
    1,
  );
  for (let pass = 0; pass < 40 && open.size > 0; pass++) {
    const next = new Map<string, number>();
    for (const [node, amount] of open) {
      let kept = amount;
      for (const { party_id, input_hs6, share } of needs.get(node) ?? []) {
        const sellers = bought.get(`${party_id} ${input_hs6}`) ?? [];
        kept -= amount * Number(share);
        for (const [seller, part] of split(sellers, amount * Number(share))) add(next, seller, part);
      }
      add(origins, party(node.split(" ")[0]).country ?? "", kept);
    }
    open = next;
  }
  return origins;
}

function split(rows: readonly Row[], amount: number): ReadonlyMap<string, number> {
  const total = sumOf(rows, ({ usd }) => Number(usd));
  const parts = new Map<string, number>();
  for (const { seller, hs6, usd } of rows) add(parts, `${seller} ${hs6}`, (amount * Number(usd)) / total);
  return parts;
}

function add(sums: Map<string, number>, key: string, part: number): void {
  sums.set(key, (sums.get(key) ?? 0) + part);
}

describe("what cannot be made", () => {
  test("a count or a seed that is no whole number is refused", async () => {
    const out = join(base, "refused");
    await expect(makeWorld({ shipments: 0, seed: 1, out, book })).rejects.toThrow(InvalidInput);
    await expect(makeWorld({ shipments: 1.5, seed: 1, out, book })).rejects.toThrow(InvalidInput);
    await expect(makeWorld({ shipments: 10, seed: -1, out, book })).rejects.toThrow(InvalidInput);
  });

  test("a folder with other files is left alone", async () => {
    const out = await mkdtemp(join(base, "taken-"));
    await writeFile(join(out, "letter.txt"), "mine");
    await expect(makeWorld({ shipments: 10, seed: 1, out, book })).rejects.toThrow(InvalidInput);
    expect(await readdir(out)).toEqual(["letter.txt"]);
  });

  test("a run that is stopped leaves nothing behind", async () => {
    const out = join(base, "stopped");
    const stop = new AbortController();
    const onProgress = (rows: number) => rows > 1_000 && stop.abort();
    const run = makeWorld({ shipments: 5_000, seed: 1, out, book, onProgress, signal: stop.signal });
    await expect(run).rejects.toThrow(/abort/i);
    expect(await readdir(out)).toEqual([]);
  });
});
