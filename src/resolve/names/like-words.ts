import { wordLikeness } from "./pair-words.ts";
import type { NameWord } from "./spaced-name.ts";

export interface LikeWord {
  readonly id: number;
  readonly likeness: number;
}

export interface LikeWords {
  /** Words of the vocabulary that may be `word` misspelled, itself too, each with how alike it is. */
  find(word: NameWord): readonly LikeWord[];
}

/** Letters of a word that are looked at; what is behind is compared when the word is found. */
const PREFIX = 7;
const MOST_KEPT = 50_000;

const compared = ({ kind, letters }: NameWord): boolean => kind !== "number" && letters.length >= 3;

/** 32 bits of the letters at the places that are not left out (FNV-1a). */
function hashWithout(text: string, first: number, second: number): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    if (at !== first && at !== second) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Hashes of the beginning of a word with no, one and, of longer words, two letters left out: words a change or two apart
 * share one (symmetric deletes, after W. Garbe's SymSpell).
 */
function hashesOf({ letters }: NameWord): ReadonlySet<number> {
  const text = letters.slice(0, PREFIX);
  const hashes = new Set([hashWithout(text, -1, -1)]);
  for (let first = 0; first < text.length; first += 1) {
    hashes.add(hashWithout(text, first, -1));
    // A word of five letters is two changes from none that it is compared with, but may be two drops from one of six.
    if (letters.length < 5) continue;
    for (let second = first + 1; second < text.length; second += 1) hashes.add(hashWithout(text, first, second));
  }
  return hashes;
}

/** Finds like words among `vocabulary`: spellings, several of which may have one id. */
export function likeWords(vocabulary: readonly { readonly word: NameWord; readonly id: number }[]): LikeWords {
  // A hash and a place in one double, sorted: a quarter of the memory of a map of lists.
  const pairs: number[] = [];
  const SPAN = 2 ** 21;
  for (const [at, { word }] of vocabulary.entries()) {
    if (at < SPAN && compared(word)) for (const hash of hashesOf(word)) pairs.push(hash * SPAN + at);
  }
  const sorted = Float64Array.from(pairs).sort();
  const firstAt = (least: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle] ?? 0) < least) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const kept = new Map<string, readonly LikeWord[]>();
  const look = (word: NameWord): readonly LikeWord[] => {
    const places = new Set<number>();
    if (compared(word)) {
      for (const hash of hashesOf(word)) {
        for (let at = firstAt(hash * SPAN); at < sorted.length; at += 1) {
          const place = (sorted[at] ?? 0) - hash * SPAN;
          if (place >= SPAN) break;
          places.add(place);
        }
      }
    }
    const best = new Map<number, number>();
    for (const place of places) {
      const other = vocabulary[place];
      if (other === undefined) continue;
      const likeness = wordLikeness(word, other.word);
      if (likeness > (best.get(other.id) ?? 0)) best.set(other.id, likeness);
    }
    return [...best].map(([id, likeness]) => ({ id, likeness }));
  };
  return {
    find(word) {
      const key = `${word.kind} ${word.written}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      if (kept.size >= MOST_KEPT) kept.clear();
      const found = look(word);
      kept.set(key, found);
      return found;
    },
  };
}
