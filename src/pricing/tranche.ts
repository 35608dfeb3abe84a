import { InvalidInput } from "../errors.ts";
import { capitalRecovery } from "./capital-recovery.ts";
import { costAt, gainAt, type Side, type Spread } from "./spread.ts";

/** Whether the plant stands, so that it sells at what a further tonne costs, or must first earn its capital. */
export type TrancheStatus = "existing" | "new";

/** What a plant needs, in one currency, of one unit of weight. */
export interface TrancheCosts {
  /** The whole outlay. */
  readonly capex: Spread;
  /** A year. */
  readonly fixedOpex: Spread;
  /** A unit; so are freight and the credit for by-products. */
  readonly varOpex: Spread;
  readonly freight: Spread;
  readonly byproduct: Spread;
  /** A share a year. */
  readonly rate: Spread;
  /** Whole years over which the outlay is recovered. */
  readonly years: number;
}

/** Capacity that is offered at one price. */
export interface Tranche {
  readonly key: string;
  readonly status: TrancheStatus;
  /** Units a year. */
  readonly capacity: Spread;
  /** Share of capacity in use, above 0 and at most 1. */
  readonly utilisation: Spread;
  /** Costs, or the price a unit at which it is offered where that is stated instead. */
  readonly asks: { readonly costs: TrancheCosts } | { readonly price: Spread };
}

/** A tranche at one side of what is in doubt: `price` a unit, the sum of its parts, for `supply` units a year. */
export interface Offer {
  readonly key: string;
  readonly price: number;
  readonly supply: number;
  /** Null where a price is stated and not what it is made of. */
  readonly parts: OfferParts | null;
}

/** A unit. `byproduct` is taken off. Of an existing plant neither capital nor fixed cost counts. */
export interface OfferParts {
  readonly capital: number;
  readonly fixed: number;
  readonly variable: number;
  readonly freight: number;
  readonly byproduct: number;
}

/**
 * What a tranche asks a unit. New: (capex·CRF + fixed opex) / (capacity·utilisation) + variable opex + freight − credit;
 * existing: variable opex + freight − credit. Throws InvalidInput for a capacity or utilisation that cannot be.
 */
export function offerOf({ key, status, capacity, utilisation, asks }: Tranche, side: Side): Offer {
  const supply = gainAt(capacity, side) * gainAt(utilisation, side);
  if (!(capacity.low > 0 && utilisation.low > 0 && utilisation.high <= 1)) {
    throw new InvalidInput(`“${key}” supplies nothing: capacity and utilisation are above 0, utilisation at most 1.`);
  }
  if ("price" in asks) return { key, price: costAt(asks.price, side), supply, parts: null };
  const { costs } = asks;
  const isNew = status === "new";
  const parts = {
    capital: isNew ? (costAt(costs.capex, side) * capitalRecovery(costAt(costs.rate, side), costs.years)) / supply : 0,
    fixed: isNew ? costAt(costs.fixedOpex, side) / supply : 0,
    variable: costAt(costs.varOpex, side),
    freight: costAt(costs.freight, side),
    byproduct: gainAt(costs.byproduct, side),
  };
  const price = parts.capital + parts.fixed + parts.variable + parts.freight - parts.byproduct;
  return { key, price, supply, parts };
}
