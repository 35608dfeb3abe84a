import { z } from "zod";
import { BASES } from "../../evidence/basis.ts";
import { COMBINING_RULES } from "../../pricing/combined-price.ts";
import { DELIVERY_TERMS } from "../../pricing/delivery-terms.ts";
import { amount } from "../core/fields.ts";

const range = z.object({ low: amount().nullable(), central: amount().nullable(), high: amount().nullable() });
const named = z.object({ name: z.string(), price: amount() });

const step = z.object({
  name: z.string(),
  party: z.string().nullable(),
  country: z.object({ key: z.string(), label: z.string() }).nullable(),
  status: z.enum(["existing", "new"]),
  place: z.enum(["below", "marginal", "next", "beyond"]).describe("where it stands to the demand"),
  price: amount().describe("its offer a unit"),
  low: amount(),
  high: amount(),
  supply: amount().describe("capacity × utilisation, units a year"),
  cumulative: amount(),
  parts: z
    .object({ capital: amount(), fixed: amount(), variable: amount(), freight: amount(), byproduct: amount() })
    .nullable()
    .describe("of the price, a unit; byproduct is taken off; null where a price is stated"),
  basis: z.enum(BASES).describe("of its weakest figure"),
  confidential: z.boolean(),
});

export const referenceResult = z.object({
  title: z.string(),
  because: z.string().describe("the finding, in a sentence"),
  form: z.enum(["full", "published"]),
  product: z.string(),
  unit: z.string().describe("of every price and quantity"),
  currency: z.string(),
  terms: z.enum(DELIVERY_TERMS),
  year: z.number().int().nullable().describe("of the curve, the combined price and the sensitivity"),
  demand: range,
  reference: range.describe(
    "offer of the first tranche that covers the demand; null where none does; published: its mean",
  ),
  supply: amount().nullable().describe("of all eligible tranches"),
  unmet: amount().nullable(),
  marginal: named.nullable(),
  next: named.nullable().describe("the tranche after the marginal one"),
  curve: z.array(step).describe("from the cheapest on; empty in the published form"),
  years: z.array(
    z.object({
      year: z.number().int().nullable(),
      demand: amount(),
      reference: range,
      marginal: z.string().nullable(),
      next: z.string().nullable(),
      supply: amount(),
      unmet: amount(),
    }),
  ),
  out: z.array(z.object({ name: z.string(), because: z.string() })).describe("tranches that may not offer"),
  open: z
    .object({
      taken: z.enum(["in", "out"]),
      tranches: z.array(z.object({ name: z.string(), because: z.string() })),
      without: amount().nullable().describe("the reference with all of them out"),
      with: amount().nullable().describe("the reference with all of them in"),
    })
    .nullable()
    .describe("tranches of which the rule of control does not decide"),
  unpriced: z.array(z.object({ name: z.string(), missing: z.array(z.string()) })),
  combined: z.object({
    rule: z.enum(COMBINING_RULES),
    price: amount().nullable(),
    parts: z.array(z.object({ part: z.string(), price: amount().nullable(), weight: amount().nullable() })),
  }),
  floor: z
    .object({ alpha: amount(), index: amount().nullable(), price: amount().nullable() })
    .nullable()
    .describe("max(α · combined price, benchmark)"),
  sensitivity: z.array(
    z.object({
      of: z.enum(["demand", "rate", "utilisation"]),
      change: amount().describe("demand: as a share of it; rate and utilisation: in points"),
      reference: amount().nullable(),
      marginal: z.string().nullable(),
      unmet: amount(),
    }),
  ),
  figures: z
    .array(
      z.object({
        tranche: z.string(),
        figure: z.string(),
        low: amount(),
        central: amount(),
        high: amount(),
        basis: z.enum(BASES),
        source: z.string().nullable(),
        from: z.enum(["stated", "assumed", "default"]).describe("default: neither the plant nor the file says it"),
      }),
    )
    .describe("what every offer was made of"),
  disclosure: z
    .object({
      confidential: z.number().int().describe("tranches on the curve whose figures are confidential"),
      published: z.boolean(),
      because: z.string().nullable().describe("why it may not be published"),
      mean: amount().nullable().describe("what may be published"),
      contributors: z.number().int().nullable(),
      largest: amount().nullable().describe("the largest contributor's share of the confidential weight"),
      record: z.array(z.string()).nullable().describe("to be kept under published: in the file; not for publication"),
    })
    .nullable(),
});

export type ReferenceResult = z.output<typeof referenceResult>;
