import { HIT_BELOW } from "./supply.ts";

/** What becomes of one firm. Weeks count from 0; shares are of what it made before. */
export interface FirmImpact {
  /** First week with an output below 95 % of the baseline; null: none. */
  readonly hitIn: number | null;
  /** Weeks at full output before the first that is not; null: all. */
  readonly fullWeeks: number | null;
  readonly trough: number;
  readonly troughIn: number;
  /** First week after the trough with at least 95 % again; null where it stays below, or was never hit. */
  readonly backIn: number | null;
  /** Output that is missing in all weeks, in weeks of the baseline's output. */
  readonly lostWeeks: number;
  /** Share of the baseline's output in each week. */
  readonly output: Float64Array;
}

/** What becomes of it for want of inputs alone: what was asked, and could have been made of full stocks, is missing. */
export interface Shortage extends FirmImpact {
  /** The input for want of which it first lost output; null: none. */
  readonly lacked: number | null;
}

/** Losses smaller than this share are rounding. */
export const FULL = 1 - 1e-9;

/** What a run of weeks comes to. */
export function firmImpact(output: Float64Array): FirmImpact {
  let trough = 1;
  let troughIn = 0;
  let lostWeeks = 0;
  output.forEach((share, week) => {
    lostWeeks += 1 - share;
    if (share < trough) [trough, troughIn] = [share, week];
  });
  const weekOf = (holds: (share: number, week: number) => boolean) => {
    const found = output.findIndex(holds);
    return found < 0 ? null : found;
  };
  const hitIn = weekOf((share) => share < HIT_BELOW);
  return {
    hitIn,
    fullWeeks: weekOf((share) => share < FULL),
    trough,
    troughIn,
    backIn: hitIn === null ? null : weekOf((share, week) => week > troughIn && share >= HIT_BELOW),
    lostWeeks,
    output,
  };
}
