import { z } from "zod";
import type { Book } from "../book/book.ts";
import { InvalidInput } from "../errors.ts";
import { type Basis, weakest } from "../evidence/basis.ts";
import type { Explanation } from "../evidence/explanation.ts";
import type { Source } from "../evidence/source.ts";
import { combinedPrice } from "../pricing/combined-price.ts";
import { commandLine } from "./core/command-line.ts";
import { defineOperation, type Findings } from "./core/operation.ts";
import { eligibility } from "./pricing/eligibility.ts";
import { knownCosts } from "./pricing/known-costs.ts";
import { benchmarkPrice, contractPrice } from "./pricing/observed-price.ts";
import { disclosureOf, publishedForm } from "./pricing/publish-reference.ts";
import { demandYears, yearCurve } from "./pricing/reference-curve.ts";
import {
  combinedLine,
  curveSteps,
  demandRange,
  figureLines,
  floorLine,
  namedStep,
  orNull,
  quantityText,
  referenceRange,
  sensitivityLines,
  sidedCurves,
  suppliedBy,
  yearLine,
} from "./pricing/reference-findings.ts";
import { referenceModelInput } from "./pricing/reference-input.ts";
import { type ReferenceResult, referenceResult } from "./pricing/reference-result.ts";
import { referenceSentence, referenceWarnings } from "./pricing/reference-words.ts";
import { type Candidate, candidatesOf, priceGround } from "./pricing/stated-tranches.ts";

export type { ReferenceResult } from "./pricing/reference-result.ts";

const input = z.object({
  model: referenceModelInput
    .describe(
      "product, unit, currency and terms of the price, demand by year, tranches with costs or from the book and the store, " +
        "who is eligible, and how benchmark and contracts combine with the curve; a YAML or JSON file",
    )
    .meta({ placeholder: "FILE", file: true, positional: true, whole: true }),
  publish: z
    .boolean()
    .default(false)
    .describe(
      "only what may be published: of confidential figures a mean of at least three contributors, or a refusal",
    ),
});

const BLIND = [
  "The curve holds the tranches that are stated: a plant that nobody stated offers nothing.",
  "Each tranche offers all that it can make at one price; who holds back, contracts or starts up is not in it.",
];

export const referencePriceOperation = defineOperation({
  name: "reference-price",
  summary:
    "The marginal cost of supply inside an agreement: a cost curve of plants, where demand meets it, and what follows.",
  description:
    "Use it where no market price can be trusted: plants that stand offer at short-run cost, new ones at levelised cost with " +
    "their capital recovered, and the reference is the offer of the first tranche at which eligible supply covers demand. " +
    "Countries, parties and a rule of control say who is eligible. What nobody states is assumed and named. Confidential " +
    "figures leave the house only as a mean that tells nobody's.",
  examples: [
    {
      command: "headwater reference-price examples/pricing/steps.yaml",
      about: "four steps and a demand, to be checked by hand",
    },
    {
      command: "headwater reference-price examples/pricing/anode-agreement.yaml",
      about: "active anode material in an agreement of North America, the EU, Japan, Korea and Australia",
    },
    {
      command: "headwater reference-price examples/pricing/confidential.yaml --publish",
      about: "what may be published of four producers' confidential figures, made up for the example",
    },
  ],
  input,
  output: referenceResult,
  async run(context, { model: asked, publish }, days): Promise<Findings<ReferenceResult>> {
    const book = await context.openBook();
    const ground = priceGround(asked);
    const demand = demandYears(asked, ground);
    const [headline] = demand;
    if (headline === undefined) throw new Error("A demand has a first year.");
    const all = candidatesOf(asked, ground, await knownCosts(context, book, asked, days));
    const sorted = await eligibility(context, book, all, asked, days);
    const eligible = sorted.eligible.filter(({ built }) => built.tranche !== null);
    const open = sorted.open.filter(({ candidate }) => candidate.built.tranche !== null);
    const curves = sidedCurves(eligible, headline);
    const { central } = curves;
    if (central.curve.length === 0) {
      const when = headline.year === null ? "" : ` in ${headline.year}`;
      throw new InvalidInput(`No eligible tranche with a price supplies${when}: there is no curve.`, {
        hint: "Look at from and until of the tranches, and state their costs, or those of all under assume.",
      });
    }
    const benchmark = await benchmarkPrice(context, asked, ground, days);
    const prices = { reference: central.price, benchmark, contracts: contractPrice(asked, ground) };
    const combined = combinedPrice(asked.combine.rule, prices, asked.combine.weights ?? null);
    const isOpen = new Set(open.map(({ candidate }) => candidate));
    const certain = eligible.filter((candidate) => !isOpen.has(candidate));
    const priceOf = (candidates: typeof eligible) => orNull(yearCurve(candidates, headline, "central").price);
    const whole: Omit<ReferenceResult, "because"> = {
      title: asked.title ?? `Reference price of ${asked.product}`,
      form: "full",
      product: asked.product,
      unit: ground.unit,
      currency: ground.currency,
      terms: asked.terms,
      year: headline.year,
      demand: demandRange(headline),
      reference: referenceRange(curves),
      supply: quantityText(suppliedBy(central.curve)),
      unmet: quantityText(central.unmet),
      marginal: namedStep(central.marginal),
      next: namedStep(central.next),
      curve: curveSteps(eligible, central),
      years: demand.map((year) => yearLine(eligible, year)),
      out: sorted.out.map(({ candidate, because }) => ({ name: candidate.stated.name, because })),
      open:
        asked.eligible.rule === undefined
          ? null
          : {
              taken: asked.eligible.open,
              tranches: open.map(({ candidate, because }) => ({ name: candidate.stated.name, because })),
              without: priceOf(certain),
              with: priceOf([...certain, ...isOpen]),
            },
      unpriced: sorted.eligible.flatMap(({ stated, built }) =>
        built.tranche === null ? [{ name: stated.name, missing: [...built.missing] }] : [],
      ),
      combined: combinedLine(asked, prices),
      floor: floorLine(asked, combined, benchmark),
      sensitivity: sensitivityLines(eligible, headline, asked),
      figures: figureLines(eligible),
      disclosure: disclosureOf(eligible, central, asked),
    };
    const full: ReferenceResult = { ...whole, because: referenceSentence(whole) };
    const refusal = full.disclosure?.because ?? null;
    if (publish && refusal !== null) throw new InvalidInput(`Nothing may be published: ${refusal}.`);
    const result = publish ? publishedForm(full) : full;
    const isPublished = result.form === "published";
    const command = commandLine(
      { name: "reference-price", input },
      { model: asked, publish },
      { on: days.on, known: days.known },
    );
    return {
      result,
      // The file holds what the published form leaves out.
      ...(isPublished ? { asked: { publish } } : {}),
      coverage: { made: false, from: null, until: null, notes: BLIND },
      warnings: isPublished ? [] : referenceWarnings(result),
      explain: () => explain(result, isPublished ? [] : citedSources(book, eligible), command),
    };
  },
});

/** The sources of the book that figures are from, each with its place, once. */
function citedSources(book: Book, candidates: readonly Candidate[]): Source[] {
  const found = new Map<string, Source>();
  for (const { built } of candidates) {
    for (const { source, locator } of built.tranche === null ? [] : built.used) {
      const known = source === null ? undefined : book.sources.get(source);
      if (known === undefined) continue;
      found.set(`${known.id} ${locator}`, locator === null ? known : { ...known, locator });
    }
  }
  return [...found.values()];
}

function explain(result: ReferenceResult, sources: readonly Source[], command: string): Explanation {
  const bases: readonly Basis[] = result.form === "published" ? ["reported"] : result.figures.map(({ basis }) => basis);
  return {
    sentence: result.because,
    formula:
      "new: (capex·CRF + fixed opex)/(capacity·utilisation) + variable opex + freight − by-product credit, CRF = " +
      "r(1+r)^n/((1+r)^n − 1); existing: variable opex + freight − by-product credit; the reference is the offer of the " +
      "first tranche at which cumulative capacity·utilisation covers demand",
    inputs: result.figures.map(({ tranche, figure, low, high, basis, source }) => ({
      name: `${tranche}: ${figure}`,
      value: low === high ? low : `${low} to ${high}`,
      basis,
      ...(source === null ? {} : { source }),
    })),
    basis: weakest(bases),
    sources,
    command,
  };
}
