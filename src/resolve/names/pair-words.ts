import { editDistance } from "./edit-distance.ts";
import { isJoining, type NameWord, type SpacedName } from "./spaced-name.ts";

/** Words of two names that say the same, and how surely, 0 to 1. */
export interface WordPair {
  /** Positions in each name; several where words are glued on one side, or stand for initials. */
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly likeness: number;
  readonly how: "same" | "spelling" | "glued" | "initials";
}

const INITIALS = 0.8;

/** How many letters of the longer of two words may differ: one of three to five, two of more. */
function changesAllowed(letters: number): number {
  return letters < 6 ? 1 : 2;
}

/** 1 for the same word, 1 less the share of letters to change for a word much like it, 0 for another word. */
export function wordLikeness(a: NameWord, b: NameWord): number {
  if (a.text === b.text) return 1;
  if (a.kind === "number" || b.kind === "number") return 0;
  // Two known words are two words, however near they are spelled: HEALTH and WEALTH, AUSTRIA and AUSTRALIA.
  if (a.kind !== "word" && b.kind !== "word") return 0;
  const longest = Math.max(a.letters.length, b.letters.length);
  const limit = changesAllowed(longest);
  if (Math.min(a.letters.length, b.letters.length) < 3) return 0;
  const changes = editDistance(a.letters, b.letters, limit);
  return changes > limit ? 0 : 1 - changes / longest;
}

function samePairs(a: SpacedName, b: SpacedName): WordPair[] {
  const free = new Map<string, number[]>();
  for (const [at, { text }] of b.words.entries()) free.set(text, [...(free.get(text) ?? []), at]);
  return a.words.flatMap(({ text }, at) => {
    const other = free.get(text)?.shift();
    return other === undefined ? [] : [{ a: [at], b: [other], likeness: 1, how: "same" as const }];
  });
}

const restOf = (words: readonly NameWord[], taken: ReadonlySet<number>): number[] =>
  words.flatMap((_, at) => (taken.has(at) ? [] : [at]));

/** The likest words first, each word once; ties go to those that stand first, in both names alike. */
function likePairs(a: SpacedName, b: SpacedName, freeA: readonly number[], freeB: readonly number[]): WordPair[] {
  const found: WordPair[] = [];
  for (const i of freeA) {
    for (const j of freeB) {
      const [left, right] = [a.words[i], b.words[j]];
      const likeness = left === undefined || right === undefined ? 0 : wordLikeness(left, right);
      if (likeness > 0) found.push({ a: [i], b: [j], likeness, how: "spelling" });
    }
  }
  found.sort(
    (x, y) =>
      y.likeness - x.likeness ||
      (x.a[0] ?? 0) + (x.b[0] ?? 0) - (y.a[0] ?? 0) - (y.b[0] ?? 0) ||
      Math.abs((x.a[0] ?? 0) - (x.b[0] ?? 0)) - Math.abs((y.a[0] ?? 0) - (y.b[0] ?? 0)),
  );
  const [usedA, usedB] = [new Set<number>(), new Set<number>()];
  return found.filter(({ a: [i = 0], b: [j = 0] }) => {
    if (usedA.has(i) || usedB.has(j)) return false;
    usedA.add(i);
    usedB.add(j);
    return true;
  });
}

/** Runs of two to `most` free words that stand side by side. */
function runsOf(free: readonly number[], most: number): number[][] {
  const runs: number[][] = [];
  for (let from = 0; from < free.length; from += 1) {
    for (let to = from + 1; to < Math.min(free.length, from + most); to += 1) {
      if (free[to] !== (free[to - 1] ?? 0) + 1) break;
      runs.push(free.slice(from, to + 1));
    }
  }
  return runs;
}

interface RunPair {
  readonly word: number;
  readonly run: readonly number[];
  readonly likeness: number;
  readonly how: "glued" | "initials";
}

const initials = (words: readonly NameWord[]): string => words.map(({ written }) => [...written][0] ?? "").join("");

/** A word of one name for several of the other: written without spaces, or their initials. */
function runPair(word: number, of: SpacedName, other: SpacedName, free: readonly number[]): RunPair | null {
  const written = of.words[word]?.written ?? "";
  const length = [...written].length;
  if (length < 3) return null;
  const joined = (run: readonly number[]) =>
    run
      .map((at) => other.words[at]?.written ?? "")
      .join("")
      .replaceAll(" ", "");
  for (const run of runsOf(free, 4)) {
    const glued = joined(run);
    if (glued === written) return { word, run, likeness: 1, how: "glued" };
    if (length >= 7 && editDistance(written, glued, 1) === 1) {
      return { word, run, likeness: 1 - 1 / length, how: "glued" };
    }
  }
  const telling = free.filter((at) => other.words[at] !== undefined && !isJoining(other.words[at]));
  for (let from = 0; from + 3 <= telling.length; from += 1) {
    const run = telling.slice(from, from + length);
    if (run.length === length && initials(run.flatMap((at) => other.words[at] ?? [])) === written) {
      return { word, run, likeness: INITIALS, how: "initials" };
    }
  }
  // SIEMENSAG: the legal form written to the name.
  const form = other.form[0] ?? "";
  const last = free.find((at) => `${other.words[at]?.written}${form}` === written);
  return last === undefined || form === "" ? null : { word, run: [last], likeness: 1, how: "glued" };
}

/** A. for ALI, in names without a legal form. */
function initialPairs(a: SpacedName, b: SpacedName, freeA: readonly number[], freeB: readonly number[]): WordPair[] {
  if (a.form.length > 0 || b.form.length > 0 || a.words.length < 2 || b.words.length < 2) return [];
  const used = new Set<number>();
  return freeA.flatMap((i) => {
    const left = a.words[i]?.written ?? "";
    const other = freeB.find((j) => {
      const right = b.words[j]?.written ?? "";
      const [short, long] = left.length < right.length ? [left, right] : [right, left];
      return !used.has(j) && short.length === 1 && long.length > 1 && long.startsWith(short);
    });
    if (other === undefined) return [];
    used.add(other);
    return [{ a: [i], b: [other], likeness: INITIALS, how: "spelling" as const }];
  });
}

/** Which words of two names say the same; each word is in one pair at most. */
export function pairWords(a: SpacedName, b: SpacedName): readonly WordPair[] {
  const pairs = samePairs(a, b);
  const takenA = new Set(pairs.flatMap((pair) => pair.a));
  const takenB = new Set(pairs.flatMap((pair) => pair.b));
  const take = (pair: WordPair) => {
    pairs.push(pair);
    for (const at of pair.a) takenA.add(at);
    for (const at of pair.b) takenB.add(at);
  };
  for (const word of restOf(a.words, takenA)) {
    const found = runPair(word, a, b, restOf(b.words, takenB));
    if (found !== null) take({ ...found, a: [word], b: found.run });
  }
  for (const word of restOf(b.words, takenB)) {
    const found = runPair(word, b, a, restOf(a.words, takenA));
    if (found !== null) take({ ...found, a: found.run, b: [word] });
  }
  for (const pair of likePairs(a, b, restOf(a.words, takenA), restOf(b.words, takenB))) take(pair);
  for (const pair of initialPairs(a, b, restOf(a.words, takenA), restOf(b.words, takenB))) take(pair);
  return pairs;
}
