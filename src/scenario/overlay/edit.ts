import type { Interest } from "../../control/facts.ts";
import type { DutyRate } from "../../tariff/duty-rate.ts";
import type { MeasureWritten } from "../../tariff/measure-schema.ts";
import type { Decimal } from "../../vocab/decimal.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import type { OpenPeriod } from "../../vocab/period.ts";

/** The days on which an edit holds. */
export type EditDays = OpenPeriod;

/** A part of the trade in some goods stops: an export ban, an import ban, or what a quota leaves out. */
export interface TradeStops extends EditDays {
  readonly kind: "ban";
  /** First digits of HS codes, up to six; null: all goods. */
  readonly products: readonly string[] | null;
  /** Alpha-2; null: any country. */
  readonly origins: readonly string[] | null;
  readonly destinations: readonly string[] | null;
  /** Who sells, by id or exact name. */
  readonly seller: string | null;
  /** How much of it stops, above 0 to 1. */
  readonly share: Decimal;
}

/** A party sells and buys nothing, or only a part of what it did. */
export interface PartyOut extends EditDays {
  readonly kind: "out";
  readonly party: string;
  readonly share: Decimal;
}

/** A measure is added, or takes the place of the one of its id. */
export interface MeasureAdded {
  readonly kind: "measure";
  readonly measure: MeasureWritten;
}

/** From a day on a measure of the book asks another rate: of everybody, or of one maker or origin. */
export interface RateChanged extends EditDays {
  readonly kind: "rate";
  readonly measure: string;
  readonly from: IsoDate;
  readonly rate: DutyRate;
  /** The rate as it was written. */
  readonly written: string;
  readonly producer: string | null;
  readonly exporter: string | null;
  readonly origins: readonly string[] | null;
}

/** A measure of the book asks nothing from a day on, or between two days. */
export interface MeasureEnded extends EditDays {
  readonly kind: "end";
  readonly measure: string;
  readonly from: IsoDate;
}

/** A party is put on an official list. */
export interface PartyListed extends EditDays {
  readonly kind: "listing";
  readonly party: string;
  readonly list: string;
}

/** A stake has another share from a day on, in the place of all that is known of it; a share of nothing sells it. */
export interface StakeChanged extends EditDays {
  readonly kind: "stake";
  readonly holder: string;
  readonly held: string;
  readonly interest: Interest;
  /** Shares in parts of 10^12. */
  readonly low: number;
  readonly high: number;
}

export type EditKind = Edit["kind"];

/** One change of the world that is supposed. */
export type Edit = (TradeStops | PartyOut | MeasureAdded | RateChanged | MeasureEnded | PartyListed | StakeChanged) & {
  /** Its place in the scenario, from 1. */
  readonly number: number;
  readonly note: string | null;
};

/** Dated edits that are laid over a baseline. Without an edit it is the baseline. */
export interface Scenario {
  readonly title: string;
  readonly about: string | null;
  readonly edits: readonly Edit[];
}

/** Whether the edit holds on a day. */
export function holdsOnDay({ from, until }: EditDays, day: IsoDate): boolean {
  return (from === null || from <= day) && (until === null || day < until);
}
