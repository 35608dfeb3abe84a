import type { Basis } from "../../evidence/basis.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";

/** What a country or some parties bought of some products. */
export interface PurchasesRoot {
  readonly kind: "purchases";
  /** HS 6-digit codes. */
  readonly products: readonly string[];
  /** By product, its part of the basket; they add up to one. Without it each weighs what was paid for it. */
  readonly weights?: readonly number[];
  /** Alpha-2 codes of the importing country. */
  readonly countries?: readonly string[];
  /** Party ids of the buyers. */
  readonly parties?: readonly string[];
}

/** Products as parties sell them, whoever buys; the shares add up to one. */
export interface BasketRoot {
  readonly kind: "basket";
  readonly goods: readonly { readonly party: string; readonly product: string; readonly share: number }[];
}

/** What a party makes of a product in the window, in cents. */
export interface Production {
  /** Party id. */
  readonly party: string;
  readonly product: string;
  readonly usd: number;
  readonly basis: Basis;
}

/**
 * How much of the purchases the records show, 0..1. A number is the coverage of the whole, from which a lower bound for
 * each party and input follows by its count of bills; functions say it outright (indices of the network).
 */
export type Coverage =
  | number
  | { readonly of: (party: number, product: number) => number; readonly ofRoot: (product: number) => number };

export interface AttributionQuestion {
  readonly root: PurchasesRoot | BasketRoot;
  /** The first day, and the day after the last. */
  readonly since?: IsoDate;
  readonly until?: IsoDate;
  /** `same` follows the product itself alone. */
  readonly inputs: "all" | "same";
  /** Default 1: the records show all purchases. */
  readonly coverage?: Coverage;
  readonly production?: readonly Production[];
  /** Whether a party (by index) sells what it buys: a trader or a forwarder. */
  readonly isTrader?: (party: number) => boolean;
  /** Cents of an entry in place of the network's own; NaN if it has none. */
  readonly usdOf?: (entry: number) => number;
  /** Leaves out entries whose value is estimated or missing. */
  readonly observedOnly?: boolean;
}
