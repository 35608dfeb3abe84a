import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { InvalidInput } from "../../errors.ts";
import type { Staged } from "./protocol.ts";
import { STAGED_FORMAT } from "./read-csv.ts";

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const identifier = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export interface ParquetShape {
  readonly header: readonly string[];
  readonly sample: readonly (readonly (string | null)[])[];
}

/** The columns and first rows of a Parquet file. Throws InvalidInput when it is damaged. */
export async function peekParquet(connection: DuckDBConnection, file: string): Promise<ParquetShape> {
  return await naming(file, async () => {
    const described = await connection.runAndReadAll(`describe select * from ${source(file)}`);
    const header = described.getRows().map((row) => String(row[0]));
    const texts = header.map((name) => `cast(${identifier(name)} as varchar)`).join(", ");
    const sample = await connection.runAndReadAll(`select ${texts} from ${source(file)} limit 100`);
    return {
      header,
      sample: sample.getRows().map((row) => row.map((value) => (value === null ? null : String(value)))),
    };
  });
}

/** Stages a Parquet file: each value as the shortest text that stands for it. */
export async function stageParquet(
  connection: DuckDBConnection,
  file: string,
  header: readonly string[],
  columns: readonly number[],
  folder: string,
): Promise<Staged> {
  const path = join(folder, "staged.parquet");
  const select = columns.map((at) => `cast(${identifier(header[at] ?? "")} as varchar) as c${at}`).join(", ");
  return await naming(file, async () => {
    const reader = await connection.runAndReadAll(
      `copy (select ${select} from ${source(file)}) to ${literal(path)} (${STAGED_FORMAT})`,
    );
    const rows = Number(reader.getRows()[0]?.[0] ?? 0);
    return { path, rows, numbered: false, rejects: [], rejected: 0, warnings: [] };
  });
}

const source = (file: string): string => `read_parquet(${literal(file)}, hive_partitioning = false)`;

async function naming<T>(file: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    const said = reason.replace(/^[A-Za-z ]+ Error: /, "").replaceAll(file, basename(file));
    throw new InvalidInput(`“${basename(file)}” is not a readable Parquet file: ${said.replace(/\.?$/, ".")}`, {
      hint: "The file is damaged or was cut off: fetch it again.",
    });
  }
}
