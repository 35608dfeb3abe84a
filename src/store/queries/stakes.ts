import { type Sql, sql } from "../sql.ts";

export interface StakeRow {
  readonly holder_id: string;
  readonly held_id: string;
  readonly interest: string;
  readonly share_min: string | null;
  readonly share_max: string | null;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly known_on: string | null;
  readonly source_id: string;
  readonly import_id: string;
  readonly source_row: number;
  readonly made: boolean;
}

const COLUMNS = sql`s.holder_id, s.held_id, s.interest, s.share_min, s.share_max, s.valid_from, s.valid_until, s.known_on,
  s.source_id, s.import_id, s.source_row, coalesce(i.made, false) as made`;

const ORDER = sql`order by s.held_id, s.interest, s.holder_id, s.import_id, s.source_row`;

/** Every stake in some parties, on any day. */
export function stakesIn(held: readonly string[]): Sql {
  return sql`select ${COLUMNS} from stakes as s left join imports as i on i.import_id = s.import_id
    where s.held_id in ${sql.list(held)} ${ORDER}`;
}

/** Every stake that some parties have, on any day. */
export function stakesOf(holders: readonly string[]): Sql {
  return sql`select ${COLUMNS} from stakes as s left join imports as i on i.import_id = s.import_id
    where s.holder_id in ${sql.list(holders)} ${ORDER}`;
}

/** Every stake of the store, on any day. */
export function allStakes(): Sql {
  return sql`select ${COLUMNS} from stakes as s left join imports as i on i.import_id = s.import_id ${ORDER}`;
}

export interface HeldPartyRow {
  readonly party_id: string;
  readonly kind: string | null;
  readonly name: string | null;
  readonly country: string | null;
  readonly incorporated_in: string | null;
  readonly headquartered_in: string | null;
  readonly legal_form: string | null;
}

/** What the store says of some parties themselves. */
export function partiesById(ids: readonly string[]): Sql {
  return sql`
    select party_id, max(kind) as kind, min(name) as name, min(country) as country, min(incorporated_in) as incorporated_in,
      min(headquartered_in) as headquartered_in, min(legal_form) as legal_form
    from (
      select party_id, kind, name, country, incorporated_in, headquartered_in, legal_form
      from party_records where party_id in ${sql.list(ids)}
      union all
      select party_id, null, name, null, null, null, null from party_names where party_id in ${sql.list(ids)}
    ) as said
    group by party_id
    order by party_id`;
}

/** What the store says of every party that a stake names. */
export function partiesOfStakes(): Sql {
  return sql`
    select p.party_id, max(p.kind) as kind, min(p.name) as name, min(p.country) as country,
      min(p.incorporated_in) as incorporated_in, min(p.headquartered_in) as headquartered_in,
      min(p.legal_form) as legal_form
    from party_records as p
    inner join (select holder_id as party_id from stakes union select held_id from stakes) as named
      on named.party_id = p.party_id
    group by p.party_id
    order by p.party_id`;
}

export interface ListingRow {
  readonly party_id: string;
  readonly list: string;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly known_on: string | null;
  readonly source_id: string;
  readonly made: boolean;
}

/** The lines of lists of the store, on any day; of some parties, or of all. */
export function listingsOf(ids: readonly string[] | null): Sql {
  return sql`
    select l.party_id, l.list, l.valid_from, l.valid_until, l.known_on, l.source_id, coalesce(i.made, false) as made
    from listings as l left join imports as i on i.import_id = l.import_id
    ${ids === null ? sql.empty : sql`where l.party_id in ${sql.list(ids)}`}
    order by l.party_id, l.list, l.valid_from, l.import_id, l.source_row`;
}

export interface PlaceRow {
  readonly operator_id: string;
  readonly country: string;
  readonly region: string | null;
  readonly made: boolean;
}

/** Where some parties have plants, or all that have any with a region. */
export function placesOf(operators: readonly string[] | null): Sql {
  return sql`
    select distinct f.operator_id, f.country, f.region, coalesce(i.made, false) as made
    from facilities as f left join imports as i on i.import_id = f.import_id
    where f.operator_id is not null and f.country is not null
    ${operators === null ? sql.empty : sql`and f.operator_id in ${sql.list(operators)}`}
    order by f.operator_id, f.country, f.region, made`;
}

export interface PartyIdRow {
  readonly party_id: string;
  readonly scheme: string;
  readonly value: string;
}

/** The parties of the store that have one of these identifiers. */
export function partiesWithIds(values: readonly string[]): Sql {
  return sql`
    select distinct party_id, scheme, value from party_ids
    where value in ${sql.list(values)}
    order by party_id, scheme, value`;
}

export interface SharedIdRow {
  readonly party_id: string;
  readonly other_id: string;
}

/** An id that a file gave a party only to tell it from others of its name says nothing of other parties. */
const NO_IDENTIFIER = "unnamed";

/** Pairs of parties that have an identifier in common: one of them among some parties, or all pairs. */
export function partiesSharingIds(ids: readonly string[] | null): Sql {
  return sql`
    select distinct mine.party_id, theirs.party_id as other_id
    from party_ids as mine
    inner join party_ids as theirs on theirs.scheme = mine.scheme and theirs.value = mine.value
    where mine.party_id <> theirs.party_id and mine.scheme <> ${NO_IDENTIFIER}
    ${ids === null ? sql.empty : sql`and mine.party_id in ${sql.list(ids)}`}
    order by mine.party_id, other_id`;
}

export interface MadeRow {
  readonly made: boolean;
}

/** Whether what names some parties is made, real, or both. */
export function madeOf(ids: readonly string[]): Sql {
  return sql`
    select distinct coalesce(i.made, false) as made
    from (
      select import_id from party_records where party_id in ${sql.list(ids)}
      union all
      select import_id from stakes where holder_id in ${sql.list(ids)} or held_id in ${sql.list(ids)}
    ) as said
    left join imports as i on i.import_id = said.import_id
    order by made`;
}
