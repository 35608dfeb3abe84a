import { decimal, format, fromUnits, round } from "../vocab/decimal.ts";

/**
 * Shares are held as whole parts of 10^12 in a double: twelve places, and sums of up to 9,000 whole holdings are exact,
 * so that 0.24 + 0.01 is 0.25 in any order.
 */
export const PARTS = 1e12;

/** Twelve places of a share, 0 to 1, as parts; throws InvalidInput for what is no decimal number. */
export function partsOf(text: string): number {
  return Number(round(decimal(text), 12).units);
}

/** The share as the shortest decimal text: "0.25". */
export function shareText(parts: number): string {
  const text = format(fromUnits(BigInt(Math.round(parts)), 12));
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

const MILLION = 1e6;

/** The share of a share, to twelve places, half up: exact, by halves of six digits whose products a double can hold. */
export function multiplied(a: number, b: number): number {
  if (a === PARTS) return b;
  if (b === PARTS) return a;
  const [aHigh, bHigh] = [Math.floor(a / MILLION), Math.floor(b / MILLION)];
  const [aLow, bLow] = [a - aHigh * MILLION, b - bHigh * MILLION];
  const crossed = aHigh * bLow + aLow * bHigh;
  const whole = Math.floor(crossed / MILLION);
  const rest = (crossed - whole * MILLION) * MILLION + aLow * bLow;
  return aHigh * bHigh + whole + Math.floor(rest / PARTS + 0.5);
}
