import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { append, type Growing, growingFloat64 } from "../network/attribution/growing.ts";
import type { UnitValues } from "../network/estimate-unit-values.ts";
import { bandChooser, ESTIMATE_STEPS, estimateKey, valueByWeight } from "../network/estimate-values.ts";
import type { ByWeight, CompileCount, Dataset, WholeDataset } from "../network/network.ts";
import {
  countOutliers,
  type KeptUnitValues,
  keepUnitValues,
  keptUnitValues,
  type OwnUnitValues,
  ownUnitValues,
} from "../network/own-unit-values.ts";
import { yearsOfDays } from "../network/time-year.ts";
import type { NumberArray } from "./column-array.ts";
import { codeOf, uniqueName } from "./disk.ts";
import type { ColumnChunk, Engine } from "./engine.ts";
import { wholeParties, wholeRows } from "./queries/whole-rows.ts";
import { countryCode } from "./snapshot-cells.ts";
import { readUnitValues, type StatisticsUsed, unitValueBands } from "./snapshot-estimates.ts";
import { CODES, compileCount, countRows, eachKept, type RowTally, rowTally } from "./snapshot-rows.ts";
import type { Sql } from "./sql.ts";

/** What a compile of a part must know of the whole, so that its rows are judged as they would be among all others. */
export interface WholeFacts {
  readonly compiled: CompileCount;
  readonly whole: WholeDataset;
  /** Ascending: of every entry the product, and the countries of origin and destination. */
  readonly products: readonly string[];
  readonly countries: readonly string[];
  readonly firstDay: number;
  readonly lastDay: number;
  readonly own: OwnUnitValues;
  readonly statistics: StatisticsUsed;
}

type Kept = Omit<WholeFacts, "own"> & { readonly own: KeptUnitValues };

interface KeptFile {
  readonly format: number;
  readonly key: string;
  readonly facts: Kept;
}

const FORMAT = 1;

const ENDING = ".facts.json";

interface FactsPlace {
  readonly folder: string;
  /** How the names of all files of the dataset begin. */
  readonly prefix: string;
  readonly key: string;
  /** Where the imports of the dataset are numbered. */
  readonly spans: Sql;
  readonly signal: AbortSignal | undefined;
}

/** The facts from their file in the folder, or counted now in one pass over all rows and kept there. */
export async function wholeFacts(
  engine: Engine,
  dataset: Dataset,
  { folder, prefix, key, spans, signal }: FactsPlace,
): Promise<WholeFacts> {
  const path = join(folder, `${prefix}-${key}${ENDING}`);
  const kept = await readKept(path, key);
  if (kept !== null) return { ...kept, own: keptUnitValues(kept.own) };
  const facts = await countWhole(engine, dataset, spans, signal);
  await keepFacts(path, prefix, { format: FORMAT, key, facts: { ...facts, own: keepUnitValues(facts.own) } });
  return facts;
}

async function readKept(path: string, key: string): Promise<Kept | null> {
  try {
    const kept = JSON.parse(await readFile(path, "utf8")) as Partial<KeptFile>;
    return kept.format === FORMAT && kept.key === key && kept.facts !== undefined ? kept.facts : null;
  } catch (error) {
    if (error instanceof SyntaxError || codeOf(error) !== undefined) return null;
    throw error;
  }
}

/** A store that cannot be written to is still read: then every process counts for itself. */
async function keepFacts(path: string, prefix: string, content: KeptFile): Promise<void> {
  const temporary = `${path}.${uniqueName()}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temporary, JSON.stringify(content));
    await rename(temporary, path);
    const older = (await readdir(dirname(path))).filter((name) => name.startsWith(prefix) && name.endsWith(ENDING));
    for (const name of older) if (name !== basename(path)) await rm(join(dirname(path), name), { force: true });
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

const COUNTRIES = 27 * 27;
const YEARS = 256;

/** Rows without a value that weigh more are judged one by one: their estimate may be too large to be taken. */
const HEAVY = 1e11;

interface Counting extends RowTally {
  readonly usesProduct: Uint8Array;
  readonly usesCountry: Uint8Array;
  firstDay: number;
  lastDay: number;
  /** Logarithms of unit values by code * YEARS + year since 1970. */
  readonly logs: Map<number, Growing<Float64Array>>;
  /** Rows without a value but with a weight, by `estimateKey` of codes in place of places. */
  readonly silent: Map<number, number>;
  readonly heavy: { readonly key: number; readonly grams: number }[];
}

async function countWhole(
  engine: Engine,
  dataset: Dataset,
  spans: Sql,
  signal: AbortSignal | undefined,
): Promise<WholeFacts> {
  const counting: Counting = {
    ...rowTally(dataset, await countRows(engine, dataset, signal)),
    usesProduct: new Uint8Array(CODES),
    usesCountry: new Uint8Array(COUNTRIES),
    firstDay: Number.POSITIVE_INFINITY,
    lastDay: -1,
    logs: new Map(),
    silent: new Map(),
    heavy: [],
  };
  for await (const chunk of engine.columns<WholeChunk["columns"]>(wholeRows(dataset, spans), signal)) {
    countChunk(counting, chunk);
  }
  const few = async (side: "buyer" | "seller"): Promise<string[] | null> => {
    if (dataset.table === "shipments") return null;
    const query = wholeParties(dataset, side, FEW + 1, spans);
    const found = await engine.rows<{ party_id: string }>(query, signal);
    return found.length > FEW ? null : found.map(({ party_id }) => party_id);
  };
  const whole = { entries: counting.kept, fewSellers: await few("seller"), fewBuyers: await few("buyer") };
  const statistics = await readUnitValues(engine, dataset, signal);
  return factsOf(dataset, counting, whole, statistics);
}

/** So many parties are named one by one. */
const FEW = 2;

/** In the order of `wholeRows`. */
type WholeChunk = ColumnChunk<
  [
    parties: NumberArray,
    hs6: NumberArray,
    day: NumberArray,
    usd: NumberArray,
    kg: NumberArray,
    origin: NumberArray,
    destination: NumberArray,
    estimated: NumberArray,
    revision: NumberArray,
  ]
>;

function countChunk(counting: Counting, { rows, columns }: WholeChunk): void {
  const [parties, hs6, day, usd, kg, origin, destination, estimated, revision] = columns;
  const hasParties = (i: number) => parties[i] === 1;
  const yearOf = yearsOfDays();
  eachKept(counting, rows, { hasParties, hs6, day, usd, kg, estimated, revision }, (i, cents, grams) => {
    const product = hs6[i] as number;
    const onDay = day[i] as number;
    const year = yearOf[onDay] as number;
    if (Number.isNaN(cents) && grams > 0) {
      const key = estimateKey(product, origin[i] as number, destination[i] as number, year);
      if (grams > HEAVY) counting.heavy.push({ key, grams });
      else counting.silent.set(key, (counting.silent.get(key) ?? 0) + 1);
    }
    if (cents > 0 && grams > 0) append(logsOf(counting, product * YEARS + year), Math.log(cents / grams));
    counting.usesProduct[product] = 1;
    counting.usesCountry[origin[i] as number] = 1;
    counting.usesCountry[destination[i] as number] = 1;
    if (onDay < counting.firstDay) counting.firstDay = onDay;
    if (onDay > counting.lastDay) counting.lastDay = onDay;
  });
}

function logsOf({ logs }: Counting, key: number): Growing<Float64Array> {
  const known = logs.get(key);
  if (known !== undefined) return known;
  const fresh = growingFloat64();
  logs.set(key, fresh);
  return fresh;
}

function factsOf(dataset: Dataset, counting: Counting, whole: WholeDataset, statistics: StatisticsUsed): WholeFacts {
  const codes = [...counting.usesProduct.keys()].filter((code) => counting.usesProduct[code] === 1);
  const products = codes.map((code) => String(code).padStart(6, "0"));
  const used = [...counting.usesCountry.keys()].filter((number) => number > 0 && counting.usesCountry[number] === 1);
  const values = valuesOf(counting, codes);
  const own = ownUnitValues(values);
  const byWeight = estimatesOf(dataset, counting, { codes, products, own, statistics });
  return {
    compiled: compileCount(counting, { outliers: countOutliers(values, own), byWeight }),
    whole,
    products,
    countries: used.map(countryCode).sort(),
    firstDay: counting.kept === 0 ? 0 : counting.firstDay,
    lastDay: counting.lastDay,
    own,
    statistics,
  };
}

function valuesOf({ logs, firstDay, lastDay, kept }: Counting, codes: readonly number[]): UnitValues {
  const yearOf = yearsOfDays();
  const firstYear = kept === 0 ? 0 : (yearOf[firstDay] as number);
  const years = kept === 0 ? 1 : (yearOf[lastDay] as number) - firstYear + 1;
  const offsets = new Int32Array(codes.length * years + 1);
  const count = [...logs.values()].reduce((sum, list) => sum + list.count, 0);
  const all = new Float64Array(count);
  let end = 0;
  for (const [product, code] of codes.entries()) {
    for (let year = 0; year < years; year++) {
      const key = code * YEARS + firstYear + year;
      const list = logs.get(key);
      if (list !== undefined) {
        all.set(list.values.subarray(0, list.count).sort(), end);
        end += list.count;
        logs.delete(key);
      }
      offsets[product * years + year + 1] = end;
    }
  }
  return { firstYear, years, products: codes.length, logs: all, offsets };
}

interface Dictionaries {
  readonly codes: readonly number[];
  readonly products: readonly string[];
  readonly own: OwnUnitValues;
  readonly statistics: StatisticsUsed;
}

/** How many rows without a value get one from their weight; statistics are left as they were reported. */
function estimatesOf(
  dataset: Dataset,
  { silent, heavy }: Counting,
  { codes, products, own, statistics }: Dictionaries,
): ByWeight {
  if (dataset.table === "flows") return { bySteps: [], statistics: null };
  const countries = Array.from({ length: COUNTRIES }, (_, number) => (number === 0 ? "" : countryCode(number)));
  const choose = bandChooser(own, unitValueBands(statistics.lines, products, countries));
  const placeOf = new Map(codes.map((code, place) => [code, place]));
  const bySteps: number[] = ESTIMATE_STEPS.map(() => 0);
  const add = (key: number, grams: number, rows: number): void => {
    const [year, importer, origin] = [key % 256, Math.floor(key / 256) % 1024, Math.floor(key / 262_144) % 1024];
    const product = placeOf.get(Math.floor(key / 268_435_456)) ?? -1;
    const band = choose(product, origin - 1, importer - 1, year - 1);
    if (band === null || Number.isNaN(valueByWeight(band, grams))) return;
    bySteps[band.step] = (bySteps[band.step] as number) + rows;
  };
  for (const [key, rows] of silent) add(key, 1, rows);
  for (const { key, grams } of heavy) add(key, grams, 1);
  return { bySteps, statistics: statistics.name };
}
