import type { FieldPlan } from "./column-plan.ts";
import {
  codedPartyId,
  type PartyColumn,
  partyCodes,
  partyJoin,
  partyNames,
  partyRecords,
  type RowsOf,
} from "./party-tables.ts";
import { literal } from "./sql-text.ts";

/** What a family writes: a select for each table, over the canonical rows that were not rejected. */
export interface FamilyContext {
  readonly plans: ReadonlyMap<string, FieldPlan>;
  /** Select of the canonical rows to store, with all fields. */
  readonly rows: string;
  readonly rowsOf: RowsOf;
  readonly importId: string;
  readonly source: string;
  /** Schemes of code columns, by field. */
  readonly schemes: Readonly<Record<string, string>>;
}

export interface TableRows {
  readonly table: string;
  readonly select: string;
  /** Whether its rows are the rows of the import; without it those of the first table are. */
  readonly counts?: boolean;
}

export interface FamilyWriter {
  /** Columns in which parties stand; empty when the family has none. */
  readonly parties: (context: FamilyContext) => readonly PartyColumn[];
  /** Fields in which facilities stand, by name or address. */
  readonly facilities?: readonly string[];
  readonly tables: (context: FamilyContext) => readonly TableRows[];
  /** Where the day stands that a row speaks of, or null. */
  readonly day: { readonly field: string; readonly column: string } | null;
}

export const has = (context: FamilyContext, field: string): boolean => context.plans.has(field);

/** The value of a field, null of its type when the file does not give it. */
export const value = (context: FamilyContext, field: string, part = field): string =>
  has(context, field) ? `value_${part}` : "cast(null as varchar)";

export const figure = (context: FamilyContext, field: string): string =>
  has(context, field) ? `value_${field}` : "cast(null as decimal(18,3))";

export const day = (context: FamilyContext, field: string): string => `cast(${value(context, field)} as date)`;

export const firstOf = (context: FamilyContext, ...fields: string[]): string => {
  const known = fields.filter((field) => has(context, field)).map((field) => `value_${field}`);
  if (known.length < 2) return known[0] ?? "cast(null as varchar)";
  return `coalesce(${known.join(", ")})`;
};

export const origin = (context: FamilyContext): string =>
  `${literal(context.source)} as source_id, record as source_row`;

export const validity = (context: FamilyContext): string =>
  ["valid_from", "valid_until", "known_on"].map((field) => `${day(context, field)} as ${field}`).join(", ");

export function partyColumn(
  context: FamilyContext,
  name: string,
  countries: readonly string[],
  kind: string,
  codeField?: string,
): PartyColumn[] {
  const scheme = codeField === undefined ? undefined : context.schemes[codeField];
  if (!has(context, name) && scheme === undefined) return [];
  return [
    {
      name: has(context, name) ? `value_${name}` : "cast(null as varchar)",
      country: firstOf(context, ...countries),
      fields: [name, ...countries, ...(/^value_(\w+)$/.exec(kind)?.slice(1) ?? [])],
      kind,
      ...(scheme === undefined ? {} : { code: { column: `value_${codeField}`, scheme } }),
    },
  ];
}

export function idOf(alias: string, column: PartyColumn | undefined): string {
  if (column === undefined) return "cast(null as varchar)";
  if (column.code === undefined) return `${alias}.party_id`;
  return `coalesce(${alias}.party_id, case when ${column.code.column} is not null then ${codedPartyId(column.code)} end)`;
}

export const joinOf = (alias: string, column: PartyColumn | undefined): string =>
  column === undefined ? "" : partyJoin(alias, column.name, column.country);

export function partyTables(context: FamilyContext, columns: readonly PartyColumn[]): TableRows[] {
  if (columns.length === 0) return [];
  const codes = columns.flatMap(({ code }) => (code === undefined ? [] : [code]));
  const source = `${literal(context.source)} as source_id`;
  const ids = partyCodes(context.rowsOf, codes);
  return [
    { table: "party_records", select: `select *, ${source} from (${partyRecords(context.rowsOf, codes)}) as records` },
    { table: "party_names", select: `select *, ${source} from (${partyNames()}) as names` },
    ...(ids === null ? [] : [{ table: "party_ids", select: `select *, ${source} from (${ids}) as ids` }]),
  ];
}
