import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Basis, isBasis } from "../evidence/basis.ts";
import { isRelation, isVerdict, RELATIONS, type Relation, VERDICTS, type Verdict } from "../market/claim.ts";
import { BOUNDS, type Bound, isBound } from "../market/market-figure.ts";
import type { Book } from "./book.ts";
import { bookProblem } from "./book-problem.ts";
import { type CsvRow, readTable } from "./csv.ts";

/** Which series of which source tell of a mineral, and under which HS codes it is traded. */
export interface MineralSeries {
  readonly mineral: string;
  readonly kind: "production" | "makers" | "reserves" | "reliance" | "price" | "trade";
  readonly stage: string | null;
  /** Product of `capacities` or, of makers, of `figures.csv`; series of `prices`, or the HS code of trade. */
  readonly series: string;
  readonly source: string;
  /** The goods counted by gross weight: production and trade of one name are of the same ones. Null where they are not. */
  readonly goods: string | null;
  readonly note: string | null;
}

/** A figure that a document states of a company or a facility. */
export interface StatedFigure {
  readonly subject: string;
  readonly facility: string | null;
  readonly country: string | null;
  readonly product: string;
  readonly stage: string | null;
  readonly measure: string;
  readonly period: string;
  readonly quantity: string;
  readonly unit: string;
  readonly basis: Basis;
  readonly source: string;
  readonly locator: string;
  readonly note: string | null;
  /** Where the document says “over” or “at most”. */
  readonly bound: Bound | null;
}

const KINDS: readonly string[] = ["production", "makers", "reserves", "reliance", "price", "trade"];

/** Rows of a table of `claims/` in all folders. */
async function claimsTable(book: Book, name: string, columns: { required: string[]; optional: string[] }) {
  const texts = await Promise.all(
    book.folders.map(async (folder, at) => {
      const file = join(folder, "claims", name);
      const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      });
      return text === null ? [] : readTable(text, at === 0 ? `data/claims/${name}` : file, columns);
    }),
  );
  return texts.flat();
}

const textOr = (row: CsvRow, column: string): string | null => row.get(column) || null;

function citedSource(book: Book, row: CsvRow): string {
  const source = row.get("source");
  if (!book.sources.has(source)) {
    throw bookProblem(row.file, row.line, `“${source}” is not a source of the book`, "Add it to sources.yaml.");
  }
  return source;
}

/** Reads `claims/minerals.csv` of all folders. Throws InvalidInput with file and line for a row that is malformed. */
export async function readMinerals(book: Book): Promise<readonly MineralSeries[]> {
  const rows = await claimsTable(book, "minerals.csv", {
    required: ["mineral", "kind", "series", "source"],
    optional: ["stage", "goods", "note"],
  });
  return rows.map((row) => {
    const kind = row.get("kind");
    if (!KINDS.includes(kind)) throw bookProblem(row.file, row.line, `“${kind}” is not a kind`, KINDS.join(", "));
    return {
      mineral: row.get("mineral"),
      kind: kind as MineralSeries["kind"],
      stage: textOr(row, "stage"),
      series: row.get("series"),
      source: citedSource(book, row),
      goods: textOr(row, "goods"),
      note: textOr(row, "note"),
    };
  });
}

/** Reads a table of a book once, however often it is asked for. */
function oncePerBook<T>(read: (book: Book) => Promise<T>): (book: Book) => Promise<T> {
  const known = new WeakMap<Book, Promise<T>>();
  return (book) => {
    const found = known.get(book) ?? read(book);
    known.set(book, found);
    return found;
  };
}

/** `claims/figures.csv` of all folders: what documents state of companies and facilities. */
export const readFigures = oncePerBook(async (book): Promise<readonly StatedFigure[]> => {
  const rows = await claimsTable(book, "figures.csv", {
    required: ["subject", "product", "measure", "period", "quantity", "unit", "basis", "source", "locator"],
    optional: ["facility", "country", "stage", "note", "bound"],
  });
  return rows.map((row) => {
    const basis = row.get("basis");
    if (!isBasis(basis)) throw bookProblem(row.file, row.line, `“${basis}” is not a basis`, "reported, estimated …");
    const bound = textOr(row, "bound");
    if (bound !== null && !isBound(bound)) {
      throw bookProblem(row.file, row.line, `“${bound}” is not a bound`, BOUNDS.join(", "));
    }
    if (!/^-?\d+(\.\d+)?$/.test(row.get("quantity"))) {
      throw bookProblem(row.file, row.line, `“${row.get("quantity")}” is not a figure`, "Write plain digits.");
    }
    return {
      subject: row.get("subject"),
      facility: textOr(row, "facility"),
      country: textOr(row, "country"),
      product: row.get("product"),
      stage: textOr(row, "stage"),
      measure: row.get("measure"),
      period: row.get("period"),
      quantity: row.get("quantity"),
      unit: row.get("unit"),
      basis,
      source: citedSource(book, row),
      locator: row.get("locator"),
      note: textOr(row, "note"),
      bound,
    };
  });
});

/** The steps of a loop in which waste becomes material again, in their order. */
export const LOOP_STEPS = ["made", "exported", "refined", "returned"] as const;

/** A step of a loop of a mineral: the claim that tells of it, or what no source of the book says. */
export interface LoopRow {
  readonly loop: string;
  readonly step: (typeof LOOP_STEPS)[number];
  readonly country: string | null;
  /** Id of a claim of the book; null where the row is a gap. */
  readonly claim: string | null;
  readonly gap: string | null;
}

/** Reads `claims/loops.csv` of all folders, in the order of the steps. */
export const readLoops = oncePerBook(async (book): Promise<readonly LoopRow[]> => {
  const rows = await claimsTable(book, "loops.csv", {
    required: ["loop", "step"],
    optional: ["country", "claim", "gap"],
  });
  const known = new Set((await readClaims(book)).map(({ id }) => id));
  const found = rows.map((row): LoopRow => {
    const step = LOOP_STEPS.find((each) => each === row.get("step"));
    const fault = (what: string, how: string) => bookProblem(row.file, row.line, what, how);
    if (step === undefined) throw fault(`“${row.get("step")}” is not a step`, LOOP_STEPS.join(", "));
    const [claim, gap] = [textOr(row, "claim"), textOr(row, "gap")];
    if ((claim === null) === (gap === null)) throw fault("a step is a claim or a gap", "Fill one of the two columns.");
    if (claim !== null && !known.has(claim)) throw fault(`“${claim}” is not a claim`, "Add it to claims.csv.");
    return { loop: row.get("loop"), step, country: textOr(row, "country"), claim, gap };
  });
  return found.sort((a, b) => LOOP_STEPS.indexOf(a.step) - LOOP_STEPS.indexOf(b.step));
});

/** What a document says, and how it is checked. Formulas are those of `market/arithmetic`. */
export interface DocumentClaim {
  readonly id: string;
  readonly source: string;
  readonly locator: string;
  readonly claim: string;
  /** The figure claimed: digits, or a formula after `=` where other figures of the document make it. */
  readonly figure: string | null;
  readonly unit: string | null;
  readonly computes: string | null;
  readonly relation: Relation;
  readonly tolerance: string;
  readonly readings: string;
  /** A verdict that no formula gives. */
  readonly judged: Verdict | null;
  readonly reason: string | null;
}

/** `claims/claims.csv` of all folders; a later row of the same id replaces the earlier one. */
export const readClaims = oncePerBook(async (book): Promise<readonly DocumentClaim[]> => {
  const rows = await claimsTable(book, "claims.csv", {
    required: ["id", "source", "locator", "claim"],
    optional: ["figure", "unit", "computes", "relation", "tolerance", "readings", "judged", "reason"],
  });
  const claims = new Map<string, DocumentClaim>();
  for (const row of rows) {
    const relation = row.get("relation") || "=";
    const judged = textOr(row, "judged");
    const fault = (what: string, allowed: string) => bookProblem(row.file, row.line, what, allowed);
    if (!isRelation(relation)) throw fault(`“${relation}” is not a relation`, RELATIONS.join(", "));
    if (judged !== null && !isVerdict(judged)) throw fault(`“${judged}” is not a verdict`, VERDICTS.join(", "));
    if (judged === null && (textOr(row, "figure") === null || textOr(row, "computes") === null)) {
      throw fault("a claim without a verdict needs a figure and what computes it", "Fill both, or the column judged.");
    }
    claims.set(row.get("id"), {
      id: row.get("id"),
      source: citedSource(book, row),
      locator: row.get("locator"),
      claim: row.get("claim"),
      figure: textOr(row, "figure"),
      unit: textOr(row, "unit"),
      computes: textOr(row, "computes"),
      relation,
      tolerance: row.get("tolerance"),
      readings: row.get("readings"),
      judged,
      reason: textOr(row, "reason"),
    });
  }
  return [...claims.values()];
});
