import { type Sql, sql } from "../sql.ts";

export interface BuyerSource {
  readonly source_id: string;
}

/** Sources of shipments in which one of some parties buys. */
export function sourcesOfBuyers(ids: readonly string[]): Sql {
  return sql`
    select distinct source_id from shipments
    where consignee_id in ${sql.list(ids)} and source_id is not null
    order by source_id`;
}

export interface SellerRow {
  readonly party_id: string;
}

/** Those of some parties that sell anything in a source of shipments. */
export function sellersAmong(ids: readonly string[], source: string): Sql {
  return sql`
    select distinct shipper_id as party_id from shipments
    where source_id = ${source} and shipper_id in ${sql.list(ids)}
    order by party_id`;
}
