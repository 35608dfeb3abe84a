import type { z } from "zod";
import { type Basis, weakest } from "../../evidence/basis.ts";
import type { Explanation } from "../../evidence/explanation.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { commandLine } from "../core/command-line.ts";
import type { ChainGround } from "./chain-ground.ts";
import { sourceOfDataset } from "./dataset-facts.ts";
import type { PathResult, PathsResult } from "./paths-result.ts";

interface Explained {
  readonly ground: ChainGround;
  readonly result: PathsResult;
  readonly vintage: number | null;
  readonly input: z.ZodObject;
  readonly question: Readonly<Record<string, unknown>>;
  readonly assumed: boolean;
}

/** So many paths are explained one by one. */
const EXPLAINED = 5;

export const WHY_ENDS: Readonly<Record<PathsResult["end"], string>> = {
  all: "there is no other path",
  max: "as many as asked for are listed",
  "cut-off": "all others carry less than the cut-off",
  work: "the search gave up after its bound of ways",
};

/** How the paths were found and how much they cover, the strongest of them step by step. */
export function explainPaths({ ground, result, vintage, input, question, assumed }: Explained): Explanation {
  const { reached, covered, added, root, limits, end, size, reaching } = result;
  const source = sourceOfDataset(ground.book, ground.dataset);
  const basis: Basis = assumed ? "assumed" : weakest(["reported"]);
  return {
    sentence:
      `Of the value of HS ${formatHs(root.product.code)}, ${reached.share} passes ${reaching.label} on the way, and the ` +
      `${result.paths.length} listed paths carry ${covered.share}: ${covered.ofReached} of it. The list ends because ${WHY_ENDS[end]}.`,
    formula:
      "share of a path = product over its steps of (share of the input in what the buyer sells × the seller's part of those " +
      "purchases); passes the end = Σ b·h with h = 1 at the end, elsewhere h = Q·h, over all states; " +
      `covered = ${covered.share} / ${reached.share} = ${covered.ofReached}`,
    inputs: [
      { name: "value of the root, USD", value: root.usd, basis: "reported" },
      { name: "added at the end itself, of the root's value", value: added.share },
      { name: "sellers, purchases and links of the chain", value: `${size.nodes}, ${size.purchases}, ${size.links}` },
      { name: "ways looked at, of at most", value: `${limits.worked} of ${limits.work}` },
    ],
    basis,
    sources: [source],
    rows: { used: root.rows, rejected: result.dataset.rejected },
    command: commandLine({ name: "paths", input }, question, vintage === null ? {} : { vintage }),
    because: result.paths.slice(0, EXPLAINED).map((path) => explainPath(path, source)),
  };
}

function explainPath({ steps, share, usd }: PathResult, source: Explanation["sources"][number]): Explanation {
  return {
    sentence: `${steps.map(({ label }) => label).join(" ← ")}: ${share} of the root's value, USD ${usd}.`,
    formula: `${steps.map((step) => `${step.inputShare} × ${step.sellerShare}`).join(" × ")} = ${share}`,
    inputs: steps.map((step) => ({
      name: `${step.label}, HS ${formatHs(step.product)}`,
      value: `${step.share} of the step before; ${step.rows} rows${step.last === null ? "" : `, the last of ${step.last}`}${step.stale ? ", stale" : ""}`,
      basis: step.basis,
    })),
    basis: weakest(steps.map(({ basis }) => basis)),
    sources: [source],
    rows: { used: steps.reduce((sum, { rows }) => sum + rows, 0), rejected: 0 },
  };
}
