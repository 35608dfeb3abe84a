import { InvalidInput } from "../errors.ts";

/** Terms of delivery, each holding the costs of those before it. */
export const DELIVERY_TERMS = ["EXW", "FOB", "CIF", "DDP"] as const;

export type DeliveryTerms = (typeof DELIVERY_TERMS)[number];

/** What lies between terms, a unit in the currency of the price. */
export interface DeliveryCosts {
  /** From the works to the ship. */
  readonly inland?: number | undefined;
  readonly freight?: number | undefined;
  readonly insurance?: number | undefined;
  readonly duty?: number | undefined;
}

export type DeliveryCost = keyof DeliveryCosts;

/** What is added on the way from the terms before. */
const ADDED: Readonly<Record<DeliveryTerms, readonly DeliveryCost[]>> = {
  EXW: [],
  FOB: ["inland"],
  CIF: ["freight", "insurance"],
  DDP: ["duty"],
};

/** Costs that stand between two terms, in their order. */
export function costsBetween(from: DeliveryTerms, to: DeliveryTerms): readonly DeliveryCost[] {
  const [a, b] = [DELIVERY_TERMS.indexOf(from), DELIVERY_TERMS.indexOf(to)];
  return DELIVERY_TERMS.slice(Math.min(a, b) + 1, Math.max(a, b) + 1).flatMap((terms) => ADDED[terms]);
}

/**
 * What is added to a price to bring it from terms to terms; below 0 the way back. Throws InvalidInput that names every
 * cost that is not stated.
 */
export function deliveryCost(from: DeliveryTerms, to: DeliveryTerms, costs: DeliveryCosts): number {
  const between = costsBetween(from, to);
  const missing = between.filter((cost) => costs[cost] === undefined);
  if (missing.length > 0) {
    throw new InvalidInput(
      `From ${from} to ${to} the price needs ${missing.join(" and ")}, of which nothing is stated.`,
      {
        hint: `State ${missing.map((cost) => `--${cost}`).join(" ")} a unit, in the currency of the price.`,
      },
    );
  }
  const sum = between.reduce((total, cost) => total + (costs[cost] ?? 0), 0);
  return DELIVERY_TERMS.indexOf(to) >= DELIVERY_TERMS.indexOf(from) ? sum : -sum;
}

/** The terms that a source writes, or null where it writes none or speaks of tax, which no freight converts. */
export function readTerms(text: string | null): DeliveryTerms | null {
  if (text === null || /\b(vat|tax)\b/i.test(text)) return null;
  const found = DELIVERY_TERMS.filter((terms) => new RegExp(`\\b${terms}\\b`, "i").test(text));
  return found.length === 1 ? (found[0] ?? null) : null;
}
