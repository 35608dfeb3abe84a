import { BASES, type Basis, isBasis } from "../evidence/basis.ts";
import type { Source } from "../evidence/source.ts";
import type { InputKind, InputLink, ShareRange } from "../network/input-link.ts";
import { compare, type Decimal, decimal, format, ONE, plus, ZERO } from "../vocab/decimal.ts";
import { formatHs, HS_REVISIONS, type Hs6, type HsRevision } from "../vocab/hs-code.ts";
import { findUnit, UNIT_NAMES } from "../vocab/quantity.ts";
import { bookProblem } from "./book-problem.ts";
import { type CsvRow, readTable } from "./csv.ts";
import { type BookFolder, filesOf, textOf } from "./folder.ts";
import type { Nomenclature } from "./nomenclature.ts";

const COLUMNS = {
  required: ["output_hs", "input_hs", "hs_revision", "kind", "basis", "source"],
  optional: ["amount", "amount_unit", "cost_share_low", "cost_share", "cost_share_high", "locator", "note"],
};

const KINDS: readonly InputKind[] = ["material", "component", "equipment"];

interface Placed {
  readonly link: InputLink;
  readonly row: CsvRow;
}

/**
 * Reads `inputs/*.csv` of all folders. A row of a later folder replaces the earlier row of the same output, input and
 * revision; of kind `none`, it removes it. Every fault is an InvalidInput with file and line.
 */
export function readInputMap(
  folders: readonly BookFolder[],
  nomenclature: Nomenclature,
  sources: ReadonlyMap<string, Source>,
): InputLink[] {
  const links = new Map<string, Placed>();
  for (const folder of folders) {
    const seen = new Map<string, CsvRow>();
    for (const row of rowsOf(folder)) {
      const pair = readPair(row, nomenclature);
      const key = `${pair.outputHs} ${pair.inputHs} ${pair.hsRevision}`;
      const twin = seen.get(key);
      if (twin !== undefined)
        throw fault(row, `the link is already in “${twin.file}”, line ${twin.line}`, "Keep one of them.");
      seen.set(key, row);
      if (row.get("kind") === "none") {
        if (!links.delete(key))
          throw fault(row, "there is no such link to remove", "Remove only links of the shipped book.");
      } else {
        links.set(key, { link: readLink(row, pair, sources), row });
      }
    }
  }
  const placed = [...links.values()];
  checkShares(placed);
  return placed.map(({ link }) => link);
}

function rowsOf(folder: BookFolder): CsvRow[] {
  return filesOf([folder], "inputs").flatMap((file) => readTable(textOf(file), file.shown, COLUMNS));
}

type Pair = Pick<InputLink, "outputHs" | "inputHs" | "hsRevision">;

function readPair(row: CsvRow, nomenclature: Nomenclature): Pair {
  const hsRevision = HS_REVISIONS.find((revision) => String(revision) === row.get("hs_revision"));
  if (hsRevision === undefined) {
    throw fault(row, `“${row.get("hs_revision")}” is not an HS revision`, `Revisions: ${HS_REVISIONS.join(", ")}.`);
  }
  const outputHs = readCode(row, "output_hs", nomenclature, hsRevision);
  const inputHs = readCode(row, "input_hs", nomenclature, hsRevision);
  if (outputHs === inputHs) throw fault(row, `“${outputHs}” is named as its own input`, "Name another product.");
  return { outputHs, inputHs, hsRevision };
}

function readCode(row: CsvRow, column: string, nomenclature: Nomenclature, revision: HsRevision): Hs6 {
  const code = row.get(column);
  if (/^\d{6}$/.test(code) && nomenclature.has(code, revision)) return code as Hs6;
  const near = /^\d{4,6}$/.test(code) ? nomenclature.near(code, revision).map(formatHs) : [];
  const hint = near.length > 0 ? `Near it: ${near.join(", ")}.` : "Write six digits.";
  throw fault(row, `${column} “${code}” is not a six-digit code of HS ${revision}`, hint);
}

function readLink(row: CsvRow, pair: Pair, sources: ReadonlyMap<string, Source>): InputLink {
  const kind = KINDS.find((one) => one === row.get("kind"));
  if (kind === undefined)
    throw fault(row, `“${row.get("kind")}” is not a kind of input`, `Kinds: ${KINDS.join(", ")}, none.`);
  const basis = row.get("basis");
  if (!isBasis(basis)) throw fault(row, `“${basis}” is not a basis`, `Bases: ${BASES.join(", ")}.`);
  return {
    ...pair,
    kind,
    ...readAmount(row),
    costShare: readCostShare(row),
    basis,
    source: readSource(row, basis, sources),
    locator: row.get("locator") || null,
    note: row.get("note") || null,
  };
}

function readAmount(row: CsvRow): Pick<InputLink, "amount" | "amountUnit"> {
  const [text, unit] = [row.get("amount"), row.get("amount_unit")];
  if (text === "" && unit === "") return { amount: null, amountUnit: null };
  if (text === "" || unit === "") {
    throw fault(
      row,
      "an amount and its unit stand together or not at all",
      "Fill amount and amount_unit, or leave both empty.",
    );
  }
  const amount = readDecimal(row, "amount");
  if (compare(amount, ZERO) !== 1)
    throw fault(row, `amount “${text}” is not above zero`, "Leave it empty if it is not known.");
  const parts = unit.split(" per ");
  if (parts.length !== 2 || parts.some((part) => findUnit(part) === null)) {
    const allowed = `Write a unit per a unit, for example “kg per kWh”. Units: ${UNIT_NAMES.join(", ")}.`;
    throw fault(row, `“${unit}” is not a unit of an amount`, allowed);
  }
  return { amount, amountUnit: unit };
}

function readCostShare(row: CsvRow): ShareRange | null {
  const columns = ["cost_share_low", "cost_share", "cost_share_high"] as const;
  const given = columns.filter((column) => row.get(column) !== "");
  if (given.length === 0) return null;
  if (row.get("cost_share") === "")
    throw fault(row, "the bounds of a cost share have no point between them", "Fill cost_share.");
  if (given.length === 2)
    throw fault(row, "a cost share has one bound only", "Fill cost_share_low and cost_share_high, or neither.");
  const [low, central, high] = columns.map((column) => readShare(row, row.get(column) === "" ? "cost_share" : column));
  if (low === undefined || central === undefined || high === undefined) return null;
  if (compare(low, central) === 1 || compare(central, high) === 1) {
    const what = `the cost share ${format(central)} does not lie between ${format(low)} and ${format(high)}`;
    throw fault(row, what, "Write them so that cost_share_low <= cost_share <= cost_share_high.");
  }
  return { low, central, high };
}

function readShare(row: CsvRow, column: string): Decimal {
  const share = readDecimal(row, column);
  if (compare(share, ZERO) !== -1 && compare(share, ONE) !== 1) return share;
  throw fault(row, `${column} “${row.get(column)}” is not a share`, "Write a number from 0 to 1: a quarter is 0.25.");
}

function readDecimal(row: CsvRow, column: string): Decimal {
  try {
    return decimal(row.get(column));
  } catch {
    throw fault(row, `${column} “${row.get(column)}” is not a number`, "Write digits with a decimal point.");
  }
}

function readSource(row: CsvRow, basis: Basis, sources: ReadonlyMap<string, Source>): string {
  const source = row.get("source");
  if (source === "" && basis === "assumed" && row.get("note") !== "") return "";
  if (source === "")
    throw fault(row, "the link has no source", "Name one, or write basis assumed and say in the note what is assumed.");
  if (sources.has(source)) return source;
  throw fault(row, `“${source}” is not a source of the book`, "Add it to sources.yaml.");
}

/** What a product is made of cannot cost more than the product, whatever the true shares in their ranges are. */
function checkShares(placed: readonly Placed[]): void {
  const sums = new Map<string, Decimal>();
  for (const { link, row } of placed) {
    if (link.costShare === null || link.kind === "equipment") continue;
    const key = `${link.outputHs} ${link.hsRevision}`;
    const total = plus(sums.get(key) ?? ZERO, link.costShare.low);
    if (compare(total, ONE) === 1) {
      const what = `with this row the lowest cost shares of “${link.outputHs}” add up to ${format(total)}`;
      throw fault(row, what, "The low shares of an output add up to at most 1.");
    }
    sums.set(key, total);
  }
}

function fault(row: CsvRow, what: string, allowed: string): Error {
  return bookProblem(row.file, row.line, what, allowed);
}
