import { MONTHS } from "./options.ts";

/** What the bills came to by link, and on how many each kind of noise fell. */
export interface BillSums {
  /** True weight, before any outlier. */
  readonly kg: Float64Array;
  readonly bills: Int32Array;
  /** Bills with a forwarder in the shipper's place. */
  readonly hidden: Int32Array;
  readonly noise: NoiseCounts;
  /** By link and year (link * YEARS + year since FIRST_YEAR): true cents and kilograms. */
  readonly yearCents: Float64Array;
  readonly yearKg: Float64Array;
}

export const YEARS = MONTHS / 12;

export interface NoiseCounts {
  masters: number;
  houses_under_a_master: number;
  forwarder_as_shipper: number;
  no_value: number;
  name_variant: number;
  name_noise: number;
  other_currency: number;
  weight_outlier: number;
}

export function emptySums(links: number): BillSums {
  return {
    kg: new Float64Array(links),
    bills: new Int32Array(links),
    hidden: new Int32Array(links),
    yearCents: new Float64Array(links * YEARS),
    yearKg: new Float64Array(links * YEARS),
    noise: {
      masters: 0,
      houses_under_a_master: 0,
      forwarder_as_shipper: 0,
      no_value: 0,
      name_variant: 0,
      name_noise: 0,
      other_currency: 0,
      weight_outlier: 0,
    },
  };
}
