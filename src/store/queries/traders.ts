import { type Sql, sql } from "../sql.ts";

/** Ids of the parties that are said to sell what they buy. */
export function traders(): Sql {
  return sql`select p.party_id from parties p where p.kind in ('forwarder', 'trader') order by p.party_id`;
}
