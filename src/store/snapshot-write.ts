import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { nodeDisk, uniqueName } from "./disk.ts";
import type { CompiledDataset } from "./snapshot-compile.ts";
import {
  type ArrayKind,
  BAND_COLUMNS,
  BYTES_OF,
  bytesOf,
  checksum,
  ENTRY_COLUMNS,
  NODE_COLUMNS,
  PAGE_ENTRIES,
  PREAMBLE_BYTES,
  RUN_COLUMNS,
  RUN_SUMS,
  SECTION_ALIGNMENT,
  type Section,
  SNAPSHOT_FORMAT,
  SNAPSHOT_MAGIC,
  type SnapshotHeader,
} from "./snapshot-format.ts";
import type { NamedColumns } from "./snapshot-parties.ts";

interface Part {
  readonly name: string;
  readonly kind: ArrayKind;
  readonly array: ArrayBufferView;
  readonly check: number;
}

/** Writes a compiled dataset to `path`, which appears whole or not at all. */
export async function writeSnapshot(path: string, key: string, compiled: CompiledDataset): Promise<void> {
  const parts = partsOf(compiled);
  const { header, text } = headerOf(key, compiled, parts);
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${uniqueName()}.tmp`;
  try {
    const file = await open(temporary, "wx");
    try {
      const preamble = Buffer.alloc(PREAMBLE_BYTES);
      preamble.write(SNAPSHOT_MAGIC);
      preamble.writeUInt32LE(text.byteLength, SNAPSHOT_MAGIC.length);
      preamble.writeUInt32LE(checksum(text), SNAPSHOT_MAGIC.length + 4);
      await file.write(Buffer.concat([preamble, text]), 0, undefined, 0);
      for (const part of parts)
        await writeAll(file, bytesOf(part.array), (header.sections[part.name] as Section).offset);
      await file.truncate(header.bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    await nodeDisk.syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const WRITE_AT_ONCE = 2 ** 26;

async function writeAll(file: Awaited<ReturnType<typeof open>>, bytes: Uint8Array, offset: number): Promise<void> {
  for (let at = 0; at < bytes.byteLength; ) {
    const { bytesWritten } = await file.write(bytes, at, Math.min(WRITE_AT_ONCE, bytes.byteLength - at), offset + at);
    at += bytesWritten;
  }
}

function partsOf({ network, parties, facilities, operators }: CompiledDataset): Part[] {
  const { columns, runs, reverse } = network;
  const { sums } = runs;
  const entryParts = ENTRY_COLUMNS.map(([name, kind]) => ({ name, kind, array: columns[name], check: 0 }));
  return [
    ...(["buy", "sell"] as const).flatMap((side) =>
      NODE_COLUMNS.map(([name, kind]) => checked(`${side}.${name}`, kind, network[side][name])),
    ),
    ...RUN_COLUMNS.map(([name, kind]) => checked(`run.${name}`, kind, runs[name])),
    ...(sums === null ? [] : RUN_SUMS.map(([name, kind]) => checked(`sum.${name}`, kind, sums[name]))),
    ...BAND_COLUMNS.map((name) => checked(`band.${name}`, "f64", network.estimates[name])),
    checked("reverse", "i32", reverse),
    checked("checks", "u32", pageChecks(entryParts)),
    ...namedParts("party", parties),
    ...namedParts("facility", facilities),
    checked("facility.operator", "i32", operators),
    ...entryParts,
  ];
}

function namedParts(part: "party" | "facility", { ids, names, countries }: NamedColumns): Part[] {
  return [
    checked(`${part}.country`, "u16", countries),
    checked(`${part}.ids`, "u8", ids),
    checked(`${part}.nameOffsets`, "u32", names.offsets),
    checked(`${part}.names`, "u8", names.bytes),
  ];
}

function checked(name: string, kind: ArrayKind, array: ArrayBufferView): Part {
  return { name, kind, array, check: checksum(bytesOf(array)) };
}

/** One checksum a column and page, column after column. */
function pageChecks(parts: readonly Part[]): Uint32Array {
  const checks: number[] = [];
  for (const { kind, array } of parts) {
    const bytes = bytesOf(array);
    const page = PAGE_ENTRIES * BYTES_OF[kind];
    for (let at = 0; at < bytes.byteLength; at += page) checks.push(checksum(bytes.subarray(at, at + page)));
  }
  return Uint32Array.from(checks);
}

function headerOf(
  key: string,
  { network, parties, facilities }: CompiledDataset,
  parts: readonly Part[],
): { header: SnapshotHeader; text: Buffer } {
  const describe = (start: number): SnapshotHeader => {
    const sections: Record<string, Section> = {};
    let offset = start;
    for (const { name, kind, array, check } of parts) {
      sections[name] = { kind, offset, length: array.byteLength / BYTES_OF[kind], check };
      offset = aligned(offset + array.byteLength);
    }
    const { entries, dataset, products, countries, ports, imports, firstDay, lastDay, compiled } = network;
    return {
      format: SNAPSHOT_FORMAT,
      key,
      bytes: offset,
      entries,
      dataset,
      products,
      countries,
      ports,
      parties: { count: network.parties.count, idWidth: parties.idWidth },
      facilities: { count: network.facilities.count, idWidth: facilities.idWidth },
      imports,
      firstDay,
      lastDay,
      compiled,
      ...(network.whole === undefined ? {} : { whole: network.whole }),
      nodes: { buy: network.buy.count, sell: network.sell.count },
      runs: { count: network.runs.count, summed: network.runs.sums !== null },
      sections,
    };
  };
  // Offsets count from behind the header, so their digits can still lengthen it: leave room.
  const room = Buffer.byteLength(JSON.stringify(describe(0))) + parts.length * 16;
  const header = describe(aligned(PREAMBLE_BYTES + room));
  return { header, text: Buffer.from(JSON.stringify(header), "utf8") };
}

function aligned(offset: number): number {
  return Math.ceil(offset / SECTION_ALIGNMENT) * SECTION_ALIGNMENT;
}

const KEPT = 2;
const DAY_IN_MS = 86_400_000;

/** Removes all but the newest snapshots of a name, and what an interrupted writing left a day ago. */
export async function removeOldSnapshots(folder: string, prefix: string, kept = KEPT): Promise<void> {
  const files: { path: string; name: string; written: number }[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) files.push({ path, name, written: found.mtimeMs });
  }
  const newest = Math.max(0, ...files.map(({ written }) => written));
  const own = files.filter(({ name }) => name.startsWith(`${prefix}-`) && name.endsWith(".snapshot"));
  const old = own.sort((a, b) => b.written - a.written).slice(kept);
  const left = files.filter(({ name, written }) => name.endsWith(".tmp") && written < newest - DAY_IN_MS);
  for (const { path } of [...old, ...left]) await rm(path, { force: true });
}
