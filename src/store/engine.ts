import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type Json,
} from "@duckdb/node-api";
import { StoreProblem } from "../errors.ts";
import { type ColumnArray, columnArray } from "./column-array.ts";
import { uniqueName } from "./disk.ts";
import { jsonValue } from "./json-value.ts";
import { beginNativeWork, nativeWork } from "./native-work.ts";
import { render, type Sql, type SqlValue } from "./sql.ts";
import { sqlType, TABLES, type Table } from "./tables.ts";
import { quote } from "./transaction.ts";
import { VIEWS } from "./views.ts";
import type { DataFile, Vintage } from "./vintage.ts";

export type { ColumnArray } from "./column-array.ts";

export interface ColumnChunk<Columns extends readonly ColumnArray[] = readonly ColumnArray[]> {
  readonly rows: number;
  /** In the order of the query's columns. */
  readonly columns: Columns;
}

export interface EngineOptions {
  /** Cores to use; all of them by default. */
  readonly threads?: number;
  /** Most memory to use, as DuckDB writes it: "4GB". Work that needs more goes to a temporary folder. */
  readonly memory?: string;
  /** In which folder work that needs more is kept meanwhile; the system's own by default. */
  readonly spill?: string;
}

/**
 * DuckDB in memory with one view a table over the active files of a vintage, closed to everything else on the machine.
 *
 * Questions may run side by side. One that cannot be bound is a bug; one that runs out of room is a StoreProblem.
 */
export class Engine {
  readonly vintage: Vintage;
  readonly #instance: DuckDBInstance;
  readonly #spill: string;
  readonly #idle: DuckDBConnection[] = [];
  readonly #busy = new Set<DuckDBConnection>();

  private constructor(vintage: Vintage, instance: DuckDBInstance, spill: string) {
    this.vintage = vintage;
    this.#instance = instance;
    this.#spill = spill;
  }

  static async open(vintage: Vintage, options: EngineOptions = {}): Promise<Engine> {
    const spill = join(options.spill ?? tmpdir(), `headwater-${uniqueName()}`);
    const instance = await nativeWork(() => openDuckDB(spill, options));
    const engine = new Engine(vintage, instance, spill);
    try {
      await engine.#withConnection(async (connection) => {
        for (const table of TABLES)
          await runText(connection, viewOfTable(table, vintage.tables[table.name]?.files ?? []));
        const facts = factsOf(vintage);
        for (const { name, select } of VIEWS) {
          await runText(connection, `create view ${name} as ${render(select(facts), "duckdb").text}`);
        }
        await runText(connection, `set allowed_directories = [${quote(join(vintage.folder, "tables"))}]`);
        await runText(connection, "set enable_external_access = false");
        await runText(connection, "set lock_configuration = true");
      });
    } catch (error) {
      engine.close();
      throw error;
    }
    return engine;
  }

  /**
   * The rows of a query: decimals as exact text, dates as `YYYY-MM-DD`, whole numbers as numbers when they are safe and
   * as text when they are not.
   */
  async rows<T = Record<string, unknown>>(query: Sql, signal?: AbortSignal): Promise<T[]> {
    return this.#run(query, signal, async (prepared) => {
      const reader = await prepared.runAndReadAll();
      return reader.convertRowObjects<Json>(jsonValue) as T[];
    });
  }

  /**
   * The columns of a query chunk by chunk, numbers as typed arrays: the fast way out for millions of rows.
   *
   * `Columns` are the types that the query gives them, as the caller knows it.
   * A NULL is NaN in a column of floats, null in one of text, and an error in any other: coalesce it in the query.
   * Arrays of numbers are windows on the engine's memory: copy them before asking for the next chunk.
   */
  async *columns<Columns extends readonly ColumnArray[]>(
    query: Sql,
    signal?: AbortSignal,
  ): AsyncGenerator<ColumnChunk<Columns>> {
    const end = beginNativeWork();
    const connection = await this.#take().catch((error: unknown) => {
      end();
      throw error;
    });
    const hearOff = interruptOnAbort(connection, signal);
    try {
      signal?.throwIfAborted();
      const prepared = await prepare(connection, query);
      try {
        const result = await prepared.stream();
        const types = result.columnTypes();
        const names = result.columnNames();
        for (;;) {
          signal?.throwIfAborted();
          const chunk: DuckDBDataChunk | null = await result.fetchChunk();
          if (chunk === null || chunk.rowCount === 0) break;
          const columns = types.map((type, index) =>
            columnArray(chunk.getColumnVector(index), type, names[index] ?? ""),
          );
          yield { rows: chunk.rowCount, columns: columns as readonly ColumnArray[] as Columns };
        }
      } finally {
        prepared.destroySync();
      }
    } catch (error) {
      throw explained(error, signal);
    } finally {
      hearOff();
      this.#give(connection);
      end();
    }
  }

  close(): void {
    for (const connection of [...this.#idle, ...this.#busy]) connection.closeSync();
    this.#instance.closeSync();
    rmSync(this.#spill, { recursive: true, force: true });
  }

  async #run<T>(
    query: Sql,
    signal: AbortSignal | undefined,
    work: (prepared: DuckDBPreparedStatement) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    return this.#withConnection(async (connection) => {
      const hearOff = interruptOnAbort(connection, signal);
      try {
        const prepared = await prepare(connection, query);
        try {
          return await work(prepared);
        } finally {
          prepared.destroySync();
        }
      } catch (error) {
        throw explained(error, signal);
      } finally {
        hearOff();
      }
    });
  }

  #withConnection<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return nativeWork(async () => {
      const connection = await this.#take();
      try {
        return await work(connection);
      } finally {
        this.#give(connection);
      }
    });
  }

  async #take(): Promise<DuckDBConnection> {
    const connection = this.#idle.pop() ?? (await this.#instance.connect());
    this.#busy.add(connection);
    return connection;
  }

  #give(connection: DuckDBConnection): void {
    if (this.#busy.delete(connection)) this.#idle.push(connection);
  }
}

/**
 * Interrupts the query of a connection when the signal says so, until it has ended: an interrupt that comes before the
 * query has begun is lost. Returns what ends the listening.
 */
function interruptOnAbort(connection: DuckDBConnection, signal: AbortSignal | undefined): () => void {
  if (signal === undefined) return () => undefined;
  let again: NodeJS.Timeout | undefined;
  const stop = () => {
    connection.interrupt();
    again ??= setInterval(() => connection.interrupt(), BETWEEN_INTERRUPTS);
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  return () => {
    signal.removeEventListener("abort", stop);
    clearInterval(again);
  };
}

const BETWEEN_INTERRUPTS = 20;

/** DuckDB in memory that never reaches for the network; work that outgrows memory goes to `spill`. */
export function openDuckDB(spill: string, { threads, memory }: EngineOptions = {}): Promise<DuckDBInstance> {
  return DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    temp_directory: spill,
    ...(threads === undefined ? {} : { threads: String(threads) }),
    ...(memory === undefined ? {} : { memory_limit: memory }),
  });
}

async function prepare(connection: DuckDBConnection, query: Sql): Promise<DuckDBPreparedStatement> {
  const { text, values } = render(query, "duckdb");
  const prepared = await connection.prepare(text);
  for (const [index, value] of values.entries()) bind(prepared, index + 1, value);
  return prepared;
}

function bind(prepared: DuckDBPreparedStatement, position: number, value: SqlValue): void {
  if (value === null) prepared.bindNull(position);
  else if (typeof value === "string") prepared.bindVarchar(position, value);
  else if (typeof value === "boolean") prepared.bindBoolean(position, value);
  else if (typeof value === "bigint") prepared.bindBigInt(position, value);
  else if (Number.isSafeInteger(value)) prepared.bindBigInt(position, BigInt(value));
  else prepared.bindDouble(position, value);
}

async function runText(connection: DuckDBConnection, text: string): Promise<void> {
  try {
    await connection.run(text);
  } catch (error) {
    throw explained(error, undefined);
  }
}

function viewOfTable(table: Table, files: readonly DataFile[]): string {
  const columns = table.columns.map(({ name, type }) => {
    const everywhereLacking = files.every((file) => file.lackingColumns.includes(name));
    return `cast(${everywhereLacking ? "null" : name} as ${sqlType(type)}) as ${name}`;
  });
  const view = `create view ${table.name} as select ${columns.join(", ")}`;
  if (files.length === 0) return `${view} where false`;
  const paths = files.map((file) => quote(file.path)).join(", ");
  // Reading by name opens every file when the view is made: only where files differ.
  const byName = files.some((file) => file.lackingColumns.length > 0);
  return `${view} from read_parquet([${paths}], hive_partitioning = false, union_by_name = ${byName})`;
}

function factsOf(vintage: Vintage): { hasRates: boolean; hasMasterBills: boolean } {
  const files = (table: string) => vintage.tables[table]?.files ?? [];
  return {
    hasRates: files("fx").length > 0,
    hasMasterBills: files("shipments").some(
      ({ emptyColumns, lackingColumns }) => ![...emptyColumns, ...lackingColumns].includes("master_bill"),
    ),
  };
}

/** DuckDB throws bare errors told apart by their first words only. */
function explained(error: unknown, signal: AbortSignal | undefined): unknown {
  if (!(error instanceof Error) || error instanceof StoreProblem || error === signal?.reason) return error;
  if (signal?.aborted === true && /interrupt/i.test(error.message)) return signal.reason;
  if (/^Out of Memory Error/i.test(error.message)) {
    return new StoreProblem("The question needs more memory than it may use.", {
      hint: "Narrow it by a date window or a product, or allow more memory.",
      cause: error,
    });
  }
  if (/^(IO|HTTP|Invalid Input) Error/i.test(error.message) && /parquet|file/i.test(error.message)) {
    return new StoreProblem(`A data file of the store cannot be read: ${firstLine(error.message)}`, {
      hint: "Restore the file from a backup, or undo the import it belongs to and import again.",
      cause: error,
    });
  }
  return new Error(`A query failed: ${error.message}`, { cause: error });
}

const firstLine = (text: string): string => text.split("\n", 1)[0] ?? text;
