/** How a figure came to be known, strongest first: seen in a record, said by somebody, computed, taken for granted. */
export type Basis = "observed" | "reported" | "estimated" | "assumed";

/** From the strongest to the weakest. */
export const BASES: readonly Basis[] = ["observed", "reported", "estimated", "assumed"];

/** A mix is as good as its weakest part. Of nothing it is `observed`: nothing was added that could weaken it. */
export function weakest(bases: Iterable<Basis>): Basis {
  let rank = 0;
  for (const basis of bases) rank = Math.max(rank, BASES.indexOf(basis));
  return BASES[rank] ?? "assumed";
}

export function isBasis(text: string): text is Basis {
  return (BASES as readonly string[]).includes(text);
}
