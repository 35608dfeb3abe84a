const SCRIPTS = [
  ["hang", /\p{Script=Hangul}/u],
  ["jpan", /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["hani", /\p{Script=Han}/u],
  ["cyrl", /\p{Script=Cyrillic}/u],
  ["arab", /\p{Script=Arabic}/u],
  ["thai", /\p{Script=Thai}/u],
  ["deva", /\p{Script=Devanagari}/u],
  ["grek", /\p{Script=Greek}/u],
  ["hebr", /\p{Script=Hebrew}/u],
  ["latn", /\p{Script=Latin}/u],
] as const;

/** The script a name is written in, as ISO 15924 in lower case; null for a text without letters of a known script. */
export function scriptOf(text: string): string | null {
  return SCRIPTS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
