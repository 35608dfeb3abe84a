import { type Sql, sql } from "../sql.ts";

/** The words of a row, by its place in the source file. */
export interface RowText {
  readonly import_id: string;
  readonly source_row: number;
  readonly hs6: string | null;
  readonly bill: string | null;
  readonly description: string | null;
  readonly period: string | null;
  readonly usd_basis: string | null;
}

/** What these records say in words. Joined and not listed: the engine then decodes the wide columns of matches alone. */
export function rowTexts(
  table: "shipments" | "flows",
  records: readonly { readonly importId: string; readonly record: number }[],
): Sql {
  const wanted = sql.join(
    records.map(({ importId, record }) => sql`(cast(${importId} as varchar), cast(${record} as bigint))`),
  );
  const words =
    table === "shipments"
      ? sql`bill, description, cast(null as varchar) as "period", usd_basis`
      : sql`cast(null as varchar) as bill, cast(null as varchar) as description, "period",
          cast(null as varchar) as usd_basis`;
  return sql`
    select t.import_id, t.source_row, hs6, ${words}
    from ${sql.id(table)} as t
    join (select distinct import_id, source_row from (values ${wanted}) as listed(import_id, source_row)) as w
      on w.import_id = t.import_id and w.source_row = t.source_row
    order by t.import_id, t.source_row, hs6`;
}
