import type { DuckDBConnection } from "@duckdb/node-api";
import type { Book } from "../../book/book.ts";
import { InvalidInput } from "../../errors.ts";
import { decimal, format, times } from "../../vocab/decimal.ts";
import type { Frequency } from "../../vocab/period.ts";
import { convert, parseUnit } from "../../vocab/quantity.ts";
import { FIELDS, type Field, type Kind } from "../family.ts";
import type { ColumnMapping, Mapping } from "../mapping.ts";
import { type Coded, MARKS_SQL, PART_NAMES, readCoded } from "./read-coded.ts";
import { literal, nullOr } from "./sql-text.ts";

/** How one field is computed from the staged rows `s`, as SQL text made of our own names and quoted literals only. */
export interface FieldPlan {
  readonly field: Field;
  /** Header of the column, for messages; the field's name when it is a constant. */
  readonly header: string;
  /** The text as it stands in the file, null when empty. */
  readonly raw: string;
  readonly value: string;
  /** Further columns: `hs_full`, `period_from`. */
  readonly parts: Readonly<Record<string, string>>;
  /** Left join on the table of readings, when the field is coded and has many texts. */
  readonly join: string | null;
  /** Why a text of a coded field cannot be read; null when it can. */
  readonly why: string | null;
  /** True where the text cannot be read, in terms of `raw_<field>` and `value_<field>`. */
  readonly fault: string | null;
  /** A cheap condition that holds wherever `fault` or `mark` does. */
  readonly suspect: string | null;
  /** Why, in the same terms. */
  readonly reason: string;
  /** True where a mark stands in place of a figure. */
  readonly mark: string | null;
}

export interface PlanContext {
  readonly connection: DuckDBConnection;
  readonly book: Book;
  /** Index of a header in the file; throws when it is not there. */
  readonly columnOf: (header: string) => number;
  /** Path of the staged file. */
  readonly staged: string;
}

const CODED: ReadonlySet<Kind["is"]> = new Set([
  "date",
  "period",
  "hs",
  "revision",
  "country",
  "currency",
  "unit",
  "choice",
]);

/** Distinct texts that a coded column may have; more than the days of a millennium, or all HS codes many times over. */
const DISTINCT_LIMIT = 400_000;

/**
 * Distinct texts up to which a list is looked into in place of a join. Below the entries that a dictionary of the staged
 * file may have, so that the list is gone through for entries, not for rows.
 */
const LOOKUP_LIMIT = 1000;

/** Plans every field of the mapping, reading the distinct texts of coded columns on the way. */
export async function planColumns(mapping: Mapping, context: PlanContext): Promise<ReadonlyMap<string, FieldPlan>> {
  const plans = new Map<string, FieldPlan>();
  const frequency = (mapping.columns.frequency?.constant ?? null) as Frequency | null;
  for (const field of FIELDS[mapping.as]) {
    const column = mapping.columns[field.name];
    if (column === undefined && field.name !== "hs") continue;
    const plan = await planField(field, column ?? {}, mapping, context, frequency);
    if (plan !== null) plans.set(field.name, plan);
  }
  return plans;
}

async function planField(
  field: Field,
  column: ColumnMapping,
  mapping: Mapping,
  context: PlanContext,
  frequency: Frequency | null,
): Promise<FieldPlan | null> {
  const text = rawText(field, column, mapping, context);
  if (text === null) return null;
  const header = column.from ?? field.name;
  const base = { field, header, raw: text.own };
  if (field.kind.is === "decimal") return { ...base, ...decimalPlan(field, field.kind, column) };
  if (CODED.has(field.kind.is)) return await codedPlan(base, column, text.read, context, frequency);
  const missing = (column.missing ?? []).map(literal).join(", ");
  const value = missing === "" ? text.own : `case when ${text.own} in (${missing}) then null else ${text.own} end`;
  return {
    ...base,
    value,
    parts: {},
    join: null,
    why: null,
    fault: field.required ? `value_${field.name} is null` : null,
    suspect: field.required ? `value_${field.name} is null` : null,
    reason: "'is missing'",
    mark: null,
  };
}

/** `own` is the text of the column itself, `read` the text that is read: an HS code may stand in the description. */
function rawText(
  field: Field,
  column: ColumnMapping,
  mapping: Mapping,
  context: PlanContext,
): { own: string; read: string } | null {
  if (column.constant !== undefined) return { own: literal(column.constant), read: literal(column.constant) };
  const own = column.from === undefined ? null : ownText(`s.c${context.columnOf(column.from)}`, field);
  if (field.name !== "hs") return own === null ? null : { own, read: own };
  const description = mapping.columns.description?.from;
  if (description === undefined) return own === null ? null : { own, read: own };
  const found = hsInTextSql(`s.c${context.columnOf(description)}`);
  if (own === null) return { own: nullOr(null), read: found };
  return { own, read: `case when trim(${own}) <> '' then ${own} else ${found} end` };
}

/**
 * Codes, figures and names are trimmed where they are read, once for each distinct one; descriptions are kept as they
 * are. Trimming every row of a column of names takes as long as grouping by it.
 */
function ownText(expression: string, field: Field): string {
  const trims = field.kind.is === "name" ? field.required : field.kind.is === "text" && field.name !== "description";
  return trims ? `nullif(trim(${expression}), '')` : expression;
}

/** Cuts times of day off, for date columns that have more distinct texts than there are days. */
const withoutTime = (expression: string): string => `regexp_replace(${expression}, '[T ][0-9]{1,2}:[0-9]{2}.*$', '')`;

/** "HS CODE 8507.60", "H.S. 850760", "HTS: 3801.10.5000", "HS NO. 8507600020" in the middle of a text. */
function hsInTextSql(expression: string): string {
  const pattern = String.raw`(?i)\b(?:hs|h\.s\.|hts|htsus|hscode|ncm)\s*(?:code|no|number|num|#)?s?\s*[.:#=-]*\s*([0-9]{4}(?:[. ]?[0-9]{2}){1,3}|[0-9]{4}\.[0-9]{2}\.[0-9]{4})(?:[^0-9]|$)`;
  return `nullif(regexp_extract(${expression}, ${literal(pattern)}, 1), '')`;
}

type Decimal = Extract<Kind, { is: "decimal" }>;

function decimalPlan(field: Field, kind: Decimal, column: ColumnMapping) {
  const [raw, value] = [`raw_${field.name}`, `value_${field.name}`];
  const own = column.missing ?? [];
  const listed = own.length === 0 ? "" : ` or ${raw} in (${own.map(literal).join(", ")})`;
  const mark = `(${value} is null and ${raw} is not null and (regexp_full_match(trim(${raw}), ${literal(MARKS_SQL)})${listed}))`;
  const below = kind.atLeast === undefined ? "false" : `${value} < ${kind.atLeast}`;
  const above = kind.atMost === undefined ? "false" : `${value} > ${kind.atMost}`;
  const unreadable = `(${value} is null and ${raw} is not null and not ${mark})`;
  const missing = field.required ? ` or ${value} is null` : "";
  return {
    value: numberSql(kind, column),
    parts: {},
    join: null,
    why: null,
    fault: `(${below} or ${above} or ${unreadable}${missing})`,
    suspect: `(${below} or ${above} or (${value} is null and ${field.required ? "true" : `${raw} is not null`}))`,
    reason: `case when ${raw} is null or ${mark} then 'is missing' when ${below} then ${literal(`is less than ${kind.atLeast}`)}
      when ${above} then ${literal(`is more than ${kind.atMost}`)} else 'is not a number' end`,
    mark: field.required ? null : mark,
  };
}

/**
 * A figure as an exact decimal. The plain form goes through an 18-digit decimal, a hundred times faster than a wider one;
 * only what that cannot read (thousands marks, more digits, percent signs) takes the slow way.
 */
function numberSql(kind: Decimal, column: ColumnMapping): string {
  const raw = "trim($RAW)";
  const { places } = kind;
  const factor = factorOf(kind, column);
  const scaled = (digits: string) =>
    factor === null ? digits : `(${digits} * cast(${factor} as ${literalType(factor)}))`;
  const inPlaces = (value: string) => `try_cast(${value} as decimal(${places < 6 ? 18 : 24},${places}))`;
  const wide = factor === null ? places : 9;
  const slowText =
    column.decimal === ","
      ? `case when regexp_full_match(${raw}, '[+-]?[0-9]{1,3}(?:[. ''][0-9]{3})*(?:,[0-9]*)?|[+-]?[0-9]+(?:,[0-9]*)?')
         then replace(regexp_replace(${raw}, '[. '']', '', 'g'), ',', '.') end`
      : `case when regexp_full_match(${raw}, '[+-]?[0-9]{1,3}(?:[, ''][0-9]{3})+(?:\\.[0-9]*)?')
         then regexp_replace(${raw}, '[, '']', '', 'g')
         when regexp_full_match(${raw}, '[+-]?[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]{1,2})?|[+-]?\\.[0-9]+') then ${raw} end`;
  const slow = inPlaces(scaled(`try_cast(${slowText} as decimal(${factor === null ? 38 : 22},${wide}))`));
  const percent =
    places === 12
      ? `, ${inPlaces(`try_cast(regexp_extract(${raw}, '^([0-9]+(?:\\.[0-9]+)?) ?%$', 1) as decimal(18,6)) / 100`)}`
      : "";
  if (column.decimal === ",") return `coalesce(${slow}${percent})`;
  const narrow = `try_cast($RAW as decimal(18,${factor === null ? Math.min(places, 12) : 6}))`;
  const fast =
    factor === null && places < 6
      ? narrow
      : inPlaces(factor === null ? narrow : scaled(`cast(${narrow} as decimal(22,6))`));
  return `coalesce(${fast}, ${slow}${percent})`;
}

const literalType = (factor: string): string => {
  const [whole = "", fraction = ""] = factor.split(".");
  return `decimal(${Math.max(1, whole.length + fraction.length)},${fraction.length})`;
};

/** The exact number that figures are multiplied by, or null. Throws InvalidInput for units that cannot become the field's. */
function factorOf(kind: Decimal, column: ColumnMapping): string | null {
  let factor = decimal(column.times ?? "1");
  if (column.unit !== undefined) {
    if (column.unit === "%") factor = times(factor, decimal("0.01"));
    else if (kind.unit === undefined) {
      throw new InvalidInput(`The unit “${column.unit}” has no meaning where no unit is kept.`, {
        hint: 'Use `times: "1000"` for figures in thousands.',
      });
    } else factor = times(factor, convert({ amount: decimal("1"), unit: parseUnit(column.unit) }, kind.unit).amount);
  }
  const text = format(factor);
  return /^1(\.0*)?$/.test(text) ? null : text;
}

async function codedPlan(
  base: Pick<FieldPlan, "field" | "header" | "raw">,
  column: ColumnMapping,
  read: string,
  context: PlanContext,
  frequency: Frequency | null,
): Promise<FieldPlan> {
  const { field, header } = base;
  const { connection, book } = context;
  const partNames = PART_NAMES[field.kind.is] ?? [];
  if (column.constant !== undefined) {
    const coded = readCoded(field, column, [column.constant], { book, frequency }).get(column.constant);
    if (coded?.fault != null) {
      throw new InvalidInput(`The constant “${column.constant}” of "${field.name}" ${coded.fault}.`);
    }
    return { ...base, ...constantPlan(field, partNames, coded) };
  }
  const { texts, key } = await distinctTexts(connection, field, read, context.staged, header);
  const readings = readCoded(field, column, texts, { book, frequency });
  const [raw, value] = [`raw_${field.name}`, `value_${field.name}`];
  const mayFail = [...readings.values()].some(({ fault }) => fault !== null);
  const missing = field.required ? ` or ${value} is null` : "";
  return {
    ...base,
    ...(await readingsSql(connection, field, key, partNames, readings)),
    // Where every distinct text was read, only rows without one can fail: the check of millions of rows is spared.
    fault: mayFail || field.required ? `((${raw} is not null and fault_${field.name} is not null)${missing})` : null,
    suspect: mayFail ? `(fault_${field.name} is not null${missing})` : field.required ? `${value} is null` : null,
    reason: `coalesce(fault_${field.name}, 'is missing')`,
    mark: null,
  };
}

/** How the readings are found: the text itself, a look into a short list, or a join on a table of them. */
async function readingsSql(
  connection: DuckDBConnection,
  field: Field,
  key: string,
  partNames: readonly string[],
  readings: ReadonlyMap<string, Coded>,
): Promise<Pick<FieldPlan, "value" | "parts" | "join" | "why">> {
  const partsBy = (sqlOf: (part: string, at: number) => string) =>
    Object.fromEntries(partNames.map((part, at) => [`${field.name}_${part}`, sqlOf(part, at)]));
  if (/^s\.c\d+$/.test(key) && field.kind.is !== "hs") {
    const lookup = (of: (coded: Coded) => string | null) => lookupSql(key, readings, of);
    const asIs =
      partNames.length === 0 && [...readings].every(([text, { ok, fault }]) => text === ok && fault === null);
    if (asIs) return { value: key, parts: {}, join: null, why: nullOr(null) };
    if (readings.size <= LOOKUP_LIMIT) {
      return {
        value: lookup(({ ok }) => ok),
        parts: partsBy((_, at) => lookup(({ parts }) => parts[at] ?? null)),
        join: null,
        why: lookup(({ fault }) => fault),
      };
    }
  }
  const map = `map_${field.name}`;
  await loadReadings(connection, map, partNames, readings);
  return {
    value: `${map}.ok`,
    parts: partsBy((part) => `${map}.${part}`),
    join: `left join ${map} on ${map}.raw = ${key}`,
    why: `${map}.fault`,
  };
}

/** What `of` gives for the text in `key`. The engine evaluates it once for each entry of a column's dictionary. */
function lookupSql(key: string, readings: ReadonlyMap<string, Coded>, of: (coded: Coded) => string | null): string {
  const known = [...readings].flatMap(([text, coded]) => {
    const answer = of(coded);
    return answer === null ? [] : [{ text, answer }];
  });
  if (known.length === 0) return nullOr(null);
  const texts = known.map(({ text }) => literal(text)).join(", ");
  return `map_extract_value(map([${texts}], [${known.map(({ answer }) => literal(answer)).join(", ")}]), ${key})`;
}

function constantPlan(field: Field, partNames: readonly string[], coded: Coded | undefined) {
  return {
    value: nullOr(coded?.ok ?? null),
    parts: Object.fromEntries(partNames.map((part, at) => [`${field.name}_${part}`, nullOr(coded?.parts[at] ?? null)])),
    join: null,
    why: null,
    fault: null,
    suspect: null,
    reason: "''",
    mark: null,
  };
}

/** The distinct texts of a coded column, and the expression whose values they are. */
async function distinctTexts(
  connection: DuckDBConnection,
  field: Field,
  expression: string,
  staged: string,
  header: string,
): Promise<{ texts: string[]; key: string }> {
  const isDate = field.kind.is === "date" || field.kind.is === "period";
  for (const key of isDate ? [expression, withoutTime(expression)] : [expression]) {
    const reader = await connection.runAndReadAll(
      `select text from (select distinct ${key} as text from read_parquet(${literal(staged)}) as s)
       where text is not null limit ${DISTINCT_LIMIT + 1}`,
    );
    const texts = (reader.getColumns()[0] ?? []).map(String);
    if (texts.length <= DISTINCT_LIMIT) return { texts, key };
  }
  throw new InvalidInput(`The column "${header}" has more than ${DISTINCT_LIMIT} different values.`, {
    hint: "It does not hold codes, dates or countries: map another column.",
  });
}

async function loadReadings(
  connection: DuckDBConnection,
  table: string,
  partNames: readonly string[],
  readings: ReadonlyMap<string, Coded>,
): Promise<void> {
  const parts = partNames.map((part) => `"${part}" varchar, `).join("");
  await connection.run(`create table ${table} (raw varchar, ok varchar, ${parts}fault varchar)`);
  const appender = await connection.createAppender(table);
  const put = (text: string | null) => (text === null ? appender.appendNull() : appender.appendVarchar(text));
  for (const [raw, coded] of readings) {
    put(raw);
    put(coded.ok);
    for (const at of partNames.keys()) put(coded.parts[at] ?? null);
    put(coded.fault);
    appender.endRow();
  }
  appender.closeSync();
}

/**
 * The SQL of all fields over the staged rows: record, line, and raw_, value_, fault_ columns of each field, and
 * `is_total` when the file marks rows that are totals of others.
 */
export function canonicalSelect(
  plans: ReadonlyMap<string, FieldPlan>,
  staged: string,
  numbered: boolean,
  isTotal: string | null = null,
): string {
  const columns: string[] = isTotal === null ? [] : [`${isTotal} as is_total`];
  const joins: string[] = [];
  for (const [name, plan] of plans) {
    columns.push(`${plan.raw} as raw_${name}`, `${plan.value.replaceAll("$RAW", plan.raw)} as value_${name}`);
    for (const [part, expression] of Object.entries(plan.parts)) columns.push(`${expression} as value_${part}`);
    if (plan.join !== null) joins.push(plan.join);
    if (plan.why !== null) columns.push(`${plan.why} as fault_${name}`);
  }
  const source = numbered
    ? `(select * from read_parquet(${literal(staged)}))`
    : `(select *, file_row_number + 1 as record, cast(null as bigint) as line
        from read_parquet(${literal(staged)}, file_row_number = true))`;
  return `select s.record, s.line, ${columns.join(", ")} from ${source} as s ${joins.join(" ")}`;
}
