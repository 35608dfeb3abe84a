import { z } from "zod";
import { month } from "../../pricing/month.ts";
import { parseUnit, type Unit } from "../../vocab/quantity.ts";
import { parsedText } from "../core/fields.ts";

/** Fields of a proposal's file. */

const MOST = 1e15;

export const text = (most: number) => z.string().trim().min(1).max(most);

const numberOf = (given: string | number): number =>
  typeof given === "number" ? given : given === "" ? Number.NaN : Number(given);

/** A number, or text that reads as one. */
export const figure = (fits: (value: number) => boolean, what: string) =>
  z.union([z.number(), z.string().trim().max(40)]).transform((given, context): number => {
    const value = numberOf(given);
    if (Number.isFinite(value) && Math.abs(value) <= MOST && fits(value)) return value;
    context.addIssue({ code: "custom", message: `“${given}” is not ${what}.` });
    return z.NEVER;
  });

/** 0.25, or "25 %". */
export const part = (fits: (value: number) => boolean, what: string) =>
  z.union([z.number(), z.string().trim().max(40)]).transform((given, context): number => {
    const perCent = typeof given === "string" ? /^(.*?)\s*%$/.exec(given)?.[1] : undefined;
    const value = perCent === undefined ? numberOf(given) : numberOf(perCent) / 100;
    if (Number.isFinite(value) && fits(value)) return value;
    context.addIssue({ code: "custom", message: `“${given}” is not ${what}.` });
    return z.NEVER;
  });

export const shareOfOne = () => part((value) => value >= 0 && value <= 1, "a share from 0 to 1, such as 0.3 or 30 %");
export const dutyRate = () => part((value) => value >= 0 && value <= 100, "a rate such as 0.25 or 25 %");

export const monthField = () => parsedText(month);
export const unitField = () => parsedText(parseUnit);
export const currencyField = () =>
  z
    .string()
    .trim()
    .regex(/^[A-Z]{3}$/, "A currency is written as its three letters, such as USD");

const atLeastNothing = (what: string) => figure((value) => value >= 0, what);

/** As it is asked again: what is left out is that of the proposal. */
export interface StatedPrice {
  readonly price: number;
  readonly unit?: Unit | undefined;
  readonly currency?: string | undefined;
  readonly terms?: string | undefined;
}

const PRICE = "a price is a number such as 110, or a mapping such as {price: 110, unit: kg}";
const written = z.union([z.number(), z.string().trim().max(40)]);

/** A price in the proposal's unit, currency and terms, or with its own. */
export const price = () =>
  z
    .union(
      [
        written,
        z.strictObject({
          price: written,
          unit: unitField().optional(),
          currency: currencyField().optional(),
          terms: text(60).optional(),
        }),
      ],
      { error: PRICE },
    )
    .transform((given, context): StatedPrice => {
      const stated = typeof given === "object" ? given : { price: given };
      const amount = numberOf(stated.price);
      if (amount >= 0 && amount <= MOST) return { ...stated, price: amount };
      context.addIssue({ code: "custom", message: `“${stated.price}” is not a price of 0 or more.` });
      return z.NEVER;
    });

/** So much of a unit of its own. */
export const quantity = () => z.strictObject({ amount: atLeastNothing("a quantity of 0 or more"), unit: unitField() });

export type StatedQuantity = z.output<ReturnType<typeof quantity>>;

/** Figures by month or stretch of months: {"2026-01": 63, "2026-02..2026-12": 65}. */
export const byMonth = (what: string) =>
  z
    .record(z.string().max(40), atLeastNothing(what).nullable())
    .refine((months) => Object.keys(months).length <= 1200, "At most 1200 lines");
