import { pairWords, type WordPair } from "./pair-words.ts";
import { isJoining, type NameWord, type SpacedName } from "./spaced-name.ts";

/** How alike two names are, 0 to 1, and why in words. */
export interface Likeness {
  readonly score: number;
  readonly why: readonly string[];
}

/** How rare a word is among the names that are looked through, 0 to 1; 1 where nothing is known of it. */
export type Rarity = (word: string) => number;

/** What lowers a likeness, each as a factor; set by hand, and measured on the labelled pairs of test/oracle/names. */
const FACTORS = {
  bothHaveMore: 0.6,
  bothHaveMorePlain: 1,
  otherNumbers: 0.75,
  numberInOneOnly: 0.75,
  otherPlaces: 0.85,
  placeInOneOnly: 0.93,
  otherFamily: 0.7,
  partnership: 0.95,
  otherForm: 0.98,
  formInOneOnly: 0.99,
  otherOrder: 0.97,
} as const;

const quoted = (words: readonly NameWord[]): string => words.map(({ written }) => `“${written}”`).join(", ");
const pick = (name: SpacedName, places: readonly number[]): NameWord[] => places.flatMap((at) => name.words[at] ?? []);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function unpaired(name: SpacedName, side: "a" | "b", pairs: readonly WordPair[]): NameWord[] {
  const taken = new Set(pairs.flatMap((pair) => pair[side]));
  return name.words.filter((_, at) => !taken.has(at));
}

function sameOrder(pairs: readonly WordPair[]): boolean {
  const inA = [...pairs].sort((x, y) => (x.a[0] ?? 0) - (y.a[0] ?? 0)).map(({ b }) => b[0] ?? 0);
  return inA.every((at, index) => index === 0 || at > (inA[index - 1] ?? 0));
}

function pairReasons(a: SpacedName, b: SpacedName, pairs: readonly WordPair[]): string[] {
  const same = pairs.filter(({ how }) => how === "same").flatMap((pair) => pick(a, pair.a));
  const telling = same.filter((word) => !isJoining(word));
  const rare = telling.filter(({ kind }) => kind === "word");
  const common = telling.filter(({ kind }) => kind !== "word");
  return [
    ...(rare.length === 0 ? [] : [`both have ${quoted(rare)}`]),
    ...(common.length === 0 ? [] : [`both have ${quoted(common)}, which many names have`]),
    ...pairs.flatMap((pair) => {
      const [left, right] = [quoted(pick(a, pair.a)), quoted(pick(b, pair.b))];
      if (pair.how === "spelling") return [`${left} is spelled much like ${right}`];
      if (pair.how === "glued") return [`${left} is ${right} with other spaces`];
      return pair.how === "initials" ? [`${left} and ${right}: one is the initials of the other`] : [];
    }),
  ];
}

const numbersOf = (words: readonly NameWord[]) => words.filter(({ kind }) => kind === "number");
const placesOf = (words: readonly NameWord[]) => words.filter(({ kind }) => kind === "place");
/** Numbers must agree by themselves; the weight is of the words beside them. */
const tellingOf = (words: readonly NameWord[]) => words.filter(({ kind }) => kind !== "number");

/** Neither a legal form nor a common word, as names of persons are: each word of such a name tells. */
const isPlain = ({ form, words }: SpacedName): boolean =>
  form.length === 0 && words.every((word) => word.kind !== "common" || isJoining(word));

/** Lowers a score by a factor, and says because of what. */
type Lower = (factor: number, because: string) => void;

/** Compares two names of scripts with spaces. Alike both ways round. */
export function compareSpaced(a: SpacedName, b: SpacedName, rarity: Rarity): Likeness {
  const weightOf = (word: NameWord) => (word.kind === "word" ? word.weight * rarity(word.text) : word.weight);
  const weigh = (words: readonly NameWord[]) => sum(tellingOf(words).map(weightOf));
  const pairs = pairWords(a, b);
  // A word that reads like a common one misspelled is taken for it, and says as little.
  const weights = pairs.map((pair) => {
    const [left, right] = [weigh(pick(a, pair.a)), weigh(pick(b, pair.b))];
    return pair.how === "spelling" ? 2 * Math.min(left, right) : left + right;
  });
  const [onlyA, onlyB] = [unpaired(a, "a", pairs), unpaired(b, "b", pairs)];
  const [moreA, moreB] = [onlyA, onlyB].map((words) => tellingOf(words).filter((word) => !isJoining(word))) as [
    NameWord[],
    NameWord[],
  ];
  const whole = sum(weights) + weigh(onlyA) + weigh(onlyB);
  const paired = sum(pairs.map(({ likeness }, at) => likeness * (weights[at] ?? 0)));
  const why = pairReasons(a, b, pairs);
  let score = whole === 0 ? Number(pairs.length > 0) : Math.min(1, paired / whole);
  const other = isPlain(a) && isPlain(b) ? FACTORS.bothHaveMorePlain : FACTORS.bothHaveMore;
  if (whole > 0) score *= 1 - other * Math.min(1, (2 * Math.min(weigh(moreA), weigh(moreB))) / whole);
  const lower: Lower = (factor, because) => {
    score *= factor;
    why.push(because);
  };
  for (const [which, more] of [
    ["one", moreA],
    ["other", moreB],
  ] as const) {
    const words = more.filter(({ kind }) => kind !== "place");
    if (words.length > 0) why.push(`only the ${which} has ${quoted(words)}`);
  }
  if (pairs.length > 1 && !sameOrder(pairs)) lower(FACTORS.otherOrder, "the words stand in another order");
  compareNumbers(numbersOf(onlyA), numbersOf(onlyB), lower);
  comparePlaces(placesOf(onlyA), placesOf(onlyB), lower);
  compareForms(a, b, lower);
  if (pairs.length === 0) why.unshift("no word agrees");
  return { score, why };
}

function compareNumbers(a: readonly NameWord[], b: readonly NameWord[], lower: Lower): void {
  if (a.length > 0 && b.length > 0) {
    lower(FACTORS.otherNumbers, `the numbers differ: ${quoted(a)} and ${quoted(b)}`);
  } else if (a.length + b.length > 0) {
    lower(FACTORS.numberInOneOnly, `only one has the number ${quoted([...a, ...b])}`);
  }
}

function comparePlaces(a: readonly NameWord[], b: readonly NameWord[], lower: Lower): void {
  if (a.length > 0 && b.length > 0) {
    lower(FACTORS.otherPlaces, `the places differ: ${quoted(a)} and ${quoted(b)}`);
  } else if (a.length + b.length > 0) {
    lower(FACTORS.placeInOneOnly, `only one names ${quoted([...a, ...b])}, as a subsidiary would`);
  }
}

function compareForms(a: SpacedName, b: SpacedName, lower: Lower): void {
  const [left, right] = [a.form.join(" "), b.form.join(" ")];
  if (left === right) return;
  if (left === "" || right === "") {
    lower(FACTORS.formInOneOnly, `only one names a legal form: ${left || right}`);
    return;
  }
  const nonProfit = a.family === "non-profit" || b.family === "non-profit";
  const factor = a.family === b.family ? FACTORS.otherForm : nonProfit ? FACTORS.otherFamily : FACTORS.partnership;
  lower(factor, `the legal forms differ: ${left} and ${right}`);
}
