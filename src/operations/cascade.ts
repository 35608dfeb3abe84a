import { z } from "zod";
import type { Explanation } from "../evidence/explanation.ts";

import { decimal, percent } from "../vocab/decimal.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { cascadeFiles, worldOfFiles } from "./scenario/cascade/cascade-files.ts";
import { eachFailing, underShocks } from "./scenario/cascade/cascade-findings.ts";
import { type CascadeResult, cascadeResult } from "./scenario/cascade/cascade-result.ts";
import { worldOfStore } from "./scenario/cascade/cascade-store.ts";
import { type CascadeWorld, planWorld } from "./scenario/cascade/cascade-world.ts";
import { datasetFields, hsField, placeField, windowFields } from "./trade/trade-fields.ts";

export type { CascadeResult } from "./scenario/cascade/cascade-result.ts";

const MOST_SHOCKS = 1000;

const input = z.object({
  ...cascadeFiles,
  product: hsField("without files: only the chain behind this product, by the input map").optional(),
  to: placeField("without files: behind what this country buys of the product").optional(),
  by: z
    .enum(["firm", "facility", "country-product"])
    .default("firm")
    .describe(
      "without files: what fails; parties (countries in statistics), their facilities, or products of countries",
    ),
  ...datasetFields,
  ...windowFields,
  model: z
    .enum(["linear", "essential", "mixed"])
    .default("mixed")
    .describe("every input non-essential, every input essential, or as the table of essential inputs says"),
  replaceability: z
    .boolean()
    .default(false)
    .describe("others of its sector stand in for a supplier, the more the smaller its market share"),
  eps: z
    .number()
    .min(1e-12)
    .max(0.5)
    .default(0.01)
    .describe("a cascade stops when no firm falls by more in a step; as published it stops early, 1e-10 is the end")
    .meta({ placeholder: "SHARE" }),
  shock: z
    .array(z.string().trim().min(1).max(400))
    .max(MOST_SHOCKS)
    .default([])
    .describe("a firm and the share of its output that it loses at once; repeat it; each firm in turn when left out")
    .meta({ placeholder: "FIRM=1.0", repeated: true }),
  top: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe("only the firms with the largest losses; all by default")
    .meta({ placeholder: "N" }),
});

type CascadeInput = z.output<typeof input>;

const NOTES = [
  "Losses are shares of output after the shock has spread, before anybody changes supplier, draws on a stock, invests or reprices: an upper range of the first weeks, not a forecast.",
  "A step is a round of links and no span of time: the cascade says how far, not when.",
  "Sales stand for output: what a firm makes for itself, or sells to those whom the links leave out, is not seen.",
];

export const cascadeOperation = defineOperation({
  name: "cascade",
  summary: "How far the failure of one firm spreads to customers and suppliers, and which firm's failure costs most.",
  description:
    "Use it to rank firms by what all would lose if each failed (economic systemic risk, Diem et al. 2022), or to follow " +
    "given shocks. Give a network of your own as three files of CSV, or ask about the store. A customer loses output with its essential " +
    "inputs in full, with non-essential ones in proportion; a supplier loses the sales. It has no stocks, prices or time.",
  examples: [
    {
      command:
        "headwater cascade --edges examples/cascade/edges.csv --firms examples/cascade/firms.csv --essential examples/cascade/essential.csv",
      about: "which firm of a small made battery chain matters most",
    },
    {
      command:
        "headwater cascade --edges examples/cascade/edges.csv --firms examples/cascade/firms.csv --essential examples/cascade/essential.csv --replaceability --shock anode-1=0.5",
      about: "who is hit when one anode plant loses half its output and its rivals stand in",
    },
    {
      command: "headwater cascade --product 8505.11 --to US --by country-product --top 10",
      about: "which country's which product matters most behind the magnets that the United States buys",
    },
  ],
  input,
  output: cascadeResult,
  async run(context, question, days) {
    const { model, replaceability, eps, shock, top } = question;
    const world = await worldOf(context, question);
    const planned = planWorld(world, { model, replaceability });
    const found = shock.length > 0 ? underShocks(planned, shock, eps) : await eachFailing(planned, eps, context);
    const { firms } = found;
    const whole: Omit<CascadeResult, "because"> = {
      ...found,
      network: {
        ...world.facts,
        firms: planned.firms.length,
        sectors: planned.sectors,
        links: planned.links,
        sales: planned.sales,
      },
      model,
      replaceability,
      eps,
      firms: top === undefined ? firms : firms.slice(0, top),
      shown: Math.min(top ?? firms.length, firms.length),
      hit: firms.filter(({ loss }) => loss > 0).length,
    };
    const result: CascadeResult = { ...whole, because: sentence(whole) };
    return {
      result,
      coverage: { made: world.made, from: world.from, until: world.until, notes: [...NOTES, ...world.notes] },
      warnings: [
        ...world.warnings,
        ...(eps > 0.01 ? [`Cascades stop early, where no firm falls by more than ${eps} in a step.`] : []),
      ],
      explain: () => explainCascade(result, question, days, context.vintageUsed()),
    };
  },
});

async function worldOf(context: Context, question: CascadeInput): Promise<CascadeWorld> {
  const { edges, firms, essential, model } = question;
  if (edges !== undefined || firms !== undefined || essential !== undefined) {
    return worldOfFiles(question, model === "mixed");
  }
  return worldOfStore(context, question);
}

const MANY = { firm: "firms", facility: "facilities", "country-product": "products of countries" } as const;

const shareText = (share: number): string => percent(decimal(share.toFixed(4)));

function sentence({ question, firms, economy, shocks, network, hit }: Omit<CascadeResult, "because">): string {
  if (question === "each" || economy === null) {
    // Who sells nothing fails as a customer alone; it is named beside.
    const [costliest, buyer] = [firms.find(({ share }) => share > 0), firms.find(({ share }) => share === 0)];
    if (costliest === undefined) return "No firm of the network sells anything to another.";
    const { name, loss, downstream, upstream } = costliest;
    return (
      `Of ${network.firms} ${MANY[network.by]} that fail one by one, ${name} costs most of those that sell: ${shareText(loss)} of all sales, ` +
      `${shareText(downstream)} for want of inputs alone and ${shareText(upstream)} for want of customers alone.` +
      (buyer !== undefined && buyer.loss > loss
        ? ` The end of what ${buyer.name} buys would cost ${shareText(buyer.loss)}.`
        : "")
    );
  }
  const what = shocks.map(({ name, lost }) => `${name} loses ${shareText(lost)}`).join(", ");
  return `Where ${what} of its output, ${shareText(economy.loss)} of all sales is lost, at ${hit} of ${network.firms} ${MANY[network.by]}.`;
}

function explainCascade(
  { because, network, economy, firms, model, replaceability, eps }: CascadeResult,
  question: CascadeInput,
  days: Days,
  vintage: number | null,
): Explanation {
  const { dataset } = network;
  const [first] = firms;
  return {
    sentence: because,
    formula:
      "customer: 1 − max over essential inputs of lost share of the input, or the sum over non-essential inputs of their lost " +
      "share of all inputs, whichever is more; supplier: 1 − lost share of its sales; step by step until no firm falls by more " +
      "than eps; loss = Σ (firm's share of all sales) × (larger of its two losses)",
    inputs: [
      { name: "firms, sectors, links", value: `${network.firms}, ${network.sectors}, ${network.links}` },
      { name: "model", value: model, basis: "assumed" },
      { name: "replaceability", value: replaceability ? "on" : "off", basis: "assumed" },
      { name: "eps", value: String(eps), basis: "assumed" },
      ...(economy === null ? [] : [{ name: "steps", value: String(economy.steps) }]),
      ...(first?.steps == null ? [] : [{ name: `steps after ${first.name} failed`, value: String(first.steps) }]),
    ],
    basis: "assumed",
    sources: [
      {
        id: "diem-2022",
        title: "Quantifying firm-level economic systemic risk from nation-wide supply networks",
        publisher: "Scientific Reports 12:7719",
        url: "https://doi.org/10.1038/s41598-022-11522-z",
      },
      ...(dataset === null
        ? []
        : [
            {
              id: dataset.source,
              title: dataset.title,
              ...(dataset.publisher === null ? {} : { publisher: dataset.publisher }),
              ...(dataset.url === null ? {} : { url: dataset.url }),
              ...(dataset.licence === null ? {} : { licence: dataset.licence }),
            },
          ]),
    ],
    ...(dataset === null ? {} : { rows: { used: dataset.rows, rejected: dataset.rejected } }),
    command: commandLine({ name: "cascade", input }, question, {
      on: days.on,
      known: days.known,
      ...(vintage === null ? {} : { vintage }),
    }),
  };
}
