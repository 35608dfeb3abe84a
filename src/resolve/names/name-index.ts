import { nameKey } from "../name-key.ts";
import { addTo, candidatesAmong } from "./candidates.ts";
import { compareNames, type ParsedName, parseName } from "./compare-names.ts";
import type { Likeness } from "./compare-spaced.ts";
import { nameKeys } from "./index-keys.ts";
import {
  type Agreement,
  type AskedName,
  countryAgreement,
  type IdentifierPart,
  identifierAgreement,
  identifierKey,
  type NamedEntity,
} from "./named-entity.ts";

/**
 * identified: an identifier agrees. likely: the same name, letter by letter after plain folding, in the same country.
 * possible: the names look alike, and a person must decide. No name alone makes two firms one.
 */
export type Verdict = "identified" | "likely" | "possible";

export interface NameMatch<Entity extends NamedEntity = NamedEntity> {
  readonly entity: Entity;
  /** 0 to 1. */
  readonly score: number;
  readonly verdict: Verdict;
  readonly name: Likeness & { readonly asked: string; readonly matched: string };
  readonly country: Agreement;
  readonly identifier: IdentifierPart;
}

export interface MatchOptions {
  /** Matches below it are left out, unless an identifier agrees. */
  readonly atLeast?: number;
  readonly top?: number;
}

export interface NameIndex<Entity extends NamedEntity = NamedEntity> {
  readonly size: number;
  match(asked: AskedName, options?: MatchOptions): readonly NameMatch<Entity>[];
}

/** Chosen on labelled pairs: see test/oracle/names. */
export const AT_LEAST = 0.75;
const TOP = 10;
/** A firm has seats in several countries, so that another one says little. */
const OTHER_COUNTRY = 0.95;
const OTHER_IDENTIFIER = 0.5;
/** Names kept taken apart, of those that were compared. */
const KEPT = 20_000;

/** Names in an index, by which they are found and compared. Holds 100,000 names and answers in milliseconds. */
export function nameIndex<Entity extends NamedEntity>(entities: readonly Entity[]): NameIndex<Entity> {
  const owner: number[] = [];
  const written: string[] = [];
  const byIdentifier = new Map<string, number[]>();
  for (const [at, { names, identifiers }] of entities.entries()) {
    for (const name of new Set(names)) {
      owner.push(at);
      written.push(name);
    }
    for (const identifier of identifiers) addTo(byIdentifier, identifierKey(identifier), at);
  }
  const parsed = new Map<number, ParsedName>();
  const parsedAt = (at: number): ParsedName => {
    const known = parsed.get(at) ?? parseName(written[at] ?? "");
    if (parsed.size > KEPT) parsed.clear();
    parsed.set(at, known);
    return known;
  };
  const candidates = candidatesAmong(written.length, (at) => {
    const name = written[at] ?? "";
    return nameKeys(parseName(name), nameKey(name));
  });

  /** The likest name of each entity that has one. */
  function nearestTo(asked: string, key: string, atLeast: number): ReadonlyMap<number, Found> {
    const own = parseName(asked);
    const nearest = new Map<number, Found>();
    for (const at of candidates.find(nameKeys(own, key), atLeast)) {
      const likeness = compareNames(own, parsedAt(at), candidates.rarity);
      const entity = owner[at] ?? 0;
      if (likeness.score > (nearest.get(entity)?.likeness.score ?? 0)) {
        nearest.set(entity, { name: written[at] ?? "", likeness });
      }
    }
    return nearest;
  }

  /** Of an entity that an identifier found: the likest of its names, however little. */
  function likestOf({ names }: Entity, asked: string): Found {
    const own = parseName(asked);
    const found = names.map((name) => ({ name, likeness: compareNames(own, parseName(name), candidates.rarity) }));
    return found.sort((a, b) => b.likeness.score - a.likeness.score)[0] ?? { name: "", likeness: UNLIKE };
  }

  return {
    size: written.length,
    match(asked, { atLeast = AT_LEAST, top = TOP } = {}) {
      const key = nameKey(asked.name);
      const nearest = nearestTo(asked.name, key, atLeast);
      const identified = (asked.identifiers ?? []).flatMap((each) => byIdentifier.get(identifierKey(each)) ?? []);
      return [...new Set([...identified, ...nearest.keys()])]
        .flatMap((at) => {
          const entity = entities[at];
          if (entity === undefined) return [];
          return [matchOf(asked, key, entity, nearest.get(at) ?? likestOf(entity, asked.name))];
        })
        .filter(({ verdict, score }) => verdict === "identified" || score >= atLeast)
        .sort((a, b) => rank(a) - rank(b) || b.score - a.score || (a.entity.id < b.entity.id ? -1 : 1))
        .slice(0, top);
    },
  };
}

interface Found {
  readonly name: string;
  readonly likeness: Likeness;
}

const UNLIKE: Likeness = { score: 0, why: ["the listed party has no name"] };

function matchOf<Entity extends NamedEntity>(
  asked: AskedName,
  key: string,
  entity: Entity,
  { name, likeness }: Found,
): NameMatch<Entity> {
  const identifier = identifierAgreement(asked.identifiers ?? [], entity.identifiers);
  const country = countryAgreement(asked.country, entity.country);
  const exact = key !== "" && entity.names.some((name) => nameKey(name) === key);
  const likely = exact && country === "same" && identifier.agreement !== "different";
  const verdict: Verdict = identifier.agreement === "same" ? "identified" : likely ? "likely" : "possible";
  const against =
    (country === "different" ? OTHER_COUNTRY : 1) * (identifier.agreement === "different" ? OTHER_IDENTIFIER : 1);
  return {
    entity,
    score: verdict === "identified" ? 1 : likeness.score * against,
    verdict,
    name: { ...likeness, asked: asked.name, matched: name },
    country,
    identifier,
  };
}

const rank = ({ verdict }: NameMatch): number => ["identified", "likely", "possible"].indexOf(verdict);
