import { z } from "zod";
import type { Book } from "../book/book.ts";
import { InvalidInput } from "../errors.ts";
import { isoDate } from "../vocab/iso-date.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { parsedText } from "./core/fields.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { explainConcentration } from "./market/concentration-explanation.ts";
import { concentrationOfMakers, concentrationOfProduction } from "./market/concentration-of-production.ts";
import { concentrationOfTrade, POINTS_MEAN, type Remarks } from "./market/concentration-of-trade.ts";
import { CONCENTRATIONS, type ConcentrationResult, concentrationResult } from "./market/concentration-result.ts";
import { controlOfImports } from "./market/control-of-imports.ts";
import { type Place, placeOf } from "./market/trade-of-product.ts";
import { factsOf } from "./trade/dataset-facts.ts";
import { FACILITY_MEANING } from "./trade/facility.ts";
import { productLabel } from "./trade/labels.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { datasetFields, hsField, topField } from "./trade/trade-fields.ts";

/** So many points of failure of each kind, unless the question shows fewer lines. */
const MOST_POINTS = 5;

const groupOrCountry = (about: string) =>
  parsedText((text) => placeOf(text).key)
    .describe(about)
    .meta({ placeholder: "CC" });

const input = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 8505.11"),
  of: z
    .enum(CONCENTRATIONS)
    .default("imports")
    .describe(
      "imports by origin, exports by destination (of the world: by exporter), production by country, or control by the " +
        "country of ultimate control: with a buyer of its imports through all tiers, else of makers that sources name",
    ),
  to: groupOrCountry("whose imports: a country, or a group such as EU27 as one").optional(),
  origin: groupOrCountry("whose exports: a country, or a group as one").optional(),
  inputs: z
    .enum(["all", "same"])
    .default("same")
    .describe("what is left without one, and control of imports: follow the inputs of the map, or the product alone"),
  source: datasetFields.source,
  side: datasetFields.side,
  frequency: datasetFields.frequency,
  top: topField,
});

export const concentrationOperation = defineOperation({
  name: "concentration",
  summary:
    "How far imports, exports, production or control of a product rest on few, and which tests of dependency that meets.",
  description:
    "Use it to rank dependence: shares and the Herfindahl-Hirschman index by year, the indicators of the European " +
    "Commission and of CEPII's GeoDep, import reliance as sources state it and as production and trade give it, and what " +
    "purchases are left without one country, party or facility, at face and through all tiers that the data trace. By " +
    "control the index is a range where it is not known whose something is. It looks at trade statistics, at records of " +
    "shipments for parties, and at production and makers of the minerals that the book knows.",
  examples: [
    {
      command: "headwater concentration --product 850511 --to US --source cepii-baci",
      about: "how far American magnets rest on one origin, at face and through others",
    },
    {
      command: "headwater concentration --product 250490 --to EU27",
      about: "the Commission's three indicators for natural graphite other than powder",
    },
    {
      command: "headwater concentration --product 283691 --of exports",
      about: "who exports the lithium carbonate of the world",
    },
    {
      command: "headwater concentration --product 380110 --of control",
      about: "whose the makers of anode material are in the end",
    },
  ],
  input,
  output: concentrationResult,
  async run(context, question, days) {
    const { product, of, to, origin, source, side, frequency, inputs, top } = question;
    if (of === "imports" && origin !== undefined) {
      throw new InvalidInput("Imports are asked of a buyer, not of an origin.", {
        hint: "Use --to CC, or --of exports.",
      });
    }
    if ((of === "exports" || of === "production") && to !== undefined) {
      throw new InvalidInput(`A question of ${of} takes no buyer.`, { hint: "Use --origin CC, or --of imports." });
    }
    if ((of === "production" || of === "control") && origin !== undefined) {
      const whose = of === "production" ? "Production" : "Control of makers";
      throw new InvalidInput(`${whose} is that of the world.`, { hint: "Leave --origin out." });
    }
    const book = await context.openBook();
    const place = to === undefined ? (origin === undefined ? null : placeOf(origin)) : placeOf(to);
    const remarks: Remarks = { notes: [], warnings: [] };
    const points = Math.min(top, MOST_POINTS);
    const result =
      of === "production"
        ? await concentrationOfProduction(context, book, { product, top }, remarks.warnings)
        : of === "control"
          ? place === null
            ? await concentrationOfMakers(context, book, { product, top, days }, remarks.warnings)
            : await controlOf(context, book, { product, place, inputs, source, top, points, days }, remarks)
          : await concentrationOfTrade(
              context,
              book,
              { product, of, place, inputs, source, side, frequency, top, points },
              remarks,
            );
    return {
      result,
      coverage: {
        made: result.dataset?.made ?? false,
        from: asDay(result.dataset?.from),
        until: asDay(result.dataset?.until),
        notes: [...NOTES[of], ...remarks.notes],
      },
      warnings: remarks.warnings,
      explain: () =>
        explainConcentration(book, result, commandLine({ name: "concentration", input }, question, vintageOf(context))),
    };
  },
});

const asDay = (day: string | null | undefined) => (day == null ? null : isoDate(day));

const vintageOf = (context: Context) => {
  const vintage = context.vintageUsed();
  return vintage === null ? {} : { vintage };
};

const OF_TRADE = ["Shares are of value as the statistics state it; a flow without a value takes no part."];

const NOTES = {
  imports: OF_TRADE,
  exports: OF_TRADE,
  production: ["What sources give together as other countries is no country, and takes no part in the index."],
  control: [
    "A party is the country's whose holders together have one half of its equity or votes; of whom no holder is recorded counts as its own country's.",
    "The index is a range where it is not known whose something is: from that part spread thin to all of it of the largest.",
  ],
} as const;

interface ControlAsked extends Omit<Parameters<typeof controlOfImports>[2], "to"> {
  readonly place: Place;
  readonly days: Days;
}

/** Imports of one country by who controls those who add their value. */
async function controlOf(
  context: Context,
  book: Book,
  { place, days, ...asked }: ControlAsked,
  { notes, warnings }: Remarks,
): Promise<ConcentrationResult> {
  if (place.group) {
    throw new InvalidInput(`Control of imports is asked of one country, and "${place.key}" is a group.`, {
      hint: "Give one of its members.",
    });
  }
  const { dataset, years, without } = await controlOfImports(context, book, { ...asked, to: place.key }, days);
  const revision = revisionOf(dataset.hsRevision);
  requireProduct(book, asked.product, revision);
  if (years.length === 0) warnings.push(`The data hold nothing of it with a value that ${place.label} bought.`);
  if (without.length > 0) notes.push(...POINTS_MEAN);
  if (without.some(({ kind }) => kind === "facility")) notes.push(FACILITY_MEANING);
  return {
    dataset: factsOf(book, dataset, { masters: 0 }),
    product: { code: asked.product, label: productLabel(book, asked.product, revision), revision },
    of: "control",
    basis: `value of imports by where it was added through all tiers, by the country of ultimate control on ${days.on}`,
    place: { key: place.key, label: place.label },
    ...{ unit: "USD", years, geoDep: null, reliance: [], relianceComputed: [], without },
  };
}
