import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import type { Explanation } from "../evidence/explanation.ts";
import type { Source } from "../evidence/source.ts";
import { type FreightBand, mirror } from "../flows/mirror.ts";
import { firstDayOf, periodText } from "../flows/periods.ts";
import { inSentence } from "../vocab/in-sentence.ts";
import { commandLine } from "./core/command-line.ts";
import { amount, shareField } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { bothSides, exactOf, type Sides } from "./flows/both-sides.ts";
import { flowsFacts, flowsFactsOf } from "./flows/flows-facts.ts";
import { reliabilityOf } from "./flows/reliability.ts";
import { sourceOfDataset } from "./trade/dataset-facts.ts";
import { countryLabel, productLabel } from "./trade/labels.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { datasetFields, hsField, placeField, windowFields } from "./trade/trade-fields.ts";

const input = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 2504.10"),
  origin: placeField("the country that sells"),
  to: placeField("the country that buys"),
  ...windowFields,
  by: z.enum(["value", "weight"]).default("value").describe("what is set side by side"),
  freightLow: shareField()
    .default("0.06")
    .describe("least part of an import value fob that freight and insurance add to it cif")
    .meta({ placeholder: "0..1" }),
  freightHigh: shareField().default("0.10").describe("most part of it").meta({ placeholder: "0..1" }),
  threshold: z
    .number()
    .min(0.01)
    .max(5)
    .default(0.3)
    .describe("from which gap on, in natural logarithms, two reports are far apart")
    .meta({ placeholder: "N" }),
  exportSource: z
    .string()
    .min(1)
    .optional()
    .describe("source of the exporter's report, where several hold it")
    .meta({ placeholder: "ID" }),
  importSource: z
    .string()
    .min(1)
    .optional()
    .describe("source of the importer's report, where several hold it")
    .meta({ placeholder: "ID" }),
  frequency: datasetFields.frequency,
});

const figure = amount().nullable();

const reporter = z.object({
  key: z.string(),
  label: z.string(),
  partners: z.number().int().describe("other partners of whom both reports are held"),
  gap: figure.describe("median gap to them; null where there is none"),
  spread: figure.describe("spread of the gaps to them; null under three partners"),
});

const mirrorResult = z.object({
  product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
  exporter: reporter,
  importer: reporter,
  sides: z.enum(["both", "export", "import", "none"]).describe("whose reports the store holds of this flow"),
  exportDataset: flowsFacts.nullable(),
  importDataset: flowsFacts.nullable(),
  by: z.enum(["value", "weight"]),
  rule: z.object({
    freightLow: amount(),
    freightHigh: amount(),
    basis: z.string().describe("what the band of freight rests on"),
    threshold: z.number(),
    sustainedFor: z.number().int().describe("periods to the same side that make a gap sustained"),
    weights: z.string().describe("how the reports are brought together"),
  }),
  points: z.array(
    z.object({
      period: z.string(),
      day: z.string(),
      exported: figure.describe("as the exporter reported it; USD or kg"),
      imported: figure.describe("as the importer reported it"),
      gap: figure.describe("ln(exported) - ln(imported less freight), at the middle of the band of freight"),
      gapLow: figure,
      gapHigh: figure,
      beyond: z.boolean().describe("beyond the threshold whatever the freight is within its band"),
      sustained: z.boolean(),
      reconciled: amount().nullable().describe("between the reports; estimated"),
      reconciledLow: figure,
      reconciledHigh: figure,
    }),
  ),
  found: z.object({
    both: z.number().int().describe("periods with both reports"),
    beyond: z.number().int(),
    sustained: z.number().int(),
    words: z.string(),
  }),
});

export type MirrorResult = z.output<typeof mirrorResult>;

const SUSTAINED = 3;

/** Six places of a logarithm or a share: reports say no more. */
const small = (value: number | null): string | null =>
  value === null ? null : (Math.round(value * 1e6) / 1e6).toFixed(6).replace(/^-(0\.0+)$/, "$1");
const cents = (value: number | undefined): string | null => (value === undefined ? null : value.toFixed(2));

function bandOf(
  question: z.output<typeof input>,
  sides: Sides,
): { readonly freight: FreightBand; readonly basis: string } {
  if (question.by === "weight") {
    return { freight: { low: 0, high: 0 }, basis: "Weights hold no freight, so none is taken off." };
  }
  const [low, high] = [Number(question.freightLow), Number(question.freightHigh)];
  if (low > high) {
    throw new InvalidInput(`The freight of "${question.freightLow}" to "${question.freightHigh}" is no band.`, {
      hint: "Let --freight-low be at most --freight-high.",
    });
  }
  const of = sides.imports?.valuations ?? [];
  if (of.length === 1 && of[0] === "fob") {
    return { freight: { low: 0, high: 0 }, basis: "The importer's figures are fob, so no freight is taken off." };
  }
  const said = of.includes("cif")
    ? "The importer's figures are cif"
    : "The importer's figures are taken for cif (assumed)";
  return { freight: { low, high }, basis: `${said}; the band is a rule of thumb (general-knowledge).` };
}

export const mirrorOperation = defineOperation({
  name: "mirror",
  summary: "What the exporter and the importer each report of one flow, how far apart they are, and what lies between.",
  description:
    "Use it where two countries report the same trade: both figures period by period, freight taken off by a stated rule, " +
    "the gap between them and whether it is sustained, how well each reporter agrees with its other partners, and a " +
    "reconciled series with its band. Both originals are kept. Where the store has one side alone, it says so.",
  examples: [
    {
      command: "headwater mirror --product 250410 --origin CN --to US",
      about: "natural graphite as China reports it, and what the United States would have to be asked",
    },
    {
      command: "headwater mirror --product 250410 --origin CN --to JP --by weight",
      about: "by weight, which holds no freight",
    },
  ],
  input,
  output: mirrorResult,
  async run(context, question) {
    const { product, origin, to, by, threshold } = question;
    if (origin === to) throw new InvalidInput("A flow needs two countries.", { hint: "Sales at home are not trade." });
    const book = await context.openBook();
    const sides = await bothSides(context, question);
    const revision = revisionOf(sides.exports?.dataset.hsRevision ?? sides.imports?.dataset.hsRevision ?? null);
    requireProduct(book, product, revision);
    const { freight, basis } = bandOf(question, sides);
    const reliability = reliabilityOf(sides, { exporter: origin, importer: to, by, freight });
    const pairs = sides.pairs(origin, to, by);
    const points = mirror(pairs, {
      freight,
      threshold,
      sustainedFor: SUSTAINED,
      spread: { exporter: reliability.exporter.spread, importer: reliability.importer.spread },
    });
    const held = { export: pairs.some((p) => p.exported !== null), import: pairs.some((p) => p.imported !== null) };
    const state = held.export && held.import ? "both" : held.export ? "export" : held.import ? "import" : "none";
    const both = points.filter(({ gap }) => gap !== null);
    const weighted = reliability.exporter.spread !== null && reliability.importer.spread !== null;
    const named = (key: string, of: (typeof reliability)["exporter"]) => ({
      key,
      label: countryLabel(key),
      partners: of.partners,
      gap: small(of.gap),
      spread: small(of.spread),
    });
    const found = {
      both: both.length,
      beyond: both.filter(({ beyond }) => beyond).length,
      sustained: both.filter(({ sustained }) => sustained).length,
    };
    const result: MirrorResult = {
      product: { code: product, label: productLabel(book, product, revision), revision },
      exporter: named(origin, reliability.exporter),
      importer: named(to, reliability.importer),
      sides: state,
      exportDataset: sides.exports === null ? null : flowsFactsOf(book, sides.exports.dataset),
      importDataset: sides.imports === null ? null : flowsFactsOf(book, sides.imports.dataset),
      by,
      rule: {
        freightLow: String(freight.low),
        freightHigh: String(freight.high),
        basis,
        threshold,
        sustainedFor: SUSTAINED,
        weights: weighted
          ? "mean of the logarithms, each report weighted by the inverse of the squared spread of its reporter's other gaps"
          : "mean of the logarithms, both reports alike: the spread of a reporter's other gaps is not known of both",
      },
      points: points.map((point) => ({
        period: periodText(point.period, sides.step),
        day: firstDayOf(point.period, sides.step),
        exported: exactOf(sides.exports, origin, to, point.period, by),
        imported: exactOf(sides.imports, origin, to, point.period, by),
        gap: small(point.gap),
        gapLow: small(point.gapLow),
        gapHigh: small(point.gapHigh),
        beyond: point.beyond,
        sustained: point.sustained,
        reconciled: cents(point.reconciled?.central),
        reconciledLow: cents(point.reconciled?.low),
        reconciledHigh: cents(point.reconciled?.high),
      })),
      found: { ...found, words: words(state, found, threshold, { origin, to }) },
    };
    const datasets = [sides.exports, sides.imports].flatMap((side) => (side === null ? [] : [side.dataset]));
    const thumb: Source[] = freight.high === 0 ? [] : [book.sources.get("general-knowledge")].flatMap((s) => s ?? []);
    const vintage = context.vintageUsed();
    return {
      result,
      coverage: {
        made: datasets.some(({ made }) => made),
        from: datasets.map((each) => each.from).sort()[0] ?? null,
        until:
          datasets
            .map((each) => each.until)
            .sort()
            .at(-1) ?? null,
        notes: [
          basis,
          "A gap has many innocent causes: goods at sea over the end of a period, trade through a third country under the name of its origin, secrecy of small figures, exchange rates, other codes.",
          ...sides.notes,
        ],
      },
      warnings: [...(state === "both" ? [] : [result.found.words]), ...sides.warnings],
      explain: (): Explanation => ({
        sentence: result.found.words,
        formula: "gap = ln(exported) - ln(imported / (1 + freight))",
        basis: "estimated",
        inputs: [
          {
            name: "freight and insurance",
            value: `${freight.low} to ${freight.high}`,
            basis: "assumed",
            source: "general-knowledge",
          },
          { name: "threshold", value: String(threshold) },
        ],
        sources: [...datasets.map((dataset) => sourceOfDataset(book, dataset)), ...thumb],
        command: commandLine({ name: "mirror", input }, question, vintage === null ? {} : { vintage }),
      }),
    };
  },
});

function words(
  state: MirrorResult["sides"],
  found: { readonly both: number; readonly beyond: number; readonly sustained: number },
  threshold: number,
  ends: { readonly origin: string; readonly to: string },
): string {
  const [from, to] = [ends.origin, ends.to].map((code) => inSentence(countryLabel(code)));
  if (state === "none") return `The store holds no report of this flow by either side.`;
  if (state === "export")
    return `Only ${from} reports this flow in the store: what ${to} imported is not held, so there is no gap to see.`;
  if (state === "import")
    return `Only ${to} reports this flow in the store: what ${from} exported is not held, so there is no gap to see.`;
  if (found.both === 0) return "Both sides report, but never of the same period.";
  return `Of ${found.both} periods with both reports ${found.beyond} are more than ${threshold} apart, ${found.sustained} of them for ${SUSTAINED} periods or more to the same side.`;
}
