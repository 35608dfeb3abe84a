import type { Book } from "../../book/book.ts";
import type { ListInfo } from "../../control/facts.ts";
import { NotFound } from "../../errors.ts";
import { type NameIndex, nameIndex } from "../../resolve/names/name-index.ts";
import type { NamedEntity } from "../../resolve/names/named-entity.ts";
import { partyId } from "../../resolve/party-id.ts";
import { type ListedIdRow, type ListedNameRow, listedIds, listedNames } from "../../store/queries/listings.ts";
import { type ListingRow, listingsOf } from "../../store/queries/stakes.ts";
import { nearest } from "../../vocab/nearest.ts";
import { partyBook } from "../control/party-book.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";

/** Days for which a line of a list holds; half-open, null where not said. */
export interface ListedPeriod {
  readonly from: string | null;
  readonly until: string | null;
  readonly known: string | null;
  readonly source: string;
  readonly locator: string | null;
}

/** A party on a list, with all periods for which it is on it. */
export interface ListedParty extends NamedEntity {
  readonly list: string;
  /** Its name on the list. */
  readonly listed: string;
  /** Where each further name comes from; the name on the list is not here. */
  readonly nameKinds: ReadonlyMap<string, "alias on the list" | "name in the book" | "name in the store">;
  readonly periods: readonly ListedPeriod[];
  /** What other questions take. */
  readonly party: string;
  /** The company of the book that it is. */
  readonly company: string | null;
}

type Draft = Omit<ListedParty, "periods"> & { readonly periods: ListedPeriod[] };

/** A list that is looked through, whether the book carries it or the store. */
export interface ScreenedList {
  readonly id: string;
  readonly title: string;
  /** Null of a list that only the store has. */
  readonly info: ListInfo | null;
}

export interface ListedParties {
  readonly parties: readonly ListedParty[];
  readonly lists: readonly ScreenedList[];
  /** Lines left out because they are made, or because made ones were asked for. */
  readonly leftOut: number;
}

function partiesOfBook(book: Book): Draft[] {
  const companies = new Map(book.ownership.companies.map((company) => [company.id, company]));
  const ids = partyBook(book);
  const drafts = new Map<string, Draft>();
  for (const line of book.ownership.listings) {
    const key = JSON.stringify([line.list, line.name, line.country, line.company]);
    const company = line.company === null ? undefined : companies.get(line.company);
    const kinds = new Map<string, "alias on the list" | "name in the book">();
    for (const { name } of company?.names ?? []) kinds.set(name, "name in the book");
    for (const alias of line.aliases) kinds.set(alias, "alias on the list");
    kinds.delete(line.name);
    const draft = drafts.get(key) ?? {
      id: key,
      list: line.list,
      listed: line.name,
      names: [line.name, ...kinds.keys()],
      nameKinds: kinds,
      country: line.country,
      identifiers: [...line.ids, ...(company?.ids ?? [])],
      periods: [],
      party: company === undefined ? ids.one(partyId(line.name, line.country)) : ids.ofCompany(company.id),
      company: line.company,
    };
    const { from, until, known, source, locator } = line;
    draft.periods.push({ from, until, known, source, locator });
    drafts.set(key, draft);
  }
  return [...drafts.values()];
}

async function partiesOfStore(context: Context, made: boolean): Promise<{ parties: Draft[]; leftOut: number }> {
  const engine = await context.openEngine();
  const lines = await engine.rows<ListingRow>(listingsOf(null), context.signal);
  if (lines.length === 0) return { parties: [], leftOut: 0 };
  const names = new Map<string, ListedNameRow[]>();
  for (const row of await engine.rows<ListedNameRow>(listedNames(), context.signal)) {
    names.set(row.party_id, [...(names.get(row.party_id) ?? []), row]);
  }
  const ids = new Map<string, ListedIdRow[]>();
  for (const row of await engine.rows<ListedIdRow>(listedIds(), context.signal)) {
    ids.set(row.party_id, [...(ids.get(row.party_id) ?? []), row]);
  }
  const drafts = new Map<string, Draft>();
  let leftOut = 0;
  for (const line of lines) {
    if (line.made !== made) {
      leftOut += 1;
      continue;
    }
    const own = names.get(line.party_id) ?? [];
    const listed = own[0]?.name ?? line.party_id;
    const key = JSON.stringify([line.list, line.party_id]);
    const draft = drafts.get(key) ?? {
      id: key,
      list: line.list,
      listed,
      names: [...new Set([listed, ...own.map(({ name }) => name)])],
      nameKinds: new Map(own.filter(({ name }) => name !== listed).map(({ name }) => [name, "name in the store"])),
      country: own.find(({ country }) => country !== null)?.country ?? null,
      identifiers: (ids.get(line.party_id) ?? []).map(({ scheme, value }) => ({ scheme, value })),
      periods: [],
      party: line.party_id,
      company: null,
    };
    draft.periods.push({
      from: line.valid_from,
      until: line.valid_until,
      known: line.known_on,
      source: line.source_id,
      locator: null,
    });
    drafts.set(key, draft);
  }
  return { parties: [...drafts.values()], leftOut };
}

/** Who is on which list: by the book and the store, or by made rows of the store alone. */
export async function listedParties(
  context: Context,
  book: Book,
  { made, store }: { readonly made: boolean; readonly store: boolean },
): Promise<ListedParties> {
  const { parties, leftOut } = store ? await partiesOfStore(context, made) : { parties: [], leftOut: 0 };
  const infos = new Map(book.ownership.lists.map((info) => [info.id, info]));
  const all = [...(made ? [] : partiesOfBook(book)), ...parties];
  const ids = new Set([...(made ? [] : infos.keys()), ...all.map(({ list }) => list)]);
  const lists = [...ids].map((id) => ({ id, title: infos.get(id)?.title ?? id, info: infos.get(id) ?? null }));
  return { parties: all, lists, leftOut };
}

/** The lists that are asked for; all of them where none is named. */
export function chosenLists(lists: readonly ScreenedList[], asked: readonly string[]): readonly ScreenedList[] {
  if (asked.length === 0) return lists;
  const ids = lists.map(({ id }) => id);
  return [...new Set(asked)].map((id) => {
    const found = lists.find((each) => each.id === id);
    if (found !== undefined) return found;
    const near = nearest(id, ids, 1).map((each) => ` Did you mean ${each}?`);
    throw new NotFound(`There is no list "${id}" in the book or the store.`, {
      hint: `Lists: ${ids.join(", ")}.${near.join("")}`,
    });
  });
}

export type ListingState = "in force" | "ended" | "not yet in force";

/** The period of a listing that counts on the day, of those that were known: the one in force, else the last, else the next. */
export function periodOn(
  periods: readonly ListedPeriod[],
  { on, known }: Days,
): { readonly period: ListedPeriod; readonly state: ListingState } | null {
  const seen = periods.filter((period) => period.known === null || period.known <= known);
  const begun = seen.filter(({ from }) => from === null || from <= on);
  const inForce = begun.find(({ until }) => until === null || on < until);
  if (inForce !== undefined) return { period: inForce, state: "in force" };
  const ended = begun.sort((a, b) => ((a.until ?? "") < (b.until ?? "") ? 1 : -1))[0];
  if (ended !== undefined) return { period: ended, state: "ended" };
  const next = seen.sort((a, b) => ((a.from ?? "") < (b.from ?? "") ? -1 : 1))[0];
  return next === undefined ? null : { period: next, state: "not yet in force" };
}

/** The names of listed parties to look through, those known on the day. */
export function indexOf(
  parties: readonly ListedParty[],
  lists: ReadonlySet<string>,
  days: Days,
): NameIndex<ListedParty> {
  return nameIndex(parties.filter(({ list, periods }) => lists.has(list) && periodOn(periods, days) !== null));
}
