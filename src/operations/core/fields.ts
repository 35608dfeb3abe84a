import { z } from "zod";
import { InvalidInput, UserError } from "../../errors.ts";
import { type CountryCode, country } from "../../vocab/country.ts";
import { decimal, format } from "../../vocab/decimal.ts";
import { type Hs6, hs6 } from "../../vocab/hs-code.ts";
import { type IsoDate, isoDate } from "../../vocab/iso-date.ts";

/** A text field read by one of our own parsers, so that its error keeps its sentence and its hint. */
export function parsedText<T>(parse: (text: string) => T) {
  return z.string().transform((text, context): T => {
    try {
      return parse(text.trim());
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      context.addIssue({ code: "custom", message: error.message, params: { hint: error.hint } });
      return z.NEVER;
    }
  });
}

export const productField = () => parsedText((text): Hs6 => hs6(text));

export const countryField = () => parsedText((text): CountryCode => country(text).code);

export const dayField = () => parsedText((text): IsoDate => isoDate(text));

/** A share from 0 to 1; per cent is a common slip, so it gets its own hint. */
export const shareField = () =>
  parsedText((text): string => {
    const share = decimal(text);
    if (share.units < 0n || share.units > 10n ** BigInt(share.scale)) {
      throw new InvalidInput(`"${text}" is not a share from 0 to 1.`, { hint: "Write 5 % as 0.05." });
    }
    return format(share);
  });

export interface TierOrigin {
  readonly tier: number;
  readonly origins: readonly CountryCode[];
}

/** Reads `2:CN,KR`: the countries that tier 2 is limited to. */
export function parseTierOrigin(text: string): TierOrigin {
  const match = /^([1-8])\s*:\s*(.+)$/.exec(text);
  if (match === null) {
    throw new InvalidInput(`"${text}" does not say a tier and its countries.`, { hint: 'Write it as "2:CN,KR".' });
  }
  const origins = (match[2] ?? "").split(/[\s,]+/).filter((part) => part !== "");
  return { tier: Number(match[1]), origins: origins.map((part) => country(part).code) };
}

export const tierOriginField = () =>
  parsedText((text): string => {
    const { tier, origins } = parseTierOrigin(text);
    return `${tier}:${origins.join(",")}`;
  });

/** An exact number as text: amounts are never floats in an answer. */
export const amount = () => z.string().regex(/^-?\d+(\.\d+)?$/);
