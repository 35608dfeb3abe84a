import { InvalidInput } from "../errors.ts";

/** An exact decimal number: `units` × 10^-`scale`, scale 0 or more. The scale is kept, so "120.50" stays "120.50". */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

const MAX_SCALE = 400;
const SHARE_PLACES = 12;

/** Reads plain notation ("-1234.50", ".5") and exponents ("1.5e-3"); throws InvalidInput for anything else. */
export function decimal(text: string): Decimal {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text.trim());
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = found ?? [];
  const shift = fraction.length - Number(exponent);
  if (found === null || whole + fraction === "" || Math.abs(shift) > MAX_SCALE) {
    throw new InvalidInput(`“${text}” is not a decimal number.`, {
      hint: "Write digits with a decimal point and without thousands separators, for example 1234.50.",
    });
  }
  const digits = BigInt(whole + fraction) * (sign === "-" ? -1n : 1n);
  return shift >= 0 ? { units: digits, scale: shift } : { units: digits * power(-shift), scale: 0 };
}

/** `units` × 10^-`scale`; `scale` is a whole number from 0. */
export function fromUnits(units: bigint, scale: number): Decimal {
  if (!Number.isInteger(scale) || scale < 0) throw new RangeError(`A decimal cannot have the scale ${scale}.`);
  return { units, scale };
}

export const ZERO: Decimal = { units: 0n, scale: 0 };
export const ONE: Decimal = { units: 1n, scale: 0 };

/** Plain notation with as many places as the scale says: "120.50", never an exponent. */
export function format(value: Decimal): string {
  const sign = value.units < 0n ? "-" : "";
  const digits = magnitude(value.units)
    .toString()
    .padStart(value.scale + 1, "0");
  const whole = digits.slice(0, digits.length - value.scale);
  return value.scale === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-value.scale)}`;
}

export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

export function minus(a: Decimal, b: Decimal): Decimal {
  return plus(a, negate(b));
}

export function times(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

export function negate(a: Decimal): Decimal {
  return { units: -a.units, scale: a.scale };
}

export function absolute(a: Decimal): Decimal {
  return { units: magnitude(a.units), scale: a.scale };
}

/** `a` / `b` to `scale` places, half up (ties go away from zero). Dividing by zero is a bug of the caller: RangeError. */
export function divide(a: Decimal, b: Decimal, scale: number): Decimal {
  if (b.units === 0n) throw new RangeError(`${format(a)} cannot be divided by zero.`);
  const shift = scale + b.scale - a.scale;
  const numerator = shift >= 0 ? a.units * power(shift) : a.units;
  const denominator = shift >= 0 ? b.units : b.units * power(-shift);
  return fromUnits(divideHalfUp(numerator, denominator), scale);
}

/** To `scale` places, half up: ties go away from zero. A smaller scale than asked is filled with zeros. */
export function round(value: Decimal, scale: number): Decimal {
  if (scale >= value.scale) return fromUnits(unitsAt(value, scale), scale);
  return fromUnits(divideHalfUp(value.units, power(value.scale - scale)), scale);
}

/** The same number at the smallest scale that holds it: "1.500" becomes "1.5". */
export function trim(value: Decimal): Decimal {
  let { units, scale } = value;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale -= 1;
  }
  return { units, scale };
}

export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [unitsAt(a, scale), unitsAt(b, scale)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The sum, at the largest scale of the list; of nothing, 0. */
export function sum(list: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of list) total = plus(total, value);
  return total;
}

/** The nearest double. For geometry and scores only: it may not be exact. */
export function toNumber(value: Decimal): number {
  return Number(format(value));
}

/** `part` / `whole` as text of up to 12 places without trailing zeros: "0.25". A whole of zero gives "0". */
export function shareOf(part: Decimal, whole: Decimal): string {
  if (whole.units === 0n) return "0";
  return format(trim(divide(part, whole, SHARE_PLACES)));
}

/** A share as per cent, with as many places as it needs: 0.1158 is "11.58 %". */
export function percent(share: Decimal): string {
  return `${format(trim(times(share, HUNDRED)))} %`;
}

const HUNDRED: Decimal = { units: 100n, scale: 0 };

function unitsAt(value: Decimal, scale: number): bigint {
  return scale === value.scale ? value.units : value.units * power(scale - value.scale);
}

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function magnitude(units: bigint): bigint {
  return units < 0n ? -units : units;
}

function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  const [above, below] = [magnitude(numerator), magnitude(denominator)];
  const rounded = (above * 2n + below) / (below * 2n);
  return numerator < 0n === denominator < 0n ? rounded : -rounded;
}
