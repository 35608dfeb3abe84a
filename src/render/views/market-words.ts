import { absolute, compare, decimal, format, fromUnits, round, trim } from "../../vocab/decimal.ts";
import { groupThousands, writeShare } from "../scale.ts";

const WORDS: Readonly<Record<string, string>> = {
  under_construction: "capacity under construction",
  operational: "capacity, operational",
  nameplate: "capacity, nameplate",
  planned: "capacity, planned",
  cost_of_capacity: "cost of new capacity",
  stock_gap: "made, but neither sold nor laid in",
  sales_of_capacity: "sales over capacity",
  share_of_revenue: "share of all revenue",
  implied_price: "implied selling price",
};

/** A measure of the market in words: "sales_compound_growth" is "sales, compound growth". */
export function measureWords(measure: string): string {
  const known = WORDS[measure];
  if (known !== undefined) return known;
  const base = measure.replace(/_(compound_)?growth$/, "");
  if (base === measure) return measure.replaceAll("_", " ");
  return `${WORDS[base] ?? base.replaceAll("_", " ")}, ${measure.endsWith("_compound_growth") ? "compound " : ""}growth`;
}

interface Written {
  readonly value: string;
  readonly unit: string;
  readonly bound?: string | null;
}

const MOST_PLACES = 2;
const MILLION = 6;

/** A figure for people: shares in percent, much money in millions, others in groups of three; at most two places. */
export function writeFigure({ value, unit, bound = null }: Written): string {
  const before = bound === null ? "" : `${bound} `;
  if (unit === "share") return before + writeShare(value);
  const stated = decimal(value);
  const millions = /^[A-Z]{3}$/.test(unit) && compare(absolute(stated), decimal("1e7")) >= 0;
  const exact = millions ? trim(fromUnits(stated.units, stated.scale + MILLION)) : stated;
  const shown = exact.scale > MOST_PLACES ? round(exact, MOST_PLACES) : exact;
  return `${before}${groupThousands(format(shown))} ${millions ? "million " : ""}${unit}`;
}
