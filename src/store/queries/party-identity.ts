import { type Sql, sql } from "../sql.ts";

export interface CalledParty {
  readonly party_id: string;
  readonly name: string;
  readonly country: string | null;
}

/** Parties with exactly this id, or seen under this name or with this identifier in any case: reads every name. */
export function partiesCalled(text: string): Sql {
  return sql`
    select party_id, min(name) as name, max(country) as country
    from (
      select party_id, name, country from party_records where party_id = ${text} or lower(name) = lower(${text})
      union all
      select party_id, name, null from party_names where party_id = ${text} or lower(name) = lower(${text})
      union all
      select party_id, value, null from party_ids where party_id = ${text} or lower(value) = lower(${text})
    ) as said
    group by party_id
    order by party_id
    limit 20`;
}

export interface PartyRecordRow {
  readonly name: string | null;
  readonly kind: string | null;
  readonly country: string | null;
  readonly incorporated_in: string | null;
  readonly headquartered_in: string | null;
  readonly legal_form: string | null;
  readonly listed: string | null;
  readonly source_id: string | null;
}

/** What files say of the party itself, each saying once. */
export function partyRecords(partyId: string): Sql {
  return sql`
    select distinct name, kind, country, incorporated_in, headquartered_in, legal_form, listed, source_id
    from party_records
    where party_id = ${partyId}
    order by name, source_id, kind, country, incorporated_in, headquartered_in, legal_form, listed`;
}

export interface NameRow {
  readonly name: string;
  readonly script: string | null;
  readonly kind: string | null;
  readonly source_id: string | null;
}

export function namesOfParty(partyId: string): Sql {
  return sql`
    select distinct name, script, kind, source_id
    from party_names
    where party_id = ${partyId}
    order by name, script, kind, source_id`;
}

export interface IdRow {
  readonly scheme: string;
  readonly value: string;
}

export function idsOfParty(partyId: string): Sql {
  return sql`select distinct scheme, value from party_ids where party_id = ${partyId} order by scheme, value`;
}

export interface FacilityRow {
  readonly facility_id: string;
  readonly name: string | null;
  readonly address: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly stage: string | null;
  readonly source_id: string | null;
}

/** The facilities that the party runs. */
export function facilitiesOfParty(partyId: string): Sql {
  return sql`
    select distinct facility_id, name, address, country, region, lat, lon, stage, source_id
    from facilities
    where operator_id = ${partyId}
    order by facility_id, name, source_id, address, country, region, stage, lat, lon`;
}
