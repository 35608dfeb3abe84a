import { type ChineseName, chineseName, compareChinese } from "./chinese-name.ts";
import { compareSpaced, type Likeness, type Rarity } from "./compare-spaced.ts";
import { folded, hasHan, wordsOf } from "./fold-name.ts";
import { type SpacedName, spacedName } from "./spaced-name.ts";

/** A name taken apart once, to be compared with many. Either part is null where the name has no such letters. */
export interface ParsedName {
  readonly written: string;
  readonly spaced: SpacedName | null;
  readonly chinese: ChineseName | null;
  /** A short name in brackets behind the name, as AMEC in "Advanced Micro-Fabrication Equipment Inc. (AMEC)". */
  readonly short: SpacedName | null;
}

export const NO_RARITY: Rarity = () => 1;

/** A name in two scripts at once, such as 比亚迪 BYD, counts by either. */
const ONE_OF_TWO_SCRIPTS = 0.97;

/** As well as it may be the name of another firm, a short name counts as less than the name. */
const BY_SHORT_NAME = 0.9;

/** A name and the short name in brackets behind it, if it has one that is neither a place nor a legal form. */
function withoutShort(text: string): readonly [string, SpacedName | null] {
  if (!/[)\]][\s*.]*$/.test(text)) return [text, null];
  const [, name, short] = /^(.*[\p{L}\p{N}].*)[([]\s*([\p{Script=Latin}\d&.-]{2,12})\s*[)\]][\s*.]*$/u.exec(text) ?? [];
  if (name === undefined || short === undefined) return [text, null];
  const { words, form } = spacedName(wordsOf(short));
  const own = words.length === 1 && words[0]?.kind === "word" && form.length === 0;
  return own && !/^(?:LTD|INC|PTE|PTY|PVT|CO|LLC|GMBH)$/.test(words[0]?.text ?? "")
    ? [name, { words, form, family: null }]
    : [text, null];
}

export function parseName(written: string): ParsedName {
  const [text, short] = withoutShort(folded(written));
  const han = hasHan(text);
  const words = wordsOf(han ? text.replace(/[\p{Script=Han}]+/gu, " ") : text);
  const letters = words.join("").length;
  const spaced = words.length === 0 || (han && letters < 2) ? null : spacedName(words);
  const inHan = han ? (spaced === null ? text : [...text.matchAll(/[\p{Script=Han}\d]+/gu)].join("")) : "";
  return { written, spaced, chinese: han ? chineseName(inHan) : null, short };
}

/**
 * How alike two names are, 0 to 1, and why: the same both ways round, 1 for a name and itself. Pinyin and an official English
 * name are not alike to it, nor is a Chinese name to either: that two such names are one firm is for a table to say.
 */
export function compareNames(a: ParsedName, b: ParsedName, rarity: Rarity = NO_RARITY): Likeness {
  const found: Likeness[] = shortLikeness(a, b, rarity);
  if (a.spaced !== null && b.spaced !== null) found.push(compareSpaced(a.spaced, b.spaced, rarity));
  if (a.chinese !== null && b.chinese !== null) found.push(compareChinese(a.chinese, b.chinese));
  const [first] = found.sort((x, y) => y.score - x.score);
  if (first === undefined) {
    const why = a.spaced === null && a.chinese === null ? "the name has no letters" : "the names are in other scripts";
    return { score: 0, why: [why] };
  }
  const sameScripts = (a.spaced === null) === (b.spaced === null) && (a.chinese === null) === (b.chinese === null);
  return sameScripts ? first : { score: first.score * ONE_OF_TWO_SCRIPTS, why: first.why };
}

/** By the short name in brackets of either. */
function shortLikeness(a: ParsedName, b: ParsedName, rarity: Rarity): Likeness[] {
  const pairs = [
    [a.short, b.short],
    [a.short, b.spaced],
    [a.spaced, b.short],
  ] as const;
  return pairs.flatMap(([left, right]) => {
    if (left === null || right === null) return [];
    const { score, why } = compareSpaced(left, right, rarity);
    return [{ score: score * BY_SHORT_NAME, why: [...why, "by the short name in brackets"] }];
  });
}

export function compareTexts(a: string, b: string): Likeness {
  return compareNames(parseName(a), parseName(b));
}
