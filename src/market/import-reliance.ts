import { compare, type Decimal, minus, plus } from "../vocab/decimal.ts";
import { ratioOf } from "./concentration.ts";

/** Amounts of one good in one unit and year. */
export interface ApparentUse {
  readonly production: Decimal;
  readonly imports: Decimal;
  readonly exports: Decimal;
  /** What stocks gave: those at the beginning less those at the end; below zero where they grew. */
  readonly stockChange: Decimal;
}

export const RELIANCE_FORMULA =
  "(imports − exports + stock change) / (production + imports − exports + stock change), stock change = stocks at the beginning − at the end";

/**
 * Net import reliance of the USGS, as a share of apparent consumption, up to 12 places: below zero of a net exporter. Null
 * where nothing, or less, is left to be used.
 */
export function netImportReliance({ production, imports, exports, stockChange }: ApparentUse): string | null {
  const net = plus(minus(imports, exports), stockChange);
  const used = plus(production, net);
  return compare(used, minus(used, used)) > 0 ? ratioOf(net, used) : null;
}
