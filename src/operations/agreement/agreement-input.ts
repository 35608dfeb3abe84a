import { z } from "zod";
import { BASES } from "../../evidence/basis.ts";
import { PHASES } from "../../scenario/agreement/group-supply.ts";
import { dayField, productField } from "../core/fields.ts";
import { referenceModelInput, trancheRow } from "../pricing/reference-input.ts";
import { dutyRate, part } from "../pricing/tool-fields.ts";
import { datasetFields } from "../trade/trade-fields.ts";

const MOST_PLACES = 250;
const MOST_NODES = 30;
const MOST_PLANTS = 500;
const MOST_CANDIDATES = 20;

/** Categories of members: large integrated blocs, who has the raw material, and who processes it. */
export const CATEGORIES = ["bloc", "raw_material", "processing"] as const;

export type Category = (typeof CATEGORIES)[number];

const text = (most: number) => z.string().trim().min(1).max(most);
const cited = {
  basis: z.enum(BASES).optional().describe("assumed unless a source is named"),
  source: text(300).optional().describe("where it comes from"),
  note: text(400).optional(),
};
const places = (about: string) => z.array(text(80)).max(MOST_PLACES).describe(about);
const codes = () => z.array(productField()).max(MOST_NODES).optional().describe("nodes that it holds for; all if none");

const year = () => z.int().min(1900).max(2200);

const plantRow = trancheRow.omit({ status: true }).extend({
  phase: z
    .enum(PHASES)
    .optional()
    .describe("how far it is; that of the book's plant of the same name unless it is said"),
});

const node = z.strictObject({
  product: productField().describe("HS, six digits"),
  stage: text(60).optional().describe("of the chain, such as mine, refined, active material"),
  mineral: text(60).optional(),
  unit: text(20).default("t").describe("of weights and of the price"),
  trade: z
    .strictObject({ source: datasetFields.source, side: datasetFields.side, frequency: datasetFields.frequency })
    .prefault({})
    .describe("statistics that tell of it, where the store holds several"),
  year: year().optional().describe("of the statistics; the last whole one unless it is said"),
  figures: z
    .array(text(200))
    .max(20)
    .default([])
    .describe("names under which the book and the store keep its capacities, besides its code"),
  demand: referenceModelInput.shape.demand.optional().describe("what members need, where trade does not tell"),
  plants: z.array(plantRow).max(MOST_PLANTS).default([]).describe("plants, or more of those that the book names"),
  costs: referenceModelInput
    .pick({
      ...{ currency: true, terms: true, from: true, assume: true, fx: true, eligible: true },
      ...{ benchmark: true, contracts: true, combine: true },
    })
    .extend({ product: text(200).optional().describe("name of the costs in the book and the store") })
    .optional()
    .describe("what a reference price is computed from, beside the plants"),
});

const rules = z.strictObject({
  floor: z
    .strictObject({
      alpha: part((value) => value > 0 && value <= 10, "a share such as 0.9").describe("of the reference price"),
      duty: dutyRate().default(0).describe("ordinary duty that imports owe anyway; 0 where it is not said"),
      products: codes(),
      ...cited,
    })
    .optional()
    .describe("imports from outside are brought up to it by a levy"),
  facility_tariff: z
    .strictObject({
      rule: text(100).describe("a rule of control of the book"),
      rate: dutyRate().describe("on the value of what a plant under the rule made, wherever it stands"),
      except: places("origins of which it does not hold, as other duties do").default([]),
      supply: z
        .enum(["in", "out"])
        .default("out")
        .describe("whether what such plants in members make counts as theirs"),
      products: codes(),
      ...cited,
    })
    .optional(),
  ban: z
    .strictObject({ lists: z.array(text(100)).min(1).max(20), products: codes(), ...cited })
    .optional()
    .describe("what parties on these lists sell does not come in"),
  export_control: z
    .strictObject({
      to: places("who no longer buys; all outside if none is named").optional(),
      products: codes(),
      ...cited,
    })
    .optional(),
  mutual_recognition: z
    .strictObject({ of: text(200).describe("what members accept of each other"), ...cited })
    .optional(),
});

const candidate = z.union(
  [
    z.strictObject({ country: text(80), category: z.enum(CATEGORIES).optional(), note: text(400).optional() }),
    z.strictObject({ product: productField(), plant: plantRow, note: text(400).optional() }),
  ],
  { error: "“candidates” holds countries, { country }, and plants of a node, { product, plant: { name, … } }" },
);

/** An agreement, as a file states it. */
export const agreementInput = z.strictObject({
  title: text(200),
  about: text(2000).optional(),
  from: dayField().optional().describe("first day on which its rules hold"),
  members: z
    .strictObject({
      bloc: places("large integrated blocs").default([]),
      raw_material: places("raw material producers").default([]),
      processing: places("processed materials and technology partners").default([]),
    })
    .refine(
      (each) => CATEGORIES.some((category) => each[category].length > 0),
      "An agreement needs members: name one under members.bloc, members.raw_material or members.processing.",
    ),
  source: text(300).optional().describe("of the agreement"),
  years: z
    .strictObject({ from: year(), until: year() })
    .optional()
    .describe("first year, and first year no more, that are asked about; those of the demand unless they are said"),
  bills: z
    .strictObject({ source: datasetFields.source })
    .optional()
    .describe("shipment records that tell of parties, where the store holds several"),
  nodes: z.array(node).min(1).max(MOST_NODES),
  rules: rules.prefault({}),
  candidates: z
    .array(candidate)
    .max(MOST_CANDIDATES)
    .default([])
    .describe("countries and plants of which it is asked what one more is worth"),
});

export type AgreementInput = z.output<typeof agreementInput>;
export type AgreementNode = AgreementInput["nodes"][number];
export type PlantRow = z.output<typeof plantRow>;
export type AgreementRules = AgreementInput["rules"];
export type AgreementCandidate = AgreementInput["candidates"][number];
