import { z } from "zod";
import type { TierQuality } from "../../network/estimate-quality.ts";
import { ESTIMATE_STEPS } from "../../network/estimate-values.ts";
import type { Network } from "../../network/network.ts";
import { decimal, fromUnits, shareOf, toNumber } from "../../vocab/decimal.ts";
import { amount } from "../core/fields.ts";
import { writeCents } from "./split-parts.ts";

/** What of a sum is estimated, odd or old: the same fields on a tier and on a total. */
export const qualityFields = {
  estimated: z
    .object({
      rows: z.number().int(),
      usd: amount(),
      low: amount().describe("the same rows at the lower quartile of the unit values that they were taken from"),
      high: amount().describe("the same rows at the upper quartile"),
      share: amount().describe("of the value"),
    })
    .describe("rows whose value is their weight times a unit value, or was converted by a rate; in all sums"),
  outliers: z
    .object({ rows: z.number().int(), usd: amount(), share: amount().describe("of the value") })
    .describe("rows whose unit value is far from that of the same product and year; in all sums"),
  links: z.number().int().describe("distinct (seller, product, buyer)"),
  stale: z
    .object({ links: z.number().int(), usd: amount(), share: amount().describe("of the value") })
    .describe("links without a row in the later half of the window"),
};

export const quality = z.object(qualityFields);
export type Quality = z.output<typeof quality>;

/** `usd` is the sum, in cents, that the shares are of. */
export function qualityOf({ estimated, outliers, links, stale }: TierQuality, usd: bigint): Quality {
  const figures = (cents: number) => {
    const units = BigInt(Math.round(cents));
    return { usd: writeCents(units), share: shareOf(fromUnits(units, 2), fromUnits(usd, 2)) };
  };
  const bound = (cents: number): string => writeCents(BigInt(Math.round(cents)));
  return {
    estimated: {
      rows: estimated.rows,
      usd: bound(estimated.usd),
      low: bound(estimated.low),
      high: bound(estimated.high),
      share: figures(estimated.usd).share,
    },
    outliers: { rows: outliers.rows, ...figures(outliers.usd) },
    links,
    stale: { links: stale.links, ...figures(stale.usd) },
  };
}

interface Judged extends Quality {
  readonly tier: number;
  readonly rows: number;
}

const percent = (share: string): string => `${(100 * toNumber(decimal(share))).toFixed(1)} %`;

/** "312 of 900 in tier 1 (23.4 % of its value)" for each tier that has any. */
function perTier<T extends Judged>(tiers: readonly T[], pick: (tier: T) => readonly [number, number, string]): string {
  return tiers
    .map((tier) => ({ tier: tier.tier, found: pick(tier) }))
    .filter(({ found: [count] }) => count > 0)
    .map(
      ({ tier, found: [count, all, share] }) => `${count} of ${all} in tier ${tier} (${percent(share)} of its value)`,
    )
    .join(", ");
}

/** Sentences on estimated values and on values that look wrong. */
export function qualityWarnings(tiers: readonly Judged[]): string[] {
  const estimated = perTier(tiers, (tier) => [tier.estimated.rows, tier.rows, tier.estimated.share]);
  const outliers = perTier(tiers, (tier) => [tier.outliers.rows, tier.rows, tier.outliers.share]);
  return [
    ...(estimated === "" ? [] : [`Rows whose value is estimated: ${estimated}. --observed-only leaves them out.`]),
    ...(outliers === ""
      ? []
      : [`Rows whose unit value is several times off what is usual, counted as they stand: ${outliers}.`]),
  ];
}

/** Sentences on where estimated values come from, and on links that may no longer be alive. */
export function qualityNotes(tiers: readonly Judged[], { compiled }: Network): string[] {
  const { bySteps, statistics } = compiled.byWeight;
  const steps = bySteps.flatMap((rows, step) => (rows === 0 ? [] : [`${rows} by ${ESTIMATE_STEPS[step]}`]));
  const stale = perTier(tiers, (tier) => [tier.stale.links, tier.links, tier.stale.share]);
  const by = statistics === null ? "" : ` Statistics: ${statistics}.`;
  return [
    ...(steps.length === 0 || tiers.every((tier) => tier.estimated.rows === 0)
      ? []
      : [
          `A bill without a value takes its weight times a median unit value; in the whole dataset ${steps.join(", ")}.${by}`,
        ]),
    ...(stale === "" ? [] : [`Links without a row in the later half of the window are stale: ${stale}.`]),
  ];
}
