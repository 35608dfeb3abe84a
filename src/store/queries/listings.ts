import { type Sql, sql } from "../sql.ts";

export interface ListedNameRow {
  readonly party_id: string;
  readonly name: string;
  readonly country: string | null;
}

/** Every name of every party that a line of a list names; those of its records first. */
export function listedNames(): Sql {
  return sql`
    select party_id, name, max(country) as country
    from (
      select p.party_id, p.name, p.country, 0 as beside
      from party_records as p inner join listings as l on l.party_id = p.party_id
      where p.name is not null
      union all
      select n.party_id, n.name, null, 1
      from party_names as n inner join listings as l on l.party_id = n.party_id
    ) as said
    group by party_id, name
    order by party_id, min(beside), name`;
}

export interface ListedIdRow {
  readonly party_id: string;
  readonly scheme: string;
  readonly value: string;
}

/** Every identifier of every party that a line of a list names. */
export function listedIds(): Sql {
  return sql`
    select distinct i.party_id, i.scheme, i.value
    from party_ids as i inner join listings as l on l.party_id = i.party_id
    order by i.party_id, i.scheme, i.value`;
}
