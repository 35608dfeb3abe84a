import type { Interest } from "../../control/facts.ts";
import type { DutyRate } from "../../tariff/duty-rate.ts";
import type { MeasureWritten } from "../../tariff/measure-schema.ts";
import type { CountryCode } from "../../vocab/country.ts";
import type { Decimal } from "../../vocab/decimal.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import type { OpenPeriod } from "../../vocab/period.ts";
import type { ElasticityKind } from "../gsim/gsim-model.ts";

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

/** A party sells and buys nothing, or only a part of what it did; or nothing, or less, leaves one of its facilities. */
export interface PartyOut extends EditDays {
  readonly kind: "out";
  /** By id or exact name; null where a facility is named. */
  readonly party: string | null;
  /** By id or exact name; null where a party is named. */
  readonly facility: string | null;
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

/** Somebody can sell more of a product from a day on. */
export interface CapacityAdded extends EditDays {
  readonly kind: "capacity";
  readonly product: Hs6;
  /** One of three: a country, a party or a facility, by id or exact name. */
  readonly origin: CountryCode | null;
  readonly party: string | null;
  readonly facility: string | null;
  /** A year, above 0. */
  readonly tonnes: number;
  /** USD a tonne; null: what such goods usually cost. */
  readonly price: number | null;
  /** Months in which it grows from nothing to the whole, evenly. */
  readonly rampMonths: number;
}

/** Goods cost more or less than they did, or so much a tonne. */
export interface PriceChanged extends EditDays {
  readonly kind: "price";
  /** First digits of HS codes, up to six. */
  readonly products: readonly string[];
  readonly origins: readonly string[] | null;
  /** One of two: a part of the price, above -1 (0.2 adds a fifth), or USD a tonne. */
  readonly change: number | null;
  readonly usdPerTonne: number | null;
}

/** What members owe on each other's goods is no more than a rate. */
export interface AgreementMade extends EditDays {
  readonly kind: "agreement";
  /** Two or more, alpha-2. */
  readonly members: readonly string[];
  readonly products: readonly string[] | null;
  /** A share of the value. */
  readonly rate: DutyRate;
}

/** How strongly quantities answer prices, in models that ask for it. */
export interface ElasticitySet extends EditDays {
  readonly kind: "elasticity";
  readonly of: ElasticityKind;
  readonly country: CountryCode | null;
  readonly products: readonly string[] | null;
  /** Demand below 0, supply and substitution above; supply may be infinite. */
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Who found it; null: it is assumed. */
  readonly source: string | null;
}

/** How long those who use goods can do without new ones. */
export interface StocksHeld extends EditDays {
  readonly kind: "inventory";
  readonly products: readonly string[] | null;
  /** Who holds them, by id or exact name. */
  readonly party: string | null;
  readonly countries: readonly string[] | null;
  /** Of use, 0 or more. */
  readonly days: number;
}

export type EditKind = Edit["kind"];

/** One change of the world that is supposed. */
export type Edit = (
  | TradeStops
  | PartyOut
  | MeasureAdded
  | RateChanged
  | MeasureEnded
  | PartyListed
  | StakeChanged
  | CapacityAdded
  | PriceChanged
  | AgreementMade
  | ElasticitySet
  | StocksHeld
) & {
  /** Its place in the scenario, from 1. */
  readonly number: number;
  readonly note: string | null;
};

/** What a what-if asks of the scenario where it is not told anything else; other questions ask nothing of it. */
export interface ScenarioAsk {
  readonly products: readonly Hs6[];
  readonly to: CountryCode | null;
  readonly on: IsoDate | null;
  /** Goods whose duty is asked, as fields of the duty question. */
  readonly imports: readonly Readonly<Record<string, unknown>>[];
}

/** What the edits were written against. */
export interface ScenarioBaseline {
  /** Number of a vintage of the store; null: whichever is asked. */
  readonly vintage: number | null;
  /** The beginning of a book's vintage, such as 2026-11; null: whichever is asked. */
  readonly book: string | null;
}

/** Dated edits that are laid over a baseline. Without an edit it is the baseline. */
export interface Scenario {
  readonly title: string;
  readonly about: string | null;
  readonly baseline: ScenarioBaseline | null;
  readonly ask: ScenarioAsk | null;
  readonly edits: readonly Edit[];
}

/** Whether the edit holds on a day. */
export function holdsOnDay({ from, until }: EditDays, day: IsoDate): boolean {
  return (from === null || from <= day) && (until === null || day < until);
}
