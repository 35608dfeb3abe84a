import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { openDuckDB } from "../store/engine.ts";
import { nativeWork } from "../store/native-work.ts";
import type { Store } from "../store/store.ts";
import type { ImportRequest } from "./import-request.ts";
import type { ReadOptions } from "./reader/protocol.ts";
import { limitsFor, type Reader, startReader } from "./reader/start-reader.ts";
import { withScratchFolder } from "./scratch-folder.ts";

/** Most that the checks may hold of a file; what needs more spills into the scratch folder, however large the file. */
const MEMORY = "4GB";

export interface ImportPlace {
  readonly store: Store;
  readonly request: Pick<ImportRequest, "signal" | "onProgress">;
  /** Absolute path. */
  readonly file: string;
  readonly size: number;
  readonly options: Omit<ReadOptions, "file" | "folder">;
}

/** What an import works with: an engine of its own and the process that reads the file. */
export interface OpenImport {
  readonly connection: DuckDBConnection;
  readonly reader: Reader;
}

/** Runs `body` with an engine, a reading process and a scratch folder that are gone afterwards, also when aborted. */
export function openImport<T>(
  { store, request, file, size, options }: ImportPlace,
  body: (opened: OpenImport) => Promise<T>,
): Promise<T> {
  const work = async (folder: string) => {
    const instance = await openDuckDB(join(folder, "spill"), { memory: MEMORY });
    const connection = await instance.connect();
    const interrupt = () => connection.interrupt();
    request.signal?.addEventListener("abort", interrupt, { once: true });
    const reader = startReader(
      { file, folder, ...options },
      limitsFor(size),
      (progress) => request.onProgress?.({ ...progress, rows: 0 }),
      request.signal,
    );
    try {
      return await body({ connection, reader });
    } catch (error) {
      request.signal?.throwIfAborted();
      throw error;
    } finally {
      request.signal?.removeEventListener("abort", interrupt);
      reader.close();
      connection.closeSync();
      instance.closeSync();
    }
  };
  return nativeWork(() => withScratchFolder(store.folder, work));
}
