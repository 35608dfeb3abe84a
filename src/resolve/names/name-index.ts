import { nameKey } from "../name-key.ts";
import { compareNames, type ParsedName, parseName } from "./compare-names.ts";
import type { Likeness } from "./compare-spaced.ts";
import { nameKeys, type WordKey } from "./index-keys.ts";
import { likeWords } from "./like-words.ts";
import {
  type Agreement,
  type AskedName,
  countryAgreement,
  type IdentifierPart,
  identifierAgreement,
  identifierKey,
  type NamedEntity,
} from "./named-entity.ts";
import type { NameWord } from "./spaced-name.ts";

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
/** Names that are compared word by word, of those that share words; the rest share less. */
const COMPARED = 80;
/** Names that are compared because they share one key, whatever words they share. */
const ALSO = 200;
/** Names looked at through the words of one question. */
const LOOKED_AT = 300_000;
/** An index of fewer names says nothing of how rare a word is. */
const FEW_NAMES = 200;
const LEAST_RARITY = 0.5;
/** Up to so many names, words written as one are looked for misspelled too. */
const FEW_SPELLINGS = 20_000;

/** Names in an index, by which they are found and compared. Holds 100,000 names and answers in milliseconds. */
export function nameIndex<Entity extends NamedEntity>(entities: readonly Entity[]): NameIndex<Entity> {
  const owner: number[] = [];
  const written: string[] = [];
  for (const [at, { names }] of entities.entries()) {
    for (const name of new Set(names)) {
      owner.push(at);
      written.push(name);
    }
  }
  const vocabulary: NameWord[] = [];
  const idOfWord = new Map<string, number>();
  const postings: number[][] = [];
  const weights = new Float32Array(written.length);
  const bySpecial = new Map<string, number[]>();
  const byInitials = new Map<string, number[]>();
  const byIdentifier = new Map<string, number[]>();
  const wordId = ({ key, word }: WordKey): number => {
    const known = idOfWord.get(key);
    if (known !== undefined) return known;
    idOfWord.set(key, vocabulary.length);
    postings.push([]);
    return vocabulary.push(word) - 1;
  };
  const wordsOfName: Int32Array[] = [];
  const spellings = new Map<string, WordKey & { readonly id: number }>();
  for (const [at, name] of written.entries()) {
    const keys = nameKeys(parseName(name), nameKey(name));
    const ids = [...new Set(keys.words.map(wordId))];
    for (const id of ids) postings[id]?.push(at);
    wordsOfName.push(Int32Array.from(keys.whole.map(wordId)));
    for (const each of written.length <= FEW_SPELLINGS ? keys.words : keys.whole)
      spellings.set(`${each.word.kind} ${each.word.written}`, { ...each, id: wordId(each) });
    for (const key of keys.special) add(bySpecial, key, at);
    if (keys.initials !== null) add(byInitials, keys.initials, at);
  }
  for (const [at, { identifiers }] of entities.entries()) {
    for (const identifier of identifiers) add(byIdentifier, identifierKey(identifier), at);
  }

  const scale = Math.log(Math.min(2000, Math.max(2, written.length)));
  const rarityOf = (df: number): number =>
    written.length < FEW_NAMES || df === 0
      ? 1
      : Math.max(LEAST_RARITY, Math.min(1, Math.log(written.length / df) / scale));
  const rarity = (text: string): number => rarityOf(postings[idOfWord.get(`word ${text}`) ?? -1]?.length ?? 0);
  const weigh = ({ kind, weight, text }: NameWord): number => (kind === "word" ? weight * rarity(text) : weight);
  const weightOfId = Float32Array.from(vocabulary.map(weigh));
  for (const [at, ids] of wordsOfName.entries()) {
    weights[at] = ids.reduce((sum, id) => sum + (weightOfId[id] ?? 0), 0);
  }
  const like = likeWords([...spellings.values()]);
  const shared = new Float32Array(written.length);
  const parsed = new Map<number, ParsedName>();
  const parsedAt = (at: number): ParsedName => {
    const known = parsed.get(at);
    if (known !== undefined) return known;
    if (parsed.size > 20_000) parsed.clear();
    const fresh = parseName(written[at] ?? "");
    parsed.set(at, fresh);
    return fresh;
  };

  /** Names that share words with the asked one, those that share most of their weight first. */
  function sharing(words: readonly WordKey[], whole: number, atLeast: number): number[] {
    const lists = words
      .flatMap(({ key, word }) => {
        const own = idOfWord.get(key);
        const near = word.kind === "number" ? [] : like.find(word).filter(({ id }) => id !== own);
        const weight = weigh(word);
        return [...(own === undefined ? [] : [{ id: own, likeness: 1 }]), ...near].map((each) => ({ ...each, weight }));
      })
      .sort((a, b) => (postings[a.id]?.length ?? 0) - (postings[b.id]?.length ?? 0));
    const touched: number[] = [];
    let budget = LOOKED_AT;
    let unseen = 0;
    for (const { id, likeness, weight } of lists) {
      const list = postings[id] ?? [];
      budget -= list.length;
      if (budget < 0) {
        unseen += weight;
        continue;
      }
      const points = likeness * (weight + (weightOfId[id] ?? 0));
      for (const at of list) {
        if (shared[at] === 0) touched.push(at);
        shared[at] = (shared[at] ?? 0) + points;
      }
    }
    const estimate = (at: number): number => ((shared[at] ?? 0) + 2 * unseen) / (whole + (weights[at] ?? 0));
    const found = touched
      .map((at) => ({ at, estimate: estimate(at) }))
      .filter((each) => each.estimate >= atLeast * 0.85)
      .sort((a, b) => b.estimate - a.estimate || a.at - b.at)
      .slice(0, COMPARED)
      .map(({ at }) => at);
    for (const at of touched) shared[at] = 0;
    return found;
  }

  function matchOf(
    asked: AskedName,
    at: number,
    nearest: ReadonlyMap<number, Found>,
    key: string,
  ): NameMatch<Entity> | null {
    const entity = entities[at];
    if (entity === undefined) return null;
    const identifier = identifierAgreement(asked.identifiers ?? [], entity.identifiers);
    const country = countryAgreement(asked.country, entity.country);
    const found = nearest.get(at) ?? { at: -1, likeness: { score: 0, why: ["the names are not alike"] } };
    const exact = key !== "" && entity.names.some((name) => nameKey(name) === key);
    const verdict: Verdict =
      identifier.agreement === "same"
        ? "identified"
        : exact && country === "same" && identifier.agreement !== "different"
          ? "likely"
          : "possible";
    const against =
      (country === "different" ? OTHER_COUNTRY : 1) * (identifier.agreement === "different" ? OTHER_IDENTIFIER : 1);
    return {
      entity,
      score: verdict === "identified" ? 1 : found.likeness.score * against,
      verdict,
      name: { ...found.likeness, asked: asked.name, matched: written[found.at] ?? entity.names[0] ?? "" },
      country,
      identifier,
    };
  }

  return {
    size: written.length,
    match(asked, { atLeast = AT_LEAST, top = TOP } = {}) {
      const own = parseName(asked.name);
      const key = nameKey(asked.name);
      const keys = nameKeys(own, key);
      const whole = keys.whole.reduce((sum, { word }) => sum + weigh(word), 0);
      const candidates = new Set(sharing(keys.words, whole, atLeast));
      const also = [
        ...keys.special.map((each) => bySpecial.get(each)),
        ...keys.maybeInitials.map((word) => byInitials.get(word)),
        postings[idOfWord.get(`word ${keys.initials}`) ?? -1],
      ];
      for (const list of also) for (const at of (list ?? []).slice(0, ALSO)) candidates.add(at);
      const nearest = new Map<number, Found>();
      for (const at of candidates) {
        const likeness = compareNames(own, parsedAt(at), rarity);
        const entity = owner[at] ?? 0;
        if (likeness.score > (nearest.get(entity)?.likeness.score ?? 0)) nearest.set(entity, { at, likeness });
      }
      const identified = (asked.identifiers ?? []).flatMap((each) => byIdentifier.get(identifierKey(each)) ?? []);
      return [...new Set([...identified, ...nearest.keys()])]
        .flatMap((at) => matchOf(asked, at, nearest, key) ?? [])
        .filter(({ verdict, score }) => verdict === "identified" || score >= atLeast)
        .sort((a, b) => rank(a) - rank(b) || b.score - a.score || (a.entity.id < b.entity.id ? -1 : 1))
        .slice(0, top);
    },
  };
}

interface Found {
  readonly at: number;
  readonly likeness: Likeness;
}

const rank = ({ verdict }: NameMatch): number => ["identified", "likely", "possible"].indexOf(verdict);

function add(map: Map<string, number[]>, key: string, at: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [at]);
  else list.push(at);
}
