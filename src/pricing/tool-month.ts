import type { Month } from "./month.ts";

/** What a tool sees of a month; amounts in the one unit that prices are of. */
export interface MarketMonth {
  readonly month: Month;
  /** Null is a gap: nobody states it, and no tool pays. */
  readonly price: number | null;
  /** What producers at home sell; null: not stated. */
  readonly sold: number | null;
  /** What is imported; null: not stated. */
  readonly imported: number | null;
}

/** `gap`: no price, or none of what the tool needs beside it. */
export type ToolState = "on" | "off" | "gap";

/** What each party gets in a month; below 0 it pays. Null: a volume that it hangs on is not stated. */
export interface Payoffs {
  readonly government: number | null;
  readonly producer: number | null;
  readonly buyer: number | null;
}

export interface ToolMonth extends Payoffs {
  readonly month: Month;
  readonly price: number | null;
  readonly state: ToolState;
  /** What the tool moves for one unit; its sign is the kind's own. Null in a gap. */
  readonly perUnit: number | null;
  /** Of border tools: `perUnit` as a share of the price. */
  readonly adValorem: number | null;
  /** What producers get, and what buyers pay, for one unit when the tool has acted. */
  readonly producerPrice: number | null;
  readonly buyerPrice: number | null;
  /** The units that the tool acts on. */
  readonly volume: number | null;
}

const NOTHING: Payoffs = { government: null, producer: null, buyer: null };

/** A month of which the tool says nothing. */
export function gapMonth(month: Month, price: number | null = null, volume: number | null = null): ToolMonth {
  return {
    ...NOTHING,
    ...{ month, price, state: "gap", perUnit: null, adValorem: null, producerPrice: null, buyerPrice: null, volume },
  };
}

/** `-0` is no amount: what is nothing is 0. */
export const plain = (value: number): number => (value === 0 ? 0 : value);

/** So much for each of so many; null where these are not stated. */
export const timesVolume = (perUnit: number, volume: number | null): number | null =>
  volume === null ? null : plain(perUnit * volume);

/** The sum of what is stated; null where nothing is. */
export function sumStated(values: readonly (number | null)[]): number | null {
  const stated = values.filter((value) => value !== null);
  return stated.length === 0 ? null : stated.reduce((sum, value) => sum + value, 0);
}
