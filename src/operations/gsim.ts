import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import type { GsimModel } from "../scenario/gsim/gsim-model.ts";
import { gsimSensitivity } from "../scenario/gsim/gsim-sensitivity.ts";
import { solveGsim } from "../scenario/gsim/solve-gsim.ts";
import { commandLine } from "./core/command-line.ts";
import { defineOperation } from "./core/operation.ts";
import { figureText } from "./scenario/figure-text.ts";
import { elasticitiesWith, gsimElasticities } from "./scenario/gsim/gsim-elasticities.ts";
import {
  countryLines,
  flowLines,
  gsimSentence,
  partlyStopped,
  requireInRange,
  runLines,
  totalsOf,
} from "./scenario/gsim/gsim-findings.ts";
import { gsimModelInput } from "./scenario/gsim/gsim-input.ts";
import { type GsimResult, gsimResult } from "./scenario/gsim/gsim-result.ts";
import { gsimTariffs } from "./scenario/gsim/gsim-tariffs.ts";
import { tradeOfFile, tradeOfStore } from "./scenario/gsim/gsim-trade.ts";

export type { GsimResult } from "./scenario/gsim/gsim-result.ts";

/** A change of a flow beyond which a first-order answer is far from its ground. */
const LARGE = 0.5;

const input = z.object({
  model: gsimModelInput
    .describe(
      "trade before (flows, or from: store with product and year), tariffs before and after, bans, and elasticities, each " +
        "with its source or basis: assumed; a YAML or JSON file",
    )
    .meta({ placeholder: "FILE", file: true, positional: true, whole: true }),
});

const BLIND = [
  "It is one product in partial equilibrium: wages, incomes, exchange rates and other goods do not move.",
  "It is linear in the change: of small changes it is a first-order answer, of large ones a rough one, and it starts no trade that is not there.",
  "It compares two states: how long the way between them takes, it does not say.",
  "Gains and losses of buyers follow the published formula, which counts the triangle as a loss where prices rise.",
];
const OF_BANS =
  "A ban holds its flow at zero; what was bought is spent as the elasticities say, and the loss of buyers is counted at the price at which nobody would buy.";

export const gsimOperation = defineOperation({
  name: "gsim",
  summary: "What new tariffs or a ban do to trade, prices, tariff revenue and welfare of any number of countries.",
  description:
    "Use it to weigh a change of tariffs on one product among many countries by the global simulation model (Francois and " +
    "Hall 2003). Every elasticity has a source or is marked as assumed, and the answer is given again at both ends of what " +
    "is in doubt. It refuses a change that is too large for a linear model, and a ban is no large tariff: its flow ends.",
  examples: [
    {
      command: "headwater gsim examples/gsim/us-eu-agreement.yaml",
      about: "the published example: the United States and the European Union end the tariffs between them",
    },
    {
      command: "headwater gsim examples/gsim/magnets.yaml",
      about: "a further tariff of the United States on Chinese magnets, on the trade of 2024 in the store",
    },
  ],
  input,
  output: gsimResult,
  async run(context, { model: asked }, days) {
    const book = asked.trade.from === "store" ? await context.openBook() : null;
    const trade = book === null ? tradeOfFile(asked) : await tradeOfStore(context, book, asked);
    if (trade.trade.every((value) => value === 0)) {
      throw new InvalidInput("All trade before the change is 0: there is nothing for it to change.");
    }
    const tariffs = gsimTariffs(trade, asked.tariffs);
    const set = trade.under?.elasticities ?? [];
    const elasticities = gsimElasticities(trade, elasticitiesWith(trade, asked.elasticities, set));
    const { powerBefore, powerAfter } = tariffs;
    const { stopped } = trade.under ?? {};
    const banned = tariffs.banned.map((ban, flow) => (ban === 1 ? 1 : (stopped?.banned[flow] ?? 0)));
    const labels = trade.countries.map(({ label }) => label);
    const model: GsimModel = {
      countries: labels,
      trade: trade.trade,
      powerBefore,
      powerAfter,
      banned,
      elasticities: elasticities.central,
    };
    const solution = requireInRange(labels, solveGsim(model));
    const runs = gsimSensitivity(model, elasticities.band);
    const sum = (values: Float64Array) => figureText(values.reduce((total, value) => total + value, 0));
    const held = [...banned.keys()].filter((flow) => banned[flow] === 1 && (model.trade[flow] ?? 0) > 0).length;
    const whole = {
      trade: { ...trade.facts, before: sum(model.trade), after: sum(solution.tradeAfter) },
      total: totalsOf(solution),
      countries: countryLines(trade.countries, model, solution, runs),
    };
    const result: GsimResult = {
      title: asked.title ?? "A change of tariffs",
      because: gsimSentence(whole),
      ...whole,
      flows: flowLines(
        trade.countries.map(({ key }) => key),
        model,
        solution,
      ),
      elasticities: [...elasticities.rows],
      sensitivity: runLines(trade.countries, runs),
      convergence: {
        method: "linear system, solved by elimination with partial pivoting",
        unknowns: labels.length + held,
        residual: solution.residual,
      },
    };
    const large = result.flows.filter(({ banned: ended, quantity }) => !ended && Math.abs(Number(quantity)) > LARGE);
    const assumed = elasticities.rows.filter(({ basis }) => basis === "assumed").length;
    const failed = result.sensitivity.filter(({ outOfRange }) => outOfRange !== null).length;
    return {
      result,
      coverage: {
        made: trade.made,
        from: trade.from,
        until: trade.until,
        notes: [...BLIND, ...(held > 0 ? [OF_BANS] : []), ...trade.notes],
      },
      warnings: [
        ...(assumed === 0 ? [] : [`${assumed} of ${elasticities.rows.length} rows of elasticities are assumed.`]),
        ...(large.length === 0
          ? []
          : [
              `${large.length} of ${result.flows.length} flows change by more than half: there a linear model is a rough guess.`,
            ]),
        ...(failed === 0
          ? []
          : [`${failed} of ${result.sensitivity.length} runs of the sensitivity are out of range.`]),
        ...partlyStopped(labels, stopped?.partly ?? []),
        ...tariffs.warnings,
        ...trade.warnings,
      ],
      explain: () => ({
        sentence: result.because,
        formula:
          "Ex·x = Σ φ·(own·(τ + x) + Σ cross·(τ + x)) for the world prices x of all sellers; own = θ·Em − (1 − θ)·Es, " +
          "cross = θ·(Em + Es), θ a seller's share of a market at its own prices, φ a market's share of a seller's sales",
        inputs: elasticities.rows.map(({ kind, country, value, basis }) => ({
          name: `elasticity of ${kind}, ${country}`,
          value,
          basis,
        })),
        basis: assumed > 0 ? ("assumed" as const) : ("estimated" as const),
        sources: trade.sources,
        command: commandLine({ name: "gsim", input }, { model: asked }, { on: days.on, known: days.known }),
      }),
    };
  },
});
