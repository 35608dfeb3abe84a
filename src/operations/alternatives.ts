import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { commandLine } from "./core/command-line.ts";
import { parsedText, shareField } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { usdField } from "./duty/goods-fields.ts";
import { flowsFactsOf } from "./flows/flows-facts.ts";
import { placeOf } from "./market/trade-of-product.ts";
import { figureText, tonnesText, usdText } from "./scenario/figure-text.ts";
import { resourcingAnswer, resourcingAssumptions } from "./scenario/resourcing/resourcing-answer.ts";
import { type Outcome, type PlanTerms, planUnder, USUAL_TERMS } from "./scenario/resourcing/resourcing-plan-under.ts";
import { type AlternativesResult, alternativesResult } from "./scenario/resourcing/resourcing-result.ts";
import { SUPPLY_BY } from "./scenario/resourcing/resourcing-supplier.ts";
import { sourceOfDataset } from "./trade/dataset-facts.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { chooseDataset, type DatasetChoice } from "./trade/trade-dataset.ts";
import { datasetFields, hsField, placeField, topField, windowFields } from "./trade/trade-fields.ts";

export type { AlternativesResult } from "./scenario/resourcing/resourcing-result.ts";

/** Other shares that suppliers could redirect, at which the plan is made again. */
const REDIRECTS = [0, 0.1, 0.25, 0.5, 1];

const usdPerTonne = (about: string) => usdField().describe(about).meta({ placeholder: "USD" });

const input = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 8505.11"),
  to: placeField("the country that buys"),
  buyer: z
    .string()
    .trim()
    .min(1)
    .max(400)
    .optional()
    .describe("of bills, one buyer there by id or exact name, instead of all")
    .meta({ placeholder: "NAME" }),
  by: z
    .enum(SUPPLY_BY)
    .optional()
    .describe("who counts as a supplier: countries in statistics and parties in bills, unless it is said"),
  avoid: z
    .array(parsedText(placeOrName))
    .max(250)
    .default([])
    .describe("countries, groups such as EU27 or, of bills, parties that may not supply")
    .meta({ placeholder: "CC" }),
  rule: z
    .array(z.string().trim().min(1).max(100))
    .max(20)
    .default([])
    .describe("of bills, rules of control by id, such as uflpa: who is under one may not supply")
    .meta({ placeholder: "RULE,…" }),
  undecided: z.enum(["keep", "bar"]).default("keep").describe("whether those of whom a rule cannot tell may supply"),
  year: z
    .string()
    .trim()
    .regex(/^\d{4}$/, "a year has four digits")
    .optional()
    .describe("whose trade is looked at; the last whole one of the data by default")
    .meta({ placeholder: "YEAR" }),
  since: windowFields.since.describe("of bills, the first day that counts, instead of a year"),
  until: windowFields.until.describe("of bills, the first day that no longer counts"),
  most: shareField()
    .optional()
    .describe("the most that any one country may bring of what is asked")
    .meta({ placeholder: "SHARE" }),
  redirect: shareField()
    .prefault("0.25")
    .describe("of what a supplier sells to others, how much could come to the buyer: an assumption")
    .meta({ placeholder: "SHARE" }),
  freight: usdPerTonne("carriage and insurance, USD a t of everybody").prefault("0"),
  switching: usdPerTonne("USD for each t beyond what a supplier sells now").prefault("0"),
  penalty: usdPerTonne(
    "USD for each t that stays unmet; ten times the average landed cost of now by default",
  ).optional(),
  unmet: shareField().prefault("1").describe("of what is asked, so much may stay unmet").meta({ placeholder: "SHARE" }),
  data: datasetFields.data.describe("trade statistics or shipment records; statistics unless bills are asked of"),
  keep: z
    .boolean()
    .default(false)
    .describe("what goes now stays as far as it may, and only what falls away is bought anew"),
  source: datasetFields.source,
  side: datasetFields.side,
  frequency: datasetFields.frequency,
  top: topField,
});

const NOTES = [
  "Unit values stand for prices: within one code there are dear and cheap goods, and no price moves because of the plan.",
  "Sales at home and stocks are not seen.",
];

export const alternativesOperation = defineOperation({
  name: "alternatives",
  summary:
    "Who could bring what a country buys of a product in place of those to be avoided, at what cost, and what is left without a source.",
  description:
    "Use it to plan round a country, a rule of control, a cap or, with --scenario, a ban or new duties: the cheapest plan by " +
    "landed cost with the duties of the day, against what is bought now, what one more tonne of a limit would save, and why " +
    "the next best are not chosen. It plans by country on trade statistics and by party or facility on shipments; what " +
    "could be redirected is an assumption.",
  examples: [
    {
      command: "headwater alternatives --product 850511 --to US --avoid CN --source cepii-baci",
      about: "American purchases of permanent magnets without China",
    },
    {
      command: "headwater alternatives --product 283691 --to KR --most 0.5 --source cepii-baci",
      about: "Korean lithium carbonate with no country above half",
    },
  ],
  input,
  output: alternativesResult,
  async run(context, question, days) {
    const { product, top } = question;
    const book = await context.openBook();
    const dataset = await chooseDataset(context, book, product, choiceOf(question));
    const revision = revisionOf(dataset.hsRevision);
    requireProduct(book, product, revision);
    const asked = termsOf(question);
    const plans = await planUnder(context, {
      ...question,
      ...{ dataset, revision, days, rules: question.rule, terms: asked },
    });
    const { market, terms } = plans;
    const { window } = market;
    const own = market.asked;
    const unlike = own.supplies.filter(({ otherGoods }) => otherGoods).length;
    const others = REDIRECTS.filter((redirect) => redirect !== terms.redirect);
    const sensitivity: AlternativesResult["sensitivity"] = [];
    for (const redirect of others) sensitivity.push(sensitivityLine(redirect, await plans.outcomeAt({ redirect })));
    const result: AlternativesResult = {
      ...resourcingAnswer(plans, { book, product, revision, top }),
      dataset: flowsFactsOf(book, dataset),
      assumptions: resourcingAssumptions(asked, plans),
      sensitivity,
    };
    return {
      result,
      coverage: {
        made: dataset.made,
        from: window.from,
        until: window.until,
        notes: [
          ...own.notes,
          ...NOTES,
          ...(own.small === 0
            ? []
            : [
                `${own.small} suppliers that sell the buyer nothing, and all others less than a thousandth of what it buys, are left out.`,
              ]),
        ],
      },
      warnings: [
        `That ${figureText(terms.redirect * 100, 2)} % of what others buy could be redirected is assumed.`,
        ...(unlike === 0
          ? []
          : [
              `The unit value of ${unlike} of ${own.supplies.length} suppliers is more than about three times off the usual: they sell other goods of the code, and no more than now.`,
            ]),
        ...own.warnings,
      ],
      explain: () => ({
        sentence: result.because,
        formula:
          "minimise Σ (price + freight + duty)·flow + switching·(flow beyond now) + penalty·unmet, with Σ flow + unmet = what " +
          "is asked, flow ≤ now + redirect·(sold elsewhere) + idle and added capacity, flow ≤ cap·asked, no flow of those kept out",
        inputs: result.assumptions.map(({ name, value, basis }) => ({ name, value, basis })),
        basis: "assumed" as const,
        sources: [sourceOfDataset(book, dataset)],
        rows: { used: own.of - own.silent, rejected: own.silent },
        command: commandLine({ name: "alternatives", input }, question, {
          on: days.on,
          known: days.known,
          vintage: context.vintageUsed() ?? 0,
        }),
      }),
    };
  },
});

type Question = z.output<typeof input>;

/** A country or a group by its code; what is neither may be a party. */
function placeOrName(text: string): string {
  try {
    return placeOf(text).key;
  } catch (error) {
    if (error instanceof InvalidInput) return text;
    throw error;
  }
}

/** Statistics, unless a source, or what only bills can answer, is asked for. */
function choiceOf({ data, source, side, frequency, by, buyer, rule }: Question): DatasetChoice {
  const isOfBills = buyer !== undefined || rule.length > 0 || (by !== undefined && by !== "country");
  const chosen = data ?? (source !== undefined ? undefined : isOfBills ? "shipments" : "flows");
  return { data: chosen, source, side, frequency };
}

function termsOf(question: Question): PlanTerms {
  return {
    ...USUAL_TERMS,
    redirect: Number(question.redirect),
    freight: Number(question.freight),
    switching: Number(question.switching),
    penalty: question.penalty === undefined ? null : Number(question.penalty),
    mostUnmet: Number(question.unmet),
    most: question.most === undefined ? null : Number(question.most),
    keep: question.keep,
  };
}

function sensitivityLine(
  redirect: number,
  { state, cost, unmet, suppliers }: Outcome,
): AlternativesResult["sensitivity"][number] {
  return {
    redirect: figureText(redirect),
    state,
    cost: cost === null ? null : usdText(cost),
    unmet: tonnesText(unmet),
    suppliers,
  };
}
