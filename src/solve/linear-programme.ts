import type { Highs, ModelData } from "highs";
import type { LinearOutcome, LinearProgramme, LinearRow } from "../scenario/linear-programme.ts";

export interface LinearLimits {
  /** Of computing, in seconds. */
  readonly seconds?: number;
}

const SECONDS = 20;

let loading: Promise<Highs> | undefined;

type Load = () => Promise<Highs>;

/** The types of the package are those of its CommonJS form; its ES module gives the function itself. */
const isLoad = (value: unknown): value is Load => typeof value === "function";

/** HiGHS as WebAssembly, loaded once a process. */
function highs(): Promise<Highs> {
  loading ??= import("highs").then(({ default: load }: { readonly default: unknown }) => {
    if (!isLoad(load)) throw new Error("The package highs does not give the function that its documentation names.");
    return load();
  });
  return loading;
}

/**
 * Solves a linear programme by HiGHS (Huangfu and Hall 2018), simplex or interior point as it chooses.
 *
 * A programme that is neither solved, infeasible, unbounded nor out of time is malformed: a bug of the caller.
 */
export async function solveLinearProgramme(
  programme: LinearProgramme,
  { seconds = SECONDS }: LinearLimits = {},
): Promise<LinearOutcome> {
  const solver = await highs();
  const outcome = run(solver, programme, seconds, "choose");
  if (outcome !== "undecided") return outcome;
  // Presolve alone may prove only that there is no optimum: without it, the simplex method tells which of the two it is.
  const again = run(solver, programme, seconds, "off");
  if (again !== "undecided") return again;
  const free = run(solver, { ...programme, cost: programme.cost.map(() => 0) }, seconds, "off");
  return { state: free !== "undecided" && free.state === "optimal" ? "unbounded" : "infeasible" };
}

function run(
  solver: Highs,
  programme: LinearProgramme,
  seconds: number,
  presolve: "choose" | "off",
): LinearOutcome | "undecided" {
  if (programme.cost.length === 0) return withoutVariables(programme.rows);
  const { modelStatus } = solver.constants;
  return solver.withModel(modelOf(programme), (model): LinearOutcome | "undecided" => {
    model.options.set({ output_flag: false, time_limit: seconds, presolve });
    const { modelStatus: status } = model.run();
    if (status === modelStatus.infeasible) return { state: "infeasible" };
    if (status === modelStatus.unbounded) return { state: "unbounded" };
    if (status === modelStatus.timeLimit) return { state: "out-of-time" };
    if (status === modelStatus.unboundedOrInfeasible) return "undecided";
    if (status !== modelStatus.optimal) throw new Error(`The linear solver ended with status ${status}.`);
    const { colValue, colDual, rowDual } = model.getSolution();
    return {
      state: "optimal",
      cost: model.getObjectiveValue(),
      values: [...colValue],
      reducedCosts: [...colDual],
      duals: [...rowDual],
    };
  });
}

function withoutVariables(rows: readonly LinearRow[]): LinearOutcome {
  if (rows.some(({ least, most }) => least > 0 || most < 0)) return { state: "infeasible" };
  return { state: "optimal", cost: 0, values: [], reducedCosts: [], duals: rows.map(() => 0) };
}

function modelOf({ cost, lower, upper, rows }: LinearProgramme): ModelData {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const { terms } of rows) {
    for (const [variable, coefficient] of terms) {
      indices.push(variable);
      values.push(coefficient);
    }
    starts.push(indices.length);
  }
  return {
    numCols: cost.length,
    numRows: rows.length,
    colCost: cost,
    colLower: lower,
    colUpper: upper,
    rowLower: rows.map(({ least }) => least),
    rowUpper: rows.map(({ most }) => most),
    matrix: { format: "csr", numRows: rows.length, numCols: cost.length, starts, indices, values },
  };
}
