import type { LegChange } from "./leg-change.ts";

/** What a third leg gained for what the direct leg lost. */
export interface Substitution {
  /** Gain of the third leg by loss of the direct leg; null where the direct leg lost nothing. */
  readonly ratio: number | null;
  /** Periods by which the third leg follows the direct one best; 0 to the most that was tried. */
  readonly lag: number;
  /** Correlation of what the one gained with what the other lost, period by period, at that lag; null where undefined. */
  readonly fit: number | null;
}

/** Sets what the third leg gained against what the direct leg lost, both against what was expected of them. */
export function substitution(direct: LegChange, third: LegChange, mostLag: number): Substitution {
  const gap = ({ actual, expected }: { readonly actual: number | null; readonly expected: number }) =>
    actual === null ? null : actual - expected;
  const lost = direct.periods.map((each) => negated(gap(each)));
  const gained = third.periods.map(gap);
  let best: { lag: number; fit: number } | null = null;
  for (let lag = 0; lag <= mostLag; lag++) {
    const fit = correlation(lost.slice(0, lost.length - lag), gained.slice(lag));
    if (fit !== null && (best === null || fit > best.fit + 1e-9)) best = { lag, fit };
  }
  return {
    ratio: direct.change < 0 ? third.change / -direct.change : null,
    lag: best?.lag ?? 0,
    fit: best?.fit ?? null,
  };
}

const negated = (value: number | null): number | null => (value === null ? null : -value);
const LEAST_PAIRS = 4;

/** Pearson's correlation over the pairs that are both known; null under four of them or without spread. */
export function correlation(a: readonly (number | null)[], b: readonly (number | null)[]): number | null {
  const pairs = a.flatMap((x, at) => {
    const y = b[at];
    return x === null || y == null ? [] : [[x, y] as const];
  });
  if (pairs.length < LEAST_PAIRS) return null;
  const [meanX, meanY] = [0, 1].map(
    (side) => pairs.reduce((sum, pair) => sum + (pair[side] as number), 0) / pairs.length,
  );
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    const [dx, dy] = [x - (meanX as number), y - (meanY as number)];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
