import type { DuckDBConnection } from "@duckdb/node-api";
import { hasNameKeySql, nameKey, nameKeySql, partyIdSql } from "../../resolve/name-key.ts";
import { scriptOf } from "../../resolve/script-of.ts";
import { literal } from "./sql-text.ts";

/** Where names of parties stand in the canonical rows. */
export interface PartyColumn {
  /** Columns of the canonical select. */
  readonly name: string;
  readonly country: string;
  /** The fields that these expressions use. */
  readonly fields: readonly string[];
  /** SQL of the kind of party, or null. */
  readonly kind: string;
  /** Column of a code that identifies the party when it has no name, and the scheme of the code. */
  readonly code?: { readonly column: string; readonly scheme: string };
}

/** Select of the canonical rows to store, with some of their fields only: each further field costs a join. */
export type RowsOf = (fields: readonly string[]) => string;

/** Texts that stand in a name column and name nobody. */
const NOBODY =
  "(?i)(to |the )*order( of)?( the)?( shipper| consignee| bank| holder)?|same as (above|consignee|shipper)|not available|unknown|n/?a|none|null";

/**
 * Makes the table `parties_seen` (name, country, party_id, kind, display, script, times), one row for each name as it
 * stands in the file and each country, from the rows to store.
 */
export async function gatherParties(
  connection: DuckDBConnection,
  rowsOf: RowsOf,
  columns: readonly PartyColumn[],
): Promise<void> {
  const seen = columns
    .map(({ name, country, kind, fields }) => {
      const rows = `(${rowsOf(fields)}) as canonical where ${name} is not null`;
      const named = `${name} as name, coalesce(${country}, '') as country`;
      if (!kind.startsWith("'")) return `select ${named}, ${kind} as kind, count(*) as times from ${rows} group by all`;
      return `select name, country, ${kind} as kind, times
        from (select ${named}, count(*) as times from ${rows} group by all) as counted`;
    })
    .join(" union all ");
  await connection.run(
    `create table seen as select name, country, max(kind) as kind, sum(times) as times from (${seen}) as named group by name, country`,
  );
  const display = "trim(regexp_replace(name, '\\s+', ' ', 'g'))";
  await connection.run(
    `create table name_keys as select name, ${display} as display,
       case when ${hasNameKeySql("name")} then ${nameKeySql("name")} end as key,
       case when ${hasNameKeySql("name")} and regexp_matches(name, '[A-Za-z]') then 'latn' end as script
     from (select distinct name from seen) as names`,
  );
  await keyOtherScripts(connection);
  await connection.run(
    `create table parties_seen as select seen.name, seen.country, seen.kind, seen.times, name_keys.display,
       name_keys.script, ${partyIdSql("name_keys.key", "seen.country")} as party_id
     from seen join name_keys on name_keys.name = seen.name
     where name_keys.key <> '' and not regexp_full_match(name_keys.display, ${literal(NOBODY)})`,
  );
}

async function keyOtherScripts(connection: DuckDBConnection): Promise<void> {
  const reader = await connection.runAndReadAll(`select name from name_keys where key is null`);
  const names = (reader.getColumns()[0] ?? []).map(String);
  if (names.length === 0) return;
  await connection.run("create table other_keys (name varchar, display varchar, key varchar, script varchar)");
  const appender = await connection.createAppender("other_keys");
  for (const name of names) {
    const script = scriptOf(name);
    appender.appendVarchar(name);
    appender.appendVarchar(name.replace(/\s+/gu, " ").trim());
    appender.appendVarchar(nameKey(name));
    if (script === null) appender.appendNull();
    else appender.appendVarchar(script);
    appender.endRow();
  }
  appender.closeSync();
  await connection.run("delete from name_keys where key is null");
  await connection.run("insert into name_keys select name, display, key, script from other_keys");
}

/** The join that gives `<alias>.party_id` for a name and country column of the canonical rows. */
export const partyJoin = (alias: string, name: string, country: string): string =>
  `left join parties_seen as ${alias} on ${alias}.name = ${name} and ${alias}.country = coalesce(${country}, '')`;

export const codedPartyId = (code: { readonly column: string; readonly scheme: string }): string =>
  partyIdSql(`${literal(`${code.scheme}:`)} || ${code.column}`, "null");

/** What the import says about its parties: one row a party, under the spelling it is seen by most. */
export function partyRecords(rowsOf: RowsOf, codes: readonly NonNullable<PartyColumn["code"]>[]): string {
  const named = `select party_id, max(kind) as kind, max_by(display, (times, display)) as name,
    nullif(min(country), '') as country from parties_seen group by party_id`;
  const coded = codes.map(
    (code) => `select distinct ${codedPartyId(code)} as party_id, 'company' as kind, null as name, null as country
      from (${rowsOf([code.column.replace(/^value_/, "")])}) as canonical where ${code.column} is not null`,
  );
  return coded.length === 0 ? named : `${named} union all (${coded.join(" union ")})`;
}

export const partyNames = (): string =>
  "select distinct party_id, display as name, script, 'as_filed' as kind from parties_seen";

export function partyCodes(rowsOf: RowsOf, codes: readonly NonNullable<PartyColumn["code"]>[]): string | null {
  if (codes.length === 0) return null;
  return codes
    .map(
      (
        code,
      ) => `select distinct ${codedPartyId(code)} as party_id, ${literal(code.scheme)} as scheme, ${code.column} as value
        from (${rowsOf([code.column.replace(/^value_/, "")])}) as canonical where ${code.column} is not null`,
    )
    .join(" union ");
}
