import { z } from "zod";
import { readBandLaws } from "../book/band-laws.ts";
import { InvalidInput } from "../errors.ts";
import type { Source } from "../evidence/source.ts";
import { firstDayOf, monthAfter } from "../pricing/month.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { defineOperation } from "./core/operation.ts";
import { runTools, type ToolRun } from "./pricing/run-tool.ts";
import { type ToolEffect, toolEffect } from "./pricing/tool-effect.ts";
import { toolExplanation } from "./pricing/tool-explanation.ts";
import { toolLine } from "./pricing/tool-findings.ts";
import { proposalInput } from "./pricing/tool-input.ts";
import { type ToolMarket, toolMarket } from "./pricing/tool-market.ts";
import { BORDER_KINDS, measuresOf } from "./pricing/tool-measure.ts";
import { type PriceToolResult, priceToolResult } from "./pricing/tool-result.ts";
import { figureText } from "./scenario/figure-text.ts";

export type { PriceToolResult } from "./pricing/tool-result.ts";

const input = z.object({
  proposal: proposalInput
    .describe(
      "a path of prices, volumes, and tools such as a floor, a band, a levy, a quota or a contract; a YAML or JSON file",
    )
    .meta({ placeholder: "FILE", file: true, positional: true, whole: true }),
  measure: z
    .boolean()
    .default(false)
    .describe("print the tools at the border as a scenario alone, to be saved for --scenario"),
});

const BLIND = [
  "Nobody reacts: prices and volumes are those of the path with a tool and without it, and no tool sees another.",
  "A month is one price and one volume: what happens within it is not seen.",
];
const BLIND_BORDER =
  "At a border producers at home gain as far as their price follows the charge; exporters' prices stay as the path has them.";
const BLIND_SOLD =
  "What producers at home sell is not stated: what a charge is worth to them, and costs buyers beside, is left out.";
const BLIND_EFFECT =
  "The effect on imports is that of the charge on average over the months that have one, as if it held on all trade.";
const BLIND_QUOTA = "What a quota is worth to producers at home and to holders of licences is not computed.";
const BLIND_STOCKPILE =
  "Payoffs of a stockpile are cash against goods at the price of the month, and no gain in themselves.";

export const priceToolOperation = defineOperation({
  name: "price-tool",
  summary:
    "What a floor, band, levy, minimum price, quota, contract or stockpile pays month by month, who pays, and what triggers it.",
  description:
    "Use it to compute a tool on a price before it is argued: payoffs of government, producers and buyers on a stated path of " +
    "prices or a series of the store. Gaps stay gaps. It can say what a charge does to imports by the model of gsim, and " +
    "write it as measures that every question reads by --scenario. It forecasts no price.",
  examples: [
    {
      command: "headwater price-tool examples/pricing/ndpr-floor.yaml",
      about: "a floor of 110 USD/kg for NdPr, with 30 % of what is above it, in both directions",
    },
    {
      command: "headwater price-tool examples/pricing/anode-levy.yaml",
      about:
        "what tops up imported anode material to a reference price, what it is of the price, and what it does to imports",
    },
    {
      command: "headwater price-tool examples/pricing/anode-levy.yaml --measure",
      about: "the same levy as a scenario of dated measures, for headwater duty --scenario",
    },
  ],
  input,
  output: priceToolResult,
  async run(context, question, days) {
    const { proposal } = question;
    const asksLaw = proposal.tools.some((tool) => tool.kind === "band" && tool.law !== undefined);
    const laws = asksLaw ? await readBandLaws(await context.openBook()) : [];
    const market = await toolMarket(context, proposal);
    const runs = runTools(proposal.tools, market, laws);
    const effect = await toolEffect(context, proposal, runs, days);
    const measured = measuresOf(proposal, runs);
    if (question.measure && measured.scenario === null) {
      throw new InvalidInput("The proposal names no border: there is no measure to write.", {
        hint: "Add border: {to, product, origin}, or leave --measure out.",
      });
    }
    const [first, last] = [market.months[0], market.months.at(-1)];
    const prices = market.months.flatMap(({ price }) => price ?? []);
    const result: PriceToolResult = {
      title: proposal.title,
      about: proposal.about ?? null,
      product: proposal.product ?? null,
      ...{ currency: market.currency, unit: market.unit, terms: market.terms },
      path: {
        ...market.path,
        first: first?.month ?? "",
        last: last?.month ?? "",
        gaps: market.months.filter(({ price }) => price === null).map(({ month }) => month),
        low: figureText(Math.min(...prices)),
        high: figureText(Math.max(...prices)),
        prices: market.months.map(({ month, price }) => ({ month, price: price === null ? null : figureText(price) })),
      },
      volumes: market.volumes.map(({ total, ...one }) => ({ ...one, total: figureText(total, 6) })),
      tools: runs.map((run) => toolLine(run, market)),
      effect: effect?.effect ?? null,
      scenario: measured.scenario,
      assumptions: assumptionsOf(market, runs),
    };
    const series = await seriesSource(context, market);
    const vintage = context.vintageUsed();
    const asked = { on: days.on, known: days.known, ...(vintage === null ? {} : { vintage }) };
    const command = commandLine({ name: "price-tool", input }, question, asked);
    const kinds = new Set(runs.map(({ kind }) => kind));
    const hasCharge = [...kinds].some((kind) => kind !== "quota" && BORDER_KINDS.includes(kind));
    return {
      result,
      coverage: {
        made: effect?.findings.coverage.made ?? false,
        from: first === undefined ? null : firstDayOf(first.month),
        until: last === undefined ? null : firstDayOf(monthAfter(last.month)),
        notes: [
          ...BLIND,
          ...(hasCharge ? [BLIND_BORDER] : []),
          ...(hasCharge && proposal.volumes.sold === undefined ? [BLIND_SOLD] : []),
          ...(kinds.has("quota") ? [BLIND_QUOTA] : []),
          ...(kinds.has("stockpile") ? [BLIND_STOCKPILE] : []),
          ...measured.notes,
          ...(effect === null ? [] : [BLIND_EFFECT]),
          ...(effect?.findings.coverage.notes ?? []),
        ],
      },
      warnings: warningsOf(result, market, runs, effect),
      explain: () => toolExplanation(result, runs, { effect: effect?.findings.explain() ?? null, series, command }),
    };
  },
});

/** What is taken for granted: what the file marks so, and what it leaves to the tool. */
function assumptionsOf(market: ToolMarket, runs: readonly ToolRun[]): PriceToolResult["assumptions"] {
  const stated = [
    { name: "prices", ...market.path },
    ...market.volumes.map((one) => ({ name: `volume ${one.of}`, ...one })),
  ].filter(({ basis }) => basis === "assumed");
  const passed = runs.flatMap(({ name, asked }) =>
    "pass_through" in asked
      ? [
          {
            name: `${name}: pass_through`,
            value: figureText(asked.pass_through),
            about: "how far the price at home follows",
          },
        ]
      : [],
  );
  return [
    ...stated.map(({ name, source }) => ({
      name,
      value: "as stated",
      about: source ?? "stated by the file, of no source",
    })),
    ...passed,
  ];
}

function warningsOf(
  { tools, path }: PriceToolResult,
  market: ToolMarket,
  runs: readonly ToolRun[],
  effect: ToolEffect | null,
): string[] {
  const silent = tools.filter(({ total }) => total.on > 0 && total.government === null && total.producer === null);
  return [
    ...(market.path.basis === "assumed" ? ["The path of prices is assumed: it is an example, and no forecast."] : []),
    ...market.warnings,
    ...(path.gaps.length === 0
      ? []
      : [`No price is known of ${path.gaps.length} of ${path.prices.length} months: no tool pays anything there.`]),
    ...silent.map(({ name }) => `No volume is stated for ${name}: what is paid for a unit is known, and no sum.`),
    ...runs.flatMap(({ name, law }) => [
      ...(law?.status === "historical" ? [`${name}: ${law.title}, is of the past.`] : []),
      ...(law?.status === "not checked" ? [`${name}: whether ${law.title}, holds today is not checked.`] : []),
      ...(law?.risk ? [`${name}: ${law.risk.text}`] : []),
    ]),
    ...(effect?.findings.warnings ?? []),
  ];
}

/** Of the series of the store that the path is of; null where the file states the path. */
async function seriesSource(context: Context, { path }: ToolMarket): Promise<Source | null> {
  if (path.from === "file" || path.source === null) return null;
  return (await context.openBook()).sources.get(path.source) ?? null;
}
