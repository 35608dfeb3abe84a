import { type Sql, sql, stringAgg } from "../sql.ts";
import { PARTY_SEPARATOR } from "./compile-parties.ts";
import { type DatasetRows, datasetRowsUncounted } from "./compile-rows.ts";

export interface FacilityGroupLine {
  readonly facility_group: number;
  /** Values of up to 1,000 facilities, in the order of their ids. */
  readonly ids: string;
  readonly names: string;
  readonly countries: string;
  /** Ids of the parties that run them. */
  readonly operators: string;
}

/** The facilities that goods of the dataset left, by ascending id; a thousand a row, as in `compileParties`. */
export function compileFacilities(dataset: DatasetRows, numbered: Sql = sql`(${numberedFacilities(dataset)})`): Sql {
  const texts = (value: Sql): Sql =>
    stringAgg(sql`replace(coalesce(${value}, ''), ${PARTY_SEPARATOR}, ' ')`, PARTY_SEPARATOR, sql`d.n`);
  return sql`
    select cast(floor(d.n / 1000.0) as integer) as facility_group, ${texts(sql`d.facility_id`)} as ids,
      ${texts(sql`f.name`)} as names, ${texts(sql`f.country`)} as countries, ${texts(sql`f.operator_id`)} as operators
    from ${numbered} as d
    left join (
      select facility_id, coalesce(min(name), min(address)) as name, min(country) as country,
        min(operator_id) as operator_id
      from facilities
      group by facility_id
    ) as f on f.facility_id = d.facility_id
    group by cast(floor(d.n / 1000.0) as integer)
    order by facility_group`;
}

/** The sellers' facilities in ascending order, numbered from 1; no row where no bill states one. */
export function numberedFacilities(dataset: DatasetRows): Sql {
  if (dataset.table === "flows") return sql`select '' as facility_id, 0 as n where 1 = 0`;
  return sql`
    select facility_id, cast(row_number() over (order by facility_id) as integer) as n
    from (
      select distinct shipper_facility_id as facility_id ${datasetRowsUncounted(dataset)}
        and shipper_facility_id is not null
    ) as named`;
}
