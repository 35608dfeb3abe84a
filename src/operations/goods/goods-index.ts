import type { Book } from "../../book/book.ts";
import type { TradeWord } from "../../book/trade-words.ts";
import { chapter, type Hs6, heading } from "../../vocab/hs-code.ts";
import { stemsOf, withoutExclusions } from "./goods-words.ts";

/** Where a word of a description is found, the most telling first. */
export const PLACES = ["trade word", "subheading", "heading", "input map", "chapter"] as const;
export type Place = (typeof PLACES)[number];

/** What a word found there counts, of what it could. */
export const PLACE_WEIGHTS: Readonly<Record<Place, number>> = {
  "trade word": 1,
  subheading: 0.75,
  heading: 0.45,
  "input map": 0.35,
  chapter: 0.15,
};

/** A word of the trade with its stems. */
export interface Phrase {
  readonly stems: readonly string[];
  readonly word: TradeWord;
}

/** The texts of the six-digit codes, word by word. */
export interface GoodsIndex {
  readonly codes: readonly Hs6[];
  /** Codes that have the stem in a text, each with the best place. */
  readonly byStem: ReadonlyMap<string, readonly { readonly code: number; readonly place: Place }[]>;
  /** How telling a stem is: the rarer among the codes, the more. */
  weightOf(stem: string): number;
  /** By code: the stems of its own text. */
  readonly own: readonly ReadonlySet<string>[];
  /** By code: whether it takes what its neighbours do not name. */
  readonly residual: readonly boolean[];
  readonly phrases: readonly Phrase[];
}

const REVISION = 2022;
const indexes = new WeakMap<object, GoodsIndex>();

/** The index of a book, made once. */
export function goodsIndex(book: Book): GoodsIndex {
  const known = indexes.get(book.nomenclature);
  if (known !== undefined) return known;
  const index = makeIndex(book);
  indexes.set(book.nomenclature, index);
  return index;
}

function makeIndex(book: Book): GoodsIndex {
  const { nomenclature } = book;
  const codes = nomenclature.subheadings(REVISION);
  const textOf = (code: string): string => nomenclature.describe(code, REVISION) ?? "";
  const stemsFor = (code: string): Set<string> => new Set(stemsOf(withoutExclusions(textOf(code))));
  const above = new Map<string, Set<string>>();
  const aboveOf = (code: string): Set<string> => {
    const stems = above.get(code) ?? stemsFor(code);
    above.set(code, stems);
    return stems;
  };
  const notes = notesByCode(book);
  const own = codes.map(stemsFor);
  const byStem = new Map<string, { code: number; place: Place }[]>();
  const spread = new Map<string, number>();
  for (const [at, code] of codes.entries()) {
    const places: readonly (readonly [Place, ReadonlySet<string>])[] = [
      ["subheading", own[at] as Set<string>],
      ["heading", aboveOf(heading(code))],
      ["input map", notes.get(code) ?? new Set()],
      ["chapter", aboveOf(chapter(code))],
    ];
    const seen = new Set<string>();
    for (const [place, stems] of places) {
      for (const stem of stems) {
        if (seen.has(stem)) continue;
        seen.add(stem);
        const list = byStem.get(stem) ?? [];
        byStem.set(stem, list);
        list.push({ code: at, place });
        if (place !== "chapter") spread.set(stem, (spread.get(stem) ?? 0) + 1);
      }
    }
  }
  const rarest = Math.log(codes.length + 1);
  return {
    codes,
    byStem,
    weightOf: (stem) => {
      const count = spread.get(stem);
      return count === undefined ? rarest : Math.log((codes.length + 1) / (count + 1)) + 0.1;
    },
    own,
    residual: codes.map((code) => /n\.e\.c/i.test(textOf(code)) || /(?:90|99)$/.test(code)),
    phrases: book.tradeWords
      .map((word) => ({ stems: stemsOf(word.words), word }))
      .filter(({ stems }) => stems.length > 0),
  };
}

/** The first sentence of what the input map notes of a code says what the goods are; the rest is about their use. */
function notesByCode({ inputs }: Book): Map<string, Set<string>> {
  const notes = new Map<string, Set<string>>();
  for (const { inputHs, hsRevision, note } of inputs) {
    if (hsRevision !== REVISION || note === null) continue;
    const stems = notes.get(inputHs) ?? new Set();
    notes.set(inputHs, stems);
    for (const stem of stemsOf(withoutExclusions(note.split(/[.;:](?:\s|$)/)[0] ?? ""))) stems.add(stem);
  }
  return notes;
}
