import { z } from "zod";
import { PARTS, partsOf } from "../../control/share.ts";
import { InvalidInput } from "../../errors.ts";
import { type CountryCode, country } from "../../vocab/country.ts";
import { COUNTRY_GROUPS, findGroup } from "../../vocab/country-group.ts";
import { compare, type Decimal, decimal, divide, fromUnits, ONE, toNumber } from "../../vocab/decimal.ts";
import { dayField, parsedField, textField } from "../../vocab/file-fields.ts";
import { type Hs6, hs6, hsDigits } from "../../vocab/hs-code.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";

/** Fields of the file of a scenario. */

const HUNDRED = fromUnits(100n, 0);

/** One, or a list of at least one. */
export const listOf = <T>(one: z.ZodType<T>) => z.union([one.transform((value) => [value]), z.array(one).min(1)]);

/** Countries and groups of them; null where none is said. */
export const places = listOf(
  parsedField((text): readonly string[] => {
    const group = findGroup(text);
    return group === null ? [country(text).code] : COUNTRY_GROUPS[group];
  }),
)
  .optional()
  .transform((found) => found?.flat() ?? null);

export const place = parsedField((text): CountryCode => country(text).code);

const codes = listOf(
  parsedField((text): string => {
    const digits = /^\d{2}$/.test(text) ? text : hsDigits(text);
    if (digits !== null && digits.length <= 6) return digits;
    throw new InvalidInput(
      digits === null ? `“${text}” is not an HS code` : `“${text}” has more than the six digits that trade is known by`,
    );
  }),
);

/** First digits of HS codes; null where none is said. */
export const products = codes.optional().transform((found) => found ?? null);

export const productsNeeded = codes;

export const product = parsedField((text): Hs6 => hs6(text));

/** "0.4" or "40 %". */
function readShare(text: string): Decimal {
  const percent = /^(.*?)\s*%$/.exec(text)?.[1];
  return percent === undefined ? decimal(text) : divide(decimal(percent), HUNDRED, 14);
}

export const partThatStops = parsedField((text): Decimal => {
  const share = readShare(text);
  if (share.units > 0n && compare(share, ONE) <= 0) return share;
  throw new InvalidInput(`“${text}” is not a share: write more than 0 and at most 1, such as 0.4 or 40 %`);
}).default(ONE);

/** In parts of 10^12. */
export const stakeShare = parsedField((text): number => {
  const share = readShare(text);
  const parts = share.units < 0n ? -1 : partsOf(`${share.units}e-${share.scale}`);
  if (parts >= 0 && parts <= PARTS) return parts;
  throw new InvalidInput(`“${text}” is not a share from 0 to 1`);
});

/** A part that is added, or taken away where it is below 0; more than -1. */
export const changeOf = parsedField((text): number => {
  const change = toNumber(readShare(text));
  if (change > -1 && change <= 1000) return change;
  throw new InvalidInput(`“${text}” is not a change: write more than -1, such as 0.2 or 20 % for a fifth more`);
});

/** A number that fits; `what` says what it has to be. */
export const numberThat = (fits: (value: number) => boolean, what: string) =>
  parsedField((text): number => {
    const value = toNumber(decimal(text));
    if (Number.isFinite(value) && fits(value)) return value;
    throw new InvalidInput(`“${text}” is not ${what}`);
  });

export const above = (what: string) => numberThat((value) => value > 0 && value <= 1e15, what);

/** The days and the note that every edit takes. */
export const days = { from: dayField.optional(), until: dayField.optional(), note: textField.optional() };

interface DaysRead {
  readonly from?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
  readonly note?: string | undefined;
}

export const daysOf = ({ from, until, note }: DaysRead) => ({
  from: from ?? null,
  until: until ?? null,
  note: note ?? null,
});
