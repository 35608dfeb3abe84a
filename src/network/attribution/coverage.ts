import type { Coverage } from "./attribution-question.ts";

/** What the records show of one party's purchases of one input at least, if they show `share` of all and `bills` of it. */
export function coverageBound(share: number, bills: number): number {
  if (share >= 1) return 1;
  if (bills === 0) return 0;
  return Math.max(0, share - 2 * Math.sqrt((share * (1 - share)) / bills));
}

export function nodeCoverage(coverage: Coverage, party: number, product: number, bills: number): number {
  return typeof coverage === "number" ? coverageBound(coverage, bills) : within(coverage.of(party, product));
}

export function rootCoverage(coverage: Coverage, product: number, bills: number): number {
  return typeof coverage === "number" ? coverageBound(coverage, bills) : within(coverage.ofRoot(product));
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
