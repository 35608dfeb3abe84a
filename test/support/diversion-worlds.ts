import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Book } from "../../src/book/book.ts";
import { verdictOf } from "../../src/flows/balance.ts";
import { type Evidence, weighEvidence } from "../../src/flows/evidence.ts";
import { type Candidate, judge, measureTriangle } from "../../src/flows/triangle.ts";
import { type Diversion, WORKING_POINT, type WorkingPoint } from "../../src/flows/verdict.ts";
import { importFile } from "../../src/ingest/import-file.ts";
import { type Context, createContext } from "../../src/operations/core/context.ts";
import { weighCandidate } from "../../src/operations/flows/diversion-evidence.ts";
import { pairEvidence } from "../../src/operations/flows/pair-evidence.ts";
import { type Triangle, triangleSeries } from "../../src/operations/flows/triangle-series.ts";
import { tradeDatasets } from "../../src/operations/trade/trade-dataset.ts";
import { Store } from "../../src/store/store.ts";
import { makeWorld } from "../../src/synth/make-world.ts";
import { type Hs6, hs6 } from "../../src/vocab/hs-code.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { rowsOf } from "./world-rows.ts";

/** The loosest point that is tried: what stands beside the legs is gathered for all that say something at it. */
export const LOOSEST_POINT: WorkingPoint = {
  ...WORKING_POINT,
  ...{ fall: 0.05, fallScore: 0.7, riseScore: 0.7, through: 0.02, feedOfRise: 0.1, riseOfFall: 0.02, unseenRise: 0.02 },
};

/** What was planted in a made world, as truth/diversions.csv says it. */
export interface Planted {
  readonly id: string;
  readonly kind: "diversion" | "growth";
  readonly product: string;
  readonly source: string;
  readonly third: string;
  readonly destination: string;
  /** The month from which on, "2022-05". */
  readonly from: string;
  readonly falseOrigin: boolean;
}

/** One question that a working point is tried on, with the legs of every third country measured. */
export interface Trial {
  readonly kind: "diversion" | "growth" | "ordinary";
  readonly world: number;
  readonly product: string;
  readonly months: number;
  /** The third country that was planted, where one was. */
  readonly third: string | null;
  /** Countries through which this product truly goes round between these ends. */
  readonly true: readonly string[];
  readonly candidates: readonly Candidate[];
  /** What is known beside the legs of those whose legs say something at the loosest point. */
  readonly evidence: ReadonlyMap<string, Evidence>;
}

export interface MadeWorldStore {
  readonly context: Context;
  readonly planted: readonly Planted[];
  /** Of each bill of the world, by its number, the plant that it was planted for: "" where for none. */
  plantOfBill(): Promise<ReadonlyMap<string, string>>;
  close(): Promise<void>;
}

const FIRST_MONTH = 2020 * 12;
const monthOf = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;

/** Makes a world and imports its bills into a store of its own; with the truth of each bill where it is asked for. */
export async function madeWorldStore(
  book: Book,
  seed: number,
  shipments: number,
  truthBills = false,
): Promise<MadeWorldStore> {
  const base = await mkdtemp(join(tmpdir(), "headwater-diversion-"));
  const out = join(base, "world");
  await makeWorld({ shipments, seed, out, book, truthBills });
  const store = await Store.create(join(base, "store"));
  const importedOn = isoDate("2026-01-02");
  await importFile(store, book, { file: join(out, "shipments.csv"), importedOn });
  const context = createContext({ store: join(base, "store"), today: importedOn });
  const planted = (await rowsOf(out, "truth/diversions.csv")).map(
    (row): Planted => ({
      id: row.id as string,
      kind: row.kind as Planted["kind"],
      product: row.hs6 as string,
      source: row.source as string,
      third: row.third as string,
      destination: row.destination as string,
      from: row.from_month as string,
      falseOrigin: row.false_origin === "1",
    }),
  );
  return {
    context,
    planted,
    plantOfBill: async () =>
      new Map((await rowsOf(out, "truth/bills.csv")).map(({ bill = "", plant = "" }) => [bill, plant])),
    close: async () => {
      context.close();
      await rm(base, { recursive: true, force: true });
    },
  };
}

/** Legs of products into countries for which nothing is planted; of every fourth product of a world. */
const ORDINARY_LEGS = [
  ["CN", "US"],
  ["CN", "DE"],
  ["CN", "KR"],
  ["KR", "CN"],
  ["JP", "US"],
] as const;
const ONE_PRODUCT_IN = 4;
/** Months with a bill that such a leg must have. */
const LEAST_MONTHS = 24;
/** Months from which on ordinary legs are looked at, counted from the first of the world. */
const ORDINARY_MONTHS = [27, 33, 39];
/** Sellers to the country of a new plant that are asked whether they go round by it. */
const SOURCES = 3;

/**
 * All trials of one made world: each planted diversion after so many months; each planted growth against the largest sellers
 * of its product; and legs of products in which nothing is planted.
 */
export async function trialsOf(
  book: Book,
  seed: number,
  world: MadeWorldStore,
  windows: readonly number[],
): Promise<Trial[]> {
  const [dataset] = (await tradeDatasets(world.context, null)).filter(({ data }) => data === "shipments");
  if (dataset === undefined) throw new Error("The made world has no shipments.");
  const { context, planted } = world;
  const diversions = planted.filter(({ kind }) => kind === "diversion");
  const known = new Map<string, Triangle>();
  const triangle = async (product: string, origin: string, to: string): Promise<Triangle> => {
    const key = `${product} ${origin} ${to}`;
    const found =
      known.get(key) ?? (await triangleSeries(context, book, dataset, { product: hs6(product), origin, to }));
    known.set(key, found);
    return found;
  };
  const trials: Trial[] = [];
  const add = async (
    kind: Trial["kind"],
    of: Triangle,
    ends: { readonly product: string; readonly origin: string; readonly to: string; readonly third: string | null },
    month: number,
    months: number,
  ): Promise<void> => {
    const same = diversions.filter(
      (each) => each.product === ends.product && each.source === ends.origin && each.destination === ends.to,
    );
    const at = month - of.from;
    const candidates = measureTriangle(of.series, at, months);
    const { product, third } = ends;
    const evidence = await evidenceOf(
      { context, book, triangle: of, ...ends, product: hs6(product), at, months },
      candidates,
    );
    trials.push({
      kind,
      world: seed,
      product,
      months,
      third,
      true: same.map((each) => each.third),
      candidates,
      evidence,
    });
  };
  for (const { kind, product, source, third, destination, from } of planted) {
    if (kind === "diversion") {
      const of = await triangle(product, source, destination);
      const ends = { product, origin: source, to: destination, third };
      for (const months of windows) await add("diversion", of, ends, monthOf(from), months);
      continue;
    }
    const sellers = largestSellers(await triangle(product, "CN", destination), destination);
    for (const origin of sellers.filter((each) => each !== third).slice(0, SOURCES)) {
      const of = await triangle(product, origin, destination);
      await add("growth", of, { product, origin, to: destination, third }, monthOf(from), 6);
    }
  }
  for (const product of dataset.products.filter((_, at) => at % ONE_PRODUCT_IN === seed % ONE_PRODUCT_IN)) {
    for (const [origin, to] of ORDINARY_LEGS) {
      if (planted.some((each) => each.product === product && each.destination === to)) continue;
      const of = await triangle(product, origin, to);
      if (of.direct.size < LEAST_MONTHS) continue;
      for (const month of ORDINARY_MONTHS) {
        await add("ordinary", of, { product, origin, to, third: null }, FIRST_MONTH + month, 6);
      }
    }
  }
  return trials;
}

interface TrialGround {
  readonly context: Context;
  readonly book: Book;
  readonly triangle: Triangle;
  readonly product: Hs6;
  readonly origin: string;
  readonly to: string;
  readonly at: number;
  readonly months: number;
}

/** What stands beside the legs, as the question itself gathers it. */
async function evidenceOf(
  { context, book, triangle, product, origin, to, at, months }: TrialGround,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<string, Evidence>> {
  const said = judge(candidates, LOOSEST_POINT).filter(({ verdict }) => verdict.diversion !== "none");
  if (said.length === 0) return new Map();
  const pair = await pairEvidence(context, triangle, { product, origin, to, at, months });
  const days = { on: isoDate("2026-01-02"), known: isoDate("2026-01-02") };
  const ground = {
    ...{ context, book, days, triangle, product, source: origin, destination: to, at, months, pair },
    ...{ point: WORKING_POINT, made: true, words: [], briefStop: false },
  };
  const found = new Map<string, Evidence>();
  for (const each of said) found.set(each.country, (await weighCandidate(each, ground)).evidence);
  return found;
}

function largestSellers(of: Triangle, to: string): string[] {
  const sums = new Map<string, number>();
  for (const { exporter, importer, periods } of of.main.legs.all) {
    if (importer !== to) continue;
    const kg = [...periods.values()].reduce((sum, each) => sum + Number(each.kg ?? 0), 0);
    sums.set(exporter, (sums.get(exporter) ?? 0) + kg);
  }
  return [...sums].sort((a, b) => b[1] - a[1]).map(([country]) => country);
}

export interface Rates {
  readonly trials: number;
  /** Trials in which the planted country (for diversions), or any that is not truly one (for others), is so called. */
  readonly likely: number;
  readonly atLeastPossible: number;
}

/** Bills with their firms, or sums of countries and products alone, as statistics show them. */
export type View = "firms" | "countries";

/** What a working point says of trials of one kind. */
export function ratesOf(trials: readonly Trial[], point: WorkingPoint, view: View): Rates {
  const called = (trial: Trial, least: readonly Diversion[]): boolean =>
    judge(trial.candidates, point).some(({ country, verdict }) => {
      const right = trial.kind === "diversion" ? country === trial.third : !trial.true.includes(country);
      if (!right || verdict.diversion === "none") return false;
      const known = trial.evidence.get(country);
      if (known === undefined) throw new Error(`What stands beside the legs of ${country} was not gathered.`);
      const evidence = view === "firms" ? known : { ...known, firms: null, sellers: null };
      return least.includes(verdictOf(verdict, weighEvidence(evidence)).diversion);
    });
  return {
    trials: trials.length,
    likely: trials.filter((trial) => called(trial, ["likely"])).length,
    atLeastPossible: trials.filter((trial) => called(trial, ["likely", "possible"])).length,
  };
}
