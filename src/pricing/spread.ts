import { InvalidInput } from "../errors.ts";

/** A figure that is known between two ends. A figure known to the digit has both ends at it. */
export interface Spread {
  readonly low: number;
  readonly central: number;
  readonly high: number;
}

/** Which end of what is in doubt: `cheap` where every figure is at the end that makes a tonne cost less. */
export type Side = "cheap" | "central" | "dear";

export const SIDES: readonly Side[] = ["cheap", "central", "dear"];

export const exactly = (value: number): Spread => ({ low: value, central: value, high: value });

/** Between two ends, with the middle where no central figure is stated. Throws InvalidInput for ends out of order. */
export function spread(low: number, high: number, central = (low + high) / 2): Spread {
  if (low <= central && central <= high) return { low, central, high };
  throw new InvalidInput(`The range ${low} to ${high} with ${central} in it is out of order.`, {
    hint: "low is at most central, and central at most high.",
  });
}

/** Of a figure that makes a tonne dearer where it is higher. */
export function costAt({ low, central, high }: Spread, side: Side): number {
  if (side === "central") return central;
  return side === "cheap" ? low : high;
}

/** Of a figure that makes a tonne cheaper where it is higher, such as capacity or a credit. */
export function gainAt({ low, central, high }: Spread, side: Side): number {
  if (side === "central") return central;
  return side === "cheap" ? high : low;
}
