import { comparedAs, isCommonWord, isStopWord, weightOf } from "./common-words.ts";
import { formBefore, formBehind, type LegalFamily, type LegalForm, shortForms } from "./legal-words.ts";
import { numberAt } from "./numbers.ts";
import { placeAt } from "./place-words.ts";

export interface NameWord {
  /** As it is compared: TECHNOLOGY for TECH, CN for CHINA, 44 for FORTY FOUR. */
  readonly text: string;
  /** What spellings are compared by. */
  readonly letters: string;
  /** As it stands in the name, in capitals. */
  readonly written: string;
  readonly kind: "word" | "common" | "place" | "number";
  /** How much it says when it is shared, 0 to 1. */
  readonly weight: number;
}

/** A name of a script that puts spaces between words, taken apart. */
export interface SpacedName {
  /** Without the legal form. */
  readonly words: readonly NameWord[];
  /** The legal form as words; empty where none is named. */
  readonly form: readonly string[];
  readonly family: LegalFamily | null;
}

const PLACE_WEIGHT = 0.35;
const NUMBER_WEIGHT = 0.4;

/** The name's own words, and the legal forms that stand behind and before them. */
function withoutForm(words: readonly string[]): Pick<SpacedName, "form" | "family"> & { own: readonly string[] } {
  let own = words;
  const found: LegalForm[] = [];
  for (;;) {
    const behind = formBehind(own);
    const form = behind ?? formBefore(own);
    if (form === undefined) break;
    own = behind === undefined ? own.slice(1) : own.slice(0, own.length - form.words.length);
    found.unshift(form);
  }
  const families = found.map(({ family }) => family);
  return {
    own,
    form: found.flatMap((form) => form.words),
    family: families.find((family) => family !== "company") ?? families[0] ?? null,
  };
}

function wordAt(words: readonly string[], at: number): { word: NameWord; length: number } {
  const written = words[at] ?? "";
  const place = placeAt(words, at);
  if (place !== null) {
    const said = words.slice(at, at + place.length).join(" ");
    const word: NameWord = {
      text: place.place,
      letters: said.replaceAll(" ", ""),
      written: said,
      kind: "place",
      weight: PLACE_WEIGHT,
    };
    return { word, length: place.length };
  }
  const number = numberAt(words, at);
  if (number !== null) {
    const said = words.slice(at, at + number.length).join(" ");
    const word: NameWord = {
      text: number.value,
      letters: number.value,
      written: said,
      kind: "number",
      weight: NUMBER_WEIGHT,
    };
    return { word, length: number.length };
  }
  const text = comparedAs(written);
  const kind = isCommonWord(text) ? "common" : "word";
  return { word: { text, letters: written, written, kind, weight: weightOf(text) }, length: 1 };
}

/** Takes the words of a folded name apart: legal form, places, numbers, common words and the rest. */
export function spacedName(words: readonly string[]): SpacedName {
  const { own, form, family } = withoutForm(shortForms(words));
  const parts: NameWord[] = [];
  for (let at = 0; at < own.length; ) {
    // The NO of "No. 2" says nothing.
    if (/^(?:NO|NR|NUMBER)$/.test(own[at] ?? "") && /^\d/.test(own[at + 1] ?? "")) {
      at += 1;
      continue;
    }
    const { word, length } = wordAt(own, at);
    parts.push(word);
    at += length;
  }
  return { words: parts, form, family };
}

/** Whether it is a word that joins others, as THE and OF. */
export function isJoining(word: NameWord): boolean {
  return isStopWord(word.text);
}
