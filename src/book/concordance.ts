import type { Hs6, HsRevision } from "../vocab/hs-code.ts";
import { bookProblem } from "./book-problem.ts";
import { readTable } from "./csv.ts";
import { type BookFile, textOf } from "./folder.ts";

/** An edition that is shipped as its correlation with HS 2022. */
export type OlderRevision = Exclude<HsRevision, 2022>;

/** The correlation of HS 2022 with one older edition. Lists name the principal correlate first. */
export interface Concordance {
  readonly toOlder: ReadonlyMap<Hs6, readonly Hs6[]>;
  readonly toCurrent: ReadonlyMap<Hs6, readonly Hs6[]>;
  /** For HS 2022 subheadings gathered from all over the older edition: how many correlates are left out. */
  readonly omitted: ReadonlyMap<Hs6, number>;
}

export function readConcordance(files: readonly BookFile[], revision: OlderRevision): Concordance {
  const column = `hs${revision}`;
  const toOlder = new Map<Hs6, readonly Hs6[]>();
  const omitted = new Map<Hs6, number>();
  for (const file of files) {
    for (const row of readTable(textOf(file), file.shown, { required: ["hs2022", column, "omitted"] })) {
      const code = subheading(row.get("hs2022"), file.shown, row.line);
      const older = row.get(column);
      toOlder.set(code, older === "" ? [] : older.split(/ +/).map((part) => subheading(part, file.shown, row.line)));
      const left = row.get("omitted");
      if (left !== "") omitted.set(code, count(left, file.shown, row.line));
    }
  }
  return { toOlder, toCurrent: inverse(toOlder), omitted };
}

function subheading(text: string, file: string, line: number): Hs6 {
  if (/^(?!00)\d{6}$/.test(text)) return text as Hs6;
  throw bookProblem(
    file,
    line,
    `“${text}” is not a six-digit HS code`,
    "Write six digits, correlates apart by spaces.",
  );
}

function count(text: string, file: string, line: number): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw bookProblem(file, line, `“${text}” is not a number of omitted correlates`, "Write a whole number or nothing.");
}

function inverse(toOlder: ReadonlyMap<Hs6, readonly Hs6[]>): Map<Hs6, readonly Hs6[]> {
  const found = new Map<Hs6, Hs6[]>();
  for (const [current, olders] of toOlder) {
    for (const older of olders) {
      const list = found.get(older);
      if (list === undefined) found.set(older, [current]);
      else list.push(current);
    }
  }
  for (const [older, list] of found) {
    if (list.length > 1) list.sort((a, b) => rank(a, older) - rank(b, older));
  }
  return found;

  function rank(current: Hs6, older: Hs6): number {
    if (current === older) return 0;
    return toOlder.get(current)?.[0] === older ? 1 : 2;
  }
}
