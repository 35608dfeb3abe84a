import { isAscending, sortBy } from "./counting-sort.ts";
import { type EstimateBands, NO_BANDS } from "./estimate-values.ts";
import {
  type CompileCount,
  type Dataset,
  type EntryColumns,
  type FacilityTable,
  type ImportSpan,
  type Network,
  NO_FACILITIES,
  type NodeTable,
  type Pages,
  type PartyTable,
  type RunTable,
} from "./network.ts";
import { sharedFloat64, sharedInt32, sharedUint8, sharedUint16, sharedUint32 } from "./shared-array.ts";
import { bandReader, sumRuns } from "./sum-runs.ts";

/** The rows of a dataset in any order, already numbered by the dictionaries that go with them. */
export interface RawEntries {
  readonly count: number;
  readonly buyer: Int32Array;
  readonly seller: Int32Array;
  readonly product: Uint16Array;
  readonly day: Uint16Array;
  readonly usd: Float64Array;
  readonly kg: Float64Array;
  readonly origin: Uint16Array;
  readonly destination: Uint16Array;
  readonly port: Uint16Array;
  readonly row: Uint32Array;
  readonly flags: Uint8Array;
  /** Index into the facilities; absent where no row states one. */
  readonly facility?: Uint32Array;
}

/** What goes with the entries: the names behind the numbers. */
export interface Dictionaries {
  readonly dataset: Dataset;
  readonly products: readonly string[];
  readonly countries: readonly string[];
  readonly ports: readonly string[];
  readonly parties: PartyTable;
  readonly imports: readonly ImportSpan[];
  readonly compiled: CompileCount;
  /** Default none. */
  readonly facilities?: FacilityTable;
  /** Bands of the values that were estimated by weight; default none. */
  readonly estimates?: EstimateBands;
}

const DAYS = 65_536;
const WORD = 65_536;

/** Everything is in memory: nothing to fetch. */
const ALL_RESIDENT: Pages = { complete: () => true, want() {}, fetch() {} };

/** Runs keep their sums where there are at least so many entries to a run. */
const ENTRIES_A_RUN = 4;

/**
 * Sorts the entries by (buyer, product, seller, origin, destination, day) and indexes them by run, and the runs by
 * buyer and by seller. The result does not depend on the order in which the rows came. Rows that already lie in that order
 * need no sorting, and their columns become those of the network.
 */
export function buildNetwork(raw: RawEntries, names: Dictionaries, { sorted = false } = {}): Network {
  const parties = names.parties.count;
  const products = names.products.length;
  const order = sorted ? identity(raw.count) : entryOrder(raw, parties, products, names.countries.length);
  const starts = runStarts(raw, order);
  const first = starts.map((start) => order[start] ?? 0);
  const buyer = gather(first, raw.buyer, sharedInt32);
  const seller = gather(first, raw.seller, sharedInt32);
  const product = gather(first, raw.product, sharedUint16);

  const reverse = sortBy(sortBy(identity(starts.length), product, products), seller, parties);
  const buy = nodeTable({ order: null, party: buyer, product, parties, products });
  const sell = nodeTable({ order: reverse, party: seller, product, parties, products });
  const column = <C extends Column>(from: C, make: (length: number) => C) =>
    sorted ? from : gather(order, from, make);
  const columns: EntryColumns = {
    day: column(raw.day, sharedUint16),
    usd: column(raw.usd, sharedFloat64),
    kg: column(raw.kg, sharedFloat64),
    port: column(raw.port, sharedUint16),
    flags: column(raw.flags, sharedUint8),
    row: column(raw.row, sharedUint32),
    facility: raw.facility === undefined ? sharedUint32(0) : column(raw.facility, sharedUint32),
  };
  const offsets = sharedInt32(starts.length + 1);
  offsets.set(starts);
  offsets[starts.length] = raw.count;
  const origin = gather(first, raw.origin, sharedUint16);
  const destination = gather(first, raw.destination, sharedUint16);
  const estimates = names.estimates ?? NO_BANDS;
  const goods = { productOf: (run: number) => product[run] as number, origin, destination };
  const summed = starts.length * ENTRIES_A_RUN <= raw.count;
  const runs: RunTable = {
    count: starts.length,
    offsets,
    buyNode: numberRuns(buy, null, buyer),
    sellNode: numberRuns(sell, reverse, seller),
    origin,
    destination,
    sums: summed ? sumRuns(columns, offsets, bandReader(estimates, columns, goods)) : null,
  };
  const [firstDay, lastDay] = extent(columns.day);
  const { dataset, countries, ports, imports, compiled } = names;
  return {
    dataset,
    entries: raw.count,
    columns,
    runs,
    reverse,
    buy,
    sell,
    products: names.products,
    countries,
    ports,
    parties: names.parties,
    facilities: names.facilities ?? NO_FACILITIES,
    imports,
    firstDay,
    lastDay,
    compiled,
    estimates,
    pages: ALL_RESIDENT,
    need() {},
  };
}

function entryOrder(raw: RawEntries, parties: number, products: number, countries: number): Int32Array {
  let order = identity(raw.count);
  if (!isAscending(raw.row)) {
    order = sortBy(order, new Uint16Array(raw.row), WORD);
    order = sortBy(
      order,
      raw.row.map((row) => row >>> 16),
      WORD,
    );
  }
  order = sortBy(order, raw.day, DAYS);
  order = sortBy(sortBy(order, raw.destination, countries), raw.origin, countries);
  order = sortBy(order, raw.seller, parties);
  return sortBy(sortBy(order, raw.product, products), raw.buyer, parties);
}

/** Where in `order` each run begins. */
function runStarts({ buyer, product, seller, origin, destination }: RawEntries, order: Int32Array): Int32Array {
  const starts = new Int32Array(order.length);
  let count = 0;
  let last = -1;
  for (let at = 0; at < order.length; at++) {
    const entry = order[at] as number;
    const isSame =
      last >= 0 &&
      seller[entry] === seller[last] &&
      buyer[entry] === buyer[last] &&
      product[entry] === product[last] &&
      origin[entry] === origin[last] &&
      destination[entry] === destination[last];
    if (!isSame) starts[count++] = at;
    last = entry;
  }
  return starts.slice(0, count);
}

function identity(length: number): Int32Array {
  const order = new Int32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  return order;
}

interface Column {
  readonly length: number;
  [index: number]: number;
}

function gather<C extends Column>(order: Int32Array, from: C, make: (length: number) => C): C {
  const column = make(order.length);
  for (let i = 0; i < order.length; i++) column[i] = from[order[i] as number] as number;
  return column;
}

interface SideRuns {
  /** Positions in (party, product) order; null if the runs lie in it. */
  readonly order: Int32Array | null;
  readonly party: Int32Array;
  readonly product: Uint16Array;
  readonly parties: number;
  readonly products: number;
}

function nodeTable({ order, party, product, parties, products }: SideRuns): NodeTable {
  const starts = nodeStarts(order, party, product);
  const count = starts.length;
  const offsets = sharedInt32(count + 1);
  const nodeParty = sharedInt32(count);
  const nodeProduct = sharedUint16(count);
  const ofParty = sharedInt32(parties + 1);
  const ofProduct = sharedInt32(products + 1);
  for (let node = 0; node < count; node++) {
    const start = starts[node] as number;
    const entry = order === null ? start : (order[start] as number);
    const p = party[entry] as number;
    const q = product[entry] as number;
    offsets[node] = start;
    nodeParty[node] = p;
    nodeProduct[node] = q;
    ofParty[p + 1] = (ofParty[p + 1] as number) + 1;
    ofProduct[q + 1] = (ofProduct[q + 1] as number) + 1;
  }
  offsets[count] = party.length;
  for (let p = 0; p < parties; p++) ofParty[p + 1] = (ofParty[p + 1] as number) + (ofParty[p] as number);
  for (let q = 0; q < products; q++) ofProduct[q + 1] = (ofProduct[q + 1] as number) + (ofProduct[q] as number);
  const byProduct = sortBy(identity(count), nodeProduct, products);
  return { count, party: nodeParty, product: nodeProduct, offsets, ofParty, ofProduct, byProduct };
}

function nodeStarts(order: Int32Array | null, party: Int32Array, product: Uint16Array): Int32Array {
  const starts = new Int32Array(party.length);
  let count = 0;
  let lastParty = -1;
  let lastProduct = -1;
  for (let at = 0; at < party.length; at++) {
    const entry = order === null ? at : (order[at] as number);
    const p = party[entry] as number;
    const q = product[entry] as number;
    if (p === lastParty && q === lastProduct) continue;
    starts[count++] = at;
    lastParty = p;
    lastProduct = q;
  }
  return starts.subarray(0, count);
}

/** Writes each run's node number over its party number: the array is reused. */
function numberRuns(nodes: NodeTable, order: Int32Array | null, party: Int32Array): Int32Array {
  for (let node = 0; node < nodes.count; node++) {
    const until = nodes.offsets[node + 1] as number;
    for (let at = nodes.offsets[node] as number; at < until; at++) {
      party[order === null ? at : (order[at] as number)] = node;
    }
  }
  return party;
}

function extent(day: Uint16Array): [number, number] {
  if (day.length === 0) return [0, -1];
  let first = DAYS;
  let last = 0;
  for (let i = 0; i < day.length; i++) {
    const d = day[i] as number;
    if (d < first) first = d;
    if (d > last) last = d;
  }
  return [first, last];
}
