/**
 * Trade of one product among countries, each of which may sell and buy, before and after a change of tariffs.
 *
 * Matrices are row by row: the entry of seller r and buyer v stands at `r * countries.length + v`.
 */
export interface GsimModel {
  readonly countries: readonly string[];
  /** Value at world prices, in any one unit; what a country sells at home stands on the diagonal, 0 where not known. */
  readonly trade: Float64Array;
  /** One plus the ad valorem tariff. */
  readonly powerBefore: Float64Array;
  readonly powerAfter: Float64Array;
  /** 1 where the flow is ended by a ban. */
  readonly banned: Uint8Array;
  readonly elasticities: GsimElasticities;
}

/** One a country, in the order of `countries`. */
export interface GsimElasticities {
  /** Of composite demand by its price, below 0. */
  readonly demand: Float64Array;
  /** Of export supply by the world price, above 0; infinite for a seller whose price never moves. */
  readonly supply: Float64Array;
  /** Of substitution between sources in a market, above 0. */
  readonly substitution: Float64Array;
}

export type ElasticityKind = keyof GsimElasticities;

export const ELASTICITY_KINDS: readonly ElasticityKind[] = ["demand", "supply", "substitution"];

/** Vectors in the order of `countries`, matrices as in the model; changes are relative, 0.1 for a tenth more. */
export interface GsimSolution {
  readonly worldPrice: Float64Array;
  /** Of all that a market buys. */
  readonly compositePrice: Float64Array;
  readonly producerSurplus: Float64Array;
  readonly consumerSurplus: Float64Array;
  /** Change of what a buyer's tariffs bring in. */
  readonly tariffRevenue: Float64Array;
  readonly netWelfare: Float64Array;
  readonly quantity: Float64Array;
  /** Of the price that the buyer pays; for a banned flow the change at which nobody would buy any more. */
  readonly deliveredPrice: Float64Array;
  readonly tradeAfter: Float64Array;
  /** The largest distance of an equation of the system from being met. */
  readonly residual: number;
  readonly outOfRange: readonly OutOfRange[];
}

/** What a linear model cannot mean: a flow that falls below nothing, or a price that does. */
export type OutOfRange =
  | { readonly what: "quantity"; readonly seller: number; readonly buyer: number; readonly change: number }
  | { readonly what: "price"; readonly seller: number; readonly change: number };
