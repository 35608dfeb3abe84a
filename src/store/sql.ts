import { type ColumnType, sqlType } from "./tables.ts";

export type Dialect = "duckdb" | "trino";

/** What may be bound. Exact decimals and dates are bound as text and cast in the statement. */
export type SqlValue = string | number | bigint | boolean | null;

type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly value: SqlValue }
  | { readonly kind: "emitted"; readonly emit: (dialect: Dialect) => Sql };

/** A statement or a fragment of one: text and values apart, so that a value can never become text. */
export interface Sql {
  readonly parts: readonly Part[];
}

export interface RenderedSql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

const isSql = (value: SqlValue | Sql): value is Sql => typeof value === "object" && value !== null;
const textOnly = (text: string): Sql => ({ parts: [{ kind: "text", text }] });

function build(strings: readonly string[], ...values: readonly (SqlValue | Sql)[]): Sql {
  const parts: Part[] = [];
  for (const [index, text] of strings.entries()) {
    if (text !== "") parts.push({ kind: "text", text });
    if (index >= values.length) continue;
    const value = values[index] as SqlValue | Sql;
    if (isSql(value)) parts.push(...value.parts);
    else parts.push({ kind: "value", value });
  }
  return { parts };
}

/** The name of a table or column, checked to be plain lower snake case, since a name cannot be bound. */
function id(name: string): Sql {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`"${name}" is not a plain lower-case identifier.`);
  return textOnly(name);
}

/** Fragments one after another, `separator` between them (a comma, `" and "`, ...). */
function join(fragments: readonly Sql[], separator: ", " | " and " | " or " | " " | " union all " = ", "): Sql {
  const between: Part = { kind: "text", text: separator };
  return {
    parts: fragments.flatMap((fragment, index) => (index === 0 ? fragment.parts : [between, ...fragment.parts])),
  };
}

/** Values in brackets, each bound: what stands right of `in`. An empty list matches nothing. */
function list(values: readonly SqlValue[]): Sql {
  return values.length === 0 ? textOnly("(null)") : build`(${join(values.map((value) => build`${value}`))})`;
}

/** The type of a declared column, as `cast` wants it. */
function type(columnType: ColumnType): Sql {
  return textOnly(sqlType(columnType));
}

/** Standard SQL with bound values: `` sql`select ... where hs6 = ${code}` ``. Fragments nest. */
export const sql = Object.assign(build, { id, join, list, type, empty: { parts: [] } as Sql });

function perDialect(emit: Readonly<Record<Dialect, () => Sql>>): Sql {
  return { parts: [{ kind: "emitted", emit: (dialect) => emit[dialect]() }] };
}

/** Does `text` contain a match of `pattern`? Both engines read RE2-like patterns. */
export function regexpMatches(text: Sql, pattern: string): Sql {
  return perDialect({
    duckdb: () => sql`regexp_matches(${text}, ${pattern})`,
    trino: () => sql`regexp_like(${text}, ${pattern})`,
  });
}

/** The values of a group in one text, in the order of `orderBy`. */
export function stringAgg(value: Sql, separator: string, orderBy: Sql): Sql {
  return perDialect({
    duckdb: () => sql`string_agg(${value}, ${literal(separator)} order by ${orderBy})`,
    trino: () => sql`listagg(${value}, ${literal(separator)}) within group (order by ${orderBy})`,
  });
}

/** MD5 of a text as 32 lower-case hex digits. */
export function md5Hex(text: Sql): Sql {
  return perDialect({
    duckdb: () => sql`md5(${text})`,
    trino: () => sql`lower(to_hex(md5(to_utf8(${text}))))`,
  });
}

/** SHA-256 of a text as 64 lower-case hex digits. */
export function sha256Hex(text: Sql): Sql {
  return perDialect({
    duckdb: () => sql`sha256(${text})`,
    trino: () => sql`lower(to_hex(sha256(to_utf8(${text}))))`,
  });
}

/** About how many distinct values a group has. */
export function approxDistinct(value: Sql): Sql {
  return perDialect({
    duckdb: () => sql`approx_count_distinct(${value})`,
    trino: () => sql`approx_distinct(${value})`,
  });
}

/** A quantile of the values of a group; only about so on Trino. */
export function quantileOf(value: Sql, part: number): Sql {
  return perDialect({
    duckdb: () => sql`quantile_cont(${value}, ${literalNumber(part)})`,
    trino: () => sql`approx_percentile(${value}, ${literalNumber(part)})`,
  });
}

/** Days since 1970-01-01 of a date. */
export function epochDayOf(date: Sql): Sql {
  return sql`date_diff('day', date '1970-01-01', ${date})`;
}

/** Whole days from `from` to `until`. */
export function dateDiffDays(from: Sql, until: Sql): Sql {
  return sql`date_diff('day', ${from}, ${until})`;
}

/** A constant of our own as a quoted literal, where neither engine takes a bound value. */
function literal(text: string): Sql {
  return textOnly(`'${text.replaceAll("'", "''")}'`);
}

function literalNumber(value: number): Sql {
  return textOnly(String(value));
}

/** The text of a statement in a dialect, with `$1` (DuckDB) or `?` (Trino) where the values are bound in order. */
export function render(statement: Sql, dialect: Dialect): RenderedSql {
  let text = "";
  const values: SqlValue[] = [];
  const append = (parts: readonly Part[]) => {
    for (const part of parts) {
      if (part.kind === "text") text += part.text;
      else if (part.kind === "emitted") append(part.emit(dialect).parts);
      else {
        values.push(part.value);
        text += dialect === "duckdb" ? `$${values.length}` : "?";
      }
    }
  };
  append(statement.parts);
  return { text, values };
}
