import { type Sql, sql } from "../sql.ts";
import { countryNumber } from "./compile-entries.ts";
import { type DatasetRows, datasetRows } from "./compile-rows.ts";
import { spansOf } from "./compile-spans.ts";

/**
 * Every counted row with what a compile counts and estimates by, and no more: has_parties (0 or 1), hs6, day, cents, grams,
 * origin, destination, estimated, hs_revision, as in `compileEntries`.
 */
export function wholeRows(dataset: DatasetRows, spans: Sql = sql`(${spansOf(dataset)})`): Sql {
  return sql`
    select case when r.buyer is null or r.seller is null then 0 else 1 end as has_parties,
      coalesce(try_cast(r.hs6 as integer), -1) as hs6, cast(coalesce(r.day, -1) as integer) as day,
      cast(r.usd * 100 as double) as cents, cast(r.kg * 1000 as double) as grams,
      ${countryNumber(sql`r.origin`)} as origin, ${countryNumber(sql`r.destination`)} as destination, r.estimated,
      coalesce(r.hs_revision, 0) as hs_revision
    from (${datasetRows(dataset)}) as r
    inner join ${spans} as spans on spans.import_id = r.import_id`;
}

/** Up to `most` of the parties that sell, or that buy, anywhere in the dataset. */
export function wholeParties(
  dataset: DatasetRows,
  side: "buyer" | "seller",
  most: number,
  spans: Sql = sql`(${spansOf(dataset)})`,
): Sql {
  const party = side === "buyer" ? sql`r.buyer` : sql`r.seller`;
  return sql`
    select distinct ${party} as party_id
    from (${datasetRows(dataset)}) as r
    inner join ${spans} as spans on spans.import_id = r.import_id
    where r.buyer is not null and r.seller is not null and try_cast(r.hs6 as integer) is not null
      and r.day between 0 and 65535
    order by party_id
    limit ${most}`;
}
