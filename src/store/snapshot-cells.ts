import { LARGEST_VALUE } from "../network/exact-sum.ts";

/** The last day that an entry may have; days are 16-bit numbers since 1970-01-01. */
export const LAST_DAY = 65_535;

/** A larger value than can be summed exactly counts as none. */
export function exactCell(value: number): number {
  return Math.abs(value) <= LARGEST_VALUE ? Math.round(value) : Number.NaN;
}

/** The alpha-2 code of 27 times the place of its first letter plus that of its second. */
export function countryCode(number: number): string {
  return String.fromCharCode(64 + Math.floor(number / 27), 64 + (number % 27));
}
