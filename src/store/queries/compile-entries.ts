import { type Sql, sql } from "../sql.ts";
import { numberedFacilities } from "./compile-facilities.ts";
import { numberedParties } from "./compile-parties.ts";
import { numberedPorts } from "./compile-ports.ts";
import { type DatasetRows, datasetRows } from "./compile-rows.ts";
import { spansOf } from "./compile-spans.ts";

/** Where the numbers of parties, ports, facilities and imports are looked up. */
export interface NumberTables {
  readonly parties: Sql;
  readonly ports: Sql;
  /** Null where no row states one: the join is spared. */
  readonly facilities: Sql | null;
  readonly spans: Sql;
}

/** Joins and a condition that leave a part of the rows `r`. */
export interface RowsPart {
  readonly joins: Sql;
  readonly where: Sql;
}

const EVERY_ROW: RowsPart = { joins: sql.empty, where: sql`1 = 1` };

/**
 * Every counted row of the dataset, or of a part of it, as numbers, in no order: buyer, seller, hs6, day, cents, grams, origin, destination,
 * port, row, estimated, hs_revision, facility. -1 where a party, a product or a day is missing; NULL cents and grams.
 */
export function compileEntries(
  dataset: DatasetRows,
  tables: NumberTables = inPlace(dataset),
  part: RowsPart = EVERY_ROW,
): Sql {
  const hasPorts = dataset.table === "shipments";
  const { facilities } = tables;
  return sql`
    select coalesce(b.n, -1) as buyer, coalesce(s.n, -1) as seller, coalesce(try_cast(r.hs6 as integer), -1) as hs6,
      cast(coalesce(r.day, -1) as integer) as day, cast(r.usd * 100 as double) as cents,
      cast(r.kg * 1000 as double) as grams, ${countryNumber(sql`r.origin`)} as origin,
      ${countryNumber(sql`r.destination`)} as destination, ${hasPorts ? sql`coalesce(ports.n, 0)` : sql`0`} as port,
      spans.start_at + coalesce(r.source_row, 0) as row_number, r.estimated, coalesce(r.hs_revision, 0) as hs_revision,
      ${facilities === null ? sql`0` : sql`coalesce(facilities.n, 0)`} as facility
    from (${datasetRows(dataset)}) as r
    inner join ${tables.spans} as spans on spans.import_id = r.import_id
    left join ${tables.parties} as b on b.party_id = r.buyer
    left join ${tables.parties} as s on s.party_id = r.seller
    ${hasPorts ? sql`left join ${tables.ports} as ports on ports.port = r.port` : sql.empty}
    ${facilities === null ? sql.empty : sql`left join ${facilities} as facilities on facilities.facility_id = r.facility`}
    ${part.joins}
    where ${part.where}`;
}

function inPlace(dataset: DatasetRows): NumberTables {
  return {
    parties: sql`(${numberedParties(dataset)})`,
    ports: dataset.table === "shipments" ? sql`(${numberedPorts(dataset)})` : sql.empty,
    facilities: dataset.table === "shipments" ? sql`(${numberedFacilities(dataset)})` : null,
    spans: sql`(${spansOf(dataset)})`,
  };
}

/** An alpha-2 code as 27 times the place of its first letter plus that of its second; 0 if it is none. */
export function countryNumber(code: Sql): Sql {
  const place = (from: number): Sql => sql`strpos('ABCDEFGHIJKLMNOPQRSTUVWXYZ', substr(${code}, ${from}, 1))`;
  return sql`case when length(${code}) = 2 then cast(27 * ${place(1)} + ${place(2)} as integer) else 0 end`;
}
