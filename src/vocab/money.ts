import { InvalidInput } from "../errors.ts";
import { type Decimal, decimal, format, plus } from "./decimal.ts";
import { nearest } from "./nearest.ts";

/** An exact amount in one currency, named by its ISO 4217 code. */
export interface Money {
  readonly amount: Decimal;
  readonly currency: string;
}

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** Reads an ISO 4217 code in either case; throws InvalidInput for codes that no currency has or had. */
export function currencyCode(text: string): string {
  const code = text.trim().toUpperCase();
  if (CURRENCIES.has(code)) return code;
  const near = nearest(code, CURRENCIES, 3);
  throw new InvalidInput(`“${text}” is not an ISO 4217 currency code.`, {
    hint: near.length > 0 ? `Near it: ${near.join(", ")}.` : "Write three letters, for example USD, EUR or CNY.",
  });
}

/** `money("120.50", "USD")`; throws InvalidInput when the amount or the currency cannot be read. */
export function money(amount: string, currency: string): Money {
  return { amount: decimal(amount), currency: currencyCode(currency) };
}

/** Adds two amounts of one currency; throws InvalidInput naming both when they differ: a rate is never assumed. */
export function plusMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) {
    throw new InvalidInput(`“${formatMoney(a)}” and “${formatMoney(b)}” are in different currencies.`, {
      hint: "Convert one of them by a dated rate first.",
    });
  }
  return { amount: plus(a.amount, b.amount), currency: a.currency };
}

/** "USD 120.50". */
export function formatMoney(value: Money): string {
  return `${value.currency} ${format(value.amount)}`;
}
