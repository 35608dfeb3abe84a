/** Minimise cost · x over `lower ≤ x ≤ upper` and, row by row, `least ≤ Σ coefficient · x ≤ most`. */
export interface LinearProgramme {
  /** Cost of one unit of each variable. */
  readonly cost: readonly number[];
  /** Bounds of each variable; infinite where there is none. */
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly rows: readonly LinearRow[];
}

export interface LinearRow {
  /** Variables, each at most once, with their coefficients. */
  readonly terms: readonly (readonly [variable: number, coefficient: number])[];
  readonly least: number;
  readonly most: number;
}

/** What a solver found; infeasible and unbounded are told apart. */
export type LinearOutcome =
  | {
      readonly state: "optimal";
      readonly cost: number;
      readonly values: readonly number[];
      /** What the least cost would rise by for one more unit of each variable; 0 for those between their bounds. */
      readonly reducedCosts: readonly number[];
      /** What the least cost changes by when a row's binding bound rises by one. */
      readonly duals: readonly number[];
    }
  | { readonly state: "infeasible" | "unbounded" | "out-of-time" };

/** Solves a programme; handed to the models of this room, which know no library. */
export type LinearSolver = (programme: LinearProgramme) => Promise<LinearOutcome>;
