import { tmpdir } from "node:os";
import { join } from "node:path";
import { uniqueName } from "./disk.ts";
import { openDuckDB } from "./engine.ts";
import { nativeWork } from "./native-work.ts";
import type { Store } from "./store.ts";
import type { DataFile, Vintage } from "./vintage.ts";

export interface Compacted {
  readonly vintage: number;
  readonly filesBefore: number;
  readonly filesAfter: number;
}

/** Files of this size and above are left as they are. */
const LARGE_BYTES = 256 * 2 ** 20;

/** Merges the small files that one import has in one table. Rows and their imports stay as they are. */
export function compact(store: Store): Promise<Compacted> {
  return nativeWork(() => mergeSmallFiles(store));
}

async function mergeSmallFiles(store: Store): Promise<Compacted> {
  const instance = await openDuckDB(join(tmpdir(), `headwater-${uniqueName()}`));
  const connection = await instance.connect();
  try {
    let filesBefore = 0;
    let merged = 0;
    const { vintage } = await store.write("Compact small files", async (tx) => {
      filesBefore = fileCount(tx.before);
      for (const [table, { files }] of Object.entries(tx.before.tables)) {
        for (const group of groupsToMerge(files)) {
          await tx.merge(table, connection, group);
          merged += group.length - 1;
        }
      }
    });
    return { vintage, filesBefore, filesAfter: filesBefore - merged };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function groupsToMerge(files: readonly DataFile[]): DataFile[][] {
  const small = files.filter(({ bytes }) => bytes < LARGE_BYTES);
  const byImport = new Map<string, DataFile[]>();
  for (const file of small) byImport.set(file.importId, [...(byImport.get(file.importId) ?? []), file]);
  return [...byImport.values()].filter((group) => group.length > 1);
}

const fileCount = ({ tables }: Vintage): number =>
  Object.values(tables).reduce((sum, { files }) => sum + files.length, 0);
