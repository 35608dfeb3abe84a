const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/**
 * The vintage of the store that a question is asked over: the one that was asked, else the one that its scenario, or the
 * first of several, was written against; undefined: the last. What is wrong with a scenario is said where it is read.
 */
export function vintageAsked(
  asked: number | undefined,
  ...given: readonly { readonly scenario?: unknown; readonly suppose?: unknown }[]
): number | undefined {
  if (asked !== undefined) return asked;
  const [scenario] = given.flatMap(({ scenario, suppose }) => scenario ?? suppose ?? []);
  const baseline = isRecord(scenario) ? scenario.baseline : undefined;
  const vintage = isRecord(baseline) ? baseline.vintage : undefined;
  return typeof vintage === "number" && Number.isSafeInteger(vintage) && vintage >= 0 ? vintage : undefined;
}
