import { type Decimal, decimal, divide, minus, ONE, plus, round, sum, times } from "../vocab/decimal.ts";
import { NOTHING } from "./duty-line.ts";
import type { DutyStack } from "./duty-stack.ts";

/** What goods cost at the door of the country of entry, USD. */
export interface LandedCost {
  readonly value: Decimal;
  readonly freight: Decimal;
  readonly insurance: Decimal;
  readonly duties: Decimal;
  readonly fees: Decimal;
  /** Interest on trade-remedy deposits for as long as they lie with customs. */
  readonly finance: Decimal;
  readonly total: Decimal;
}

export interface Finance {
  /** Interest a year, as a share. */
  readonly rate: Decimal;
  readonly months: number;
}

const CENTS = 2;
const PLACES = 12;
const MONTHS_A_YEAR = decimal("12");

/** The parts of a landed cost; duty is taken of the customs value, which leaves freight and insurance out (19 USC 1401a). */
export function landedCost(
  stack: DutyStack,
  { value, freight, insurance }: Pick<LandedCost, "value" | "freight" | "insurance">,
  finance: Finance | null,
): LandedCost {
  const amounts = (kinds: readonly string[]) =>
    sum([NOTHING, ...stack.lines.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount)]);
  const duties = amounts(["ordinary", "additional", "remedy"]);
  const fees = amounts(["fee"]);
  const interest = finance === null ? NOTHING : interestOn(amounts(["remedy"]), finance);
  const total = sum([round(value, CENTS), round(freight, CENTS), round(insurance, CENTS), duties, fees, interest]);
  return { value, freight, insurance, duties, fees, finance: interest, total };
}

function interestOn(deposits: Decimal, { rate, months }: Finance): Decimal {
  return round(divide(times(times(deposits, rate), decimal(String(months))), MONTHS_A_YEAR, PLACES), CENTS);
}

/** The total duty, as a share of the price, at which goods cost as much as a domestic price: (domestic − carriage) / price − 1. */
export function breakEvenDuty(price: Decimal, carriage: Decimal, domestic: Decimal): Decimal | null {
  if (price.units === 0n) return null;
  return minus(divide(minus(domestic, carriage), price, PLACES), ONE);
}

/** The price at which goods that owe `share` of it cost as much as a domestic price: (domestic − carriage) / (1 + share). */
export function breakEvenPrice(share: Decimal, carriage: Decimal, domestic: Decimal): Decimal {
  return round(divide(minus(domestic, carriage), plus(ONE, share), PLACES), CENTS);
}
