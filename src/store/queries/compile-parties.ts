import { type Sql, sql, stringAgg } from "../sql.ts";
import { type DatasetRows, datasetRowsUncounted } from "./compile-rows.ts";

/** Stands between the values of a group; no name holds it. */
export const PARTY_SEPARATOR = "\u001f";

export interface PartyGroupLine {
  readonly party_group: number;
  /** Values of up to 1,000 parties, in the order of their ids. */
  readonly ids: string;
  readonly names: string;
  readonly countries: string;
}

/** The parties of the dataset by ascending id, numbered from 0; the text goes a thousand a row, since rows are slow. */
export function compileParties(dataset: DatasetRows, numbered: Sql = sql`(${numberedParties(dataset)})`): Sql {
  const clean = sql`replace(coalesce(p.name, ''), ${PARTY_SEPARATOR}, ' ')`;
  const inOrder = sql`d.n`;
  return sql`
    select cast(floor(d.n / 1000.0) as integer) as party_group, ${stringAgg(sql`d.party_id`, PARTY_SEPARATOR, inOrder)} as ids,
      ${stringAgg(clean, PARTY_SEPARATOR, inOrder)} as names,
      ${stringAgg(sql`coalesce(p.country, '')`, PARTY_SEPARATOR, inOrder)} as countries
    from ${numbered} as d left join parties as p on p.party_id = d.party_id
    group by cast(floor(d.n / 1000.0) as integer)
    order by party_group`;
}

export function numberedParties(dataset: DatasetRows): Sql {
  const [one, other] = dataset.table === "shipments" ? ["shipper_id", "consignee_id"] : ["reporter", "partner"];
  const column = (name = ""): Sql => {
    return sql`select ${sql.id(name)} as party_id ${datasetRowsUncounted(dataset)} and ${sql.id(name)} is not null`;
  };
  return sql`
    select party_id, cast(row_number() over (order by party_id) - 1 as integer) as n
    from (${column(one)} union ${column(other)}) as named`;
}
