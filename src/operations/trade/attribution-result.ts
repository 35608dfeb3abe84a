import { z } from "zod";
import { BASES } from "../../evidence/basis.ts";
import { MINERALS } from "../../network/attribution/mineral-content.ts";
import { stakeSchema } from "../control/control-result.ts";
import { amount } from "../core/fields.ts";
import { datasetFacts } from "./trade-fields.ts";

const share = () => amount().describe("of the root's value, 0 to 1");
const usd = () => amount().nullable().describe("the share in USD; null when the root's value is not known");
const basis = z.enum(BASES);

const place = z.object({ key: z.string(), label: z.string() });
const stakes = z.array(stakeSchema).describe("the stakes, from the end of the chain down to the party");

const bareLine = z.object({
  key: z.string(),
  label: z.string(),
  share: share(),
  low: amount().nullable().describe("the least share that the intervals and the coverage allow; null by tier"),
  high: amount().nullable().describe("the greatest share that they allow; null by tier"),
  usd: usd(),
});

const bounded = {
  share: share(),
  low: amount().nullable(),
  high: amount().nullable().describe("null where no bound was worked out"),
  usd: usd(),
};

const line = bareLine.extend({
  control: z
    .object({
      origins: z.array(place.extend({ share: share(), usd: usd() })).describe("the line by the country that made it"),
      moved: z
        .object({
          ...bounded,
          parties: z
            .array(place.extend({ origin: place, share: share(), usd: usd(), path: stakes }))
            .describe("the largest that add it"),
          others: z.object({ count: z.number().int(), share: share(), usd: usd() }),
        })
        .nullable()
        .describe("what of the line is made in another country than the one that controls it; null where that is open"),
    })
    .optional()
    .describe("of lines by control"),
});

const untraced = z.object({
  share: share(),
  usd: usd(),
  by: z
    .array(z.object({ key: z.string(), label: z.string(), share: share(), usd: usd() }))
    .describe("by the input that nobody was seen to sell"),
});

const coverage = z.object({
  share: amount().describe("how much of all purchases the data are taken to show"),
  how: z.enum(["taken", "stated", "official"]).describe("taken to be all, stated by the asker, or from statistics"),
  source: z.string().nullable().describe("the statistics it was computed from"),
  years: z
    .array(z.object({ year: z.string(), usd: amount(), official: amount(), share: amount() }))
    .describe("value in the data and in official import statistics, by year"),
});

const production = z.object({
  party: z.string(),
  label: z.string(),
  product: z.string(),
  years: z.array(z.string()),
  usd: amount().describe("made in the window"),
  basis,
  sources: z.array(z.string()),
});

const equipment = z.object({
  code: z.string(),
  label: z.string(),
  usd: amount().describe("as it stands: bought by those who added value to what it makes, for whatever use"),
  buyers: z.number().int(),
  addedByBuyers: share().describe("of the root's value, what those buyers added"),
  by: z.array(z.object({ key: z.string(), label: z.string(), usd: amount(), share: amount() })).describe("by origin"),
});

const physical = z.object({
  code: z.string(),
  label: z.string(),
  of: z.string().describe("the product that it goes into"),
  amount: amount().describe("how much of it one unit of the root's product takes, by the input map"),
  unit: z.string(),
  basis,
  source: z.string(),
  needed: amount()
    .nullable()
    .describe("kg that what the root bought needs; null where the map's unit is not of weight"),
  seen: amount()
    .nullable()
    .describe("kg of that which the sellers were seen to buy, each up to its need; null if the data hold no row of it"),
  unexplained: amount().nullable().describe("kg needed and not seen: made at home, bought unseen, or another recipe"),
});

const amounts = z.object({ low: amount(), high: amount() });

const minerals = z.object({
  unit: z.string().describe("one unit of what was bought: kg, or as the input map counts it, such as kWh"),
  unitUsd: amount().nullable().describe("what one unit cost in USD; null where nobody says"),
  priced: z.enum(["rows", "asked"]).nullable().describe("by the weights of the root's rows, or by the asker"),
  weighed: share().nullable().describe("of the value that minerals came in with, the part whose rows have a weight"),
  of: z.array(
    z.object({
      mineral: z.enum(MINERALS),
      needed: amounts
        .nullable()
        .describe(
          "kg by the input map, from the least of inputs that may be alternatives to all; null if it does not say",
        ),
      observed: amount()
        .nullable()
        .describe("kg in what the chain was seen to buy, at its central shares, where the mineral first comes in"),
      unexplained: amounts.nullable().describe("kg needed and not observed; below zero where more was bought"),
    }),
  ),
});

const year = z.object({
  year: z.string(),
  usd: usd(),
  coverage: amount(),
  by: z.array(line),
  others: z.object({ count: z.number().int(), share: share(), usd: usd() }),
  untraced: z.object({ share: share(), usd: usd() }),
  residual: z.number(),
});

export type AttributionYear = z.output<typeof year>;

export const attributionResult = z.object({
  method: z.literal("attribution"),
  dataset: datasetFacts,
  root: z.object({
    products: z
      .array(z.object({ code: z.string(), label: z.string(), weight: amount().nullable() }))
      .describe("one product, or the goods of a bill of materials with their weights"),
    revision: z.number().int(),
    country: z.object({ key: z.string(), label: z.string() }).nullable(),
    party: z.object({ key: z.string(), label: z.string() }).nullable(),
    from: z.string().nullable().describe("first day counted"),
    until: z.string().nullable().describe("first day not counted"),
    rows: z.number().int(),
    rowsWithoutValue: z.number().int(),
    usd: usd(),
  }),
  lens: z.enum(["origin", "region", "party", "facility", "product", "port", "tier", "control"]),
  by: z.array(line).describe("where the value was added, largest first; with others and untraced they sum to one"),
  others: z.object({ count: z.number().int(), share: share(), usd: usd() }).describe("smaller lines in one"),
  control: z
    .object({
      on: z.string().describe("the day of the stakes"),
      known: z.string(),
      origins: z
        .object({ by: z.array(bareLine), others: z.object({ count: z.number().int(), share: share(), usd: usd() }) })
        .describe("the same value by the country that made it"),
      elsewhere: z.object(bounded).describe("made in another country than the one that controls the maker"),
      open: z
        .array(place.extend({ share: share(), usd: usd(), mayBe: z.array(place), path: stakes }))
        .describe("the largest parties of which ranges of stakes leave open whose they are, with all they may be"),
    })
    .optional()
    .describe("where lines are by country of ultimate control"),
  untraced,
  residual: z.number().describe("what the solution is off by, of the root's value"),
  direct: z
    .array(z.object({ key: z.string(), label: z.string(), share: share() }))
    .describe("by origin, whom the root bought from: what a look at the first tier alone would say"),
  tiers: z
    .array(z.object({ tier: z.number().int().nullable(), share: share() }))
    .describe("value added by distance from the root; the last is all beyond"),
  estimated: amount().describe("of all purchases on the way by value, the part with an estimated value"),
  outlying: amount().describe("and the part whose rows have a unit value far from the usual, counted as they stand"),
  rootEstimated: amount().describe("of the root's own purchases"),
  passedOn: z
    .object({ observed: amount(), reported: amount(), estimated: amount(), assumed: amount() })
    .describe("what was passed on to inputs on the way, by how the share is known, in units of the root's value"),
  coverage,
  production: z.array(production).describe("the production figures that were used"),
  equipment: z.array(equipment).describe("what makes these goods without entering them: beside, not in the shares"),
  physical: z.array(physical).describe("amounts of material by the input map, beside the shares of value"),
  minerals: z.array(minerals).describe("kg of minerals in one unit of what was bought, with the unexplained balance"),
  size: z.object({ nodes: z.number().int(), purchases: z.number().int(), links: z.number().int() }),
  years: z.array(year).optional().describe("the same by calendar year, where it was asked for"),
});

export type AttributionResult = z.output<typeof attributionResult>;
