import { z } from "zod";
import { defineOperation } from "./core/operation.ts";
import { type ExplainedFigure, explainFigure } from "./trade/explain-answer.ts";
import { parseFigure } from "./trade/explain-reference.ts";
import { type ExplainResult, explainResult } from "./trade/explain-result.ts";
import { explainedRows, writeAmount } from "./trade/explain-rows.ts";
import { explanationOf, type Written } from "./trade/explain-sentence.ts";
import { partyLabel } from "./trade/party.ts";

const input = z.object({
  figure: z
    .string()
    .min(1)
    .describe("the figure, as operation?field=value&field=value#path.of.keys; --explain on an answer gives some of it")
    .meta({ placeholder: "FIGURE", positional: true }),
  top: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(20)
    .describe("how many rows are shown one by one before the rest is pooled")
    .meta({ placeholder: "N" }),
});

/** Rows without an amount are no part of a sum of values, but they are of a count. */
function sumOf({ figure, picked, unit, attributed }: ExplainedFigure): ExplainResult["sum"] {
  const amount = writeAmount(picked.total, picked.scale);
  const own = figure.path.at(-1) ?? "";
  const isFigure =
    attributed === null ? figure.unit === unit && !["low", "high"].includes(own) : amount === figure.value;
  return { amount, unit, isFigure };
}

function contributionsOf({
  attributed,
  picked,
}: ExplainedFigure): Pick<Written, "contributions" | "otherContributions"> {
  if (attributed === null) return { contributions: [], otherContributions: { count: 0, amount: "0" } };
  const { rows, findings } = attributed;
  const { network } = findings.ground;
  const { nodes } = findings.solved.attribution.solved.shared.cone;
  const partyOf = (node: number): NonNullable<ExplainResult["contributions"][number]["party"]> => {
    const key = network.parties.id(nodes.party[node] as number);
    return { key, label: partyLabel(network, key) };
  };
  return {
    contributions: rows.contributions.map(({ node, passing, part, amount, rows: sales }) => ({
      party: node < 0 ? null : partyOf(node),
      product: node < 0 ? null : (network.products[nodes.product[node] as number] ?? null),
      passing,
      part,
      amount: writeAmount(amount, picked.scale),
      rows: sales,
    })),
    otherContributions: {
      count: rows.otherContributions.count,
      amount: writeAmount(rows.otherContributions.amount, picked.scale),
    },
  };
}

export const explainOperation = defineOperation({
  name: "explain",
  summary: "What one figure of an answer is made of, down to the rows of the source files.",
  description:
    "Use it to check a number by hand. A reference names the operation, its fields and the path to the figure by the " +
    "keys of its parts. The rows add up to the figure; of an attribution each row shows what of the figure came that " +
    "way. It explains figures of trace and suppliers that are made of rows, and not yet those of other operations.",
  examples: [
    {
      command: "headwater explain 'trace?product=850511&to=US#tiers.1.by.CN.usd'",
      about: "the rows behind US imports of magnets from China",
    },
    {
      command: "headwater explain 'trace?product=850511&to=US&method=attribution&inputs=same#by.CN.share'",
      about: "by which purchases the value added in China reached the United States",
    },
  ],
  input,
  output: explainResult,
  async run(context, { figure: text, top }) {
    const explained = await explainFigure(context, parseFigure(text), top);
    const { figure, findings, grounds, picked, reference, operation } = explained;
    const written: Written = {
      sum: sumOf(explained),
      ...contributionsOf(explained),
      rows: await explainedRows(context, grounds, picked),
      others: { rows: picked.others.rows, amount: writeAmount(picked.others.amount, picked.scale) },
    };
    const explanation = explanationOf(explained, written, context.vintageUsed());
    return {
      result: {
        figure: {
          reference,
          operation,
          path: figure.path.join("."),
          label: figure.label,
          value: figure.value,
          unit: figure.unit,
        },
        explanation,
        ...written,
      },
      coverage: findings.coverage,
      warnings: findings.warnings,
      explain: () => explanation,
    };
  },
});
