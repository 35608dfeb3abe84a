import { InvalidInput } from "../errors.ts";
import { buildNetwork, type RawEntries } from "../network/build-network.ts";
import { flagOutliers } from "../network/estimate-outliers.ts";
import { unitValues } from "../network/estimate-unit-values.ts";
import { bandChooser, estimateValues, NO_BANDS } from "../network/estimate-values.ts";
import { type Dataset, type ImportSpan, type Network, VALUE_ESTIMATED } from "../network/network.ts";
import { type OwnUnitValues, ownUnitValues } from "../network/own-unit-values.ts";
import { sharedFloat64, sharedInt32, sharedUint8, sharedUint16, sharedUint32 } from "../network/shared-array.ts";
import { findCountry } from "../vocab/country.ts";
import type { NumberArray } from "./column-array.ts";
import type { WholeFacts } from "./dataset-whole.ts";
import { uniqueName } from "./disk.ts";
import type { ColumnChunk, Engine } from "./engine.ts";
import { compileEntries, type NumberTables, type RowsPart } from "./queries/compile-entries.ts";
import { numberedFacilities } from "./queries/compile-facilities.ts";
import { compileParties, numberedParties, PARTY_SEPARATOR, type PartyGroupLine } from "./queries/compile-parties.ts";
import { compilePorts, numberedPorts } from "./queries/compile-ports.ts";
import { compileSpans, type SpanLine, spansOf } from "./queries/compile-spans.ts";
import { type Codes, numberCodes } from "./snapshot-codes.ts";
import { readUnitValues, type StatisticsUsed, unitValueBands } from "./snapshot-estimates.ts";
import { type FacilityTexts, facilityColumns, readFacilities } from "./snapshot-facilities.ts";
import { type NamedColumns, type NamedTexts, namedColumns } from "./snapshot-parties.ts";
import { compileCount, countRows, eachKept, type RowTally, rowTally } from "./snapshot-rows.ts";
import { type Sql, sql } from "./sql.ts";

/** Ports and days are 16-bit numbers. */
const WORD = 65_536;

/** What is being done, and how far it is of 1. */
export type CompileProgress = (step: "parties" | "rows" | "order" | "write", share: number) => void;

export interface CompileOptions {
  readonly progress?: CompileProgress | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The part of a large dataset that is compiled, and what its rows are judged by. */
export interface CompilePart {
  readonly rows: number;
  readonly only: RowsPart;
  readonly facts: WholeFacts;
}

/** A network with the texts that a snapshot keeps beside it. */
export interface CompiledDataset {
  readonly network: Network;
  readonly parties: NamedColumns;
  readonly facilities: NamedColumns;
  /** By facility, the index of its party, or -1. */
  readonly operators: Int32Array;
}

/** Reads a dataset, or a part of it, out of the store and builds its network in memory. */
export async function compileDataset(
  engine: Engine,
  dataset: Dataset,
  { progress, signal }: CompileOptions = {},
  part: CompilePart | null = null,
): Promise<CompiledDataset> {
  progress?.("parties", 0);
  return await withNumberTables(engine, dataset, signal, async (tables) => {
    const parties = await readParties(engine, dataset, tables, signal);
    const ports = await readPorts(engine, dataset, tables, signal);
    const facilities = await readFacilities(engine, dataset, tables.facilities, signal);
    const spans = await engine.rows<SpanLine>(compileSpans(dataset, tables.spans), signal);
    const imports: ImportSpan[] = spans.map((span) => ({ importId: span.import_id, start: Number(span.start_at) }));
    const statistics = part?.facts.statistics ?? (await readUnitValues(engine, dataset, signal));
    const hasFacilities = facilities.ids.length > 1;
    const joined = { ...tables, facilities: hasFacilities ? tables.facilities : null };
    const read = await readEntries(engine, dataset, joined, { progress, signal }, part);
    progress?.("order", 0);
    return compiledDataset(dataset, read, { parties, ports, facilities, imports, statistics }, part?.facts ?? null);
  });
}

/**
 * Keeps the numbers of parties, ports and imports as tables of the engine while `work` runs. As parts of one large query
 * their size would be guessed, and a wrong guess has all rows wait in memory for them.
 */
async function withNumberTables<T>(
  engine: Engine,
  dataset: Dataset,
  signal: AbortSignal | undefined,
  work: (tables: NumberTables & { readonly facilities: Sql }) => Promise<T>,
): Promise<T> {
  const name = `compile_${uniqueName()}`;
  const selects = {
    parties: numberedParties(dataset),
    ports: dataset.table === "shipments" ? numberedPorts(dataset) : sql`select '' as port, 0 as n`,
    facilities: numberedFacilities(dataset),
    spans: spansOf(dataset),
  };
  const table = (part: string): Sql => sql.id(`${name}_${part}`);
  try {
    for (const [part, select] of Object.entries(selects)) {
      await engine.rows(sql`create table ${table(part)} as ${select}`, signal);
    }
    const tables = { parties: table("parties"), ports: table("ports"), spans: table("spans") };
    return await work({ ...tables, facilities: table("facilities") });
  } finally {
    for (const part of Object.keys(selects)) await engine.rows(sql`drop table if exists ${table(part)}`);
  }
}

async function readEntries(
  engine: Engine,
  dataset: Dataset,
  tables: NumberTables,
  { progress, signal }: CompileOptions,
  part: CompilePart | null,
): Promise<ReadColumns> {
  const rows = part?.rows ?? (await countRows(engine, dataset, signal));
  const read = newColumns(rows, tables.facilities === null ? 0 : rows, dataset);
  for await (const chunk of engine.columns<EntryChunk["columns"]>(
    compileEntries(dataset, tables, part?.only),
    signal,
  )) {
    addChunk(read, chunk);
    progress?.("rows", rows === 0 ? 1 : read.seen / rows);
  }
  return read;
}

interface NamedParts {
  readonly parties: NamedTexts;
  readonly facilities: FacilityTexts;
  readonly ports: readonly string[];
  readonly imports: readonly ImportSpan[];
  readonly statistics: StatisticsUsed;
}

function compiledDataset(
  dataset: Dataset,
  read: ReadColumns,
  { parties, facilities, ports, imports, statistics }: NamedParts,
  facts: WholeFacts | null,
): CompiledDataset {
  const codes = numberCodes(read, [...parties.countries, ...facilities.countries], facts);
  const entries = rawEntries(read, codes.product);
  const judged = judgeValues(dataset, entries, codes, statistics, facts?.own ?? null);
  const party = namedColumns(parties, codes.countries);
  const facility = facilityColumns(facilities, codes.countries, party.table.find);
  const network = buildNetwork(entries, {
    dataset,
    estimates: judged.estimates,
    products: codes.products,
    countries: codes.countries,
    ports,
    imports,
    compiled: facts?.compiled ?? compileCount(read, judged.counts),
    parties: party.table,
    facilities: facility.table,
  });
  const { firstDay, lastDay, whole } = facts ?? network;
  return {
    network: { ...network, firstDay, lastDay, whole },
    parties: party.columns,
    facilities: facility.columns,
    operators: facility.operators,
  };
}

/** Flags outliers, and gives bills without a value one by their weight; statistics are left as they were reported. */
function judgeValues(
  dataset: Dataset,
  entries: RawEntries,
  { products, countries }: Codes,
  used: StatisticsUsed,
  known: OwnUnitValues | null,
) {
  const own = known ?? ownUnitValues(unitValues(entries, products.length));
  const outliers = flagOutliers(entries, own);
  if (dataset.table === "flows") {
    return { estimates: NO_BANDS, counts: { outliers, byWeight: { bySteps: [], statistics: null } } };
  }
  const choose = bandChooser(own, unitValueBands(used.lines, products, countries));
  const { bands, bySteps } = estimateValues(entries, choose);
  return { estimates: bands, counts: { outliers, byWeight: { bySteps, statistics: used.name } } };
}

async function readPorts(
  engine: Engine,
  dataset: Dataset,
  tables: NumberTables,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  if (dataset.table === "flows") return [""];
  const named = await engine.rows<{ port: string }>(compilePorts(dataset, tables.ports), signal);
  if (named.length < WORD) return ["", ...named.map(({ port }) => port)];
  throw new InvalidInput(
    `The source "${dataset.sourceId}" names ${named.length} ports, and a network takes ${WORD - 1}.`,
    {
      hint: "See whether the mapping takes another column for the port of lading.",
    },
  );
}

async function readParties(
  engine: Engine,
  dataset: Dataset,
  tables: NumberTables,
  signal: AbortSignal | undefined,
): Promise<NamedTexts> {
  const groups = await engine.rows<PartyGroupLine>(compileParties(dataset, tables.parties), signal);
  const texts: NamedTexts = { ids: [], names: [], countries: [] };
  for (const group of groups) {
    for (const id of group.ids.split(PARTY_SEPARATOR)) texts.ids.push(id);
    for (const name of group.names.split(PARTY_SEPARATOR)) texts.names.push(name);
    for (const country of group.countries.split(PARTY_SEPARATOR)) texts.countries.push(country);
  }
  for (const [i, id] of texts.ids.entries()) {
    const country = dataset.table === "flows" ? findCountry(id) : null;
    if (country !== null) {
      texts.names[i] = country.name;
      texts.countries[i] = country.code;
    } else if (texts.names[i] === "") texts.names[i] = id;
  }
  return texts;
}

/** Columns as they fill up. */
interface ReadColumns extends RowTally {
  readonly buyer: Int32Array;
  readonly seller: Int32Array;
  readonly hs6: Int32Array;
  readonly day: Uint16Array;
  readonly usd: Float64Array;
  readonly kg: Float64Array;
  readonly origin: Uint16Array;
  readonly destination: Uint16Array;
  readonly port: Uint16Array;
  readonly row: Uint32Array;
  readonly flags: Uint8Array;
  /** Of length 0 where no row states one. */
  readonly facility: Uint32Array;
}

function newColumns(rows: number, withFacility: number, dataset: Dataset): ReadColumns {
  return {
    ...rowTally(dataset, rows),
    buyer: sharedInt32(rows),
    seller: sharedInt32(rows),
    hs6: sharedInt32(rows),
    day: sharedUint16(rows),
    usd: sharedFloat64(rows),
    kg: sharedFloat64(rows),
    origin: sharedUint16(rows),
    destination: sharedUint16(rows),
    port: sharedUint16(rows),
    row: sharedUint32(rows),
    flags: sharedUint8(rows),
    facility: sharedUint32(withFacility),
  };
}

/** In the order of `compileEntries`. */
type EntryChunk = ColumnChunk<
  [
    buyer: NumberArray,
    seller: NumberArray,
    hs6: NumberArray,
    day: NumberArray,
    usd: NumberArray,
    kg: NumberArray,
    origin: NumberArray,
    destination: NumberArray,
    port: NumberArray,
    row: NumberArray,
    estimated: NumberArray,
    revision: NumberArray,
    facility: NumberArray,
  ]
>;

function addChunk(read: ReadColumns, { rows, columns }: EntryChunk): void {
  const [buyer, seller, hs6, day, usd, kg, origin, destination, port, row, estimated, revision, facility] = columns;
  const hasParties = (i: number) => (buyer[i] as number) >= 0 && (seller[i] as number) >= 0;
  const hasFacilities = read.facility.length > 0;
  eachKept(read, rows, { hasParties, hs6, day, usd, kg, estimated, revision }, (i, cents, grams) => {
    const at = read.kept;
    read.buyer[at] = buyer[i] as number;
    read.seller[at] = seller[i] as number;
    read.hs6[at] = hs6[i] as number;
    read.day[at] = day[i] as number;
    read.usd[at] = cents;
    read.kg[at] = grams;
    read.origin[at] = origin[i] as number;
    read.destination[at] = destination[i] as number;
    read.port[at] = port[i] as number;
    read.row[at] = row[i] as number;
    read.flags[at] = estimated[i] === 1 && !Number.isNaN(cents) ? VALUE_ESTIMATED : 0;
    if (hasFacilities) read.facility[at] = facility[i] as number;
  });
}

function rawEntries(read: ReadColumns, product: Uint16Array): RawEntries {
  const { kept } = read;
  return {
    count: kept,
    product,
    buyer: read.buyer.subarray(0, kept),
    seller: read.seller.subarray(0, kept),
    day: read.day.subarray(0, kept),
    usd: read.usd.subarray(0, kept),
    kg: read.kg.subarray(0, kept),
    origin: read.origin.subarray(0, kept),
    destination: read.destination.subarray(0, kept),
    port: read.port.subarray(0, kept),
    row: read.row.subarray(0, kept),
    flags: read.flags.subarray(0, kept),
    ...(read.facility.length === 0 ? {} : { facility: read.facility.subarray(0, kept) }),
  };
}
