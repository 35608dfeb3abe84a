import type { CurveStep } from "./cost-curve.ts";

/** A step of a curve with whose it is, as far as its figures are confidential. */
export interface HeldStep extends CurveStep {
  /** Null where its figures are public. */
  readonly contributor: string | null;
}

/** What may be said in public of a reference that rests on confidential offers. */
export type Disclosure =
  | {
      readonly published: true;
      /** The mean price of the steps round the margin, each by what it supplies. */
      readonly mean: number;
      readonly contributors: number;
      /** The largest contributor's share of the confidential weight. */
      readonly largest: number;
      /** To be kept with the publication: what later runs are held against. */
      readonly record: readonly string[];
    }
  | { readonly published: false; readonly because: string };

const LEAST_CONTRIBUTORS = 3;
const LARGEST_SHARE = 0.6;
const ROUNDING = 1e-12;

/**
 * The mean of the steps round the margin, from the marginal one outwards until at least three confidential contributors
 * are in it and none holds more than 60 % of their weight; public figures count in the mean and guard nobody. All steps of
 * a contributor count once one does. `stateOf` names a contributor together with its figures. Nothing is published where
 * the curve has no such set, or where the set differs from that of an earlier run by one contributor added, left out,
 * replaced or changed: from two such means the figures of one could be told.
 */
export function disclose(
  curve: readonly HeldStep[],
  marginalKey: string,
  stateOf: (contributor: string, steps: readonly HeldStep[]) => string,
  earlier: readonly (readonly string[])[],
): Disclosure {
  const margin = curve.findIndex(({ key }) => key === marginalKey);
  const outwards = curve
    .map((step, at) => ({ step, away: Math.abs(at - margin), below: at < margin }))
    .sort((a, b) => a.away - b.away || Number(b.below) - Number(a.below))
    .map(({ step }) => step);
  const members = new Set<string>();
  const reached = new Set<HeldStep>();
  for (const step of outwards) {
    reached.add(step);
    if (step.contributor === null) continue;
    members.add(step.contributor);
    if (members.size < LEAST_CONTRIBUTORS) continue;
    const held = [...members].map((name) => ({ name, steps: curve.filter(({ contributor }) => contributor === name) }));
    const weights = held.map(({ steps }) => supplyOf(steps));
    const largest = Math.max(...weights) / weights.reduce((total, weight) => total + weight, 0);
    if (largest > LARGEST_SHARE * (1 + ROUNDING)) continue;
    const record = held.map(({ name, steps }) => stateOf(name, steps)).sort();
    if (earlier.some((run) => differsByOne(run, record))) return refusal(TOO_NEAR);
    const counted = [...new Set([...reached, ...held.flatMap(({ steps }) => steps)])];
    const mean = counted.reduce((total, { price, supply }) => total + price * supply, 0) / supplyOf(counted);
    return { published: true, mean, contributors: members.size, largest, record };
  }
  return refusal(members.size < LEAST_CONTRIBUTORS ? TOO_FEW : TOO_LARGE);
}

const TOO_FEW = "fewer than three confidential contributors stand on the curve";
const TOO_LARGE = "one contributor holds more than 60 % of the weight however far round the margin one looks";
const TOO_NEAR = "it differs by a single contributor from a run published before, and the two would tell its figures";

const refusal = (because: string): Disclosure => ({ published: false, because });

const supplyOf = (steps: readonly CurveStep[]): number => steps.reduce((total, { supply }) => total + supply, 0);

/** One added, one left out, one in the place of another, or one whose figures changed. */
function differsByOne(earlier: readonly string[], now: readonly string[]): boolean {
  const [before, after] = [new Set(earlier), new Set(now)];
  const gone = [...before].filter((each) => !after.has(each)).length;
  const come = [...after].filter((each) => !before.has(each)).length;
  return gone + come > 0 && gone <= 1 && come <= 1;
}
