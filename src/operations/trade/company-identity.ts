import type { Book } from "../../book/book.ts";
import type { Company } from "../../control/facts.ts";
import { Ambiguous, NotFound } from "../../errors.ts";
import { nameKey } from "../../resolve/name-key.ts";
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
import { partyBook } from "../control/party-book.ts";
import type { Context } from "../core/context.ts";
import { isMade } from "../market/company-group.ts";
import type { CompanyResult } from "./company-result.ts";
import { countryLabel } from "./labels.ts";

export interface Identity {
  readonly party: CompanyResult["party"];
  readonly facilities: CompanyResult["facilities"];
  readonly isCountry: boolean;
  /** All ids under which the store may hold it. */
  readonly ids: readonly string[];
  /** What the book knows of it; null of a made party, whatever its name. */
  readonly company: Company | null;
}

/**
 * Who is meant by a country, an id, an identifier or an exact name. Several of one name are an error that lists them. An id
 * is looked up first: its rows are read alone, where a name is sought among all.
 */
export async function identify(context: Context, book: Book, text: string): Promise<Identity> {
  const country = book.partners.find(text);
  const direct = country === null ? await identityOf(context, book, text) : null;
  if (direct !== null) return direct;
  const engine = await context.openEngine();
  const called = await engine.rows<CalledParty>(partiesCalled(text), context.signal);
  if (country !== null && called.every(({ party_id: id }) => id === country)) return countryIdentity(country);
  const found = new Map(
    called.map(({ party_id: id, ...each }) => [id, `${id} (${each.name}, ${each.country ?? "country unknown"})`]),
  );
  const names = partyBook(book);
  for (const company of companiesCalled(book, text)) {
    const id = names.ofCompany(company.id);
    if (!names.all(id).some((each) => found.has(each))) found.set(id, `${id} (${company.name}, ${company.country})`);
  }
  const [only, ...others] = found.keys();
  const known = only === undefined || others.length > 0 ? null : await identityOf(context, book, only);
  if (known !== null) return known;
  if (only === undefined) {
    throw new NotFound(`No party of the store or the book is called "${text}".`, {
      hint: "Names must match exactly; headwater search finds them by a part of the name.",
    });
  }
  const list = [...found.values()];
  throw new Ambiguous(`"${text}" is the name of ${list.length} parties.`, list, { hint: `By id: ${list.join("; ")}.` });
}

function companiesCalled(book: Book, text: string): readonly Company[] {
  const key = nameKey(text);
  return book.ownership.companies.filter(
    (company) =>
      company.id === text ||
      (key !== "" && company.names.some(({ name }) => nameKey(name) === key)) ||
      company.ids.some(({ value }) => value.toLowerCase() === text.toLowerCase()),
  );
}

/** What the store and the book say of the party with this id; null where neither names it. */
async function identityOf(context: Context, book: Book, id: string): Promise<Identity | null> {
  const engine = await context.openEngine();
  const [records, names, ids, facilities] = await Promise.all([
    engine.rows<PartyRecordRow>(partyRecords(id), context.signal),
    engine.rows<NameRow>(namesOfParty(id), context.signal),
    engine.rows<IdRow>(idsOfParty(id), context.signal),
    engine.rows<FacilityRow>(facilitiesOfParty(id), context.signal),
  ]);
  const all = partyBook(book).all(id);
  const inBook = partyBook(book).company(id);
  if (records.length + names.length + ids.length === 0 && inBook === null) return null;
  const company = inBook !== null && (await isMade(context, all)) ? null : inBook;
  const said = partyIdentity(id, records, names, ids, facilities);
  return { ...said, party: company === null ? said.party : withBook(said.party, company), ids: all, company };
}

/** The store's own sayings first; the book fills what they leave open, and adds names and identifiers. */
function withBook(party: CompanyResult["party"], company: Company): CompanyResult["party"] {
  const names = new Set(party.names.map(({ name }) => name));
  const ids = new Set(party.ids.map(({ scheme, value }) => `${scheme} ${value}`));
  return {
    ...party,
    name: party.name === party.key ? company.name : party.name,
    country: party.country ?? { key: company.country, label: countryLabel(company.country) },
    incorporatedIn: party.incorporatedIn ?? company.incorporatedIn,
    headquarteredIn: party.headquarteredIn ?? company.headquarteredIn,
    legalForm: party.legalForm ?? company.legalForm,
    names: [
      ...party.names,
      ...company.names
        .filter(({ name }) => !names.has(name))
        .map(({ name, kind, source }) => ({ name, script: null, kind, source })),
    ],
    ids: [
      ...party.ids,
      ...company.ids
        .filter(({ scheme, value }) => !ids.has(`${scheme} ${value}`))
        .map(({ scheme, value }) => ({ scheme, value })),
    ],
  };
}

function countryIdentity(code: string): Identity {
  const name = countryLabel(code);
  const none = { incorporatedIn: null, headquarteredIn: null, legalForm: null, listed: null, names: [], ids: [] };
  return {
    party: { key: code, name, kind: "country", country: { key: code, label: name }, ...none },
    facilities: [],
    isCountry: true,
    ids: [code],
    company: null,
  };
}

function partyIdentity(
  id: string,
  records: readonly PartyRecordRow[],
  names: readonly NameRow[],
  ids: readonly IdRow[],
  facilities: readonly FacilityRow[],
): Omit<Identity, "ids" | "company"> {
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
