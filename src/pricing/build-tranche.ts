import { exactly, type Spread } from "./spread.ts";
import { type CitedFigure, COST_FIGURES, type CostFigure, type StatedCosts } from "./stated-costs.ts";
import type { Tranche } from "./tranche.ts";

/** A figure as it was used, and whether the plant states it or something stands in for it. */
export interface UsedFigure extends CitedFigure {
  readonly figure: CostFigure;
  readonly from: "stated" | "assumed" | "default";
}

/** A tranche with the figures that it was made of, or what is missing for one. */
export type BuiltTranche =
  | { readonly tranche: Tranche; readonly used: readonly UsedFigure[] }
  | { readonly tranche: null; readonly missing: readonly CostFigure[] };

const assumed = (value: number): CitedFigure => ({
  value: exactly(value),
  basis: "assumed",
  source: null,
  locator: null,
});

/**
 * What stands where neither a plant nor the asker says: 10 % over 15 years at 90 % of capacity, and nothing for what a
 * plant may do without. Every use of one is named in the answer.
 */
const DEFAULT_FIGURES: Readonly<Partial<Record<CostFigure, CitedFigure>>> = {
  rate: assumed(0.1),
  years: assumed(15),
  utilisation: assumed(0.9),
  fixed_opex: assumed(0),
  freight: assumed(0),
  byproduct: assumed(0),
};

/** What an offer is made of. A plant that stands has earned its capital or not: it sells at what a further tonne costs. */
function neededBy({ status, figures }: StatedCosts): readonly CostFigure[] {
  if (figures.price !== undefined) return ["price", "capacity", "utilisation"];
  if (status === "existing") return ["capacity", "utilisation", "var_opex", "freight", "byproduct"];
  return COST_FIGURES.filter((figure) => figure !== "price");
}

/** A tranche of what a plant states, then of what is assumed of all, then of the defaults. */
export function buildTranche(
  stated: StatedCosts,
  assumption: Readonly<Partial<Record<CostFigure, CitedFigure>>>,
): BuiltTranche {
  const used: UsedFigure[] = [];
  const missing: CostFigure[] = [];
  for (const figure of neededBy(stated)) {
    const own = stated.figures[figure];
    const other = assumption[figure];
    const last = DEFAULT_FIGURES[figure];
    if (own !== undefined) used.push({ figure, from: "stated", ...own });
    else if (other !== undefined) used.push({ figure, from: "assumed", ...other });
    else if (last !== undefined) used.push({ figure, from: "default", ...last });
    else missing.push(figure);
  }
  if (missing.length > 0) return { tranche: null, missing };
  const spreadOf = (name: CostFigure): Spread => used.find(({ figure }) => figure === name)?.value ?? exactly(0);
  const base = {
    key: stated.name,
    status: stated.status,
    capacity: spreadOf("capacity"),
    utilisation: spreadOf("utilisation"),
  };
  if (stated.figures.price !== undefined) return { tranche: { ...base, asks: { price: spreadOf("price") } }, used };
  const costs = {
    capex: spreadOf("capex"),
    fixedOpex: spreadOf("fixed_opex"),
    varOpex: spreadOf("var_opex"),
    freight: spreadOf("freight"),
    byproduct: spreadOf("byproduct"),
    rate: spreadOf("rate"),
    years: spreadOf("years").central,
  };
  return { tranche: { ...base, asks: { costs } }, used };
}
