/** Words that say nothing of what goods are. */
const STOP_WORDS = new Set(
  (
    "a an and any are as at be been being but by can could do does from had has have if in into is it its like made may of " +
    "on or other our per such than that the their them then there thereof therefor these this those to under up was were " +
    "what when where which while who will with would your we you i s t re nec nes nesoi n e c no item heading subheading " +
    "kind kinds whether not " +
    "used use using new various assorted different brand model type item items goods product products merchandise article articles number hs hts " +
    "code pcs pc pce piece pieces set sets ctn ctns carton cartons pallet pallets pkgs box boxes bag bags drum drums total " +
    "net gross weight order invoice po lot said contain shipper load count freight prepaid made origin china"
  ).split(" "),
);

/** After these words comes what goods are for, or hold besides: less telling than what they are. */
const LESS_TELLING = new Set(["for", "with", "containing", "without", "including", "used"]);

export interface GoodsWord {
  /** As it was written, in small letters. */
  readonly written: string;
  readonly stem: string;
  /** 1 for what the goods are, less for what they are for. */
  readonly weight: number;
}

const FOR_WEIGHT = 0.4;
const LATER_WEIGHT = 0.6;

/** Small letters without accents, in words of letters and digits. */
export function wordsOf(text: string): string[] {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** A plural and its singular come to the same; no more than that. */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh|z)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s") && !/(?:ss|us|is)$/.test(word)) return word.slice(0, -1);
  return word;
}

/** The stems of a text that say what goods are. */
export function stemsOf(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !STOP_WORDS.has(word) && !LESS_TELLING.has(word))
    .map(stem);
}

/**
 * The words of a goods description, in their order. The first clause says what the goods are: later ones count less, and
 * so do words after "for" or "with" up to the end of the clause.
 */
export function goodsWords(text: string): GoodsWord[] {
  const found: GoodsWord[] = [];
  for (const clause of text.split(/[,;:.](?:\s|$)|[()\n]/)) {
    const first = found.length === 0;
    let weight = first ? 1 : LATER_WEIGHT;
    for (const word of wordsOf(clause)) {
      if (LESS_TELLING.has(word) && found.length > 0) weight = Math.min(weight, FOR_WEIGHT);
      else if (!STOP_WORDS.has(word) && !LESS_TELLING.has(word))
        found.push({ written: word, stem: stem(word), weight });
    }
  }
  return found;
}

/** What a text of the nomenclature says that goods are, without what it says that they are not. */
export function withoutExclusions(text: string): string {
  return text
    .replace(/whether or not/gi, " ")
    .replace(/\((?:excluding|except|other than|not)[^)]*\)/gi, " ")
    .replace(/\b(?:excluding|except|other than|not)\b[^;,]*/gi, " ")
    .replace(/n\.e\.c\.?(?: in)? (?:heading|item|chapter)(?: no\.)? [\d.]+/gi, " ");
}
