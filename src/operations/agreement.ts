import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { differences } from "./agreement/agreement-figures.ts";
import { agreementNotes, agreementWarnings, assumptionsOf } from "./agreement/agreement-findings.ts";
import { type AgreementInput, agreementInput } from "./agreement/agreement-input.ts";
import { placeOfKey } from "./agreement/agreement-members.ts";
import { type AgreementResult, agreementResult } from "./agreement/agreement-result.ts";
import { agreementSentence, ruleLines } from "./agreement/agreement-words.ts";
import { type AgreementRun, runAgreement } from "./agreement/run-agreement.ts";
import { commandLine } from "./core/command-line.ts";
import { defineOperation } from "./core/operation.ts";
import { sourceOfDataset } from "./trade/dataset-facts.ts";
import { topField } from "./trade/trade-fields.ts";

export type { AgreementResult } from "./agreement/agreement-result.ts";

const MOST_COMPARED = 5;

const input = z.object({
  agreement: agreementInput
    .describe("members by category, nodes of the chain, rules, and candidates for one more; a YAML or JSON file")
    .meta({ placeholder: "FILE", file: true, positional: true, whole: true }),
  compare: z
    .array(agreementInput)
    .max(MOST_COMPARED)
    .default([])
    .describe("another agreement, whose figures stand beside; repeat it")
    .meta({ placeholder: "FILE", file: true, whole: true, repeated: true }),
  top: topField,
});

const nodesOf = ({ nodes }: AgreementRun) => nodes.map(({ node }) => node);

export const agreementOperation = defineOperation({
  name: "agreement",
  summary: "What an agreement among countries covers, costs and hits, and what one more member or plant is worth.",
  description:
    "Use it to compute a proposal among allies: how much of members' demand they can supply by year and stage, where the chain " +
    "leaves the group, the reference price at each node, what a floor, a tariff by who controls the plant, a ban and an export " +
    "control hit of today's trade, and how much of what members sell is added or controlled outside. It says what would be owed " +
    "on the trade that the data hold, and is no forecast of how trade answers; for that ask gsim.",
  examples: [
    {
      command: "headwater agreement examples/agreements/active-anode.yaml",
      about: "active anode material: North America, the European Union, Japan, Korea and Australia",
    },
    {
      command: "headwater agreement examples/agreements/magnets.yaml --compare examples/agreements/magnets-wide.yaml",
      about: "permanent magnets, and the same with producers of raw material among the members",
    },
  ],
  input,
  output: agreementResult,
  dayOf: ({ agreement }, today) => (agreement.from !== undefined && agreement.from > today ? agreement.from : today),
  async run(context, question, days) {
    const { agreement, top } = question;
    const book = await context.openBook();
    const run = await runAgreement(context, book, agreement, { days, top, withCandidates: true });
    const nodes = nodesOf(run);
    const result: AgreementResult = {
      title: agreement.title,
      because: agreementSentence(nodes),
      about: agreement.about ?? null,
      from: agreement.from ?? null,
      source: agreement.source ?? null,
      members: [...run.members.categories],
      countries: [...run.members.countries].sort().map(placeOfKey),
      rules: ruleLines(agreement),
      nodes,
      figures: [...run.figures],
      candidates: [...run.candidates],
      assumptions: assumptionsOf(agreement, run),
      compare: await compared(question.compare),
    };
    const windows = run.datasets.flatMap(({ from, until }) =>
      from === null || until === null ? [] : [{ from, until }],
    );
    return {
      result,
      coverage: {
        made: run.made,
        from: windows.map(({ from }) => from).sort()[0] ?? null,
        until:
          windows
            .map(({ until }) => until)
            .sort()
            .at(-1) ?? null,
        notes: agreementNotes(agreement, run),
      },
      warnings: agreementWarnings(agreement, run),
      explain: () => ({
        sentence: result.because,
        formula:
          "outside = Σ imports of members from non-members / Σ imports of members; covers = Σ capacity of plants in members by " +
          "phase / demand; floor = α · reference; levy = max(0, floor − (unit value + ordinary duty)) · tonnes; tariff by owner = " +
          "rate · value of sellers under the rule",
        inputs: result.assumptions.map(({ name, value, basis }) => ({ name, value, basis })),
        basis: result.assumptions.length > 0 ? ("assumed" as const) : ("reported" as const),
        sources: [
          ...run.datasets.map((dataset) => sourceOfDataset(book, dataset)),
          ...citedIn(agreement, run).flatMap((id) => book.sources.get(id) ?? []),
        ],
        command: commandLine({ name: "agreement", input }, question, {
          on: days.on,
          known: days.known,
          vintage: context.vintageUsed(),
        }),
      }),
    };

    async function compared(others: readonly AgreementInput[]): Promise<AgreementResult["compare"]> {
      const found: AgreementResult["compare"] = [];
      for (const [at, other] of others.entries()) {
        try {
          const beside = await runAgreement(context, book, other, { days, top, withCandidates: false });
          const figures = [...differences(run.figures, beside.figures)];
          found.push({ title: other.title, because: agreementSentence(nodesOf(beside)), figures });
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          throw new InvalidInput(
            `compare[${at}]: ${error.message}`,
            error.hint === undefined ? {} : { hint: error.hint },
          );
        }
      }
      return found;
    }
  },
});

/** Ids of the sources that the file and the book's figures name, each once. */
function citedIn({ source, rules, nodes }: AgreementInput, run: AgreementRun): readonly string[] {
  const named = [
    source,
    ...Object.values(rules).map((rule) => rule?.source),
    ...nodes.flatMap(({ demand, plants }) => [demand?.source, ...plants.map((plant) => plant.source)]),
    ...nodesOf(run).flatMap(({ supply }) => supply.map((plant) => plant.source)),
  ];
  return [...new Set(named.flatMap((id) => id ?? []))];
}
