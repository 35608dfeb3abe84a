import { EVIDENCE_RULE, type EvidenceRule, type EvidenceSignal, type WeighedSignal } from "./evidence.ts";
import type { Diversion, LegsVerdict } from "./verdict.ts";

/** What the legs say, and what the other signals make of it. */
export interface Verdict {
  readonly diversion: Diversion;
  readonly legs: LegsVerdict;
  readonly supports: readonly EvidenceSignal[];
  readonly weakens: readonly EvidenceSignal[];
  /** Supporting signals less weakening ones, each by its weight. */
  readonly balance: number;
  readonly step: "kept" | "raised" | "lowered";
}

const LOWER: Readonly<Record<Diversion, Diversion>> = { likely: "possible", possible: "none", none: "none" };

/**
 * The legs with the signals beside them. The signals never make a diversion of legs that show none. They raise possible to
 * likely only where both legs of the way round rose, of the product itself; they lower by one step; and inputs that rose in
 * place of the product need signals that support, since a new plant buys inputs as well.
 */
export function verdictOf(
  legs: LegsVerdict,
  signals: readonly WeighedSignal[],
  rule: EvidenceRule = EVIDENCE_RULE,
): Verdict {
  const named = (part: WeighedSignal["part"]) => signals.filter((signal) => signal.part === part);
  const sum = (part: WeighedSignal["part"]) => named(part).reduce((total, { weight }) => total + weight, 0);
  const balance = sum("supports") - sum("weakens");
  const found = {
    legs,
    supports: named("supports").map(({ name }) => name),
    weakens: named("weakens").map(({ name }) => name),
    balance,
  };
  const wanting = legs.route === "inputs-in-place" && balance < rule.inputs;
  if (legs.diversion !== "none" && (balance <= -rule.lower || wanting)) {
    return { ...found, diversion: LOWER[legs.diversion], step: "lowered" };
  }
  if (legs.route === "way-round-without-fall" && balance >= rule.raise) {
    return { ...found, diversion: "likely", step: "raised" };
  }
  return { ...found, diversion: legs.diversion, step: "kept" };
}
