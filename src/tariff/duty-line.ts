import type { Confidence } from "../evidence/confidence.ts";
import type { Source } from "../evidence/source.ts";
import type { Decimal } from "../vocab/decimal.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import type { DutyRate } from "./duty-rate.ts";
import type { MeasureKind } from "./measure.ts";

/** No money, to the cent. */
export const NOTHING: Decimal = { units: 0n, scale: 2 };

/** Why a measure asks nothing of goods. */
export type SkipReason =
  | "code_not_covered"
  | "code_too_short"
  | "origin_not_covered"
  | "article_not_covered"
  | "control_not_met"
  | "not_known_yet"
  | "not_begun"
  | "ended"
  | "exempt"
  | "yields"
  | "no_base"
  | "not_stated"
  | "no_rate";

/** What one measure asks of one line of an entry: applied with its amount, or skipped with the reason. */
export interface DutyLine {
  readonly measure: string;
  readonly title: string;
  readonly programme: string;
  readonly kind: MeasureKind;
  /** Tariff line, heading of chapter 99 or case number to file; null when there is none. */
  readonly heading: string | null;
  readonly outcome: "applied" | "skipped";
  readonly reason: SkipReason | null;
  /** The rate that was used, after offsets; null when skipped. */
  readonly rate: DutyRate | null;
  /** Of what the rate was taken, USD; null when skipped. */
  readonly base: Decimal | null;
  /** USD, to the cent; zero when skipped. */
  readonly amount: Decimal;
  readonly because: string;
  /** What the law says of the rate: in force, preliminary, final …; after a later event, what became of it. */
  readonly status: string | null;
  /** True when what was paid can be had back, as known on the day. */
  readonly refundable: boolean;
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
  readonly source: Source | null;
  readonly confidence: Confidence | null;
  /** Arithmetic that the rate and base alone do not show: an offset, a floor, a cap. */
  readonly arithmetic: string | null;
}
