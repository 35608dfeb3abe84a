import type { Book } from "../../../book/book.ts";
import type { Basis } from "../../../evidence/basis.ts";
import type { CountryCode } from "../../../vocab/country.ts";
import type { Hs6 } from "../../../vocab/hs-code.ts";
import type { IsoDate } from "../../../vocab/iso-date.ts";
import type { Days } from "../../core/operation.ts";
import type { TradeDataset } from "../../trade/trade-dataset.ts";

/** What a what-if is about, once the scenario, what was asked and the store have been looked at. */
export interface WhatIfAsked {
  readonly book: Book;
  /** Statistics, where parties are countries, or bills; null where the store holds none of the products. */
  readonly dataset: TradeDataset | null;
  readonly revision: number;
  /** Codes whose trade the scenario touches, or which were asked about. */
  readonly products: readonly Hs6[];
  /** Null: whoever buys. */
  readonly to: CountryCode | null;
  readonly days: Days;
  readonly since: IsoDate | undefined;
  readonly until: IsoDate | undefined;
  /** How far the weeks after the shock are followed. */
  readonly weeks: number;
  /** Lines of each table. */
  readonly top: number;
}

/** What a part of the answer rests on that no row says. */
export interface Assumption {
  readonly name: string;
  readonly value: string;
  readonly basis: Basis;
  readonly about: string;
}

/** One part of the answer, with what has to be said of it. */
export interface WhatIfPart<Part> {
  readonly part: Part | null;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  readonly assumptions: readonly Assumption[];
}
