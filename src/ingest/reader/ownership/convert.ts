import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { STATEMENTS } from "./bods.ts";
import type { Converted, ConvertOptions } from "./conversion.ts";
import { convertJson, ENTITIES } from "./convert-json.ts";
import { convertTable } from "./convert-table.ts";
import { type SaidParty, type Sink, TABLES } from "./form.ts";
import { leftOut } from "./left-out.ts";
import { openTables, type TableWriter } from "./table-writer.ts";

/** What is kept of a file until it is checked as a whole. */
const OWN_TABLES = { bods: STATEMENTS, ftm: ENTITIES, opensanctions: {}, gleif: {} } as const;

/**
 * Takes a file of ownership apart into tables, holding no more of it than one record and what the engine spills. JSON is
 * all or nothing: one statement that cannot be read refuses the file. Of a table the rows that cannot are set aside.
 */
export async function convert(connection: DuckDBConnection, options: ConvertOptions): Promise<Converted> {
  const writer = openTables(options.folder, { ...TABLES, ...OWN_TABLES[options.form] });
  const counts = leftOut();
  const at = { record: 0 };
  const conversion = { ...options, connection, writer, sink: sinkInto(writer, at, counts), at, counts };
  const isJson = options.form === "bods" || options.form === "ftm";
  const outcome = await (isJson ? convertJson(conversion) : convertTable(conversion));
  for (const table of Object.keys(TABLES)) {
    const path = join(options.folder, `${table}.parquet`).replaceAll("'", "''");
    await connection.run(`copy ${table} to '${path}' (format parquet, compression lz4_raw)`);
  }
  return { ...outcome, folder: options.folder, warnings: [...outcome.remarks, ...counts.warnings()] };
}

function sinkInto(writer: TableWriter, at: { readonly record: number }, counts: ReturnType<typeof leftOut>): Sink {
  return {
    party: ({ party, kind, name, country, incorporatedIn = null, legalForm = null }: SaidParty) =>
      writer.row("parties", [at.record, party, kind, name, country, incorporatedIn, legalForm]),
    country: (party, country) => writer.row("countries", [at.record, party, country]),
    name: (party, name, kind) => writer.row("names", [at.record, party, name, kind]),
    id: (party, scheme, value, rank) => writer.row("ids", [at.record, party, scheme, value, rank]),
    stake: ({ holder, held, interest, low, high, from, until, known, throughParts }) =>
      writer.row(throughParts === true ? "indirect_stakes" : "stakes", [
        at.record,
        holder,
        held,
        interest,
        low,
        high,
        from,
        until,
        known,
      ]),
    listing: ({ party, list, from, until, known }) =>
      writer.row("listings", [at.record, party, list, from, until, known]),
    leaveOut: (what) => counts.add(what),
  };
}
