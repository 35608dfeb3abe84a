import { type Holding, sharesOf } from "../../market/concentration.ts";
import { hhiRange } from "../../market/hhi-range.ts";
import { type Decimal, decimal, format, minus, plus, shareOf, sum, trim, ZERO } from "../../vocab/decimal.ts";
import { countryLabel } from "../trade/labels.ts";
import type { ConcentrationYear } from "./concentration-result.ts";

type Shares = Pick<ConcentrationYear, "year" | "total" | "hhi" | "parts" | "others">;

export const writeAmount = (amount: Decimal): string => format(trim(amount));

/** Shares by country of one year: the largest `top`, the rest pooled. */
export function yearOfShares(year: string, holdings: readonly Holding[], top: number): Shares {
  const { total, parts, hhi } = sharesOf(holdings);
  const pooled = sum(parts.slice(top).map(({ amount }) => amount));
  return {
    year,
    total: writeAmount(total),
    hhi,
    parts: parts
      .slice(0, top)
      .map(({ key, amount, share }) => ({ key, label: countryLabel(key), amount: writeAmount(amount), share })),
    others: {
      count: Math.max(0, parts.length - top),
      amount: writeAmount(pooled),
      share: shareOf(pooled, total),
    },
  };
}

/** What is of one country in the end, with how much of it is of those of whom a holder is recorded. */
export interface ControlledHolding extends Holding {
  readonly recorded: Decimal;
}

/** What nobody knows whose it is, and why. */
export interface UnknownHolding extends Holding {
  readonly label: string;
}

export type ControlledShares = Shares & { readonly control: NonNullable<ConcentrationYear["control"]> };

/**
 * Shares by country of ultimate control. What is unknown stands in lines of its own, so that shares still sum to one, and
 * the index is a range: `hhi` is null where its ends differ.
 */
export function yearOfControl(
  year: string,
  holdings: readonly ControlledHolding[],
  unknown: readonly UnknownHolding[],
  top: number,
): ControlledShares {
  const open = sum(unknown.map(({ amount }) => amount));
  const known = yearOfShares(year, holdings, top);
  const held = sum(holdings.map(({ amount }) => amount));
  const recorded = sum(holdings.map((each) => each.recorded));
  const whole = plus(held, open);
  const unrecorded = minus(held, recorded);
  const range = hhiRange(holdings, open);
  return {
    year,
    total: writeAmount(whole),
    hhi: range !== null && range.low === range.high ? range.low : null,
    parts: [
      ...known.parts.map((part) => ({
        ...part,
        share: shareOf(decimal(part.amount), whole),
        recorded: writeAmount(holdings.find(({ key }) => key === part.key)?.recorded ?? ZERO),
      })),
      ...unknown
        .filter(({ amount }) => amount.units > 0n)
        .map(({ key, label, amount }) => ({
          key,
          label,
          amount: writeAmount(amount),
          share: shareOf(amount, whole),
          recorded: "0",
        })),
    ],
    others: { ...known.others, share: shareOf(decimal(known.others.amount), whole) },
    control: {
      unknown: { amount: writeAmount(open), share: shareOf(open, whole) },
      unrecorded: { amount: writeAmount(unrecorded), share: shareOf(unrecorded, whole) },
      range,
      recordedRange: hhiRange(
        holdings.map((each) => ({ key: each.key, amount: each.recorded })),
        plus(open, unrecorded),
      ),
      makers: [],
    },
  };
}
