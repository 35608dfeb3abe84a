import { InvalidInput } from "../../errors.ts";
import { fromUnits, toNumber } from "../../vocab/decimal.ts";
import { convert, type Unit } from "../../vocab/quantity.ts";
import type { StatedPrice, StatedQuantity } from "./tool-fields.ts";

/** In what every price of a proposal is. */
export interface PriceBasis {
  readonly currency: string;
  readonly unit: Unit;
  readonly terms: string;
}

/** "FOB" says nothing of the place, and so does not contradict "FOB China". */
function sameTerms(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  return a[0] === b[0] && (Math.min(a.length, b.length) === 1 || a.join(" ") === b.join(" "));
}

const wordsOf = (terms: string): readonly string[] => terms.trim().toLowerCase().split(/\s+/);

/** Converted at once, so that a small unit in a large one keeps its digits. */
const MANY = fromUnits(10n ** 12n, 0);

/** How many of `to` are in one of `from`; throws InvalidInput that says of what where they measure different things. */
function unitsIn(from: Unit, to: Unit, what: string): number {
  try {
    return toNumber(convert({ amount: MANY, unit: from }, to).amount) / toNumber(MANY);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(`${what} cannot be converted: ${error.message}`, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error,
    });
  }
}

const MOST = 1e15;

function readable(value: number, what: string): number {
  if (value <= MOST) return value;
  throw new InvalidInput(`${what} is too large in the unit of the proposal.`, { hint: "Write unit: t or kg." });
}

/**
 * A price in the unit of the proposal. Throws InvalidInput where it is of another currency or other terms, which only data
 * could convert, or of a unit that measures something else.
 */
export function priceIn(basis: PriceBasis, { price, unit, currency, terms }: StatedPrice, what: string): number {
  if (currency !== undefined && currency !== basis.currency) {
    throw new InvalidInput(`${what} is in ${currency} and the proposal in ${basis.currency}.`, {
      hint: "State both in one currency, at a rate that you can name.",
    });
  }
  if (terms !== undefined && !sameTerms(terms, basis.terms)) {
    throw new InvalidInput(`${what} is “${terms}” and the proposal “${basis.terms}”: they cannot be compared.`, {
      hint: "State both on the same terms, freight, insurance and duty added or taken off.",
    });
  }
  return readable(unit === undefined ? price : price * unitsIn(basis.unit, unit, what), what);
}

/** A quantity in the unit of the proposal. */
export function quantityIn(basis: PriceBasis, { amount, unit }: StatedQuantity, what: string): number {
  return readable(amount * unitsIn(unit, basis.unit, what), what);
}

/** Throws InvalidInput where the store says other terms of a series than the proposal. */
export function requireTerms(basis: PriceBasis, terms: string | null, what: string): void {
  if (terms !== null && !sameTerms(terms, basis.terms)) {
    throw new InvalidInput(`${what} is “${terms}” and the proposal “${basis.terms}”: they cannot be compared.`, {
      hint: `Write terms: ${terms}, and state every other price on them.`,
    });
  }
}

export const perUnitOf = ({ currency, unit }: PriceBasis): string => `${currency}/${unit}`;

/** Throws InvalidInput where what should be the lower of two is above the other. */
export function requireOrder(
  low: number | null,
  high: number | null,
  what: string,
  lower: string,
  upper: string,
): void {
  if (low === null || high === null || low <= high) return;
  throw new InvalidInput(`${what} has a ${lower} of ${low} above its ${upper} of ${high}.`);
}
