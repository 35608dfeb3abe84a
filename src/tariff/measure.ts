import type { Confidence } from "../evidence/confidence.ts";
import type { Source } from "../evidence/source.ts";
import type { Decimal } from "../vocab/decimal.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import type { CodeSet } from "./code-set.ts";
import type { DutyRate } from "./duty-rate.ts";

/** What a measure is in the order in which duties are worked out; within a kind, by `order`, then id. */
export type MeasureKind = "ordinary" | "additional" | "remedy" | "fee";

/** Of what a rate is taken. */
export type Base =
  /** The customs value of the line. */
  | { readonly of: "customs-value" }
  /**
   * The value of a content that the question states. Goods under the codes `whole` are that content themselves.
   * Where it is not stated the measure falls on nothing, or on the whole value, as `unstated` says, and warns.
   */
  | {
      readonly of: "content";
      readonly content: string;
      readonly whole: readonly string[];
      readonly unstated: "nothing" | "whole";
    }
  /** What is left of the customs value when the bases of other measures that apply are taken away. */
  | { readonly of: "rest"; readonly without: readonly string[] };

/** What must hold for a row to count. A row without conditions always does. */
export interface Conditions {
  /** Codes by their first digits. */
  readonly hs?: CodeSet;
  readonly origin?: readonly string[];
  readonly exceptOrigin?: readonly string[];
  readonly article?: readonly string[];
  /** A claim that the question makes. */
  readonly claim?: string;
  /** Loaded on the vessel before this day. */
  readonly loadedBefore?: IsoDate;
  readonly mode?: readonly Mode[];
  /** Names, or the standing "separate-rate" or "country-wide". */
  readonly exporter?: string;
  readonly producer?: string;
  readonly metalWeightBelow?: Decimal;
  readonly usContentFrom?: Decimal;
  readonly control?: ControlCondition;
}

/** States of a rule of control. */
export const RULE_STATES = ["not known yet", "proposed", "not yet in force", "in force", "suspended", "ended"] as const;

export type RuleState = (typeof RULE_STATES)[number];

/** What a rule of control must say of the producer on the day of entry. */
export interface ControlCondition {
  /** An id of `data/rules`. */
  readonly rule: string;
  /** `open`: it is enough that the rule may say yes. */
  readonly outcome: "yes" | "open";
  /** States of the rule, beside in force, in which this measure counts it all the same. */
  readonly alsoWhile: readonly RuleState[];
}

export type Mode = "sea" | "air" | "land";

/**
 * What a measure asks from a day on. `rate: null` asks nothing, and `because` says why; `"unknown"` may ask something
 * that the book does not know, of which the answer must warn.
 */
export interface RateRow {
  readonly from: IsoDate;
  /** The first day on which it no longer counts; null without an end. */
  readonly until: IsoDate | null;
  /** The first day on which anyone could have known it. */
  readonly known: IsoDate;
  /** The first day on which its end could have been known; the same as `known` unless the end came later. */
  readonly untilKnown: IsoDate;
  readonly rate: DutyRate | "unknown" | null;
  /** What to file: a heading of chapter 99 or a case number; null takes the measure's own. */
  readonly heading: string | null;
  readonly status: string;
  readonly when: Conditions;
  readonly because: string | null;
  /** The least and the most a fee comes to for one entry. */
  readonly floor: Decimal | null;
  readonly cap: Decimal | null;
  /** Part of a countervailing rate that is contingent on export, as a share: the antidumping deposit falls by it. */
  readonly exportSubsidy: Decimal | null;
  /** Part of an antidumping margin that domestic subsidies passed through, as a share. */
  readonly passThrough: Decimal | null;
  /** What the claim of its conditions needs to hold. */
  readonly needs: string | null;
  readonly source: Source;
  readonly confidence: Confidence;
  readonly note: string | null;
}

/** What later became of what was owed or deposited on entries of a period. */
export interface LaterEvent {
  readonly known: IsoDate;
  /** Entries from this day on, before `entriesUntil`. */
  readonly entriesFrom: IsoDate;
  readonly entriesUntil: IsoDate;
  readonly status: string;
  /** True when what was paid can be had back. */
  readonly refundable: boolean;
  readonly because: string;
  readonly source: Source;
}

/** An article that a case covers or leaves out, from a day on. */
export interface ScopeRow {
  readonly articles: readonly string[];
  readonly covered: boolean;
  readonly from: IsoDate;
  readonly known: IsoDate;
  readonly source: Source;
  readonly confidence: Confidence;
  readonly note: string | null;
}

/** A doubt or a conflict of sources that an answer must carry while it applies. */
export interface Caveat {
  readonly from: IsoDate;
  readonly until: IsoDate | null;
  readonly known: IsoDate;
  readonly when: Conditions;
  readonly text: string;
  readonly source: Source | null;
}

/** Something due on or by a day: a fact of the calendar, never a rate. */
export interface ExpectedEvent {
  readonly by: IsoDate;
  readonly known: IsoDate;
  readonly what: string;
  /** The day on which it came about, if it is known to have. */
  readonly settled: IsoDate | null;
  readonly outcome: string | null;
  readonly source: Source;
}

/** A step of a trade-remedy case, and the rates that it set. */
export interface Stage {
  readonly on: IsoDate;
  readonly stage: string;
  readonly what: string;
  readonly rates: readonly { readonly company: string; readonly rate: DutyRate }[];
  readonly source: Source;
}

/** Which goods a measure is about, before any dates. */
export interface GoodsCovered {
  /** Codes by their first digits; null is every code. */
  readonly hs: readonly string[] | null;
  readonly exceptHs: readonly string[];
  /** The kind of article that a code usually is, where a case is about articles. */
  readonly articles: readonly { readonly hs: string; readonly article: string }[];
  /** ISO 3166-1 alpha-2; null is every origin but the importer itself. */
  readonly origin: readonly string[] | null;
  readonly exceptOrigin: readonly string[];
}

/** One measure at one border: a programme's duty, a case, a fee. */
export interface Measure {
  readonly id: string;
  readonly title: string;
  /** Country at whose border it is owed, ISO 3166-1 alpha-2. */
  readonly importer: string;
  readonly programme: string;
  readonly kind: MeasureKind;
  readonly order: number;
  /** The statute. */
  readonly authority: string;
  readonly heading: string | null;
  readonly goods: GoodsCovered;
  readonly base: Base;
  /** This measure asks nothing where one of these applies. */
  readonly yieldsTo: readonly { readonly measure: string; readonly heading: string | null; readonly because: string }[];
  /** The countervailing measure whose export subsidies lower this one. */
  readonly offsetBy: string | null;
  readonly rates: readonly RateRow[];
  readonly scope: readonly ScopeRow[];
  readonly later: readonly LaterEvent[];
  readonly caveats: readonly Caveat[];
  readonly expected: readonly ExpectedEvent[];
  /** The history of a case, earliest first. */
  readonly stages: readonly Stage[];
  readonly note: string | null;
  /** Whose book says so: "shipped", or the folder of the user's own. */
  readonly book: string;
}
