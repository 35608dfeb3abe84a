import { z } from "zod";
import { InvalidInput } from "../../errors.ts";
import { type Decimal, decimal, format, trim } from "../../vocab/decimal.ts";
import { hsDigits } from "../../vocab/hs-code.ts";
import { countryField, dayField, parsedText, shareField } from "../core/fields.ts";

/** An amount of money above or at zero, kept as it is written. */
export function parseUsd(text: string): Decimal {
  const amount = decimal(text.replace(/^(?:USD|\$)\s*/i, "").replaceAll(",", ""));
  if (amount.units >= 0n) return amount;
  throw new InvalidInput(`“${text}” is below zero.`, { hint: "A value is an amount of money, such as 3700.00." });
}

/** Reads `graphite=5000`: a content of the goods and its value in USD. */
export function parseContent(text: string): { readonly name: string; readonly value: Decimal } {
  const found = /^([\p{L}][\p{L}\p{N} _-]*)=(.+)$/u.exec(text);
  if (found === null) {
    throw new InvalidInput(`“${text}” does not say a content and its value.`, { hint: "Write it as graphite=5000." });
  }
  return { name: contentName(found[1] as string), value: parseUsd((found[2] as string).trim()) };
}

const CONTENT_NAMES: ReadonlyMap<string, string> = new Map([
  ["anode", "graphite"],
  ["anode material", "graphite"],
  ["active anode material", "graphite"],
  ["aam", "graphite"],
  ["iron", "steel"],
  ["aluminum", "aluminium"],
]);

/** The name that measures use for a content, in the spellings of the trade; any other name is kept. */
export function contentName(text: string): string {
  const key = text.trim().toLowerCase().replace(/[_-]+/g, " ");
  return CONTENT_NAMES.get(key) ?? key;
}

export const htsField = () =>
  parsedText((text): string => {
    const digits = hsDigits(text);
    if (digits !== null && digits.length >= 6) return digits;
    throw new InvalidInput(`“${text}” is not a tariff code of six digits or more.`, {
      hint: "Write six, eight or ten digits, for example 8507.60.00.20.",
    });
  });

/** A code to search by, from the heading down. */
export const codeField = () =>
  parsedText((text): string => {
    const digits = hsDigits(text);
    if (digits !== null) return digits;
    throw new InvalidInput(`“${text}” is not a tariff code.`, { hint: "Write four to ten digits, such as 8507.60." });
  });

export const usdField = () => parsedText((text): string => format(parseUsd(text)));

const contentField = () =>
  parsedText((text): string => {
    const { name, value } = parseContent(text);
    return `${name}=${format(value)}`;
  });

const quantityField = () =>
  parsedText((text): string => {
    const amount = decimal(text.replaceAll(",", ""));
    if (amount.units < 0n)
      throw new InvalidInput(`“${text}” is below zero.`, { hint: "Write a quantity, such as 1000." });
    return format(trim(amount));
  });

/** What duties depend on apart from the code, the origin and the value: the same on every question about duties. */
export const circumstanceFields = {
  kg: quantityField().optional().describe("net weight in kilograms, for rates by weight").meta({ placeholder: "N" }),
  pieces: quantityField().optional().describe("number of pieces, for rates by number").meta({ placeholder: "N" }),
  producer: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe("who made the goods, for rates by company")
    .meta({ placeholder: "NAME" }),
  exporter: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe("who exported them: a name, separate-rate, or country-wide")
    .meta({ placeholder: "NAME" }),
  article: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(60)
    .optional()
    .describe(
      "what the goods are where a case is about articles: powder, slurry, electrode, cell, module, pack, container, vehicle",
    )
    .meta({ placeholder: "KIND" }),
  mode: z
    .enum(["sea", "air", "land"])
    .optional()
    .describe("how they arrive; the fees of an entry are added when it is stated"),
  content: z
    .array(contentField())
    .default([])
    .describe("value of a content on which a measure falls alone, such as graphite=5000 or steel=800; repeat it")
    .meta({ placeholder: "NAME=USD", repeated: true }),
  metalWeight: shareField().optional().describe("share of the weight that is metal").meta({ placeholder: "SHARE" }),
  usContent: shareField()
    .optional()
    .describe("share of the metal that was melted and poured, or smelted and cast, in the United States")
    .meta({ placeholder: "SHARE" }),
  loadedOn: dayField()
    .optional()
    .describe("day on which they were loaded, for goods in transit")
    .meta({ placeholder: "DATE" }),
  claim: z
    .array(z.string().trim().min(1).max(40))
    .default([])
    .describe("a claim that is made: a heading of chapter 99 or a preference such as USMCA; repeat it")
    .meta({ placeholder: "CODE", repeated: true }),
};

/** One line of an entry. */
export const goodsFields = {
  product: htsField().describe("tariff code, six to ten digits").meta({ placeholder: "HTS" }),
  origin: countryField().describe("country of origin").meta({ placeholder: "CC" }),
  to: countryField().prefault("US").describe("country of entry").meta({ placeholder: "CC" }),
  value: usdField().describe("customs value in USD").meta({ placeholder: "USD" }),
  ...circumstanceFields,
};
