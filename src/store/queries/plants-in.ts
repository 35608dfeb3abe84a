import { type Sql, sql } from "../sql.ts";

/** What a plant or a party in a country can make or makes, as an import stated it. */
export interface PlantFigure {
  readonly plant: string | null;
  readonly operator: string | null;
  readonly product: string;
  readonly measure: string;
  readonly period: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly basis: string | null;
  readonly valid_from: string | null;
  readonly known_on: string | null;
  readonly source_id: string | null;
}

/** Capacities and production of plants in a country, and of parties of it where no plant is named; made or real. */
export function plantsIn(country: string, made: boolean): Sql {
  return sql`
    select f.plant_name as plant, p.name as operator, c.product, c.measure, c.period,
      cast(c.quantity as varchar) as quantity, c.unit, c.basis,
      cast(coalesce(c.valid_from, f.since) as varchar) as valid_from, cast(c.known_on as varchar) as known_on, c.source_id
    from capacities as c
    left join (
      select facility_id, max(name) as plant_name, max(operator_id) as operator_id, max(country) as country,
        min(valid_from) as since
      from facilities group by facility_id
    ) as f on f.facility_id = c.facility_id
    left join parties as p on p.party_id = coalesce(c.party_id, f.operator_id)
    where coalesce(f.country, p.country) = ${country}
      and c.import_id in (select import_id from imports group by import_id having bool_or(made) = ${made})
    order by plant, operator, c.product, c.measure, c.period, c.import_id, c.source_row`;
}
