import { type Decimal, plus, sum, times } from "../vocab/decimal.ts";
import { type Holding, ratioOf, sharesOf } from "./concentration.ts";

export interface HhiRange {
  readonly low: string;
  readonly high: string;
}

/**
 * Least and greatest HHI of a whole of which a part is nobody knows whose. Least: the unknown part is spread so thin that
 * its squares come to nothing. Greatest: all of it is of the largest known holder, or of one alone where none is known,
 * since a sum of squares grows most where it is largest. Null of nothing.
 */
export function hhiRange(known: readonly Holding[], unknown: Decimal): HhiRange | null {
  const { total, parts, hhi } = sharesOf(known);
  if (unknown.units <= 0n) return hhi === null ? null : { low: hhi, high: hhi };
  const [largest, ...others] = parts;
  if (largest === undefined) return { low: "0", high: "1" };
  const { hhi: high } = sharesOf([{ key: largest.key, amount: plus(largest.amount, unknown) }, ...others]);
  return { low: squaresOver(parts, plus(total, unknown)), high: high as string };
}

/** Sum of the squares of what is known over the square of a whole that is more than it. */
function squaresOver(parts: readonly Holding[], whole: Decimal): string {
  const squares = sum(parts.map(({ amount }) => times(amount, amount)));
  return ratioOf(squares, times(whole, whole)) ?? "0";
}
