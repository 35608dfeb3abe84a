import type { TradeWord } from "../../book/trade-words.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import { type GoodsIndex, type Phrase, PLACE_WEIGHTS, type Place } from "./goods-index.ts";
import { type GoodsWord, goodsWords, stemsOf } from "./goods-words.ts";

/** What one word of a description adds to the score of a code. */
export interface ScorePart {
  readonly word: string;
  readonly place: Place;
  /** The entry of the list of trade words that led there, if one did. */
  readonly by: TradeWord | null;
  /** Of the whole description, 0..1. */
  readonly points: number;
}

export interface RankedGoods {
  readonly code: Hs6;
  /** 0..1: how much of what the description says, rare words counting more, is said of the code. */
  readonly score: number;
  readonly parts: readonly ScorePart[];
  readonly residual: boolean;
}

export interface GoodsRanking {
  readonly ranked: readonly RankedGoods[];
  /** Words that neither the nomenclature nor the list of trade words has. */
  readonly unknown: readonly string[];
}

/** A residual code comes after one that names the goods, where both fit alike. */
const RESIDUAL_WEIGHT = 0.95;
/** How much of a score hangs on how little else the code's own text speaks of. */
const SPECIFIC = 0.3;
/** A word that is only another word of the nomenclature. */
const MEANING_WEIGHT = 0.9;

type Found = Map<number, { readonly place: Place; readonly by: TradeWord | null; readonly weight: number }>;

/** The codes whose texts say most of what a description of goods says, best first; equal ones by code. */
export function rankGoods(index: GoodsIndex, text: string, limit: number): GoodsRanking {
  const words = distinct(goodsWords(text));
  const phrases = phrasesIn(index, words);
  const unknown: string[] = [];
  const scores = new Map<number, { score: number; parts: ScorePart[]; stems: Set<string> }>();
  let whole = 0;
  for (const word of words) {
    const found = foundFor(index, word, phrases);
    if (found.size === 0) {
      unknown.push(word.written);
      continue;
    }
    const worth = index.weightOf(word.stem) * word.weight;
    whole += worth;
    for (const [code, { place, by, weight }] of found) {
      const so = scores.get(code) ?? { score: 0, parts: [], stems: new Set<string>() };
      scores.set(code, so);
      so.score += worth * weight;
      so.parts.push({ word: word.written, place, by, points: worth * weight });
      if (place === "trade word") for (const stem of index.own[code] as ReadonlySet<string>) so.stems.add(stem);
      for (const stem of by?.means == null ? [word.stem] : stemsOf(by.means)) so.stems.add(stem);
    }
  }
  const ranked = [...scores].map(([at, { score, parts, stems }]): RankedGoods => {
    const residual = index.residual[at] as boolean;
    const named = parts.some(({ place }) => place === "trade word");
    const factor =
      (1 - SPECIFIC + SPECIFIC * specificity(index, at, stems)) * (residual && !named ? RESIDUAL_WEIGHT : 1);
    const shares = parts.map((part) => ({ ...part, points: (part.points * factor) / whole }));
    return {
      code: index.codes[at] as Hs6,
      score: (score * factor) / whole,
      parts: shares.sort((a, b) => b.points - a.points || (a.word < b.word ? -1 : 1)),
      residual,
    };
  });
  ranked.sort((a, b) => b.score - a.score || (a.code < b.code ? -1 : 1));
  return { ranked: ranked.slice(0, limit), unknown };
}

/** Each stem once, with the largest weight that it was written with. */
function distinct(words: readonly GoodsWord[]): GoodsWord[] {
  const byStem = new Map<string, GoodsWord>();
  for (const word of words) {
    const before = byStem.get(word.stem);
    if (before === undefined || before.weight < word.weight)
      byStem.set(word.stem, before === undefined ? word : { ...before, weight: word.weight });
  }
  return [...byStem.values()];
}

/** The trade words of which the description has every word. */
function phrasesIn(index: GoodsIndex, words: readonly GoodsWord[]): Phrase[] {
  const said = new Set(words.map(({ stem }) => stem));
  return index.phrases.filter(({ stems }) => stems.every((stem) => said.has(stem)));
}

/** By code the best that is said of it with this word: in a text, by another word for it, or by a trade word. */
function foundFor(index: GoodsIndex, word: GoodsWord, phrases: readonly Phrase[]): Found {
  const found: Found = new Map();
  const offer = (code: number, place: Place, by: TradeWord | null, factor: number): void => {
    const weight = PLACE_WEIGHTS[place] * factor;
    if (weight > (found.get(code)?.weight ?? 0)) found.set(code, { place, by, weight });
  };
  for (const { code, place } of index.byStem.get(word.stem) ?? []) offer(code, place, null, 1);
  for (const { stems, word: by } of phrases) {
    if (!stems.includes(word.stem)) continue;
    for (const stem of by.means === null ? [] : stemsOf(by.means)) {
      for (const { code, place } of index.byStem.get(stem) ?? []) offer(code, place, by, MEANING_WEIGHT);
    }
    if (by.hs === null) continue;
    for (const [code, hs] of index.codes.entries()) if (hs.startsWith(by.hs)) offer(code, "trade word", by, 1);
  }
  return found;
}

/** How much of a code's own text, rare words counting more, the description speaks of. */
function specificity(index: GoodsIndex, at: number, said: ReadonlySet<string>): number {
  let [matched, all] = [0, 0];
  for (const stem of index.own[at] as ReadonlySet<string>) {
    const weight = index.weightOf(stem);
    all += weight;
    if (said.has(stem)) matched += weight;
  }
  return all === 0 ? 0 : matched / all;
}
