import { z } from "zod";
import { type CostLine, type Prohibited, restOf } from "../../control/cost-ratio.ts";
import type { CostExclusion, CostRatioKind, CostRatioRule, DefaultShares } from "../../control/cost-ratio-rule.ts";
import { InvalidInput, UserError } from "../../errors.ts";
import { country } from "../../vocab/country.ts";
import { type Decimal, decimal, format } from "../../vocab/decimal.ts";
import { nearest } from "../../vocab/nearest.ts";
import { parseUsd } from "../duty/goods-fields.ts";

const SURE_DIGITS = 15;

/** A number of JSON or YAML as it is written; one that a double may not hold exactly must be given as text. */
const asText = (given: unknown, context: z.RefinementCtx): unknown => {
  if (typeof given === "boolean") return given ? "yes" : "no";
  if (typeof given !== "number") return given;
  const written = String(given);
  const digits = written.replace(/e.*$/, "").replace(/\D/g, "").replace(/^0+/, "");
  if (digits.length <= SURE_DIGITS && Number.isFinite(given)) return written;
  context.addIssue({
    code: "custom",
    message: `“${written}” has more digits than a plain number holds exactly.`,
    params: { hint: "Write it in quotes." },
  });
  return z.NEVER;
};
const cell = (about: string, most = 200) =>
  z.preprocess(asText, z.string().trim().max(most)).optional().describe(about);

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

/** The lines of a bill, and what is to be said of how they were read. */
export interface Bill {
  readonly lines: readonly CostLine[];
  readonly basis: "cost" | "share";
  readonly exclusions: readonly CostExclusion[];
  readonly warnings: readonly string[];
}

const KNOWN = new Set(Object.keys(billRow.shape));
export const REST = "what the bill does not name";

const empty = (text: string | undefined): text is undefined | "" => text === undefined || text === "";

/** Reads the rows of a bill; every fault is an InvalidInput that names the line. */
export function billLines(
  rows: readonly BillRow[],
  kind: CostRatioKind,
  rule: CostRatioRule,
  defaults: DefaultShares | null,
): Bill {
  const basis = basisOf(rows, defaults);
  const used = new Map<string, CostExclusion>();
  const taken = new Map<string, string>();
  const lines = rows.map((row, at): CostLine => {
    const name = empty(row.name) ? (row.component ?? "") : row.name;
    if (name === "") throw fault(row, at, "has no name", "Give each line a name.");
    const within = <T>(read: () => T): T => {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        throw new InvalidInput(
          `${place(row, at)}: ${error.message}`,
          error.hint === undefined ? {} : { hint: error.hint },
        );
      }
    };
    return within(() => ({
      name,
      amount: basis === "cost" ? costOf(row) : shareOf(row, defaults, taken),
      supplier: empty(row.supplier)
        ? null
        : { name: row.supplier, country: empty(row.country) ? null : country(row.country).code },
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

function place(row: BillRow, at: number): string {
  const name = empty(row.name) ? "" : ` (“${row.name}”)`;
  return `Line ${row.line ?? at + 1} of the bill${name}`;
}

const fault = (row: BillRow, at: number, what: string, hint: string): InvalidInput =>
  new InvalidInput(`${place(row, at)} ${what}.`, { hint });

function basisOf(rows: readonly BillRow[], defaults: DefaultShares | null): Bill["basis"] {
  const costs = rows.findIndex(({ cost }) => !empty(cost));
  const shares = rows.findIndex(({ share, component }) => !empty(share) || !empty(component));
  if (costs >= 0 && shares >= 0) {
    throw new InvalidInput(
      `${place(rows[costs] as BillRow, costs)} has a cost and line ${rows[shares]?.line ?? shares + 1} a share.`,
      { hint: "A bill is of costs or of shares, never of both." },
    );
  }
  const at = rows.findIndex(({ cost, share, component }) => empty(cost) && empty(share) && empty(component));
  if (at >= 0) {
    throw fault(rows[at] as BillRow, at, "has neither a cost nor a share", "Give cost, or share, or component.");
  }
  if (costs >= 0 && defaults !== null) {
    throw new InvalidInput(`Default shares are asked for, and ${place(rows[costs] as BillRow, costs)} has a cost.`, {
      hint: "Default shares stand in the place of costs: give component or share on every line.",
    });
  }
  return costs >= 0 ? "cost" : "share";
}

const costOf = ({ cost = "" }: BillRow): Decimal => parseUsd(cost);

function shareOf(row: BillRow, defaults: DefaultShares | null, taken: Map<string, string>): Decimal {
  if (!empty(row.share) && !empty(row.component)) {
    throw new InvalidInput("It has a share and a component.", { hint: "Give one of them." });
  }
  if (!empty(row.share)) {
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
  taken.set(asked, asked);
  return found.share;
}

function yesOrNo(field: string, text: string): boolean {
  if (/^(yes|true)$/i.test(text)) return true;
  if (/^(no|false)$/i.test(text)) return false;
  throw new InvalidInput(`“${text}” is not yes or no, as “${field}” needs.`);
}

function prohibitedOf(text: string | undefined): Prohibited | null {
  if (empty(text)) return null;
  if (/^open$/i.test(text)) return "open";
  if (!/^(yes|no|true|false)$/i.test(text)) {
    throw new InvalidInput(`“${text}” does not say whether it is prohibited.`, {
      hint: "Write yes, no or open; leave it out and give the supplier for its outcome under the rule.",
    });
  }
  return yesOrNo("prohibited", text) ? "yes" : "no";
}

function leftOutOf(
  { material, excluded }: BillRow,
  kind: CostRatioKind,
  rule: CostRatioRule,
  used: Map<string, CostExclusion>,
): string | null {
  const exclusion = rule.exclusions.find(({ id }) => id === excluded);
  if (exclusion !== undefined) {
    used.set(exclusion.id, exclusion);
    return `${exclusion.title} is outside the ratio`;
  }
  if (!empty(excluded)) {
    if (!/^(yes|no|true|false)$/i.test(excluded)) {
      throw new InvalidInput(`“${excluded}” is not an exclusion of the rule.`, {
        hint: `Write yes, no, or one of ${rule.exclusions.map(({ id }) => id).join(", ")}.`,
      });
    }
    if (yesOrNo("excluded", excluded)) return "the bill says that it is outside the ratio";
  }
  const isMaterial = empty(material) || yesOrNo("material", material);
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
