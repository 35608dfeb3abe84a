import { type Sql, sql } from "../sql.ts";

export interface StakeInForce {
  readonly holder_id: string;
  readonly held_id: string;
  readonly interest: string;
  readonly share_min: string | null;
  readonly share_max: string | null;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly known_on: string | null;
  readonly source_id: string | null;
  readonly import_id: string;
  readonly source_row: number | null;
}

/** Stakes in force on a day; the made ones or the real ones, never both. */
const inForce = (on: string, made: boolean): Sql => sql`
  from stakes as s left join imports as i on i.import_id = s.import_id
  where coalesce(i.made, false) = ${made} and (s.valid_from is null or s.valid_from <= cast(${on} as date))
    and (s.valid_until is null or s.valid_until > cast(${on} as date))`;

export function stakesInForce(on: string, made: boolean): Sql {
  return sql`
    select s.holder_id, s.held_id, s.interest, s.share_min, s.share_max, s.valid_from, s.valid_until, s.known_on,
      s.source_id, s.import_id, s.source_row
    ${inForce(on, made)}
    order by s.held_id, s.holder_id, s.interest, s.valid_from, s.import_id, s.source_row`;
}

const parties = (on: string, made: boolean): Sql => sql`
  select s.holder_id as party_id ${inForce(on, made)} union select s.held_id ${inForce(on, made)}`;

export interface PartySaying {
  readonly party_id: string;
  readonly kind: string | null;
  readonly name: string | null;
  readonly country: string | null;
  readonly incorporated_in: string | null;
  readonly legal_form: string | null;
}

/** What is said of the parties of those stakes, made or real as they are. */
export function sayingsOfStakes(on: string, made: boolean): Sql {
  return sql`
    select distinct p.party_id, p.kind, p.name, p.country, p.incorporated_in, p.legal_form
    from party_records as p left join imports as j on j.import_id = p.import_id
    where coalesce(j.made, false) = ${made} and p.party_id in (${parties(on, made)})
    order by p.party_id, p.name, p.kind, p.country, p.incorporated_in, p.legal_form`;
}

export function namesOfStakes(on: string, made: boolean): Sql {
  return sql`
    select distinct p.party_id, p.name
    from party_names as p left join imports as j on j.import_id = p.import_id
    where coalesce(j.made, false) = ${made} and p.party_id in (${parties(on, made)})
    order by p.party_id, p.name`;
}

export function identifiersOfStakes(on: string, made: boolean): Sql {
  return sql`
    select distinct p.party_id, p.scheme, p.value
    from party_ids as p left join imports as j on j.import_id = p.import_id
    where coalesce(j.made, false) = ${made} and p.party_id in (${parties(on, made)})
    order by p.party_id, p.scheme, p.value`;
}
