import { type Sql, sql } from "../sql.ts";

/** A production figure of the store: of a party, or of the one that runs a facility. */
export interface ProductionFigure {
  readonly party_id: string;
  readonly party_name: string | null;
  readonly party_country: string | null;
  readonly product: string;
  readonly period: string;
  readonly quantity: string;
  readonly unit: string;
  readonly basis: string | null;
  readonly source_id: string | null;
}

export function productionFigures(): Sql {
  return sql`
    select coalesce(c.party_id, o.operator_id) as party_id, p.name as party_name, p.country as party_country, c.product, c.period, cast(c.quantity as varchar) as quantity,
      c.unit, c.basis, c.source_id
    from capacities c
    left join (
      select facility_id, max(operator_id) as operator_id from facilities group by facility_id
    ) as o on o.facility_id = c.facility_id
    left join parties p on p.party_id = coalesce(c.party_id, o.operator_id)
    where c.measure = 'production' and coalesce(c.party_id, o.operator_id) is not null and c.period is not null
      and c.quantity is not null and c.unit is not null
    order by party_id, c.product, c.period, c.import_id, c.source_row`;
}
