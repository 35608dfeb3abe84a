import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Book } from "../book/book.ts";
import { InvalidInput } from "../errors.ts";
import { planBills } from "./bill-plan.ts";
import type { BillSums } from "./bill-sums.ts";
import { type Calibration, readCalibration } from "./calibration.ts";
import { type CsvFile, csvFile } from "./csv-file.ts";
import { fitPlan } from "./fit-plan.ts";
import { mappingText } from "./mapping-text.ts";
import { DEFAULT_NOISE, FIRST_YEAR, GENERATOR_VERSION, MONTHS, type NoiseRates, TRUTH_BILLS_LIMIT } from "./options.ts";
import { productChain } from "./products.ts";
import { random } from "./random.ts";
import { STATISTICS_HEADER, statisticsLines } from "./statistics.ts";
import type { World } from "./world.ts";
import { SHIPMENTS_HEADER, TRUTH_BILLS_HEADER, writeBills } from "./write-bills.ts";
import { writeInputMap } from "./write-input-map.ts";
import { writeTruth } from "./write-truth.ts";

const SHIPMENTS = "shipments.csv";
const MAPPING = "shipments.mapping.yaml";
const STATISTICS = "statistics.csv";
const STATISTICS_MAPPING = "statistics.mapping.yaml";
const REPORT = "world.json";
const TRUTH = "truth";

export interface WorldOptions {
  /** Rows of shipments.csv, master bills among them. */
  readonly shipments: number;
  readonly seed: number;
  /** A folder that is new, empty, or holds a made world, which is replaced. */
  readonly out: string;
  readonly book: Pick<Book, "inputs" | "folders" | "nomenclature">;
  /** Rates of noise that differ from `DEFAULT_NOISE`. */
  readonly noise?: Partial<NoiseRates>;
  /** Whether truth/bills.csv is written; by default up to a million rows. */
  readonly truthBills?: boolean;
  readonly onProgress?: (rows: number) => void;
  readonly signal?: AbortSignal;
}

/** What was made; world.json holds the same. */
export interface WorldReport {
  readonly made: true;
  readonly generator: { readonly name: "headwater synth"; readonly version: number };
  readonly seed: number;
  readonly source: string;
  readonly shipments: number;
  readonly period: { readonly from: string; readonly until: string };
  readonly noise: NoiseRates;
  readonly truthBills: boolean;
  readonly counts: Readonly<Record<string, number>>;
  readonly noiseCounts: BillSums["noise"];
  /** What of the trade profiles rests on calibration tables, and what on assumptions of the generator. */
  readonly calibratedExporters: readonly string[];
  readonly assumedExporters: readonly string[];
  readonly linksLeftOut: number;
  readonly note: string;
}

const NOTE =
  "Everything in this folder is made by a generator. No party, bill, stake or price in it is real. Every modelled input " +
  "is bought abroad by a bill, so that the bills hold the whole chain; goods sold at home have no bill.";

/**
 * Writes a made world of bills of lading and the truth behind it. The same options and book give the same bytes.
 *
 * Throws InvalidInput for a count or a seed that is no whole number, and for a folder that holds other files.
 */
export async function makeWorld(options: WorldOptions): Promise<WorldReport> {
  const { shipments, seed, out } = options;
  checkNumbers(shipments, seed);
  await prepareFolder(out);
  const noise = { ...DEFAULT_NOISE, ...options.noise };
  const truthBills = options.truthBills ?? shipments <= TRUTH_BILLS_LIMIT;
  const masters = Math.floor(shipments * noise.masters);
  const houses = shipments - masters;
  const calibration = await readCalibration(options.book.folders);
  const chain = productChain(options.book.inputs, calibration, options.book.nomenclature.describe);
  const { world, linksLeftOut } = fitPlan(chain, houses, seed);
  const plan = planBills(world, houses, random(seed, "bill plan"));
  const truthFolder = join(out, TRUTH);
  await mkdir(truthFolder, { recursive: true });
  const files: CsvFile[] = [];
  const opened = async (path: string, header: string) => {
    const file = await csvFile(path, header);
    files.push(file);
    return file;
  };
  try {
    const bills = await opened(join(out, SHIPMENTS), SHIPMENTS_HEADER);
    const truth = truthBills ? await opened(join(truthFolder, "bills.csv"), TRUTH_BILLS_HEADER) : null;
    const onRows = (rows: number) => {
      options.signal?.throwIfAborted();
      options.onProgress?.(rows);
    };
    const job = { world, plan, houses, masters, seed, noise, shipments: bills, truth, onRows };
    const sums = await writeBills({ ...job, random: random(seed, "bills") });
    const statistics = await opened(join(out, STATISTICS), STATISTICS_HEADER);
    for (const line of statisticsLines(world, sums)) {
      statistics.add(line);
      await statistics.drain();
    }
    await writeTruth(world, sums, plan.cents, truthFolder, sourceOf(seed));
    await writeInputMap(world, options.book.inputs, truthFolder, sourceOf(seed));
    for (const file of files) await file.finish();
    const report = worldReport(options, world, sums, { noise, truthBills, houses, masters, linksLeftOut }, calibration);
    await writeFile(join(out, MAPPING), mappingText("shipments", report.source, SHIPMENTS_HEADER));
    await writeFile(join(out, STATISTICS_MAPPING), mappingText("flows", report.source, STATISTICS_HEADER));
    await writeFile(join(out, REPORT), `${JSON.stringify(report, null, 2)}\n`);
    return report;
  } catch (problem) {
    for (const file of files) await file.discard();
    await emptyFolder(out);
    throw problem;
  }
}

function sourceOf(seed: number): string {
  return `made-world-${seed}`;
}

function checkNumbers(shipments: number, seed: number): void {
  if (!Number.isSafeInteger(shipments) || shipments < 1) {
    throw new InvalidInput(`“${shipments}” is not a number of shipments.`, { hint: "Give a whole number from 1 on." });
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new InvalidInput(`“${seed}” is not a seed.`, { hint: "Give a whole number from 0 on." });
  }
}

async function prepareFolder(out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const names = await readdir(out);
  if (names.length > 0 && !names.includes(REPORT)) {
    throw new InvalidInput(`The folder “${out}” holds other files.`, { hint: "Give a new or an empty folder." });
  }
  await emptyFolder(out);
}

/** Removes what a made world consists of, and nothing else. */
async function emptyFolder(out: string): Promise<void> {
  for (const name of [TRUTH, SHIPMENTS, MAPPING, STATISTICS, STATISTICS_MAPPING, REPORT]) {
    await rm(join(out, name), { recursive: true, force: true });
  }
}

interface Made {
  readonly noise: NoiseRates;
  readonly truthBills: boolean;
  readonly houses: number;
  readonly masters: number;
  readonly linksLeftOut: number;
}

function worldReport(
  { shipments, seed }: WorldOptions,
  world: World,
  sums: BillSums,
  made: Made,
  calibration: Calibration,
): WorldReport {
  const ofKind = (kind: string) => world.parties.filter((party) => party.kind === kind).length;
  const holders = world.parties.filter(({ stage }) => stage === "holder").length;
  const codes = world.products.map(({ hs }) => hs).sort();
  const calibrated = new Set(codes.filter((hs) => calibration(hs).exportersBasis === "calibrated"));
  return {
    made: true,
    generator: { name: "headwater synth", version: GENERATOR_VERSION },
    seed,
    source: sourceOf(seed),
    shipments,
    period: { from: `${FIRST_YEAR}-01-01`, until: `${FIRST_YEAR + MONTHS / 12}-01-01` },
    noise: made.noise,
    truthBills: made.truthBills,
    counts: {
      houses: made.houses,
      masters: made.masters,
      parties: world.parties.length,
      firms: ofKind("company") + ofKind("government") - holders,
      traders: ofKind("trader"),
      forwarders: ofKind("forwarder"),
      holders,
      products: world.products.length,
      links: world.links.length,
      stakes: world.stakes.length,
      plants: world.plants.length,
      singleSources: world.singleSources.length,
    },
    noiseCounts: sums.noise,
    calibratedExporters: [...calibrated],
    assumedExporters: codes.filter((hs) => !calibrated.has(hs)),
    linksLeftOut: made.linksLeftOut,
    note: NOTE,
  };
}
