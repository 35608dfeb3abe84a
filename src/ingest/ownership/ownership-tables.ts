import type { TableRows } from "../canonical/family-context.ts";
import { literal } from "../canonical/sql-text.ts";
import { OWN_SCHEME } from "../reader/ownership/bods.ts";

const DATES = ["valid_from", "valid_until", "known_on"];

/** What a file of ownership writes into a store, once its parties are identified (`identifyParties`). */
export function ownershipTables(source: string): readonly TableRows[] {
  const said = `${literal(source)} as source_id`;
  const dates = DATES.map((name) => `cast(${name} as date) as ${name}`).join(", ");
  const stakes = `select holder.party_id as holder_id, held.party_id as held_id, interest,
      cast(low as decimal(15,12)) as share_min, cast(high as decimal(15,12)) as share_max, ${dates}, ${said},
      record as source_row
    from stakes join party_of as holder on holder.party = stakes.holder
      join party_of as held on held.party = stakes.held order by record`;
  const listings = `select party_id, list, ${dates}, ${said}, record as source_row
    from listings join party_of on party_of.party = listings.party order by record`;
  const records = `select distinct party_id, kind, name, country, incorporated_in, legal_form, ${said}, source_row from (
      select party_id, kind, name, country, incorporated_in, legal_form, min(record) as source_row
      from parties join party_of on party_of.party = parties.party group by all
      union all
      select party_id, firms.kind, firms.name, countries.country, null, null, countries.record
      from countries join party_of on party_of.party = countries.party join firms on firms.party = countries.party
    ) as sayings order by source_row`;
  const names = `select party_of.party_id, seen.display as name, seen.script, max(names.kind) as kind, ${said}
    from names join party_of on party_of.party = names.party join firms on firms.party = names.party
      join parties_seen as seen on seen.name = names.name and seen.country = coalesce(firms.country, '') group by all`;
  const ids = `select distinct party_id, scheme, value, ${said} from (
      select party_id, scheme, value from ids join party_of on party_of.party = ids.party
      where scheme <> ${literal(OWN_SCHEME)}
      union all select party_id, ${literal(source)}, party from party_of where goes_by = 'record') as identifiers`;
  return [
    { table: "stakes", select: stakes, counts: true },
    { table: "listings", select: listings, counts: true },
    { table: "party_records", select: records, counts: true },
    { table: "party_names", select: names },
    { table: "party_ids", select: ids },
  ];
}
