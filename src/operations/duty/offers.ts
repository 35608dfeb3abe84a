import { z } from "zod";
import { InvalidInput } from "../../errors.ts";
import { format } from "../../vocab/decimal.ts";
import { countryField, parsedText } from "../core/fields.ts";
import { parseUsd, usdField } from "./goods-fields.ts";

/** One supplier's offer: where the goods come from, and what a unit costs. */
export interface Offer {
  readonly name: string;
  readonly origin: string;
  /** USD a unit, before freight. */
  readonly price: string;
  readonly freight?: string | undefined;
  readonly insurance?: string | undefined;
  readonly producer?: string | undefined;
  readonly exporter?: string | undefined;
}

/** Reads `CN=3700`: an origin and the price of a unit. */
export const offerField = () =>
  parsedText((text): string => {
    const found = /^([^=]+)=(.+)$/.exec(text);
    if (found === null)
      throw new InvalidInput(`“${text}” does not say an origin and a price.`, { hint: "Write it as CN=3700." });
    const origin = countryField().safeParse(found[1]);
    if (!origin.success)
      throw new InvalidInput(`“${(found[1] ?? "").trim()}” is not a country.`, { hint: "Write it as CN=3700." });
    return `${origin.data}=${format(parseUsd((found[2] ?? "").trim()))}`;
  });

const optionalText = z.string().trim().min(1).max(200).optional();

/** A row of a file of offers. */
export const offerRow = z.object({
  name: z.string().trim().min(1).max(200).optional(),
  origin: countryField(),
  price: z.preprocess((given) => (typeof given === "number" ? String(given) : given), usdField()),
  freight: z.preprocess((given) => (typeof given === "number" ? String(given) : given), usdField()).optional(),
  insurance: z.preprocess((given) => (typeof given === "number" ? String(given) : given), usdField()).optional(),
  producer: optionalText,
  exporter: optionalText,
  line: z.number().int().optional(),
});

export function offersOf(short: readonly string[], rows: readonly z.output<typeof offerRow>[]): readonly Offer[] {
  const named = short.map((text): Offer => {
    const [origin = "", price = ""] = text.split("=");
    return { name: origin, origin, price };
  });
  const listed = rows.map(({ line: _, name, ...row }): Offer => ({ ...row, name: name ?? row.origin }));
  const offers = [...named, ...listed];
  if (offers.length > 0) return offers;
  throw new InvalidInput("There is nothing to compare.", {
    hint: "Give --offer CN=3700, once for each origin, or --offers FILE.",
  });
}
