import { basename, join, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { InvalidInput } from "../../errors.ts";
import type { Store } from "../../store/store.ts";
import { literal } from "../canonical/sql-text.ts";
import { importsOfFile } from "../earlier-imports.ts";
import type { ImportReport, ImportRequest, Reject } from "../import-request.ts";
import { listRejects } from "../locate-rejects.ts";
import { type OpenImport, openImport } from "../open-import.ts";
import { type Days, identify, type Publication, publish, sha256, unchanged } from "../publish-import.ts";
import type { Converted } from "../reader/ownership/conversion.ts";
import { type OwnershipForm, TABLES } from "../reader/ownership/form.ts";
import { regularFile } from "../regular-file.ts";
import { sourceOfName } from "../source-of-name.ts";
import { identifyParties } from "./identify-parties.ts";
import { ownershipTables } from "./ownership-tables.ts";

/**
 * Imports a file in which others publish who owns whom or who is listed, in one write of the store. Throws InvalidInput
 * for a file that is not of the form; a JSON file of which one statement is broken is refused whole, naming it.
 */
export async function importOwnership(
  store: Store,
  request: ImportRequest,
  form: OwnershipForm,
): Promise<ImportReport> {
  if (request.mapping !== undefined) {
    throw new InvalidInput(`A file read as ${form} needs no mapping.`, {
      hint: `Leave out --mapping or --as ${form}.`,
    });
  }
  const file = resolve(request.file);
  const { size } = await regularFile(file);
  return await openImport({ store, request, file, size, options: {} }, (opened) =>
    runImport({ ...opened, store, request, name: basename(file), size, form }),
  );
}

interface Run extends OpenImport, Pick<Publication, "store" | "request" | "name" | "size"> {
  readonly form: OwnershipForm;
}

async function runImport(run: Run): Promise<ImportReport> {
  const { connection, reader, store, request, name, size, form } = run;
  const source = request.source ?? sourceOfName(name);
  const mapping = { as: "ownership", source, licence: request.licence ?? null, made: request.made ?? false } as const;
  const mappingSha256 = sha256(JSON.stringify({ form, ...mapping }));
  const publication: Publication = { ...run, mapping, mappingSha256, layout: form };

  const before = await importsOfFile(connection, await store.vintage(), name);
  const early = before.some(({ bytes }) => bytes === size) ? await identify(reader, mappingSha256) : null;
  const known = before.find(({ importId }) => importId === early?.importId);
  if (known !== undefined) return unchanged(publication, known, (await store.vintage()).number);

  const [converted, identity] = await Promise.all([
    reader.convert(form, source),
    early ?? identify(reader, mappingSha256),
  ]);
  const tell = (stage: string) => {
    request.signal?.throwIfAborted();
    request.onProgress?.({ stage, rows: converted.records, bytes: size, totalBytes: size });
  };
  tell("checking");
  await openTables(connection, converted);
  const rejects = await listRejects(connection, converted.rejects);
  refuseEmpty(run, converted, rejects[0]);
  const { kept_apart: keptApart } = await identifyParties(connection, source);
  const days = await firstAndLastDay(connection);
  tell("writing");
  const made = mapping.made || converted.made;
  return await publish({ ...publication, mapping: { ...mapping, made } }, identity, ownershipTables(source), {
    rejected: converted.rejected,
    rejects,
    warnings: [...warningsOf(keptApart, converted.made && !mapping.made, name), ...converted.warnings],
    days,
  });
}

function warningsOf(keptApart: number, saysMade: boolean, name: string): readonly string[] {
  const apart =
    keptApart === 1
      ? "One name and country stands for firms with other identifiers: each is kept apart under its own."
      : `${keptApart} names and countries stand for firms with other identifiers: each is kept apart under its own.`;
  return [
    ...(saysMade ? [`“${name}” says that its rows are made up, and so it is marked.`] : []),
    ...(keptApart > 0 ? [apart] : []),
  ];
}

async function openTables(connection: DuckDBConnection, { folder }: Converted): Promise<void> {
  for (const table of Object.keys(TABLES)) {
    const path = literal(join(folder, `${table}.parquet`));
    await connection.run(`create view ${table} as select * from read_parquet(${path})`);
  }
}

function refuseEmpty({ name, request, form }: Run, { records, rejected }: Converted, first: Reject | undefined): void {
  if (records === 0) throw new InvalidInput(`“${name}” has a header and no records.`);
  if (records > rejected && !(request.strict === true && rejected > 0)) return;
  const count = rejected === 1 ? "1 record" : `${rejected} records`;
  const what =
    records === rejected ? `None of the ${count} of “${name}” can be read` : `${count} of “${name}” cannot be read`;
  throw new InvalidInput(`${what}${first === undefined ? "" : `: on line ${first.line}, ${first.reason}`}.`, {
    hint: records === rejected ? `Is it of the form ${form}?` : "Without --strict the others are imported.",
  });
}

async function firstAndLastDay(connection: DuckDBConnection): Promise<Days> {
  const reader = await connection.runAndReadAll(
    `select min(valid_from), max(valid_from)
     from (select valid_from from stakes union all select valid_from from listings) as days`,
  );
  const [first, last] = reader.getRows()[0] ?? [];
  return { first: first == null ? null : String(first), last: last == null ? null : String(last) };
}
