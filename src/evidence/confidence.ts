/** How sure the book is of a row: read in the official text, in a good copy or by a rule, or second hand. */
export type Confidence = "high" | "medium" | "low";

const WEAKEST_FIRST: readonly Confidence[] = ["low", "medium", "high"];

/** What rests on several rows is as sure as the weakest of them. */
export function weakestConfidence(...each: readonly [Confidence, ...Confidence[]]): Confidence {
  return WEAKEST_FIRST.find((one) => each.includes(one)) ?? each[0];
}
