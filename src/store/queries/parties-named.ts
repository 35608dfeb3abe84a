import { type Sql, sql } from "../sql.ts";

export interface NamedParty {
  readonly party_id: string;
  readonly name: string;
  readonly country: string | null;
}

/** Parties with exactly this id, or this name in any case. */
export function partiesNamed(text: string): Sql {
  return sql`
    select p.party_id, min(p.name) as name, min(p.country) as country
    from party_records p
    where p.party_id = ${text} or lower(p.name) = lower(${text})
    group by p.party_id
    order by p.party_id
    limit 20
  `;
}
