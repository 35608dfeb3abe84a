import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { readScenario } from "../scenario/overlay/read-scenario.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { flowsFactsOf } from "./flows/flows-facts.ts";
import { whatIfFigures } from "./scenario/whatif/whatif-figures.ts";
import { whatIfFindings, whatIfSentence } from "./scenario/whatif/whatif-findings.ts";
import { type WhatIfResult, whatIfResult } from "./scenario/whatif/whatif-result.ts";
import { runWhatIf } from "./scenario/whatif/whatif-run.ts";
import { sourceOfDataset } from "./trade/dataset-facts.ts";
import { datasetFields, hsField, placeField, topField, windowFields } from "./trade/trade-fields.ts";

export type { WhatIfResult } from "./scenario/whatif/whatif-result.ts";

const MOST_COMPARED = 5;

const scenarioFile = z.record(z.string(), z.unknown());

const input = z.object({
  suppose: scenarioFile
    .describe("the scenario: a title and a list of dated edits, and what is asked of them; a YAML or JSON file")
    .meta({ placeholder: "FILE", file: true, positional: true, whole: true }),
  compare: z
    .array(scenarioFile)
    .max(MOST_COMPARED)
    .default([])
    .describe("another scenario, whose figures stand beside; repeat it")
    .meta({ placeholder: "FILE", file: true, whole: true, repeated: true }),
  product: z
    .array(hsField("a product"))
    .max(20)
    .default([])
    .describe("the products that are looked at, comma separated; those of the scenario when left out")
    .meta({ placeholder: "HS,HS" }),
  to: placeField("who buys; as the scenario says when left out, or whoever does").optional(),
  ...datasetFields,
  ...windowFields,
  weeks: z
    .number()
    .int()
    .min(1)
    .max(260)
    .default(52)
    .describe("how many weeks after the first stop of trade are followed")
    .meta({ placeholder: "N" }),
  top: topField,
});

type Question = z.output<typeof input>;

/** The day from which all that a scenario begins has begun; today where that is past. */
function dayOf({ suppose }: Question, today: IsoDate): IsoDate {
  const { ask, edits } = readScenario(suppose);
  if (ask?.on != null) return ask.on;
  const begins = edits.flatMap((edit) => (edit.kind === "measure" || edit.from === null ? [] : [edit.from]));
  return begins.sort().findLast((day) => day > today) ?? today;
}

/** Runs `ask` for a scenario to compare; an InvalidInput says which of them it was. */
async function ofCompared<T>(at: number, ask: () => T | Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    const message = `Scenario ${at + 1} to compare: ${error.message}`;
    throw new InvalidInput(message, error.hint === undefined ? {} : { hint: error.hint });
  }
}

async function compared(baseline: Context, question: Question, days: Days): Promise<WhatIfResult["compare"]> {
  const found: WhatIfResult["compare"] = [];
  for (const [at, other] of question.compare.entries()) {
    const run = await ofCompared(at, () => runWhatIf(baseline, other, question, days, false));
    const { title, about, edits } = run.said;
    const figures = whatIfFigures(run.parts);
    found.push({ title, about, edits: [...edits], on: days.on, figures, because: whatIfSentence(run) });
  }
  return found;
}

export const whatIfOperation = defineOperation({
  name: "whatif",
  summary:
    "What a scenario does: who is hit and when, what is owed, what could be bought instead, and what has no source.",
  description:
    "Use it to ask everything at once of a scenario: a link that breaks, a law that changes, a plant that closes. It runs what " +
    "applies (exposure, weeks to impact, cascade, duty, control, equilibrium, re-sourcing) and moves each assumption in turn. " +
    "Each engine says what it cannot tell; none is a forecast. Without --on the day is that of the file's ask, or the day on " +
    "which the last edit begins. Any other question takes the same file with --scenario.",
  examples: [
    {
      command: "headwater whatif examples/scenarios/magnets-licence.yaml",
      about: "half of China's rare-earth magnets wait for a licence",
    },
    {
      command: "headwater whatif examples/scenarios/graphite-ban.yaml --to KR",
      about: "China exports no graphite, asked by Korea",
    },
  ],
  input,
  output: whatIfResult,
  dayOf,
  async run(context, question, days) {
    if (context.scenario !== null) {
      throw new InvalidInput("A what-if is of the scenario in its file, and --scenario names one more.", {
        hint: "Leave --scenario out; --compare FILE puts another beside.",
      });
    }
    for (const [at, other] of question.compare.entries()) await ofCompared(at, () => readScenario(other));
    const run = await runWhatIf(context, question.suppose, question, days, true);
    const { asked } = run;
    const figures = whatIfFigures(run.parts);
    const result: WhatIfResult = {
      ...whatIfFindings(run, figures),
      dataset: asked.dataset === null ? null : flowsFactsOf(asked.book, asked.dataset),
      compare: await compared(context, question, days),
    };
    return {
      result,
      coverage: {
        made: asked.dataset?.made ?? false,
        from: asked.since ?? asked.dataset?.from ?? null,
        until: asked.until ?? asked.dataset?.until ?? null,
        notes: run.notes,
      },
      warnings: run.warnings,
      explain: () => ({
        sentence: result.because,
        formula:
          "exposure: Σ over purchases of the share that passes a stopped link; weeks: output = min(capacity, orders, stock of every " +
          "essential input); plan: least landed cost within capacity, eligibility and caps; difference = scenario − baseline",
        inputs: result.assumptions.map(({ name, value, basis }) => ({ name, value, basis })),
        basis: "assumed" as const,
        sources: asked.dataset === null ? [] : [sourceOfDataset(asked.book, asked.dataset)],
        command: commandLine({ name: "whatif", input }, question, {
          on: days.on,
          known: days.known,
          vintage: context.vintageUsed(),
        }),
      }),
    };
  },
});
