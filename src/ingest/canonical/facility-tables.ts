import type { DuckDBConnection } from "@duckdb/node-api";
import { facilityKey, facilityKeySql } from "../../resolve/facility-key.ts";
import { hasNameKeySql } from "../../resolve/name-key.ts";
import type { RowsOf } from "./party-tables.ts";
import { literal } from "./sql-text.ts";

/** Texts that stand in a column of addresses and name no place. */
const NOWHERE = "(?i)same as (above|consignee|shipper)|not available|unknown|n/?a|none|null";

/** Makes the table `facility_keys` (text, display, key), one row for each text of these fields. */
export async function gatherFacilities(
  connection: DuckDBConnection,
  rowsOf: RowsOf,
  fields: readonly string[],
): Promise<void> {
  const texts = fields
    .map((field) => `select distinct value_${field} as text from (${rowsOf([field])}) as canonical`)
    .join(" union ");
  await connection.run(
    `create table facility_keys as select text, trim(regexp_replace(text, '\\s+', ' ', 'g')) as display,
       case when ${hasNameKeySql("text")} then ${facilityKeySql("text")} end as key
     from (${texts}) as named
     where text is not null`,
  );
  await keyOtherScripts(connection);
}

async function keyOtherScripts(connection: DuckDBConnection): Promise<void> {
  const reader = await connection.runAndReadAll("select text from facility_keys where key is null");
  const texts = (reader.getColumns()[0] ?? []).map(String);
  if (texts.length === 0) return;
  await connection.run("delete from facility_keys where key is null");
  const appender = await connection.createAppender("facility_keys");
  for (const text of texts) {
    appender.appendVarchar(text);
    appender.appendVarchar(text.replace(/\s+/gu, " ").trim());
    appender.appendVarchar(facilityKey(text));
    appender.endRow();
  }
  appender.closeSync();
}

/** The join that gives `<alias>.key` for a field of the canonical rows. */
export const facilityJoin = (alias: string, field: string): string =>
  `left join facility_keys as ${alias} on ${alias}.text = value_${field}`;

/** The same, with `<alias>.display`, for what a bill says: a key only where the text names a place. */
export const billFacilityJoin = (alias: string, field: string): string =>
  `left join (
     select text, display, key from facility_keys
     where key <> '' and not regexp_full_match(display, ${literal(NOWHERE)})
   ) as ${alias} on ${alias}.text = value_${field}`;

/** Facilities of one side of a bill, as SQL over the canonical rows. */
export interface BillFacility {
  readonly id: string;
  readonly operatorId: string;
  readonly country: string;
  /** Alias of the join on `facility_keys`. */
  readonly alias: string;
  /** The canonical rows with the joins that the expressions need. */
  readonly from: string;
}

/** One row a facility, under the spelling it is seen by most. */
export function facilityRecords(sides: readonly BillFacility[]): string {
  const seen = sides
    .map(
      ({ id, operatorId, country, alias, from }) =>
        `select ${id} as facility_id, ${operatorId} as operator_id, ${alias}.display as display, ${country} as country,
           count(*) as times ${from} group by all`,
    )
    .join(" union all ");
  return `select facility_id, operator_id, max_by(display, (times, display)) as name, min(country) as country
    from (${seen}) as seen where facility_id is not null group by facility_id, operator_id`;
}
