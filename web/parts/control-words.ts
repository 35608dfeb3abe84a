import { decimal, percent, round } from "../../src/vocab/decimal.ts";
import type { GroupStake, Outcome, PathStep } from "../state/company-question.ts";

/** A share as per cent to two places. */
export const shareWords = (share: string): string => percent(round(decimal(share), 4));

/** A share, or in few words the range that it lies in. */
export function rangeWords(low: string, high: string): string {
  if (low === high) return shareWords(low);
  if (low === "0" && high === "1") return "share not known";
  if (low === "0") return `at most ${shareWords(high)}`;
  if (high === "1") return `at least ${shareWords(low)}`;
  return `${shareWords(low)} to ${shareWords(high)}`;
}

type Stake = Pick<GroupStake, "interest" | "low" | "high">;

/** What a stake is: `60 % to 70 %`, `13.2 % of the votes`; of a licence whether it gives control. */
export function stakeWords({ interest, low, high }: Stake): string {
  const share = rangeWords(low, high);
  switch (interest) {
    case "equity":
      return share;
    case "vote":
      return low === "0" && high === "1" ? "votes, share not known" : `${share} of the votes`;
    case "board":
      return low === "0" && high === "1" ? "seats on the board" : `${share} of the board`;
    case "debt":
      return low === "0" && high === "1" ? "debt, share not known" : `${share} of the debt`;
    case "offtake":
      return low === "0" && high === "1" ? "offtake, share not known" : `${share} of the output`;
    default:
      if (low === "1") return "licence that gives control";
      return high === "0" ? "licence without control" : "licence, control not known";
  }
}

/** Since when, and until when, or since when it is known. */
export function dayWords({ from, until, known }: Pick<GroupStake, "from" | "until" | "known">): string {
  if (from !== null && until !== null) return `${from} to ${until}`;
  if (from !== null) return `since ${from}`;
  if (until !== null) return `until ${until}`;
  return known === null ? "" : `known ${known}`;
}

export const sourceWords = ({ source, locator }: { source: string; locator: string | null }): string =>
  locator === null ? source : `${source}, ${locator}`;

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = { yes: "Yes", no: "No", open: "Open" };

type RuleStep = Extract<PathStep, { step: "rule" }>;

export const underWords = ({ rule, outcome }: RuleStep): string =>
  outcome === "open" ? `may be under ${rule}` : `is under ${rule}`;

/** `8.45 % below the threshold`; nothing where the threshold is met. */
export function distanceWords(toThreshold: string | null): string | null {
  if (toThreshold === null || toThreshold.startsWith("-")) return null;
  if (Number(toThreshold) === 0) return "exactly at the threshold, which must be passed";
  return `${shareWords(toThreshold)} below the threshold`;
}
