import { type ChineseName, chineseName, compareChinese } from "./chinese-name.ts";
import { compareSpaced, type Likeness, type Rarity } from "./compare-spaced.ts";
import { folded, hasHan, wordsOf } from "./fold-name.ts";
import { type SpacedName, spacedName } from "./spaced-name.ts";

/** A name taken apart once, to be compared with many. Either part is null where the name has no such letters. */
export interface ParsedName {
  readonly written: string;
  readonly spaced: SpacedName | null;
  readonly chinese: ChineseName | null;
}

export const NO_RARITY: Rarity = () => 1;

/** A name in two scripts at once, such as 比亚迪 BYD, counts by either. */
const ONE_OF_TWO_SCRIPTS = 0.97;

export function parseName(written: string): ParsedName {
  const text = folded(written);
  const han = hasHan(text);
  const words = wordsOf(han ? text.replace(/[\p{Script=Han}]+/gu, " ") : text);
  const letters = words.join("").length;
  const spaced = words.length === 0 || (han && letters < 2) ? null : spacedName(words);
  const inHan = han ? (spaced === null ? text : [...text.matchAll(/[\p{Script=Han}\d]+/gu)].join("")) : "";
  return { written, spaced, chinese: han ? chineseName(inHan) : null };
}

/**
 * How alike two names are, 0 to 1, and why: the same both ways round, 1 for a name and itself. Pinyin and an official English
 * name are not alike to it, nor is a Chinese name to either: that two such names are one firm is for a table to say.
 */
export function compareNames(a: ParsedName, b: ParsedName, rarity: Rarity = NO_RARITY): Likeness {
  const found: Likeness[] = [];
  if (a.spaced !== null && b.spaced !== null) found.push(compareSpaced(a.spaced, b.spaced, rarity));
  if (a.chinese !== null && b.chinese !== null) found.push(compareChinese(a.chinese, b.chinese));
  const [first, second] = found.sort((x, y) => y.score - x.score);
  if (first === undefined) {
    const why = a.spaced === null && a.chinese === null ? "the name has no letters" : "the names are in other scripts";
    return { score: 0, why: [why] };
  }
  if (second !== undefined || (a.spaced === null) === (b.spaced === null)) {
    if ((a.chinese === null) === (b.chinese === null)) return first;
  }
  return { score: first.score * ONE_OF_TWO_SCRIPTS, why: first.why };
}

export function compareTexts(a: string, b: string): Likeness {
  return compareNames(parseName(a), parseName(b));
}
