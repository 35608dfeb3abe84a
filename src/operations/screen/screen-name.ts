import type { Book } from "../../book/book.ts";
import type { Company } from "../../control/facts.ts";
import { nameKey } from "../../resolve/name-key.ts";
import { type NameIndex, type NameMatch, nameIndex } from "../../resolve/names/name-index.ts";
import { identifierKey, type NamedEntity } from "../../resolve/names/named-entity.ts";
import type { Days } from "../core/operation.ts";
import type { AskedParty } from "./asked-names.ts";
import { type ListedParty, periodOn } from "./listed-parties.ts";
import type { ScreenMatch, ScreenRow } from "./screen-result.ts";

/** Names of one company that are looked for beside the asked one. */
const MOST_ALIASES = 30;
/** A name this like a misnomer is taken for it, to say so; nothing else follows. */
const AS_GOOD_AS_SAME = 0.95;

/** The companies of the book by name and country, by identifier, and by what sources call them in error. */
export interface KnownCompanies {
  readonly byNameAndCountry: ReadonlyMap<string, Company>;
  readonly byIdentifier: ReadonlyMap<string, Company>;
  readonly misnomers: NameIndex<NamedEntity & { readonly company: Company; readonly source: string }>;
}

const known = new WeakMap<Book, KnownCompanies>();

export function knownCompanies(book: Book): KnownCompanies {
  const before = known.get(book);
  if (before !== undefined) return before;
  const byNameAndCountry = new Map<string, Company>();
  const byIdentifier = new Map<string, Company>();
  for (const company of book.ownership.companies) {
    for (const { name } of company.names) byNameAndCountry.set(`${nameKey(name)} ${company.country}`, company);
    for (const id of company.ids) byIdentifier.set(identifierKey(id), company);
  }
  const misnomers = book.ownership.companies.flatMap((company) =>
    (company.misnomers ?? []).map(({ name, source }) => {
      return { id: name, names: [name], country: null, identifiers: [], company, source };
    }),
  );
  const found = { byNameAndCountry, byIdentifier, misnomers: nameIndex(misnomers) };
  known.set(book, found);
  return found;
}

interface Identity {
  readonly company: Company;
  readonly because: string;
  readonly byIdentifier: boolean;
}

function identityOf(asked: AskedParty, companies: KnownCompanies): Identity | null {
  for (const id of asked.ids) {
    const company = companies.byIdentifier.get(identifierKey(id));
    if (company !== undefined) return { company, because: `its ${id.scheme} is ${id.value}`, byIdentifier: true };
  }
  const key = nameKey(asked.name);
  const company = key === "" ? undefined : companies.byNameAndCountry.get(`${key} ${asked.country ?? ""}`);
  return company === undefined ? null : { company, because: "the name and the country agree", byIdentifier: false };
}

interface Best {
  readonly match: NameMatch<ListedParty>;
  readonly knownAs: boolean;
}

const RANK = { identified: 0, likely: 1, possible: 2 } as const;

const isBetter = (a: NameMatch, b: NameMatch): boolean =>
  RANK[a.verdict] < RANK[b.verdict] || (a.verdict === b.verdict && a.score > b.score);

/** What the lists have that is like one asked name, and like the other names that the book knows the same party by. */
export function screenName(
  asked: AskedParty,
  ground: {
    readonly index: NameIndex<ListedParty>;
    readonly companies: KnownCompanies;
    readonly titles: ReadonlyMap<string, string>;
    readonly atLeast: number;
    readonly top: number;
    readonly days: Days;
  },
): ScreenRow {
  const { index, companies, titles, atLeast, top, days } = ground;
  const identity = identityOf(asked, companies);
  const key = nameKey(asked.name);
  const aliases = (identity?.company.names ?? [])
    .map(({ name }) => name)
    .filter((name) => nameKey(name) !== key)
    .slice(0, MOST_ALIASES);
  const identifiers = identity?.byIdentifier === true ? [...asked.ids, ...identity.company.ids] : asked.ids;
  const best = new Map<string, Best>();
  for (const [at, name] of [asked.name, ...aliases].entries()) {
    const country = asked.country ?? (identity?.byIdentifier === true ? identity.company.country : null);
    for (const match of index.match({ name, country, identifiers }, { atLeast, top: Math.max(top, 20) })) {
      const before = best.get(match.entity.id);
      if (before === undefined || isBetter(match, before.match)) best.set(match.entity.id, { match, knownAs: at > 0 });
    }
  }
  const [misnomer] = companies.misnomers.match({ name: asked.name }, { atLeast: AS_GOOD_AS_SAME, top: 1 });
  return {
    asked: { ...asked, ids: [...asked.ids] },
    company:
      identity === null ? null : { id: identity.company.id, name: identity.company.name, because: identity.because },
    notes:
      misnomer === undefined
        ? []
        : [
            `“${misnomer.entity.id}” is what a source (${misnomer.entity.source}) calls ${misnomer.entity.company.name} in error: it is no name of that company.`,
          ],
    matches: [...best.values()]
      .sort((a, b) => RANK[a.match.verdict] - RANK[b.match.verdict] || b.match.score - a.match.score)
      .slice(0, top)
      .flatMap((each) => writtenMatch(each, titles, days) ?? []),
  };
}

function writtenMatch({ match, knownAs }: Best, titles: ReadonlyMap<string, string>, days: Days): ScreenMatch | null {
  const { entity, verdict, score, name, country, identifier } = match;
  const now = periodOn(entity.periods, days);
  if (now === null) return null;
  const { period, state } = now;
  return {
    list: entity.list,
    listTitle: titles.get(entity.list) ?? entity.list,
    listed: entity.listed,
    verdict,
    score: score.toFixed(3),
    name: {
      score: name.score.toFixed(3),
      asked: name.asked,
      knownAs,
      matched: name.matched,
      matchedKind: entity.nameKinds.get(name.matched) ?? "name on the list",
      why: [...name.why],
    },
    country: { agreement: country, listed: entity.country },
    identifier: {
      agreement: identifier.agreement,
      ...(identifier.identifier === null
        ? {}
        : { scheme: identifier.identifier.scheme, value: identifier.identifier.value }),
    },
    state,
    from: period.from,
    until: period.until,
    source: period.source,
    locator: period.locator,
    party: entity.party,
    company: entity.company,
  };
}
