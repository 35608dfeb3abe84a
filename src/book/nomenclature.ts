import { NotFound } from "../errors.ts";
import { chapter, formatHs, HS_REVISIONS, type Hs6, type HsRevision, heading } from "../vocab/hs-code.ts";
import { nearest } from "../vocab/nearest.ts";
import { bookProblem } from "./book-problem.ts";
import { type Concordance, type OlderRevision, readConcordance } from "./concordance.ts";
import { readTable } from "./csv.ts";
import { type BookFolder, filesOf, textOf } from "./folder.ts";

export type Relationship = "1:1" | "n:1" | "1:n" | "n:m";

/** What a code of one edition is in another; the principal code first. */
export interface Correspondence {
  readonly codes: readonly Hs6[];
  /** How many codes of the first edition share how many of the other: "1:n" is a split, "n:1" a merger. */
  readonly relationship: Relationship;
  /** Further correlates of a catch-all subheading that the book leaves out (see data/README.md). */
  readonly omitted: number;
}

/** The Harmonized System: texts of HS 2022, and through the concordance the codes of 2017 and 2012. */
export interface Nomenclature {
  /** True for chapters, headings and subheadings (2, 4, 6 digits) of that edition. */
  has(code: string, revision: HsRevision): boolean;
  /**
   * What the code covers; null when the edition does not have it. A code that HS 2022 no longer has is described
   * through its correlates there, and the text says so.
   */
  describe(code: string, revision: HsRevision): string | null;
  /** All six-digit codes of the edition, in order. */
  subheadings(revision: HsRevision): readonly Hs6[];
  /** The headings of a chapter, or the subheadings of a heading; throws NotFound when the edition does not have it. */
  children(code: string, revision: HsRevision): readonly string[];
  /**
   * The codes of `to` that hold goods of the code of `from`; itself when both editions are the same. None for a code
   * gathered from all over the other edition (e-waste, flat panels). Throws NotFound when `from` does not have it.
   */
  convert(code: Hs6, from: HsRevision, to: HsRevision): readonly Hs6[];
  correspondence(code: Hs6, from: HsRevision, to: HsRevision): Correspondence;
  /** Up to five existing codes near one that does not exist, for error messages. */
  near(code: string, revision: HsRevision): readonly string[];
}

const CURRENT = 2022;

export function readNomenclature(folders: readonly BookFolder[]): Nomenclature {
  const texts = readTexts(folders);
  const concordance = once((revision: OlderRevision) =>
    readConcordance(filesOf(folders, `concordance/hs2022-hs${revision}.csv`), revision),
  );
  const subheadings = once((revision: HsRevision): readonly Hs6[] => {
    const codes = revision === CURRENT ? texts.keys() : concordance(revision).toCurrent.keys();
    return [...codes].filter((code): code is Hs6 => code.length === 6).sort();
  });
  const headings = once(
    (revision: HsRevision) => new Set(subheadings(revision).flatMap((code) => [chapter(code), heading(code)])),
  );

  function has(code: string, revision: HsRevision): boolean {
    if (revision === CURRENT) return texts.has(code);
    return concordance(revision).toCurrent.has(code as Hs6) || (code.length < 6 && headings(revision).has(code));
  }

  function correspondence(code: Hs6, from: HsRevision, to: HsRevision): Correspondence {
    if (!has(code, from)) throw unknown(code, from);
    const codes = correlates(concordance, code, from, to);
    const back = new Set(codes.flatMap((one) => correlates(concordance, one, to, from)));
    const omitted = from === CURRENT && to !== CURRENT ? (concordance(to).omitted.get(code) ?? 0) : 0;
    return { codes, relationship: relationshipOf(back.size, codes.length), omitted };
  }

  function describe(code: string, revision: HsRevision): string | null {
    if (!has(code, revision)) return null;
    const own = texts.get(code);
    if (own !== undefined) return own;
    if (code.length < 6) return `Heading of HS ${revision} that HS 2022 no longer has`;
    const successors = correlates(concordance, code as Hs6, revision, CURRENT);
    const named = successors.map((one) => `${formatHs(one)} ${texts.get(one) ?? ""}`.trim());
    return `HS ${revision} code, in HS 2022: ${named.join(" / ")}`;
  }

  function children(code: string, revision: HsRevision): readonly string[] {
    if (!has(code, revision)) throw unknown(code, revision);
    const under = subheadings(revision).filter((one) => one.startsWith(code));
    return code.length === 2 ? [...new Set(under.map(heading))] : under.filter((one) => one !== code);
  }

  function near(code: string, revision: HsRevision): readonly string[] {
    const inHeading = subheadings(revision).filter((one) => heading(one) === heading(code));
    const inChapter = subheadings(revision).filter((one) => chapter(one) === chapter(code));
    const candidates = [inHeading, inChapter, subheadings(revision)].find((list) => list.length > 0) ?? [];
    const alike = nearest(code, candidates, 5);
    return alike.length > 0 ? alike : candidates.slice(0, 5);
  }

  function unknown(code: string, revision: HsRevision): NotFound {
    const elsewhere = HS_REVISIONS.filter((other) => other !== revision && has(code, other)).map((other) => {
      const became = code.length === 6 ? correlates(concordance, code as Hs6, other, revision) : [];
      const now = became.length > 0 ? `, in HS ${revision}: ${became.slice(0, 5).map(formatHs).join(", ")}` : "";
      return `It is a code of HS ${other}${now}.`;
    });
    const listed = near(code, revision).map((one) => `${formatHs(one)} ${short(texts.get(one) ?? "")}`.trim());
    return new NotFound(`“${formatHs(code)}” is not a code of HS ${revision}.`, {
      hint: elsewhere.length > 0 ? elsewhere.join(" ") : `Near it: ${listed.join("; ")}.`,
    });
  }

  const convert = (code: Hs6, from: HsRevision, to: HsRevision) =>
    from === to && has(code, from) ? [code] : correspondence(code, from, to).codes;
  return { has, describe, subheadings, children, convert, correspondence, near };
}

function readTexts(folders: readonly BookFolder[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const file of filesOf(folders, "nomenclature")) {
    for (const row of readTable(textOf(file), file.shown, { required: ["code", "description"] })) {
      const code = row.get("code");
      const text = row.get("description");
      if (!/^(\d\d){1,3}$/.test(code) || code.startsWith("00")) {
        throw bookProblem(file.shown, row.line, `“${code}” is not an HS code`, "Write two, four or six digits.");
      }
      if (text === "")
        throw bookProblem(file.shown, row.line, `“${code}” has no description`, "Say what the code covers.");
      texts.set(code, text);
    }
  }
  return texts;
}

type ConcordanceOf = (revision: OlderRevision) => Concordance;

/** Between 2017 and 2012 the way leads through HS 2022. */
function correlates(of: ConcordanceOf, code: Hs6, from: HsRevision, to: HsRevision): readonly Hs6[] {
  if (from === CURRENT) return to === CURRENT ? [code] : (of(to).toOlder.get(code) ?? []);
  const current = of(from).toCurrent.get(code) ?? [];
  if (to === CURRENT) return current;
  if (from === to) return [code];
  return [...new Set(current.flatMap((one) => of(to).toOlder.get(one) ?? []))].sort(
    (a, b) => Number(b === code) - Number(a === code),
  );
}

function relationshipOf(sharing: number, codes: number): Relationship {
  if (sharing <= 1) return codes <= 1 ? "1:1" : "1:n";
  return codes <= 1 ? "n:1" : "n:m";
}

function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59).trimEnd()}…`;
}

function once<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const before = made.get(key);
    if (before !== undefined) return before;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
