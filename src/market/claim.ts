import { absolute, compare, type Decimal, decimal, minus } from "../vocab/decimal.ts";

export const VERDICTS = ["reproduced", "inconsistent", "stale", "not_checkable"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const RELATIONS = ["=", ">=", "<="] as const;
export type Relation = (typeof RELATIONS)[number];

/** Half of the last digit that is written: what rounding alone explains. */
function halfOfLastDigit(figure: string): Decimal {
  return { units: 5n, scale: (figure.split(".")[1] ?? "").length + 1 };
}

/** Whether what is computed bears the claimed figure out, and by how much it is off. */
export function compareClaim(
  claimed: Decimal,
  computed: Decimal,
  relation: Relation,
  tolerance: Decimal,
): { readonly verdict: "reproduced" | "inconsistent"; readonly difference: Decimal } {
  const difference = minus(computed, claimed);
  const holds =
    relation === "="
      ? compare(absolute(difference), tolerance) <= 0
      : relation === ">="
        ? compare(computed, claimed) >= 0
        : compare(computed, claimed) <= 0;
  return { verdict: holds ? "reproduced" : "inconsistent", difference };
}

/** Readings written as `label = formula; label = formula`. */
export function readingsOf(text: string): { readonly label: string; readonly formula: string }[] {
  return text === ""
    ? []
    : split(text).map((one) => {
        const at = one.indexOf("=");
        return { label: one.slice(0, at).trim(), formula: one.slice(at + 1).trim() };
      });
}

/** Semicolons inside parentheses belong to a call. */
function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
    else if (text[at] === ";" && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

export const isVerdict = (text: string): text is Verdict => (VERDICTS as readonly string[]).includes(text);
export const isRelation = (text: string): text is Relation => (RELATIONS as readonly string[]).includes(text);
export const toleranceOf = (stated: string, figure: string): Decimal =>
  stated === "" ? halfOfLastDigit(figure) : decimal(stated);
