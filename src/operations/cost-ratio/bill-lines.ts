import { z } from "zod";
import { type CostLine, type Prohibited, restOf } from "../../control/cost-ratio.ts";
import type { CostExclusion, CostRatioKind, CostRatioRule, DefaultShares } from "../../control/cost-ratio-rule.ts";
import { InvalidInput, UserError } from "../../errors.ts";
import { country } from "../../vocab/country.ts";
import { type Decimal, decimal, format } from "../../vocab/decimal.ts";
import { nearest } from "../../vocab/nearest.ts";
import { parseUsd } from "../duty/goods-fields.ts";

const SURE_DIGITS = 15;

const cell = (about: string) =>
  z
    .union([z.string().trim().max(200), z.number(), z.boolean()])
    .optional()
    .describe(about);

/** A line of a bill of materials as files and programs give it; other columns are passed over and named. */
export const billRow = z.looseObject({
  name: cell("what it is"),
  cost: cell("its direct cost, a decimal number"),
  share: cell("its share of the whole, 0 to 1, in place of a cost"),
  component: cell("a component of the default shares, in place of a cost"),
  supplier: cell("who makes it"),
  country: cell("of the supplier"),
  prohibited: cell("yes, no or open: whether a prohibited foreign entity makes it; else its supplier is asked about"),
  material: cell("no: not a material cost, which is all that counts under section 45X"),
  excluded: cell("yes, or an exclusion of the rule: left out of the ratio"),
  line: z.int().optional(),
});

export type BillRow = z.output<typeof billRow>;

type Column = Exclude<keyof typeof billRow.shape, "line">;
/** A row whose cells are text, without those that are empty. */
type TextRow = { readonly [Name in Column]?: string } & { readonly line?: number | undefined };

/** The lines of a bill, and what is to be said of how they were read. */
export interface Bill {
  readonly lines: readonly CostLine[];
  readonly basis: "cost" | "share";
  readonly exclusions: readonly CostExclusion[];
  readonly warnings: readonly string[];
}

const COLUMNS = Object.keys(billRow.shape).filter((name): name is Column => name !== "line");
const KNOWN = new Set(Object.keys(billRow.shape));
export const REST = "what the bill does not name";

/** A number as it is written; one that a double may not hold exactly must be given as text. */
function textOf(given: string | number | boolean): string {
  if (typeof given === "boolean") return given ? "yes" : "no";
  if (typeof given === "string") return given;
  const written = String(given);
  const digits = written.replace(/e.*$/, "").replace(/\D/g, "").replace(/^0+/, "");
  if (digits.length <= SURE_DIGITS) return written;
  throw new InvalidInput(`“${written}” has more digits than a plain number holds exactly.`, {
    hint: "Write it in quotes.",
  });
}

function textRow(row: BillRow, at: number): TextRow {
  const cells = COLUMNS.flatMap((name) => {
    const value = row[name];
    if (value === undefined || value === "") return [];
    return [[name, within({ name: String(row.name ?? ""), line: row.line }, at, () => textOf(value))] as const];
  });
  return { ...Object.fromEntries(cells), line: row.line };
}

/** Reads the rows of a bill; every fault is an InvalidInput that names the line. */
export function billLines(
  rows: readonly BillRow[],
  kind: CostRatioKind,
  rule: CostRatioRule,
  defaults: DefaultShares | null,
): Bill {
  const texts = rows.map(textRow);
  const basis = basisOf(texts, defaults);
  const used = new Map<string, CostExclusion>();
  const taken = new Set<string>();
  const lines = texts.map((row, at): CostLine => {
    const name = row.name ?? row.component;
    if (name === undefined) throw fault(row, at, "has no name", "Give each line a name.");
    return within(row, at, () => ({
      name,
      amount: basis === "cost" ? parseUsd(row.cost ?? "") : shareOf(row, defaults, taken),
      supplier:
        row.supplier === undefined
          ? null
          : { name: row.supplier, country: row.country === undefined ? null : country(row.country).code },
      prohibited: prohibitedOf(row.prohibited),
      leftOut: leftOutOf(row, kind, rule, used),
    }));
  });
  const warnings = unreadColumns(rows);
  const rest = basis === "share" ? restOf(lines.map(({ amount }) => amount)) : null;
  if (rest === null) return { lines, basis, exclusions: [...used.values()], warnings };
  if (rest.units < 0n) {
    throw new InvalidInput(
      `The shares of the bill sum to more than 1, by ${format({ ...rest, units: -rest.units })}.`,
      {
        hint: "Shares are of the whole: they sum to 1 at most.",
      },
    );
  }
  return {
    lines: [...lines, { name: REST, amount: rest, supplier: null, prohibited: null, leftOut: null }],
    basis,
    exclusions: [...used.values()],
    warnings: [...warnings, `The lines leave ${format(rest)} of the whole unnamed; it is counted as open.`],
  };
}

/** What `read` throws, with the place of the line before it. */
function within<T>(row: Pick<TextRow, "name" | "line">, at: number, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    throw new InvalidInput(`${place(row, at)}: ${error.message}`, hint);
  }
}

function place(row: Pick<TextRow, "name" | "line">, at: number): string {
  const name = row.name === undefined || row.name === "" ? "" : ` (“${row.name}”)`;
  return `Line ${row.line ?? at + 1} of the bill${name}`;
}

const fault = (row: TextRow, at: number, what: string, hint: string): InvalidInput =>
  new InvalidInput(`${place(row, at)} ${what}.`, { hint });

function basisOf(rows: readonly TextRow[], defaults: DefaultShares | null): Bill["basis"] {
  const costs = rows.findIndex(({ cost }) => cost !== undefined);
  const shares = rows.findIndex(({ share, component }) => (share ?? component) !== undefined);
  if (costs >= 0 && shares >= 0) {
    throw new InvalidInput(
      `${place(rows[costs] as TextRow, costs)} has a cost and line ${rows[shares]?.line ?? shares + 1} a share.`,
      { hint: "A bill is of costs or of shares, never of both." },
    );
  }
  const at = rows.findIndex(({ cost, share, component }) => (cost ?? share ?? component) === undefined);
  if (at >= 0) {
    throw fault(rows[at] as TextRow, at, "has neither a cost nor a share", "Give cost, or share, or component.");
  }
  if (costs >= 0 && defaults !== null) {
    throw new InvalidInput(`Default shares are asked for, and ${place(rows[costs] as TextRow, costs)} has a cost.`, {
      hint: "Default shares stand in the place of costs: give component or share on every line.",
    });
  }
  return costs >= 0 ? "cost" : "share";
}

function shareOf(row: TextRow, defaults: DefaultShares | null, taken: Set<string>): Decimal {
  if (row.share !== undefined && row.component !== undefined) {
    throw new InvalidInput("It has a share and a component.", { hint: "Give one of them." });
  }
  if (row.share !== undefined) {
    const share = decimal(row.share);
    if (share.units >= 0n && share.units <= 10n ** BigInt(share.scale)) return share;
    throw new InvalidInput(`“${row.share}” is not a share from 0 to 1.`, { hint: "Write 5 % as 0.05." });
  }
  const asked = row.component ?? "";
  if (defaults === null) {
    throw new InvalidInput(`“${asked}” is a component, and no default shares are asked for.`, {
      hint: "Name their table, such as defaults: grid-storage.",
    });
  }
  const found = defaults.components.find(({ id }) => id === asked);
  const ids = defaults.components.map(({ id }) => id);
  if (found === undefined) {
    const near = nearest(asked, ids, 1).map((one) => ` Did you mean ${one}?`);
    throw new InvalidInput(`“${asked}” is not a component of ${defaults.id}.`, {
      hint: `Components: ${ids.join(", ")}.${near.join("")}`,
    });
  }
  if (taken.has(asked)) {
    throw new InvalidInput(`“${asked}” stands twice, and a default share cannot be divided.`, {
      hint: "Give each line its own share instead.",
    });
  }
  taken.add(asked);
  return found.share;
}

function yesOrNo(field: string, text: string): boolean {
  if (/^(yes|true)$/i.test(text)) return true;
  if (/^(no|false)$/i.test(text)) return false;
  throw new InvalidInput(`“${text}” is not yes or no, as “${field}” needs.`);
}

function prohibitedOf(text: string | undefined): Prohibited | null {
  if (text === undefined) return null;
  if (/^open$/i.test(text)) return "open";
  if (!/^(yes|no|true|false)$/i.test(text)) {
    throw new InvalidInput(`“${text}” does not say whether it is prohibited.`, {
      hint: "Write yes, no or open; leave it out and give the supplier for its outcome under the rule.",
    });
  }
  return yesOrNo("prohibited", text) ? "yes" : "no";
}

function leftOutOf(
  { material, excluded }: TextRow,
  kind: CostRatioKind,
  rule: CostRatioRule,
  used: Map<string, CostExclusion>,
): string | null {
  const exclusion = rule.exclusions.find(({ id }) => id === excluded);
  if (exclusion !== undefined) {
    used.set(exclusion.id, exclusion);
    return `${exclusion.title} is outside the ratio`;
  }
  if (excluded !== undefined) {
    if (!/^(yes|no|true|false)$/i.test(excluded)) {
      throw new InvalidInput(`“${excluded}” is not an exclusion of the rule.`, {
        hint: `Write yes, no, or one of ${rule.exclusions.map(({ id }) => id).join(", ")}.`,
      });
    }
    if (yesOrNo("excluded", excluded)) return "the bill says that it is outside the ratio";
  }
  const isMaterial = material === undefined || yesOrNo("material", material);
  return kind.costs === "material" && !isMaterial ? "not a direct material cost" : null;
}

function unreadColumns(rows: readonly BillRow[]): readonly string[] {
  const unread = new Set(rows.flatMap((row) => Object.keys(row).filter((name) => !KNOWN.has(name))));
  if (unread.size === 0) return [];
  const names = [...unread]
    .sort()
    .slice(0, 10)
    .map((name) => `“${name}”`);
  return [`Columns of the bill that are not read: ${names.join(", ")}${unread.size > 10 ? " and others" : ""}.`];
}
