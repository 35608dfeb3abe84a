import { InvalidInput } from "../errors.ts";

/**
 * The share of an outlay that each year must pay back for it to be recovered with interest: r(1+r)^n / ((1+r)^n − 1).
 * `rate` is a share a year (0.1), `years` a whole number of at least one; without interest it is 1/n. Throws InvalidInput.
 */
export function capitalRecovery(rate: number, years: number): number {
  if (!(rate >= 0 && rate < 1)) {
    throw new InvalidInput(`The rate of capital “${rate}” is not a share of at least 0 and below 1.`, {
      hint: "Write ten per cent as 0.1.",
    });
  }
  if (!Number.isInteger(years) || years < 1) {
    throw new InvalidInput(`The life of a plant “${years}” is not a whole number of years of at least one.`);
  }
  if (rate === 0) return 1 / years;
  const growth = (1 + rate) ** years;
  return (rate * growth) / (growth - 1);
}
