import { basename, resolve } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Book } from "../book/book.ts";
import { InvalidInput } from "../errors.ts";
import type { Store } from "../store/store.ts";
import type { Vintage } from "../store/vintage.ts";
import { canonicalSelect, type FieldPlan, planColumns } from "./canonical/column-plan.ts";
import { gatherFacilities } from "./canonical/facility-tables.ts";
import { FAMILY_WRITERS } from "./canonical/families.ts";
import type { FamilyContext } from "./canonical/family-context.ts";
import { countOf, findFaults, REJECTED, rejectRepeatedRows, rejectSplits } from "./canonical/findings.ts";
import { gatherParties } from "./canonical/party-tables.ts";
import { literal } from "./canonical/sql-text.ts";
import { unknownHsWarning } from "./canonical/unknown-hs.ts";
import { type ChosenMapping, chooseMapping, columnFinder } from "./choose-mapping.ts";
import { importsOfFile, importsOfSource } from "./earlier-imports.ts";
import type { FamilyRequest, ImportProgress, ImportReport, ImportRequest, Reject } from "./import-request.ts";
import { locateRejects } from "./locate-rejects.ts";
import { holdsMadeBills, MADE_BILL } from "./made-rows.ts";
import type { Mapping } from "./mapping.ts";
import { mappingBeside } from "./mapping-beside.ts";
import { type OpenImport, openImport } from "./open-import.ts";
import { importOwnership } from "./ownership/import-ownership.ts";
import { type Days, type Identity, identify, publish, sha256, unchanged } from "./publish-import.ts";
import { isOwnershipForm } from "./reader/ownership/form.ts";
import type { Peek, Staged } from "./reader/protocol.ts";
import { refuseJson } from "./refuse-json.ts";
import { regularFile } from "./regular-file.ts";
import { rejectAside, reshapeStaged } from "./reshape-staged.ts";
import { sourceOfName } from "./source-of-name.ts";

/**
 * Imports one file in one write of the store. Throws InvalidInput when the file cannot be read, when none of its records
 * can, or, when strict, when one cannot; the store is then as before. Without a mapping, one that lies beside the file
 * is taken (`mappingBeside`).
 */
export async function importFile(store: Store, book: Book, asked: ImportRequest): Promise<ImportReport> {
  const file = resolve(asked.file);
  if (asked.as !== undefined && isOwnershipForm(asked.as)) return await importOwnership(store, asked, asked.as);
  const { size } = await regularFile(file);
  const mapping = asked.mapping ?? (await mappingBeside(file));
  if (asked.as === undefined && mapping === undefined) await refuseJson(file);
  const request = { ...asked, as: asked.as, mapping };
  const { delimiter, sheet, skip } = mapping ?? {};
  const options = {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(skip === undefined ? {} : { skip }),
  };
  return await openImport({ store, request, file, size, options }, (opened) =>
    runImport({ ...opened, store, book, request, file, size }),
  );
}

interface Run extends OpenImport {
  readonly store: Store;
  readonly book: Book;
  readonly request: FamilyRequest;
  readonly file: string;
  readonly size: number;
}

/** A file whose header is known and whose columns are chosen. */
interface Opened extends Run {
  readonly name: string;
  readonly peek: Peek;
  readonly chosen: ChosenMapping;
  /** The mapping as it is applied: source, licence and made filled in. */
  readonly mapping: Mapping & { readonly source: string; readonly licence: string | null; readonly made: boolean };
  readonly mappingSha256: string;
  readonly layout: string;
}

async function runImport(run: Run): Promise<ImportReport> {
  const name = basename(run.file);
  const peek = await run.reader.peek();
  const chosen = chooseMapping(run.request, name, peek.header);
  const mapping = effectiveMapping(run.request, chosen.mapping, name);
  const mappingSha256 = sha256(JSON.stringify(canonicalJson(howRead(mapping, chosen))));
  const opened: Opened = { ...run, name, peek, chosen, mapping, mappingSha256, layout: chosen.layout };

  const before = await importsOfFile(run.connection, await run.store.vintage(), name);
  const maybeKnown = before.some(({ bytes }) => bytes === run.size);
  const early = maybeKnown ? await identify(run.reader, mappingSha256) : null;
  const known = before.find(({ importId }) => importId === early?.importId);
  if (known !== undefined) return unchanged(opened, known, (await run.store.vintage()).number);

  const columns = neededColumns(opened);
  const [staged, identity] = await Promise.all([
    run.reader.stage(columns),
    early ?? identify(run.reader, mappingSha256),
  ]);
  return await store(opened, identity, staged);
}

/** All that the rows depend on beside the bytes of the file. */
function howRead(mapping: Mapping, { rules, reshape }: ChosenMapping): object {
  return reshape === undefined ? { mapping, rules } : { mapping, rules, reshape };
}

function effectiveMapping(request: ImportRequest, mapping: Mapping, name: string): Opened["mapping"] {
  const source = request.source ?? mapping.source ?? sourceOfName(name);
  const licence = request.licence ?? mapping.licence ?? null;
  const made = request.made ?? mapping.made ?? false;
  return { ...mapping, source, licence, made } as Opened["mapping"];
}

/** The same value with the keys of every object in order, so that equal mappings have equal hashes. */
function canonicalJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonicalJson);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonicalJson(inner)]));
}

/** Indexes of the columns that the mapping or its rules use, in file order; at least one, so that rows are counted. */
function neededColumns({ mapping, chosen, peek, name }: Opened): number[] {
  const columnOf = columnFinder(peek.header, name);
  if (chosen.reshape !== undefined) return chosen.reshape.needs.map(columnOf).sort((a, b) => a - b);
  const headers = Object.values(mapping.columns).flatMap(({ from }) => (from === undefined ? [] : [from]));
  const totals = Object.keys(chosen.rules?.totals ?? {});
  const needed = new Set([...headers, ...totals].map(columnOf));
  return (needed.size === 0 ? [0] : [...needed]).sort((a, b) => a - b);
}

async function store(opened: Opened, identity: Identity, staged: Staged): Promise<ImportReport> {
  const { connection, book, mapping, chosen, peek, name, request } = opened;
  if (staged.rows + staged.rejected === 0) {
    throw new InvalidInput(`“${name}” has a header and no records.`);
  }
  report(opened, { stage: "checking", rows: staged.rows });
  const { reshape } = chosen;
  const read = reshape === undefined ? staged : await reshapeStaged(connection, reshape, staged, peek.header, name);
  const columnOf = columnFinder(reshape?.gives ?? peek.header, name);
  const plans = await planColumns(mapping, { connection, book, columnOf, staged: read.path });
  const all = (fields: readonly string[] | null) => {
    const some = fields === null ? plans : new Map([...plans].filter(([field]) => fields.includes(field)));
    return canonicalSelect(some, read.path, read.numbered, fields === null ? totalsSql(opened, columnOf) : null);
  };
  const warnings = [...chosen.warnings, ...staged.warnings, ...(await findFaults(connection, plans, all))];
  const unmarked = !mapping.made && plans.has("bill") && (await holdsMadeBills(connection, all(["bill"])));
  if (unmarked)
    warnings.push(`“${name}” holds bills numbered ${MADE_BILL}…: a generator made them, and so it is marked.`);
  if (reshape !== undefined) await rejectAside(connection);
  if (mapping.as === "flows") await rejectMoreFlows(opened, plans, all(null));
  warnings.push(...(await unknownHsWarning(connection, plans, book.nomenclature)));

  const rejected = staged.rejected + (await countOf(connection, `select count(*) from ${REJECTED}`));
  const rejects = await locateRejects(connection, opened.reader, staged, rejected);
  const kept = staged.rows + staged.rejected - rejected;
  if (kept === 0 || (request.strict === true && rejected > 0)) throw refusal(opened, rejected, kept, rejects[0]);

  const rowsOf = (fields: readonly string[] | null) => {
    if (rejected === staged.rejected) return all(fields);
    return `select * from (${all(fields)}) as canonical
      where not exists (select 1 from ${REJECTED} as seen where seen.record = canonical.record)`;
  };
  const schemes = Object.fromEntries(
    Object.entries(mapping.columns).flatMap(([field, { scheme }]) => (scheme === undefined ? [] : [[field, scheme]])),
  );
  const context: FamilyContext = {
    plans,
    rows: rowsOf(null),
    rowsOf,
    importId: identity.importId,
    source: mapping.source,
    schemes,
  };
  const parties = FAMILY_WRITERS[mapping.as].parties(context);
  if (parties.length > 0) await gatherParties(connection, rowsOf, parties);
  const places = (FAMILY_WRITERS[mapping.as].facilities ?? []).filter((field) => plans.has(field));
  if (places.length > 0) await gatherFacilities(connection, rowsOf, places);
  const days = await firstAndLastDay(connection, context, mapping);
  const made = mapping.made || unmarked;
  report(opened, { stage: "writing", rows: kept });
  return await publish(
    { ...opened, mapping: { ...mapping, made } },
    identity,
    FAMILY_WRITERS[mapping.as].tables(context),
    { rejected, rejects, warnings, days },
    (before) => (mapping.as === "flows" ? flowsOfTheSameDays(opened, before, days) : Promise.resolve([])),
  );
}

function report({ request, size }: Opened, step: Pick<ImportProgress, "stage" | "rows">): void {
  request.signal?.throwIfAborted();
  request.onProgress?.({ ...step, bytes: size, totalBytes: size });
}

/** SQL that is true for rows that the file marks as totals, over the staged columns; null without such marks. */
function totalsSql({ chosen }: Opened, columnOf: (header: string) => number): string | null {
  const marks = Object.entries(chosen.rules?.totals ?? {}).map(
    ([header, texts]) => `trim(s.c${columnOf(header)}) in (${texts.map(literal).join(", ")})`,
  );
  return marks.length === 0 ? null : `coalesce(${marks.join(" and ")}, false)`;
}

async function rejectMoreFlows(
  { connection, chosen }: Opened,
  plans: ReadonlyMap<string, FieldPlan>,
  canonical: string,
): Promise<void> {
  await rejectRepeatedRows(connection, plans, canonical);
  if (chosen.rules?.onePerFlow === true) {
    await rejectSplits(connection, canonical, chosen.rules.totals === undefined ? null : "is_total");
  }
}

function refusal({ name, request }: Opened, rejected: number, kept: number, first: Reject | undefined): InvalidInput {
  const records = rejected === 1 ? "1 record" : `${rejected} records`;
  const what =
    kept === 0 ? `None of the ${records} of “${name}” can be read` : `${records} of “${name}” cannot be read`;
  const place = first === undefined ? "" : `: on line ${first.line}, ${rejectSentence(first)}`;
  return new InvalidInput(`${what}${place}.`, {
    hint:
      request.strict === true && kept > 0
        ? "Without --strict the others are imported."
        : "See --suggest for a mapping.",
  });
}

/** `the column "HS" with “abc” is not an HS code`. */
function rejectSentence({ column, value, reason }: Reject): string {
  if (column === null) return reason;
  return value === null ? `"${column}" ${reason}` : `“${value.slice(0, 60)}” in "${column}" ${reason}`;
}

async function firstAndLastDay(connection: DuckDBConnection, context: FamilyContext, mapping: Mapping): Promise<Days> {
  const { day } = FAMILY_WRITERS[mapping.as];
  if (day === null || !context.plans.has(day.field)) return { first: null, last: null };
  const reader = await connection.runAndReadAll(
    `select min(${day.column}), max(${day.column}) from (${context.rowsOf([day.field])}) as rows`,
  );
  const [first, last] = reader.getRows()[0] ?? [];
  return { first: first == null ? null : String(first), last: last == null ? null : String(last) };
}

/** Statistics are sums: a second file of the same days under one source may count the same trade twice. */
async function flowsOfTheSameDays(
  { connection, name, mapping }: Opened,
  before: Vintage,
  days: Days,
): Promise<string[]> {
  const others = await importsOfSource(connection, before, mapping.source);
  return others
    .filter(({ file, family }) => file !== name && family === "flows")
    .filter(({ firstDay, lastDay }) => (firstDay ?? "") <= (days.last ?? "") && (days.first ?? "") <= (lastDay ?? ""))
    .map(
      ({ file }) =>
        `“${file}” brought flows of the same days under the source “${mapping.source}”: if both hold the same trade it now counts twice; give one of them another --source.`,
    );
}
