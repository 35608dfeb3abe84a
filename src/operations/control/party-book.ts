import type { Book } from "../../book/book.ts";
import type { Company, Listing } from "../../control/facts.ts";
import { partyId, partyIdOfCode } from "../../resolve/party-id.ts";

/**
 * Companies of the book under the ids that parties have in a store. Every name of a company, with its country, is an id of
 * it, as is each identifier; the id of its main name stands for all of them. A name without the country never is.
 */
export interface PartyBook {
  /** The id that stands for a party, its own where the book does not know it. */
  one(id: string): string;
  /** All ids that one stands for. */
  all(id: string): readonly string[];
  company(id: string): Company | null;
  /** The id of a company of the book by its name in the book. */
  ofCompany(company: string): string;
  /** Listings of the book by the ids of the parties that they name. */
  readonly listings: ReadonlyMap<string, readonly Listing[]>;
  /** Identifiers of companies of the book with the id that stands for each. */
  readonly identifiers: readonly { readonly scheme: string; readonly value: string; readonly id: string }[];
}

const made = new WeakMap<Book, PartyBook>();

export function partyBook(book: Book): PartyBook {
  const known = made.get(book);
  if (known !== undefined) return known;
  const companies = new Map<string, Company>();
  const ids = new Map<string, string>();
  const one = new Map<string, string>();
  const all = new Map<string, string[]>();
  const identifiers: PartyBook["identifiers"][number][] = [];
  for (const company of book.ownership.companies) {
    const id = partyId(company.name, company.country);
    companies.set(id, company);
    ids.set(company.id, id);
    const own = [
      ...company.names.map(({ name }) => partyId(name, company.country)),
      ...company.ids.map(({ scheme, value }) => partyIdOfCode(scheme, value)),
    ];
    const each = [...new Set([id, ...own])];
    for (const other of each) one.set(other, id);
    all.set(id, each);
    for (const { scheme, value } of company.ids) identifiers.push({ scheme, value, id });
  }
  const listings = new Map<string, Listing[]>();
  for (const listing of book.ownership.listings) {
    for (const id of listingIds(listing, ids, one)) {
      const lines = listings.get(id);
      if (lines === undefined) listings.set(id, [listing]);
      else lines.push(listing);
    }
  }
  const found: PartyBook = {
    one: (id) => one.get(id) ?? id,
    all: (id) => all.get(one.get(id) ?? id) ?? [id],
    company: (id) => companies.get(one.get(id) ?? id) ?? null,
    ofCompany: (company) => ids.get(company) ?? company,
    listings,
    identifiers,
  };
  made.set(book, found);
  return found;
}

/** The parties that a line of a list names: the book's company, and any party of exactly its names and country. */
function listingIds(
  listing: Listing,
  ids: ReadonlyMap<string, string>,
  one: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const named =
    listing.country === null ? [] : [listing.name, ...listing.aliases].map((name) => partyId(name, listing.country));
  const coded = listing.ids.map(({ scheme, value }) => partyIdOfCode(scheme, value));
  const company = listing.company === null ? [] : [ids.get(listing.company) ?? listing.company];
  return new Set([...company, ...named, ...coded].map((id) => one.get(id) ?? id));
}
