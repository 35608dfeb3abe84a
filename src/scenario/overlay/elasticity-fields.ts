import { z } from "zod";
import { InvalidInput } from "../../errors.ts";
import { decimal, toNumber } from "../../vocab/decimal.ts";
import { parsedField, textField } from "../../vocab/file-fields.ts";
import { ELASTICITY_KINDS } from "../gsim/gsim-model.ts";
import { days, daysOf, place, products } from "./scenario-fields.ts";

const elasticityValue = parsedField((text): number => {
  if (text === "infinite") return Number.POSITIVE_INFINITY;
  const value = toNumber(decimal(text));
  if (Number.isFinite(value) && value !== 0) return value;
  throw new InvalidInput(`“${text}” is not an elasticity: a number other than 0, or for supply “infinite”`);
});

/** How an edit of an elasticity is written. */
export const elasticity = z
  .strictObject({
    of: z.enum(ELASTICITY_KINDS),
    country: place.optional(),
    product: products,
    value: elasticityValue,
    low: elasticityValue.optional(),
    high: elasticityValue.optional(),
    source: textField.optional(),
    ...days,
  })
  .refine(({ of, ...read }) => valuesOf(read).every((value) => value > 0 === (of !== "demand")), {
    message: "demand answers a price with less, below 0; supply and substitution are above 0",
  })
  .refine(({ of, ...read }) => of === "supply" || valuesOf(read).every(Number.isFinite), {
    message: "only supply may be infinite",
  })
  .refine(({ low, value, high }) => (low ?? value) <= value && value <= (high ?? value), {
    message: "its value is not within low and high; of two below 0, low is the one further from 0",
  })
  .transform(({ of, country, product, value, low, high, source, ...rest }) => ({
    kind: "elasticity" as const,
    of,
    country: country ?? null,
    products: product,
    value,
    low: low ?? null,
    high: high ?? null,
    source: source ?? null,
    ...daysOf(rest),
  }));

const valuesOf = ({ low, value, high }: { low?: number | undefined; value: number; high?: number | undefined }) => [
  low ?? value,
  value,
  high ?? value,
];
