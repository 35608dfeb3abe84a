/** How often the bills of a made world go wrong the way real ones do. Shares of bills, 0..1. */
export interface NoiseRates {
  /** A forwarder stands in the shipper's place; who really shipped is in the truth alone. */
  readonly forwarderAsShipper: number;
  /** The bill states no value. */
  readonly noValue: number;
  /** Rows that are master bills: the goods of one to three house bills once more, between forwarders. */
  readonly masters: number;
  /** A name is written another way which plain normalisation mends: case, punctuation, legal form, spaces, accents. */
  readonly nameVariants: number;
  /** A name has a typing error or is cut short, which plain normalisation does not mend. */
  readonly nameErrors: number;
  /** The value is in EUR or CNY. */
  readonly otherCurrency: number;
  /** The weight is ten or a hundred times off. */
  readonly weightOutliers: number;
  /** A forwarder is named on the bill beside the true shipper. */
  readonly forwarderNamed: number;
}

export const DEFAULT_NOISE: NoiseRates = {
  forwarderAsShipper: 0.06,
  noValue: 0.3,
  masters: 0.04,
  nameVariants: 0.2,
  nameErrors: 0.01,
  otherCurrency: 0.03,
  weightOutliers: 0.002,
  forwarderNamed: 0.35,
};

/** Raised whenever the same seed gives other bytes than before. */
export const GENERATOR_VERSION = 2;

export const FIRST_YEAR = 2020;
export const MONTHS = 60;

/** Above this many rows the truth of each bill is left out unless it is asked for. */
export const TRUTH_BILLS_LIMIT = 1_000_000;
