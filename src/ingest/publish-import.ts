import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Store } from "../store/store.ts";
import type { Transaction } from "../store/transaction.ts";
import type { Vintage } from "../store/vintage.ts";
import type { TableRows } from "./canonical/family-context.ts";
import { literal, nullOr } from "./canonical/sql-text.ts";
import { type EarlierImport, importsOfFile } from "./earlier-imports.ts";
import type { Family } from "./family.ts";
import type { ImportReport, ImportRequest, Reject } from "./import-request.ts";
import { READER_VERSION } from "./reader/protocol.ts";
import type { Reader } from "./reader/start-reader.ts";

/** An import that is read and checked, ready to be written. */
export interface Publication {
  readonly store: Store;
  readonly connection: DuckDBConnection;
  readonly request: ImportRequest;
  /** Base name of the file. */
  readonly name: string;
  readonly size: number;
  readonly mapping: {
    readonly as: Family | "ownership";
    readonly source: string;
    readonly licence: string | null;
    readonly made: boolean;
  };
  readonly mappingSha256: string;
  readonly layout: string;
}

export interface Identity {
  readonly importId: string;
  readonly sha256: string;
}

export interface Days {
  readonly first: string | null;
  readonly last: string | null;
}

/** What was found on the way. Rejects stand in the table `located` of the connection. */
export interface Outcome {
  readonly rejected: number;
  readonly rejects: readonly Reject[];
  readonly warnings: readonly string[];
  readonly days: Days;
}

export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** The id of an import: that of the file's bytes, of how they are read, and of the reader. */
export async function identify(reader: Reader, mappingSha256: string): Promise<Identity> {
  const hash = await reader.sha256();
  return { sha256: hash, importId: sha256(`${hash}\u0000${mappingSha256}\u0000${READER_VERSION}`).slice(0, 16) };
}

/**
 * Writes an import in one write of the store: all of its rows or none. What an earlier file of the same name, source and
 * family brought is replaced, unless it is to be kept; the same import twice adds nothing. `remarks` looks at what was
 * published before.
 */
export async function publish(
  publication: Publication,
  identity: Identity,
  tables: readonly TableRows[],
  outcome: Outcome,
  remarks: (before: Vintage) => Promise<readonly string[]> = () => Promise.resolve([]),
): Promise<ImportReport> {
  const { connection, name, mapping, request, store } = publication;
  const { vintage, result } = await store.write(`Import ${name} as ${mapping.as}`, async (tx) => {
    const before = await importsOfFile(connection, tx.before, name);
    const known = before.find(({ importId }) => importId === identity.importId);
    if (known !== undefined) return { known, replaced: null, rows: 0, remarks: [] };
    const replaced = request.keep === true ? null : replacedBy(before, mapping);
    if (replaced !== null) tx.removeImport(replaced.importId);
    const said = await remarks(tx.before);
    return { known: null, replaced, rows: await addRows(publication, identity, tables, outcome, tx), remarks: said };
  });
  if (result.known !== null) return unchanged(publication, result.known, vintage);
  const { replaced, rows } = result;
  const loud =
    replaced === null
      ? []
      : [
          `“${name}” was imported before with other content: the ${replaced.rows} rows of import ${replaced.importId} were replaced.`,
        ];
  return {
    importId: identity.importId,
    file: name,
    source: mapping.source,
    as: mapping.as,
    layout: publication.layout,
    rows,
    rejected: outcome.rejected,
    outcome: replaced === null ? "imported" : "replaced",
    replacedImportId: replaced?.importId ?? null,
    rejects: outcome.rejects,
    warnings: [...loud, ...result.remarks, ...outcome.warnings],
    vintage,
    firstDay: outcome.days.first,
    lastDay: outcome.days.last,
  };
}

/** The last import of a file of the same name, source and family. */
function replacedBy(before: readonly EarlierImport[], mapping: Publication["mapping"]): EarlierImport | null {
  return before.findLast(({ source, family }) => source === mapping.source && family === mapping.as) ?? null;
}

/** The rows of an import are those of its first table, or of those that say they count. */
async function addRows(
  { connection, mapping, name, request, size, mappingSha256, layout }: Publication,
  { importId, sha256: fileSha256 }: Identity,
  tables: readonly TableRows[],
  { rejected, days }: Outcome,
  tx: Transaction,
): Promise<number> {
  let rows = 0;
  for (const [at, { table, select, counts = at === 0 }] of tables.entries()) {
    request.signal?.throwIfAborted();
    const added = await tx.add(table, connection, select, importId);
    if (counts) rows += added.rows;
  }
  const source = literal(mapping.source);
  if (rejected > 0) {
    const select = `select ${literal(name)} as file, line, column_name, value, reason, ${source} as source_id,
      record as source_row from located order by line, record`;
    await tx.add("rejects", connection, select, importId);
  }
  await tx.add(
    "imports",
    connection,
    `select ${source} as source_id, ${literal(mapping.as)} as family, ${literal(name)} as file, ${size} as bytes,
      ${literal(fileSha256)} as sha256, ${literal(mappingSha256)} as mapping_sha256,
      ${READER_VERSION} as reader_version, ${literal(request.importedOn)} as imported_on, ${rows} as rows,
      ${rejected} as rejected, ${nullOr(days.first)} as first_day, ${nullOr(days.last)} as last_day,
      ${nullOr(mapping.licence)} as licence, ${mapping.made} as made, ${literal(`layout ${layout}`)} as note`,
    importId,
  );
  return rows;
}

/** The report of a file that the store holds already. */
export function unchanged(
  { name, mapping, layout }: Pick<Publication, "name" | "mapping" | "layout">,
  known: EarlierImport,
  vintage: number,
): ImportReport {
  return {
    importId: known.importId,
    file: name,
    source: mapping.source,
    as: mapping.as,
    layout,
    rows: known.rows,
    rejected: known.rejected,
    outcome: "unchanged",
    replacedImportId: null,
    rejects: [],
    warnings: [],
    vintage,
    firstDay: known.firstDay,
    lastDay: known.lastDay,
  };
}
