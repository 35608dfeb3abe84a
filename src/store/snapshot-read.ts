import { closeSync, fstatSync, openSync, unlinkSync } from "node:fs";
import { StoreProblem } from "../errors.ts";
import type { EstimateBands } from "../network/estimate-values.ts";
import type { EntryColumns, Network, NodeTable, PartyTable, RunSums, RunTable } from "../network/network.ts";
import { sharedFloat64, sharedInt32, sharedUint8, sharedUint16, sharedUint32 } from "../network/shared-array.ts";
import {
  type ArrayKind,
  BAND_COLUMNS,
  bytesOf,
  checksum,
  ENTRY_COLUMNS,
  NODE_COLUMNS,
  PREAMBLE_BYTES,
  RUN_COLUMNS,
  RUN_SUMS,
  type Section,
  SNAPSHOT_FORMAT,
  SNAPSHOT_MAGIC,
  type SnapshotHeader,
} from "./snapshot-format.ts";
import { readFully, type SnapshotPages, snapshotPages } from "./snapshot-pages.ts";
import { partyTable } from "./snapshot-parties.ts";

/** The file is not what was written: it is to be compiled again, never trusted. */
export class SnapshotDamaged extends Error {}

/**
 * Opens a snapshot: reads its header and node tables, and the entries only as they are asked for. The file stays open
 * for as long as the network is in use. Throws SnapshotDamaged when the file is cut, altered or of another key.
 */
export function readSnapshot(path: string, key: string): Network {
  const descriptor = openSync(path, "r");
  try {
    const header = readHeader(descriptor, key);
    return networkOf(header, fileSource(descriptor, path, header));
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** A snapshot read whole: plain values and shared arrays, which may be sent to other threads. */
export interface SharedSnapshot {
  readonly header: SnapshotHeader;
  readonly arrays: Readonly<Record<string, SharedTypedArray>>;
}
export type SharedTypedArray = ArrayOf<ArrayKind>;

/** Reads every section of a snapshot and closes it. Throws SnapshotDamaged as `readSnapshot` does. */
export function readWholeSnapshot(path: string, key: string): SharedSnapshot {
  const descriptor = openSync(path, "r");
  try {
    const header = readHeader(descriptor, key);
    const { whole, columns, pages } = fileSource(descriptor, path, header);
    pages.need(0, header.entries);
    const arrays = Object.entries(header.sections).map(([name, { kind }]) => {
      return [name, Object.hasOwn(columns, name) ? columns[name as keyof EntryColumns] : whole(name, kind)] as const;
    });
    return { header, arrays: Object.fromEntries(arrays) };
  } finally {
    closeSync(descriptor);
  }
}

/** A network over arrays that another thread has read: nothing is copied, nothing is left to load. */
export function networkOfShared({ header, arrays }: SharedSnapshot): Network {
  const whole = <Kind extends ArrayKind>(name: string): ArrayOf<Kind> =>
    (arrays[name] ?? missing(name)) as ArrayOf<Kind>;
  const nothing = () => undefined;
  return networkOf(header, {
    whole,
    lazy: (name) => () => whole(name),
    columns: Object.fromEntries(ENTRY_COLUMNS.map(([name]) => [name, whole(name)])) as unknown as EntryColumns,
    pages: { complete: () => true, want: nothing, fetch: nothing, need: nothing },
  });
}

const cut = (): never => {
  throw new SnapshotDamaged("it is cut short");
};

function readHeader(descriptor: number, key: string): SnapshotHeader {
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  readFully(descriptor, preamble, 0, cut);
  if (preamble.toString("latin1", 0, SNAPSHOT_MAGIC.length) !== SNAPSHOT_MAGIC) throw new SnapshotDamaged("not one");
  const { size } = fstatSync(descriptor);
  const length = preamble.readUInt32LE(SNAPSHOT_MAGIC.length);
  if (length > size) cut();
  const text = Buffer.alloc(length);
  readFully(descriptor, text, PREAMBLE_BYTES, cut);
  if (checksum(text) !== preamble.readUInt32LE(SNAPSHOT_MAGIC.length + 4)) throw new SnapshotDamaged("header altered");
  const header = JSON.parse(text.toString("utf8")) as SnapshotHeader;
  if (header.format !== SNAPSHOT_FORMAT || header.key !== key) throw new SnapshotDamaged("of something else");
  if (header.bytes !== size) cut();
  return header;
}

const MAKE = { u8: sharedUint8, u16: sharedUint16, u32: sharedUint32, i32: sharedInt32, f64: sharedFloat64 } as const;
type ArrayOf<Kind extends ArrayKind> = ReturnType<(typeof MAKE)[Kind]>;

/** Where the arrays of a network come from: its file, or a thread that has read the file for all. */
export interface ArraySource {
  whole<Kind extends ArrayKind>(name: string, kind: Kind): ArrayOf<Kind>;
  /** For what few questions need. */
  lazy<Kind extends ArrayKind>(name: string, kind: Kind): () => ArrayOf<Kind>;
  readonly columns: EntryColumns;
  readonly pages: SnapshotPages;
}

/** Reads sections from the open file when they are asked for; each into shared memory of its own. */
function fileSource(descriptor: number, path: string, header: SnapshotHeader): ArraySource {
  const section = (name: string): Section => header.sections[name] ?? missing(name);
  const whole = <Kind extends ArrayKind>(name: string, kind: Kind): ArrayOf<Kind> => {
    const { offset, length, check } = section(name);
    const array = MAKE[kind](length) as ArrayOf<Kind>;
    readFully(descriptor, bytesOf(array), offset, cut);
    if (checksum(bytesOf(array)) !== check) throw new SnapshotDamaged(`section ${name} altered`);
    return array;
  };
  const columns: EntryColumns = {
    day: sharedUint16(header.entries),
    usd: sharedFloat64(header.entries),
    kg: sharedFloat64(header.entries),
    port: sharedUint16(header.entries),
    flags: sharedUint8(header.entries),
    row: sharedUint32(header.entries),
    facility: sharedUint32(section("facility").length),
  };
  return {
    whole,
    lazy: (name, kind) => {
      let array: ReturnType<typeof whole<typeof kind>> | undefined;
      return () => {
        array ??= undamaged(path, () => whole(name, kind));
        return array;
      };
    },
    columns,
    pages: snapshotPages({
      descriptor,
      entries: header.entries,
      columns: ENTRY_COLUMNS.map(([name]) => ({ name, section: section(name), bytes: bytesOf(columns[name]) })),
      checks: whole("checks", "u32"),
      damaged: (what) =>
        undamaged(path, () => {
          throw new SnapshotDamaged(`column ${what} altered`);
        }),
    }),
  };
}

/** The network that a header and its arrays are. */
export function networkOf(header: SnapshotHeader, { whole, lazy, columns, pages }: ArraySource): Network {
  const { products, countries, ports, dataset, imports, firstDay, lastDay, compiled, entries } = header;
  const operators = lazy("facility.operator", "i32");
  return {
    dataset,
    entries,
    columns,
    runs: runTable(header, whole),
    reverse: whole("reverse", "i32"),
    buy: nodeTable("buy", header.nodes.buy, whole),
    sell: nodeTable("sell", header.nodes.sell, whole),
    products,
    countries,
    ports,
    imports,
    firstDay,
    lastDay,
    compiled,
    whole: header.whole,
    estimates: Object.fromEntries(
      BAND_COLUMNS.map((name) => [name, whole(`band.${name}`, "f64")]),
    ) as unknown as EstimateBands,
    pages,
    need: pages.need,
    parties: namedTable("party", header.parties, countries, lazy),
    facilities: {
      ...namedTable("facility", header.facilities, countries, lazy),
      operator: (index) => operators()[index] ?? -1,
    },
  };
}

function namedTable(
  part: "party" | "facility",
  { count, idWidth }: SnapshotHeader["parties"],
  countries: readonly string[],
  lazy: ArraySource["lazy"],
): PartyTable {
  const offsets = lazy(`${part}.nameOffsets`, "u32");
  const names = lazy(`${part}.names`, "u8");
  return partyTable({
    count,
    idWidth,
    ids: lazy(`${part}.ids`, "u8"),
    country: lazy(`${part}.country`, "u16"),
    countries,
    name: (index) => Buffer.from(names().subarray(offsets()[index], offsets()[index + 1])).toString("utf8"),
  });
}

function missing(name: string): never {
  throw new SnapshotDamaged(`section ${name} missing`);
}

type ReadWhole = <Kind extends ArrayKind>(name: string, kind: Kind) => ArrayOf<Kind>;

function nodeTable(side: "buy" | "sell", count: number, whole: ReadWhole): NodeTable {
  const read = Object.fromEntries(NODE_COLUMNS.map(([name, kind]) => [name, whole(`${side}.${name}`, kind)]));
  return { count, ...(read as unknown as Omit<NodeTable, "count">) };
}

function runTable({ runs }: SnapshotHeader, whole: ReadWhole): RunTable {
  const read = Object.fromEntries(RUN_COLUMNS.map(([name, kind]) => [name, whole(`run.${name}`, kind)]));
  const sums = runs.summed ? RUN_SUMS.map(([name, kind]) => [name, whole(`sum.${name}`, kind)]) : null;
  return {
    count: runs.count,
    ...(read as unknown as Omit<RunTable, "count" | "sums">),
    sums: sums === null ? null : (Object.fromEntries(sums) as RunSums),
  };
}

/** Damage found after the snapshot was opened: removes it, so that the next question compiles again. */
function undamaged<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SnapshotDamaged)) throw error;
    try {
      unlinkSync(path);
    } catch {
      // Somebody else may have removed it, or nobody may: the message holds either way.
    }
    throw new StoreProblem(`The snapshot "${path}" is damaged: ${error.message}.`, {
      hint: "Ask again: it has been removed and will be compiled anew.",
      cause: error,
    });
  }
}
