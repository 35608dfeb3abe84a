import type { Rarity } from "./compare-spaced.ts";
import type { NameKeys, WordKey } from "./index-keys.ts";
import { type LikeWords, likeWords } from "./like-words.ts";
import type { NameWord } from "./spaced-name.ts";

/** Names that may be like an asked one, by place, and how rare their words are. */
export interface Candidates {
  readonly rarity: Rarity;
  find(asked: NameKeys, atLeast: number): ReadonlySet<number>;
}

/** Names that are compared word by word, of those that share words; the rest share less. */
const COMPARED = 80;
/** Names that are compared because they share one key, whatever words they share. */
const ALSO = 200;
/** Names looked at through the words of one question. */
const LOOKED_AT = 300_000;
/** What names share is summed before they are compared; a name that shares this much less is none. */
const LEEWAY = 0.85;
/** An index of fewer names says nothing of how rare a word is. */
const FEW_NAMES = 200;
const LEAST_RARITY = 0.5;
/** Up to so many names, words written as one are looked for misspelled too. */
const FEW_SPELLINGS = 20_000;

/** The words of all names, each with the names that have it. */
interface Words {
  readonly idOf: ReadonlyMap<string, number>;
  /** Names by the id of a word. */
  readonly names: readonly (readonly number[])[];
  readonly all: readonly NameWord[];
  /** Ids of the words that make up a name's weight, by name. */
  readonly ofName: readonly Int32Array[];
  readonly like: LikeWords;
}

function readWords(count: number, keysAt: (at: number) => NameKeys, also: (keys: NameKeys, at: number) => void): Words {
  const idOf = new Map<string, number>();
  const names: number[][] = [];
  const all: NameWord[] = [];
  const ofName: Int32Array[] = [];
  const spellings = new Map<string, WordKey & { readonly id: number }>();
  const idFor = ({ key, word }: WordKey): number => {
    const known = idOf.get(key);
    if (known !== undefined) return known;
    idOf.set(key, all.length);
    names.push([]);
    return all.push(word) - 1;
  };
  for (let at = 0; at < count; at += 1) {
    const keys = keysAt(at);
    for (const id of new Set(keys.words.map(idFor))) names[id]?.push(at);
    ofName.push(Int32Array.from(keys.whole.map(idFor)));
    for (const each of count <= FEW_SPELLINGS ? keys.words : keys.whole) {
      spellings.set(`${each.word.kind} ${each.word.written}`, { ...each, id: idFor(each) });
    }
    also(keys, at);
  }
  return { idOf, names, all, ofName, like: likeWords([...spellings.values()]) };
}

/** 1 for a word that few names have, down to a half for one that many have. */
function rarityAmong(count: number, words: Words): Rarity {
  if (count < FEW_NAMES) return () => 1;
  const scale = Math.log(Math.min(2000, count));
  return (text) => {
    const having = words.names[words.idOf.get(`word ${text}`) ?? -1]?.length ?? 0;
    return having === 0 ? 1 : Math.max(LEAST_RARITY, Math.min(1, Math.log(count / having) / scale));
  };
}

/** Reads the keys of `count` names once, and finds among them by words, misspelled ones too, and by whole keys. */
export function candidatesAmong(count: number, keysAt: (at: number) => NameKeys): Candidates {
  const bySpecial = new Map<string, number[]>();
  const byInitials = new Map<string, number[]>();
  const words = readWords(count, keysAt, (keys, at) => {
    for (const key of keys.special) addTo(bySpecial, key, at);
    if (keys.initials !== null) addTo(byInitials, keys.initials, at);
  });
  const rarity = rarityAmong(count, words);
  const weigh = ({ kind, weight, text }: NameWord): number => (kind === "word" ? weight * rarity(text) : weight);
  const weightOf = Float32Array.from(words.all.map(weigh));
  const weightOfName = Float32Array.from(words.ofName, (ids) => ids.reduce((sum, id) => sum + (weightOf[id] ?? 0), 0));
  const shared = new Float32Array(count);

  function likeWordsOf({ key, word }: WordKey) {
    const own = words.idOf.get(key);
    const near = word.kind === "number" ? [] : words.like.find(word).filter(({ id }) => id !== own);
    const weight = weigh(word);
    return [...(own === undefined ? [] : [{ id: own, likeness: 1 }]), ...near].map((each) => ({ ...each, weight }));
  }

  /** Names that share words with the asked one, those that share most of their weight first. */
  function sharing(asked: NameKeys, atLeast: number): number[] {
    const whole = asked.whole.reduce((sum, { word }) => sum + weigh(word), 0);
    const having = (id: number) => words.names[id] ?? [];
    const lists = asked.words.flatMap(likeWordsOf).sort((a, b) => having(a.id).length - having(b.id).length);
    const touched: number[] = [];
    let budget = LOOKED_AT;
    let unseen = 0;
    for (const { id, likeness, weight } of lists) {
      budget -= having(id).length;
      if (budget < 0) {
        unseen += weight;
        continue;
      }
      const points = likeness * (weight + (weightOf[id] ?? 0));
      for (const at of having(id)) {
        if (shared[at] === 0) touched.push(at);
        shared[at] = (shared[at] ?? 0) + points;
      }
    }
    const found = touched
      .map((at) => ({ at, score: ((shared[at] ?? 0) + 2 * unseen) / (whole + (weightOfName[at] ?? 0)) }))
      .filter(({ score }) => score >= atLeast * LEEWAY)
      .sort((a, b) => b.score - a.score || a.at - b.at)
      .slice(0, COMPARED);
    for (const at of touched) shared[at] = 0;
    return found.map(({ at }) => at);
  }

  return {
    rarity,
    find(asked, atLeast) {
      const lists = [
        ...asked.special.map((key) => bySpecial.get(key)),
        ...asked.maybeInitials.map((word) => byInitials.get(word)),
        words.names[words.idOf.get(`word ${asked.initials}`) ?? -1],
      ];
      return new Set([...sharing(asked, atLeast), ...lists.flatMap((list) => list?.slice(0, ALSO) ?? [])]);
    },
  };
}

export function addTo(map: Map<string, number[]>, key: string, at: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [at]);
  else list.push(at);
}
