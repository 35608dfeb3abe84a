import { z } from "zod";
import { InvalidInput, NotFound } from "../errors.ts";
import { type Resourcing, resource } from "../scenario/resourcing/resource.ts";
import { formatHs } from "../vocab/hs-code.ts";
import { inSentence } from "../vocab/in-sentence.ts";
import { isoDate } from "../vocab/iso-date.ts";
import { commandLine } from "./core/command-line.ts";
import { parsedText, shareField } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { usdField } from "./duty/goods-fields.ts";
import { flowsFactsOf } from "./flows/flows-facts.ts";
import { placeOf, tradeOfProduct } from "./market/trade-of-product.ts";
import { figureText, tonnesText, usdText } from "./scenario/figure-text.ts";
import {
  baselineLines,
  missingLines,
  planLines,
  problemOf,
  type ResourcingTerms,
} from "./scenario/resourcing-findings.ts";
import { type AlternativesResult, alternativesResult } from "./scenario/resourcing-result.ts";
import { type Supply, suppliesOf } from "./scenario/resourcing-supply.ts";
import { sourceOfDataset } from "./trade/dataset-facts.ts";
import { countryLabel, productLabel } from "./trade/labels.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { chooseDataset } from "./trade/trade-dataset.ts";
import { datasetFields, hsField, placeField, topField } from "./trade/trade-fields.ts";

export type { AlternativesResult } from "./scenario/resourcing-result.ts";

/** Other shares that suppliers could redirect, at which the plan is made again. */
const REDIRECTS = [0, 0.1, 0.25, 0.5, 1];
/** Without a stated penalty a t that is missing costs so many times what a t costs now. */
const PENALTY = 10;

const usdPerTonne = (about: string) => usdField().describe(about).meta({ placeholder: "USD" });

const input = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 8505.11"),
  to: placeField("the country that buys"),
  avoid: z
    .array(parsedText((text) => placeOf(text).key))
    .max(250)
    .default([])
    .describe("countries or groups such as EU27 that may not supply")
    .meta({ placeholder: "CC" }),
  year: z
    .string()
    .trim()
    .regex(/^\d{4}$/, "a year has four digits")
    .optional()
    .describe("whose trade is looked at; the last of the data by default")
    .meta({ placeholder: "YEAR" }),
  most: shareField()
    .optional()
    .describe("the most that any one country may bring of what is asked")
    .meta({ placeholder: "SHARE" }),
  redirect: shareField()
    .prefault("0.25")
    .describe("of what a country sells to others, how much could come to the buyer: an assumption")
    .meta({ placeholder: "SHARE" }),
  freight: usdPerTonne("carriage and insurance, USD a t of everybody").prefault("0"),
  switching: usdPerTonne("USD for each t beyond what a country sells now").prefault("0"),
  penalty: usdPerTonne(
    "USD for each t that stays unmet; ten times the average landed cost of now by default",
  ).optional(),
  unmet: shareField().prefault("1").describe("of what is asked, so much may stay unmet").meta({ placeholder: "SHARE" }),
  source: datasetFields.source,
  side: datasetFields.side,
  frequency: datasetFields.frequency,
  top: topField,
});

const NOTES = [
  "Suppliers are countries: who in them makes the goods, who controls them, and whether a plant has room, is not seen.",
  "What a country could sell is what it exports, within the share that is assumed to turn: capacity that stands idle is not in trade.",
  "Unit values stand for prices: within one code there are dear and cheap goods, and no price moves because of the plan.",
  "Sales at home and stocks are not seen.",
];

export const alternativesOperation = defineOperation({
  name: "alternatives",
  summary:
    "Who could bring what a country buys of a product in place of those to be avoided, at what cost, and what is left without a source.",
  description:
    "Use it to plan round a country, a cap or, with --scenario, a ban or new duties: the cheapest plan by landed cost with " +
    "the duties of the day, against what is bought now, what one more tonne of a limit would save, and why the next best " +
    "are not chosen. It runs on trade statistics, so it plans by country; what could be redirected is an assumption.",
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
    const { product, to, source, side, frequency } = question;
    const book = await context.openBook();
    const dataset = await chooseDataset(context, book, product, { data: "flows", source, side, frequency });
    const revision = revisionOf(dataset.hsRevision);
    requireProduct(book, product, revision);
    const { scenario } = context;
    const rows = await tradeOfProduct(scenario?.baseline ?? context, dataset, product);
    const years = [...new Set(rows.map((row) => row.year))].sort();
    const year = question.year ?? years.at(-1) ?? "";
    const own = rows.filter((row) => row.year === year);
    const found = suppliesOf(own, { book, product, revision, to, year, days, scenario });
    const { supplies } = found;
    const asked = supplies.reduce((sum, { now }) => sum + now, 0);
    if (asked === 0) {
      throw new NotFound(
        `“${dataset.source}” holds no purchases of HS ${formatHs(product)} by ${inSentence(countryLabel(to))} in “${year}” with a weight and a value.`,
        { hint: `It holds trade in it of ${years.join(", ")}.` },
      );
    }
    const unlike = supplies.filter(({ otherGoods }) => otherGoods).length;
    const usd = supplies.reduce((sum, { now, price }) => sum + now * price, 0);
    const terms = termsOf(question, supplies);
    const { solveLinearProgramme } = await import("../solve/linear-programme.ts");
    const planAt = async (redirect: number): Promise<Solved> => {
      const plan = await resource(problemOf(supplies, product, { ...terms, redirect }), solveLinearProgramme);
      if (plan.state !== "out-of-time") return plan;
      throw new InvalidInput("The plan took longer than it may.", { hint: "Ask of another dataset or of one year." });
    };
    const plan = await planAt(terms.redirect);
    const others = REDIRECTS.filter((redirect) => redirect !== terms.redirect);
    const sensitivity: AlternativesResult["sensitivity"] = [];
    for (const redirect of others) sensitivity.push(sensitivityLine(redirect, await planAt(redirect)));
    const facts = {
      dataset: flowsFactsOf(book, dataset),
      product: { code: product, label: productLabel(book, product, revision), revision },
      buyer: { key: to, label: countryLabel(to) },
      year,
      demand: { quantity: tonnesText(asked), usd: usdText(usd), withoutWeight: found.silent },
      assumptions: assumptionsOf(question, terms),
      baseline: baselineLines(plan),
      plan: plan.state === "planned" ? planLines(plan, supplies, terms, question.top) : null,
      missing: missingLines(plan, supplies, terms),
      sensitivity,
    };
    const result: AlternativesResult = { ...facts, state: plan.state, because: sentenceOf(facts) };
    return {
      result,
      coverage: {
        made: dataset.made,
        from: isoDate(`${year}-01-01`),
        until: isoDate(`${Number(year) + 1}-01-01`),
        notes: [
          ...NOTES,
          ...(found.small === 0
            ? []
            : [
                `${found.small} countries that sell the buyer nothing, and all others less than a thousandth of what it buys, are left out.`,
              ]),
          ...found.notes,
        ],
      },
      warnings: [
        `That ${figureText(terms.redirect * 100, 2)} % of what others buy could be redirected is assumed.`,
        ...(found.silent === 0
          ? []
          : [`${found.silent} of ${own.length} pairs of countries state no weight or no value and are left out.`]),
        ...(unlike === 0
          ? []
          : [
              `The unit value of ${unlike} of ${supplies.length} suppliers is more than about three times off the usual: they sell other goods of the code, and no more than now.`,
            ]),
        ...found.warnings,
      ],
      explain: () => ({
        sentence: result.because,
        formula:
          "minimise Σ (price + freight + duty)·flow + switching·(flow beyond now) + penalty·unmet, with Σ flow + unmet = what " +
          "is asked, flow ≤ now + redirect·(sold elsewhere), flow ≤ cap·asked, no flow of those avoided",
        inputs: result.assumptions.map(({ name, value, basis }) => ({ name, value, basis })),
        basis: "assumed" as const,
        sources: [sourceOfDataset(book, dataset)],
        rows: { used: own.length - found.silent, rejected: found.silent },
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
type Solved = Exclude<Resourcing, { readonly state: "out-of-time" }>;

function termsOf(question: Question, supplies: readonly Supply[]): ResourcingTerms {
  const freight = Number(question.freight);
  const avoided = question.avoid.map(placeOf);
  const asked = supplies.reduce((sum, { now }) => sum + now, 0);
  const landed = supplies.reduce(
    (sum, { now, price, dutyRate }) => sum + now * (price * (1 + Number(dutyRate?.high ?? 0)) + freight),
    0,
  );
  return {
    redirect: Number(question.redirect),
    freight,
    switching: Number(question.switching),
    penalty: question.penalty === undefined ? (PENALTY * landed) / asked : Number(question.penalty),
    mostUnmet: Number(question.unmet),
    most: question.most === undefined ? null : Number(question.most),
    barred: (key) =>
      avoided
        .filter(({ members }) => members.has(key))
        .map(({ label, group }) => `It is to be avoided${group ? ` (${label})` : ""}.`),
  };
}

function assumptionsOf(question: Question, terms: ResourcingTerms): AlternativesResult["assumptions"] {
  const perTonne = (value: number): string => `${usdText(value)} USD a t`;
  return [
    {
      name: "redirect",
      value: figureText(terms.redirect),
      basis: "assumed",
      about: "share of what a country sells to others that could come to the buyer",
    },
    { name: "freight", value: perTonne(terms.freight), basis: "assumed", about: "the same from everywhere" },
    {
      name: "switching",
      value: perTonne(terms.switching),
      basis: "assumed",
      about: "of what goes beyond today's trade",
    },
    {
      name: "penalty",
      value: perTonne(terms.penalty),
      basis: "assumed",
      about: question.penalty === undefined ? "ten times the average landed cost of now" : "as asked",
    },
    {
      name: "duty",
      value: "the most that is owed",
      basis: "estimated",
      about: "over tariff lines and makers, on the day",
    },
  ];
}

function sensitivityLine(redirect: number, found: Solved): AlternativesResult["sensitivity"][number] {
  if (found.state === "infeasible") {
    const missing = found.missing.reduce((sum, { quantity }) => sum + quantity, 0);
    return { redirect: figureText(redirect), state: found.state, cost: null, unmet: tonnesText(missing), suppliers: 0 };
  }
  const { plan } = found;
  const unmet = plan.unmet.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    redirect: figureText(redirect),
    state: found.state,
    cost: usdText(plan.cost),
    unmet: tonnesText(unmet),
    suppliers: plan.flows.length,
  };
}

/** Amounts for a sentence: small ones in full. */
const tonnes = (value: number): string => `${figureText(value, value < 10 ? 3 : 1)} t`;
const dollars = (value: number): string =>
  value < 1e6 ? `USD ${figureText(value, 0)}` : `USD ${figureText(value / 1e6, 1)} million`;

function sentenceOf({
  plan,
  missing,
  demand,
  buyer,
  baseline,
}: Pick<AlternativesResult, "plan" | "missing" | "demand" | "buyer" | "baseline">): string {
  const asked = `${tonnes(Number(demand.quantity))} that ${inSentence(buyer.label)} bought`;
  if (plan === null) {
    return `Of the ${asked}, ${tonnes(Number(missing[0]?.quantity ?? 0))} have no source beyond what may stay unmet.`;
  }
  const unmet = Number(plan.unmet);
  const first = plan.flows[0];
  const largest =
    first === undefined ? "" : `, ${figureText(Number(first.share) * 100, 1)} % from ${inSentence(first.label)}`;
  const left =
    unmet === 0
      ? "all can be brought"
      : `${tonnes(Number(demand.quantity) - unmet)} can be brought and ${tonnes(unmet)} stay unmet`;
  const bought = Number(plan.landed) + Number(plan.switching);
  return (
    `Of the ${asked}, ${left}${largest}: ${dollars(bought)} landed, against ${dollars(Number(baseline.cost))} ` +
    "for what is bought now, at the duties of the day."
  );
}
