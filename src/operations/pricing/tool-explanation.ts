import { weakest } from "../../evidence/basis.ts";
import type { Explanation } from "../../evidence/explanation.ts";
import type { Source } from "../../evidence/source.ts";
import type { ToolRun } from "./run-tool.ts";
import type { ToolKind } from "./tool-input.ts";
import type { PriceToolResult } from "./tool-result.ts";

const FORMULAS: Readonly<Record<ToolKind, string>> = {
  floor: "max(0, floor − price) on what is sold",
  contract: "max(0, strike − price) − share · max(0, price − strike) on what is sold; of two ways, strike − price",
  offtake: "share · index + premium, within floor and ceiling, less the price, on what is sold",
  levy: "max(0, floor − price · (1 + ordinary duty)) on what is imported",
  "minimum-import-price":
    "rate · price on what is imported where the price less what is given back is below the minimum",
  band:
    "(floor − reference) · (1 + ordinary duty) below the floor, a rebate of (reference − ceiling) · (1 + ordinary duty) above " +
    "the ceiling, at most ordinary duty; duty and charge at most the bound",
  quota:
    "rate within · price on what fits in the quota of the year, rate over · price on the rest, first come by month",
  stockpile: "price · bought while the price is below the lower mark, price · sold while above the upper one",
};

interface Beside {
  /** Why imports change as they do; null where that was not asked. */
  readonly effect: Explanation | null;
  /** Of the series of the store that the path is of. */
  readonly series: Source | null;
  readonly command: string;
}

/** Why a proposal pays what it does: each tool by its formula and terms, then its effect on imports. */
export function toolExplanation(
  { path, tools, volumes }: PriceToolResult,
  runs: readonly ToolRun[],
  { effect, series, command }: Beside,
): Explanation {
  const laws = runs.flatMap(({ law }) =>
    law === null ? [] : [law.source, ...(law.risk === null ? [] : [law.risk.source])],
  );
  const basis = weakest(["estimated", path.basis, ...volumes.map((one) => one.basis)]);
  return {
    sentence: tools.map(({ name, because }) => `${name}: ${because}`).join(" "),
    inputs: [{ name: "prices", value: `${path.first} to ${path.last}`, basis: path.basis }],
    basis,
    sources: [...(series === null ? [] : [series]), ...new Set(laws)],
    command,
    because: [
      ...tools.map(({ kind, terms, because }) => ({
        sentence: because,
        formula: FORMULAS[kind],
        inputs: terms.map(({ name, value, unit }) => {
          return { name, value: unit === null || unit === "share" ? value : `${value} ${unit}` };
        }),
        basis,
        sources: [],
      })),
      ...(effect === null ? [] : [effect]),
    ],
  };
}
