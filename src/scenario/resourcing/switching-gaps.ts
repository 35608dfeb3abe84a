/** Somebody who sells in the world as it is. */
export interface SoldOffer {
  readonly key: string;
  /** Landed cost of a unit. */
  readonly landed: number;
  /** What it sells, and what of that can stay. */
  readonly now: number;
  readonly stays: number;
}

/** Sets those apart that cost alike, far below what is shown. */
const NEARER = 1 + 1e-8;

/**
 * What switching costs by offer where what goes now stays: if a unit of somebody were cheaper than one of what falls away (of
 * all that is bought, where nothing does), it would be bought already; so its goods are others, or the way to it costs
 * as much. Of those that come out alike, whose goods cost most nearly the same come first.
 *
 * @param added offers that nobody sells yet and whose cost is not known for itself: they cost no less than what falls away
 */
export function switchingGaps(
  sold: readonly SoldOffer[],
  added: readonly Pick<SoldOffer, "key" | "landed">[],
): ReadonlyMap<string, number> {
  const lost = sold.map(({ landed, now, stays }) => ({ landed, quantity: Math.max(0, now - stays) }));
  const fallen = lost.some(({ quantity }) => quantity > 0)
    ? lost
    : sold.map(({ landed, now }) => ({ landed, quantity: now }));
  const total = fallen.reduce((sum, { quantity }) => sum + quantity, 0);
  const parity = fallen.reduce((sum, { landed, quantity }) => sum + (quantity / total) * landed, 0);
  return new Map([...sold, ...added].map(({ key, landed }) => [key, Math.max(0, parity - landed) * NEARER]));
}
