import { simplified } from "./han-variants.ts";
import { transliterated } from "./transliterate.ts";

/** Longer texts are no names; what is behind is not compared. */
export const LONGEST_NAME = 300;
const MOST_WORDS = 40;

const APOSTROPHES = /['’‘`´ʼʹʿʾʻ]/g;
/** Accents; of scripts whose vowels are marks, such as Devanagari, they stay. */
const MARKS = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}*)\p{M}/gu;
/** L.P., A.B.C, S.A.R.L. and A/S: letters with dots or strokes between them are one word. */
const DOTTED = /(?<![\p{L}\p{N}])\p{L}(?:[./]\p{L})+(?![\p{L}\p{N}])/gu;

/** Upper case, without marks, in Latin letters where a table knows them, Han characters simplified. */
export function folded(text: string): string {
  const plain = text.slice(0, LONGEST_NAME).normalize("NFKC").toUpperCase().replace(APOSTROPHES, "");
  if (/^[ -~]*$/.test(plain)) return plain;
  return simplified(transliterated(transliterated(plain).normalize("NFD").replace(MARKS, "").normalize("NFC")));
}

/** The words of a folded text; "&" is AND and "%" is PERCENT. */
export function wordsOf(foldedText: string): readonly string[] {
  return foldedText
    .replace(DOTTED, (run) => run.replace(/[./]/g, ""))
    .replaceAll("&", " AND ")
    .replaceAll("%", " PERCENT ")
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS);
}

export const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text);
