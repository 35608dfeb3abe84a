import type { Decimal } from "../vocab/decimal.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import type { Unit } from "../vocab/quantity.ts";
import type { Mode, RuleState } from "./measure.ts";

/** What a rule of control says of a producer on the day of entry. */
export interface ControlFact {
  /** Null where the producer is not stated, or nobody of that name is known. */
  readonly outcome: "yes" | "no" | "open" | null;
  /** What the rule itself is on that day. */
  readonly state: RuleState;
}

/** What a duty depends on, apart from the amounts: goods alike in all of this are owed the same rates. */
export interface GoodsKind {
  /** Country of entry, ISO 3166-1 alpha-2. */
  readonly importer: string;
  /** Digits of the tariff line: six, eight or ten. */
  readonly hts: string;
  readonly origin: string;
  /** A name, or null when it is not stated. */
  readonly producer: string | null;
  /** A name, "separate-rate", "country-wide", or null. */
  readonly exporter: string | null;
  readonly article: string | null;
  readonly mode: Mode | null;
  readonly loadedOn: IsoDate | null;
  readonly claims: readonly string[];
  /** Share of the weight that is metal of the measure's kind; of the metal, the share melted in the importing country. */
  readonly metalWeight: Decimal | null;
  readonly usContent: Decimal | null;
  /** By rule of control, of those that measures ask for; null when nobody looked. */
  readonly control: ReadonlyMap<string, ControlFact> | null;
}

/** The amounts of one line of an entry. */
export interface GoodsAmounts {
  /** USD, the customs value. */
  readonly value: Decimal;
  /** Value of each content that is stated, USD. */
  readonly contents: ReadonlyMap<string, Decimal>;
  /** What specific rates are taken of, by unit: kilograms, pieces. */
  readonly quantities: readonly { readonly amount: Decimal; readonly unit: Unit }[];
}
