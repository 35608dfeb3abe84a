import { describe, expect, test } from "vitest";
import type { LinearProgramme } from "../scenario/linear-programme.ts";
import { solveLinearProgramme } from "./linear-programme.ts";

const NONE = Number.POSITIVE_INFINITY;

/** Five units from a cheap source of at most three and a dear one. */
const programme: LinearProgramme = {
  cost: [1, 2],
  lower: [0, 0],
  upper: [NONE, 10],
  rows: [
    {
      terms: [
        [0, 1],
        [1, 1],
      ],
      least: 5,
      most: NONE,
    },
    { terms: [[0, 1]], least: -NONE, most: 3 },
  ],
};

describe("a linear programme", () => {
  test("is solved with its duals", async () => {
    expect(await solveLinearProgramme(programme)).toEqual({
      state: "optimal",
      cost: 7,
      values: [3, 2],
      reducedCosts: [0, 0],
      duals: [2, -1],
    });
  });

  test("says that nothing satisfies it", async () => {
    expect(await solveLinearProgramme({ ...programme, upper: [NONE, 1] })).toEqual({ state: "infeasible" });
  });

  test("says that nothing bounds it", async () => {
    const unbounded = { ...programme, cost: [1, -2], upper: [NONE, NONE] };
    expect(await solveLinearProgramme(unbounded)).toEqual({ state: "unbounded" });
  });

  test("tells infeasible from unbounded where presolve cannot", async () => {
    const free = { cost: [0, -1], lower: [0, 0], upper: [NONE, NONE] };
    const row = { terms: [[0, 1]] as const, least: 1, most: NONE };
    expect(await solveLinearProgramme({ ...free, rows: [row] })).toEqual({ state: "unbounded" });
    const against = { terms: [[0, 1]] as const, least: -NONE, most: 0 };
    expect(await solveLinearProgramme({ ...free, rows: [row, against] })).toEqual({ state: "infeasible" });
  });

  test("without variables is right or not by its rows alone", async () => {
    const empty = { cost: [], lower: [], upper: [] };
    expect(await solveLinearProgramme({ ...empty, rows: [{ terms: [], least: 1, most: 2 }] })).toEqual({
      state: "infeasible",
    });
    expect((await solveLinearProgramme({ ...empty, rows: [] })).state).toBe("optimal");
  });

  test("stops when its time is over", async () => {
    expect(await solveLinearProgramme(programme, { seconds: 0 })).toEqual({ state: "out-of-time" });
  });
});
