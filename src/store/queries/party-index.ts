import { type Sql, sql } from "../sql.ts";

/** A name of a party, with what is known of the party. */
export interface PartyNameRow {
  readonly party_id: string;
  readonly name: string;
  readonly country: string | null;
  readonly kind: string | null;
}

/** Every name that a party was seen under, once; those of its records first. */
export function partyNames(): Sql {
  return sql`
    select party_id, name, max(country) as country, max(kind) as kind
    from (
      select party_id, name, country, kind, 0 as beside from party_records where name is not null
      union all
      select party_id, name, null, null, 1 from party_names
    ) as said
    group by party_id, name
    order by party_id, min(beside), name`;
}

export interface PartyIdRow {
  readonly party_id: string;
  readonly scheme: string;
  readonly value: string;
}

/** Every identifier of a party in a public scheme. */
export function partyIdentifiers(): Sql {
  return sql`select distinct party_id, scheme, value from party_ids order by party_id, scheme, value`;
}
