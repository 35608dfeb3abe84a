import { CHINESE_LEGAL, CHINESE_PLACES, CHINESE_TRADES, PLACE_SUFFIX } from "./chinese-words.ts";
import type { Likeness } from "./compare-spaced.ts";
import { editDistance } from "./edit-distance.ts";

/** A Chinese name taken apart: 深圳市 | 贝特瑞 | 新能源材料 | 股份有限公司. */
export interface ChineseName {
  readonly places: readonly string[];
  /** Whether a place stands in brackets or behind the firm's own word, as in the names of subsidiaries: 比亚迪(深圳). */
  readonly branch: boolean;
  /** The firm's own word; empty where the name has only places and trades. */
  readonly brand: string;
  readonly trades: readonly string[];
  readonly legal: string;
  /** Digits and Chinese numerals behind 第: they must agree. */
  readonly numbers: readonly string[];
  /** Without places' suffixes, brackets and legal form. */
  readonly core: string;
}

const NUMERALS = "零一二三四五六七八九十";

function numbersIn(text: string): string[] {
  return [...text.matchAll(/第([一二三四五六七八九十]{1,2}|\d+)|(\d+)/g)].map(([, ordinal, digits]) => {
    if (digits !== undefined) return digits;
    if (ordinal === undefined || /^\d/.test(ordinal)) return ordinal ?? "";
    return [...ordinal].map((each) => NUMERALS.indexOf(each)).join("");
  });
}

function legalOf(text: string): { readonly rest: string; readonly legal: string } {
  let rest = text;
  let legal = "";
  for (let more = true; more; ) {
    const form = CHINESE_LEGAL.find((each) => rest.endsWith(each) && rest.length > each.length + 1);
    more = form !== undefined;
    if (form === undefined) break;
    rest = rest.slice(0, -form.length);
    legal = form + legal;
  }
  return { rest, legal };
}

/** Takes a folded Chinese name apart; what is not Han, a letter or a digit is left out. */
export function chineseName(foldedText: string): ChineseName {
  const text = foldedText.replace(/[^\p{L}\p{N}]+/gu, "").slice(0, 60);
  const bracketed = [...foldedText.matchAll(/[([]\s*(\p{Script=Han}+)\s*[)\]]/gu)].map(([, said = ""]) => said);
  const { rest, legal } = legalOf(text);
  const places: string[] = [];
  let own = rest;
  for (;;) {
    const place = CHINESE_PLACES.find((each) => own.startsWith(each) && own.length >= each.length + 2);
    // 中 is a place only before a trade or another place, as in 中石化; else it begins a brand: 中科.
    if (place === undefined || (place === "中" && !/^中(?:石|铁|交|建|核|电|粮|煤|航)/.test(own))) break;
    places.push(place);
    own = own.slice(place.length).replace(PLACE_SUFFIX, "");
  }
  const trades: string[] = [];
  let brand = "";
  for (let at = 0; at < own.length; ) {
    const ahead = own.slice(at);
    // A firm's own word has two characters or more before its trade begins; a place may stand behind it: 比亚迪(深圳).
    const trade = CHINESE_TRADES.find((each) => ahead.startsWith(each) && (brand.length >= 2 || each.length >= 2));
    const place = brand === "" ? undefined : CHINESE_PLACES.find((each) => each.length > 1 && ahead.startsWith(each));
    if (place !== undefined) places.push(place);
    else if (trade !== undefined) trades.push(trade);
    else brand += own[at] ?? "";
    at += (place ?? trade ?? " ").length;
  }
  const branch = bracketed.some((said) => CHINESE_PLACES.some((place) => said.startsWith(place)));
  return { places, branch, brand, trades, legal, numbers: numbersIn(own), core: own };
}

const BRAND = 0.72;
/** A short name leaves out the place before a name: 亿纬锂能 for 惠州亿纬锂能股份有限公司. */
const SHORT_OF_PLACE = 0.96;
/** Else a place in one name alone tells a subsidiary from its parent. */
const SUBSIDIARY = 0.85;

function brandLikeness(a: string, b: string): number {
  if (a === b) return 1;
  if (a === "" || b === "") return 0;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  // 宁德时代 in 宁德时代湖西: a part of the other's own word.
  if (short.length >= 2 && long.includes(short)) return 0.6 + (0.4 * short.length) / long.length - 0.1;
  const changes = editDistance(a, b, 2);
  // One character of two is half the word: 比亚 is not 比克. Of three or more it may be a slip.
  return long.length >= 3 && changes === 1 ? 1 - 1.2 / long.length : 0;
}

/** Shared share of the trades' characters, 0 to 1; 1 where neither names one. */
function tradeLikeness(a: ChineseName, b: ChineseName): number {
  const [left, right] = [[...a.trades.join("")], [...b.trades.join("")]];
  if (left.length === 0 && right.length === 0) return 1;
  if (left.length === 0 || right.length === 0) return 0.6;
  const rest = [...right];
  const shared = left.filter((each) => {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  }).length;
  return (2 * shared) / (left.length + right.length);
}

const said = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(", ");

/** Compares two Chinese names by their parts. A shared place or legal form adds nothing. */
export function compareChinese(a: ChineseName, b: ChineseName): Likeness {
  if (a.core === b.core && a.places.join() === b.places.join()) {
    const why = [`both are ${said([`${a.places.join("")}${a.core}`])}`];
    if (a.legal === b.legal) return { score: 1, why };
    return { score: 0.98, why: [...why, `the legal forms differ: ${a.legal || "none"} and ${b.legal || "none"}`] };
  }
  const why: string[] = [];
  const trade = tradeLikeness(a, b);
  let score: number;
  if (a.brand === "" && b.brand === "") {
    const same = trade === 1 && a.trades.length > 0;
    score = same ? 0.9 : trade * 0.6;
    why.push(`neither has a word of its own; the trades are ${same ? "the same" : "not the same"}`);
  } else {
    const brand = brandLikeness(a.brand, b.brand);
    if (brand === 1) why.push(`both have ${said([a.brand])}`);
    else if (brand > 0) why.push(`${said([a.brand])} is much like ${said([b.brand])}`);
    else why.push(`the firms' own words differ: ${said([a.brand])} and ${said([b.brand])}`);
    score = brand * (BRAND + (1 - BRAND) * trade);
    if (trade === 1 && a.trades.length > 0) why.push(`both have the trade ${said(a.trades)}`);
    else if (trade < 1) why.push(`the trades are ${said(a.trades) || "not said"} and ${said(b.trades) || "not said"}`);
  }
  const [placesA, placesB] = [new Set(a.places), new Set(b.places)];
  const both = a.places.filter((place) => placesB.has(place));
  const only = [...a.places.filter((each) => !placesB.has(each)), ...b.places.filter((each) => !placesA.has(each))];
  if (a.places.length > 0 && b.places.length > 0 && both.length === 0) {
    score *= 0.82;
    why.push(`the places differ: ${said(a.places)} and ${said(b.places)}`);
  } else if (only.length > 0) {
    const [placed, plain] = a.places.length > b.places.length ? [a, b] : [b, a];
    const shortened = /^(?:股份|集团)?$/.test(plain.legal) && placed.legal !== "" && !placed.branch;
    score *= shortened ? SHORT_OF_PLACE : SUBSIDIARY;
    why.push(`only one names ${said(only)}${shortened ? "" : ", as a subsidiary would"}`);
  }
  if (a.numbers.join() !== b.numbers.join()) {
    score *= 0.75;
    why.push(`the numbers differ: ${said(a.numbers) || "none"} and ${said(b.numbers) || "none"}`);
  }
  if (a.legal !== b.legal) score *= 0.98;
  return { score, why };
}
