import type { Book } from "../../book/book.ts";
import { Ambiguous, NotFound } from "../../errors.ts";
import {
  type CalledParty,
  type FacilityRow,
  facilitiesOfParty,
  type IdRow,
  idsOfParty,
  type NameRow,
  namesOfParty,
  type PartyRecordRow,
  partiesCalled,
  partyRecords,
} from "../../store/queries/party-identity.ts";
import type { Context } from "../core/context.ts";
import type { CompanyResult } from "./company-result.ts";
import { countryLabel } from "./labels.ts";

export interface Identity {
  readonly party: CompanyResult["party"];
  readonly facilities: CompanyResult["facilities"];
  readonly isCountry: boolean;
}

/**
 * Who is meant by a country, an id, an identifier or an exact name. Several of one name are an error that lists them. An id
 * is looked up first: its rows are read alone, where a name is sought among all.
 */
export async function identify(context: Context, book: Book, text: string): Promise<Identity> {
  const country = book.partners.find(text);
  const direct = country === null ? await identityOf(context, text) : null;
  if (direct !== null) return direct;
  const engine = await context.openEngine();
  const called = await engine.rows<CalledParty>(partiesCalled(text), context.signal);
  if (country !== null && called.every(({ party_id: id }) => id === country)) return countryIdentity(country);
  const [only] = called;
  const found = only === undefined || called.length > 1 ? null : await identityOf(context, only.party_id);
  if (found !== null) return found;
  if (only === undefined) {
    throw new NotFound(`No party of the store is called "${text}".`, {
      hint: `Names must match exactly; headwater search finds them by a part of the name.`,
    });
  }
  const list = called.map((each) => `${each.party_id} (${each.name}, ${each.country ?? "country unknown"})`);
  throw new Ambiguous(`"${text}" is the name of ${called.length} parties.`, list, {
    hint: `By id: ${list.join("; ")}.`,
  });
}

/** What the store says of the party with this id; null where nothing names it. */
async function identityOf(context: Context, id: string): Promise<Identity | null> {
  const engine = await context.openEngine();
  const [records, names, ids, facilities] = await Promise.all([
    engine.rows<PartyRecordRow>(partyRecords(id), context.signal),
    engine.rows<NameRow>(namesOfParty(id), context.signal),
    engine.rows<IdRow>(idsOfParty(id), context.signal),
    engine.rows<FacilityRow>(facilitiesOfParty(id), context.signal),
  ]);
  if (records.length + names.length + ids.length === 0) return null;
  return partyIdentity(id, records, names, ids, facilities);
}

function countryIdentity(code: string): Identity {
  const name = countryLabel(code);
  const none = { incorporatedIn: null, headquarteredIn: null, legalForm: null, listed: null, names: [], ids: [] };
  return {
    party: { key: code, name, kind: "country", country: { key: code, label: name }, ...none },
    facilities: [],
    isCountry: true,
  };
}

function partyIdentity(
  id: string,
  records: readonly PartyRecordRow[],
  names: readonly NameRow[],
  ids: readonly IdRow[],
  facilities: readonly FacilityRow[],
): Identity {
  const said = <Key extends keyof PartyRecordRow>(key: Key) => records.find((row) => row[key] !== null)?.[key] ?? null;
  const country = said("country");
  const written = new Map<string, CompanyResult["party"]["names"][number]>();
  for (const { name, source_id: source } of records) {
    if (name !== null) written.set(`${name}|${source ?? ""}`, { name, script: null, kind: null, source });
  }
  for (const { name, script, kind, source_id: source } of names) {
    written.set(`${name}|${source ?? ""}`, { name, script, kind, source });
  }
  return {
    party: {
      key: id,
      name: said("name") ?? names[0]?.name ?? id,
      kind: said("kind") ?? "company",
      country: country === null ? null : { key: country, label: countryLabel(country) },
      incorporatedIn: said("incorporated_in"),
      headquarteredIn: said("headquartered_in"),
      legalForm: said("legal_form"),
      listed: said("listed"),
      names: [...written.values()],
      ids: ids.map(({ scheme, value }) => ({ scheme, value })),
    },
    facilities: facilities.map(({ facility_id: key, source_id: source, ...row }) => ({ key, ...row, source })),
    isCountry: false,
  };
}
