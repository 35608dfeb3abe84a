import type { ChineseName } from "./chinese-name.ts";
import type { ParsedName } from "./compare-names.ts";
import { isJoining, type NameWord, type SpacedName } from "./spaced-name.ts";

export interface WordKey {
  readonly key: string;
  readonly word: NameWord;
}

/** What a name is found by. */
export interface NameKeys {
  /** The words that it shares with others, those of neighbours written as one too. */
  readonly words: readonly WordKey[];
  /** Its own words: they make up its weight, and may be misspelled. */
  readonly whole: readonly WordKey[];
  /** Names that share one of these are always compared: the exact key, the words without spaces, a Chinese firm's own word. */
  readonly special: readonly string[];
  /** The initials of three words or more, and the words that may be such initials. */
  readonly initials: string | null;
  readonly maybeInitials: readonly string[];
}

const keyed = (word: NameWord): WordKey => ({ key: `${word.kind} ${word.text}`, word });

function gluedWord(left: NameWord, right: NameWord): NameWord {
  const text = `${left.written}${right.written}`.replaceAll(" ", "");
  return { text, letters: text, written: text, kind: "word", weight: (left.weight + right.weight) / 2 };
}

function spacedKeys({ words, form }: SpacedName): NameKeys {
  const telling = words.filter((word) => !isJoining(word));
  const own = telling.length === 0 ? words : telling;
  const glued = own
    .slice(0, 3)
    .flatMap((word, at) => {
      const next = own[at + 1];
      return next === undefined || word.kind === "common" ? [] : [gluedWord(word, next)];
    })
    .filter(({ letters }) => letters.length <= 24);
  const joined = own.map(({ written }) => written.replaceAll(" ", "")).join("");
  const initials = own.map(({ written }) => [...written][0] ?? "").join("");
  return {
    words: [...own, ...glued].map(keyed),
    whole: own.map(keyed),
    special: [
      `joined ${joined}`,
      // SIEMENSAG is found by SIEMENS AG.
      ...(form.length > 0 ? [`joined ${joined}${form[0]}`] : []),
    ],
    initials: own.length >= 3 ? initials : null,
    maybeInitials: own.flatMap(({ kind, written }) =>
      kind === "word" && written.length >= 3 && written.length <= 8 ? [written] : [],
    ),
  };
}

function chineseKeys({ brand, trades, core }: ChineseName): readonly string[] {
  const own = brand === "" ? trades.join("") : brand;
  const pairs = [...brand].flatMap((each, at, all) => (all[at + 1] === undefined ? [] : [`${each}${all[at + 1]}`]));
  return [`han ${core}`, `han ${own}`, ...pairs.map((pair) => `pair ${pair}`)];
}

const NOTHING: NameKeys = { words: [], whole: [], special: [], initials: null, maybeInitials: [] };

/** The keys of a name; `exact` is its exact key, empty for a text without letters. */
export function nameKeys(name: ParsedName, exact: string): NameKeys {
  const spaced = name.spaced === null ? NOTHING : spacedKeys(name.spaced);
  const han = name.chinese === null ? [] : chineseKeys(name.chinese);
  const short = name.short === null ? [] : spacedKeys(name.short).special;
  return {
    ...spaced,
    special: [...new Set([...(exact === "" ? [] : [`exact ${exact}`]), ...spaced.special, ...han, ...short])],
  };
}
