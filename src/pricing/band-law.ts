import { z } from "zod";
import type { Confidence } from "../evidence/confidence.ts";
import type { Source } from "../evidence/source.ts";
import {
  citedFields as cited,
  confidenceField as confidence,
  dayField as day,
  idField as id,
  parsedField as read,
  textField as text,
} from "../vocab/file-fields.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import { parseUnit, type Unit } from "../vocab/quantity.ts";
import type { BandRule } from "./band.ts";

const months = z.int().min(1).max(600);
const above = z.number().positive();

/** Whether a band holds today, as far as the book knows. */
export const BAND_STATES = ["historical", "in force", "not checked"] as const;

/** A file of bands of prices that laws set: `prices/bands.yaml`. */
export const BAND_LAW_FILE = z.array(
  z
    .strictObject({
      id,
      title: text,
      border: text,
      status: z.enum(BAND_STATES),
      from: day.optional(),
      until: day.optional(),
      currency: z.string().regex(/^[A-Z]{3}$/),
      unit: read(parseUnit),
      terms: text,
      floor: above.optional(),
      ceiling: above.optional(),
      extremes: z.strictObject({ months, dropped: z.number().min(0).lt(0.5) }).optional(),
      mean: z.strictObject({ months: months.min(2), deviations: z.number().min(0) }).optional(),
      bound: above.optional().describe("the most that duty and charge may be together, as a share of the price"),
      review_months: months.default(1),
      band_months: months.default(1),
      risk: z
        .strictObject({ text, ...cited })
        .optional()
        .describe("what a court said of it"),
      note: text.optional(),
      ...cited,
      confidence,
    })
    .refine(({ floor, extremes, mean }) => [floor, extremes, mean].filter((one) => one !== undefined).length === 1, {
      message: "it needs one of floor, extremes and mean",
    })
    .refine(({ floor = 0, ceiling = floor }) => floor <= ceiling, { message: "the ceiling is below the floor" }),
);

export type BandLawInFile = z.output<typeof BAND_LAW_FILE>[number];

/** A band of prices at a border that a law set, with the days on which it held. */
export interface BandLaw {
  readonly id: string;
  readonly title: string;
  readonly border: string;
  readonly status: (typeof BAND_STATES)[number];
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
  readonly currency: string;
  /** What prices are of. */
  readonly unit: Unit;
  readonly terms: string;
  readonly rule: BandRule;
  readonly bound: number | null;
  readonly reviewMonths: number;
  readonly bandMonths: number;
  /** What a court said of it. */
  readonly risk: { readonly text: string; readonly source: Source } | null;
  readonly note: string | null;
  readonly source: Source;
  readonly confidence: Confidence;
}

export function bandRuleOf({ floor, ceiling, extremes, mean }: BandLawInFile): BandRule {
  if (extremes !== undefined) return { of: "extremes", ...extremes };
  if (mean !== undefined) return { of: "mean", ...mean };
  return { of: "stated", floor: floor ?? 0, ceiling: ceiling ?? null };
}
