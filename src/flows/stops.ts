/** A run of periods in which nearly nothing came. */
export interface Stop {
  /** Place of its first period in the series. */
  readonly from: number;
  readonly periods: number;
  /** Whether trade came back within what is known. */
  readonly over: boolean;
}

/** Below this part of what was expected, nearly nothing came. */
export const STOP_SHARE = 0.1;
/** From this part of what was expected on, trade is back. */
const BACK_SHARE = 0.25;

interface Period {
  readonly at: number;
  readonly expected: number;
  readonly actual: number | null;
}

/** Runs in which less than a tenth of what was expected came, and whether the period after brought a quarter again. */
export function stopsIn(periods: readonly Period[]): readonly Stop[] {
  const stops: Stop[] = [];
  for (let index = 0; index < periods.length; index++) {
    const first = periods[index] as Period;
    if (!isStopped(first)) continue;
    let end = index;
    while (end + 1 < periods.length && isStopped(periods[end + 1] as Period)) end++;
    const next = periods[end + 1];
    const over = next?.actual != null && next.actual >= BACK_SHARE * next.expected;
    stops.push({ from: first.at, periods: end - index + 1, over });
    index = end;
  }
  return stops;
}

function isStopped({ expected, actual }: Period): boolean {
  return actual !== null && expected > 0 && actual < STOP_SHARE * expected;
}
