const UNITS =
  "ZERO ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE THIRTEEN FOURTEEN FIFTEEN SIXTEEN SEVENTEEN EIGHTEEN NINETEEN".split(
    " ",
  );
const TENS = "TWENTY THIRTY FORTY FIFTY SIXTY SEVENTY EIGHTY NINETY".split(" ");
const WORDS: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, at) => [word, at] as const),
  ...TENS.map((word, at) => [word, 20 + 10 * at] as const),
  ["FOURTY", 40],
  ["NINTY", 90],
]);

const ROMAN = /^(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})$/;
const VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 };

/** The value of a Roman numeral up to 39, in capitals; null for other words. */
export function romanNumber(word: string): number | null {
  if (!ROMAN.test(word)) return null;
  const values = [...word].map((letter) => VALUES[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

/**
 * The number that the words at `at` say, as digits, and how many of them say it: 44 for FORTY FOUR, FORTY 4 or 44, 2 for 2ND.
 * A Roman numeral counts behind the first word only. Null where no number is said.
 */
export function numberAt(
  words: readonly string[],
  at: number,
): { readonly value: string; readonly length: number } | null {
  const word = words[at] ?? "";
  const digits = /^(\d+)(?:ST|ND|RD|TH)?$/.exec(word)?.[1];
  if (digits !== undefined) return { value: digits.replace(/^0+(?=\d)/, ""), length: 1 };
  const said = WORDS.get(word);
  if (said !== undefined) {
    const next = words[at + 1] ?? "";
    const unit = /^[1-9]$/.test(next) ? Number(next) : (WORDS.get(next) ?? 0);
    if (said >= 20 && unit >= 1 && unit <= 9) return { value: String(said + unit), length: 2 };
    return { value: String(said), length: 1 };
  }
  const roman = at > 0 ? romanNumber(word) : null;
  return roman === null ? null : { value: String(roman), length: 1 };
}
