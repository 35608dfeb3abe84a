import type { DuckDBConnection } from "@duckdb/node-api";
import { partyIdSql } from "../../resolve/name-key.ts";
import { countOf } from "../canonical/findings.ts";
import { gatherParties } from "../canonical/party-tables.ts";
import { literal } from "../canonical/sql-text.ts";
import { OWN_SCHEME } from "../reader/ownership/bods.ts";

/** What one party of the file is called, by the names that `gatherParties` reads. */
const NAMES = `select name as value_name, country as value_country, kind as value_kind from firms where name is not null
  union all select names.name, firms.country, firms.kind from names join firms on firms.party = names.party`;

/**
 * Makes the table `party_of` (party, party_id, goes_by) from the tables of a file: which party of a store each of its own is,
 * and what it goes by.
 *
 * A firm is known by its name and country, as everywhere in a store. A person, a party without a country, and firms of
 * one file that share both but no identifier are known by an identifier, or by the file's own id under `source`: nobody
 * becomes another for a name alone. An export of ours says which party of a store it means.
 */
export async function identifyParties(connection: DuckDBConnection, source: string): Promise<{ kept_apart: number }> {
  await connection.run(
    `create table firms as select party, min(record) as record, arg_min(kind, record) as kind, arg_min(name, record) as name,
       arg_min(country, record) as country from parties group by party`,
  );
  await gatherParties(connection, () => NAMES, [
    { name: "value_name", country: "value_country", kind: "value_kind", fields: ["name", "country", "kind"] },
  ]);
  await connection.run(
    `create table by_name as select firms.party, seen.party_id from firms
     join parties_seen as seen on seen.name = firms.name and seen.country = firms.country where firms.kind <> 'person'`,
  );
  await connection.run(
    `create table named_ids as select distinct by_name.party_id, by_name.party, ids.scheme, ids.value
     from by_name join ids on ids.party = by_name.party where ids.scheme <> ${literal(OWN_SCHEME)}`,
  );
  await connection.run(
    `create table namesakes as
     select party_id from named_ids group by party_id having count(distinct party) > 1
     except
     select shared.party_id from (select party_id, count(distinct party) as parties from named_ids group by party_id) as every_one
     join (select party_id, count(distinct party) as parties from named_ids group by party_id, scheme, value) as shared
       on shared.party_id = every_one.party_id and shared.parties = every_one.parties`,
  );
  await connection.run(
    `create table key_of as select party, arg_min(scheme || ':' || value, (rank, scheme, value)) as key,
       min(value) filter (scheme = ${literal(OWN_SCHEME)} and regexp_full_match(value, '[0-9a-f]{16}')) as own
     from (select * from ids where scheme <> ${literal(OWN_SCHEME)}
           union all select record, party, scheme, value, 100 from ids where scheme = ${literal(OWN_SCHEME)}) as ranked
     group by party`,
  );
  await connection.run(
    `create table party_of as select party,
       case goes_by when 'own' then own when 'country' then country when 'name' then party_id
         when 'id' then ${partyIdSql("key", "null")}
         else ${partyIdSql(`${literal(`${source}:`)} || party`, "null")} end as party_id, goes_by
     from (select firms.party, firms.country, own, key, by_name.party_id,
             case when own is not null then 'own'
               when kind = 'country' and firms.country is not null then 'country'
               when by_name.party_id is not null and (key is null or not exists (
                 select 1 from namesakes where namesakes.party_id = by_name.party_id)) then 'name'
               when key is not null then 'id' else 'record' end as goes_by
           from firms left join by_name on by_name.party = firms.party
             left join (select party, own, case when not starts_with(key, ${literal(`${OWN_SCHEME}:`)}) then key end as key
                        from key_of) as keys on keys.party = firms.party) as firms`,
  );
  return { kept_apart: await countOf(connection, "select count(*) from namesakes") };
}
