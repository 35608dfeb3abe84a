import type { TradeLeg } from "./group-trade.ts";

/** What a floor asks of what members buy from outside. */
export interface FloorTerms {
  /** USD a tonne. */
  readonly floor: number;
  /** Ordinary duty that is owed on it anyway, as a share of the value. */
  readonly duty: number;
}

/** What a leg from outside owes so that it lands at the floor. */
export interface LevyOnLeg {
  readonly seller: string;
  readonly buyer: string;
  readonly usd: number;
  readonly tonnes: number;
  /** USD a tonne. */
  readonly unitValue: number;
  /** USD a tonne: max(0, floor − (unit value + ordinary duty)). */
  readonly perTonne: number;
  /** USD. */
  readonly owed: number;
}

export interface FloorLevies {
  /** Every leg from outside with a value and a weight, those that owe most first. */
  readonly legs: readonly LevyOnLeg[];
  /** Legs from outside that state no value or no weight, so that they have no price. */
  readonly silent: number;
}

/** The variable levy that lifts what members buy from outside to a floor, leg by leg, by the mean price of each. */
export function floorLevies(
  legs: readonly TradeLeg[],
  members: ReadonlySet<string>,
  { floor, duty }: FloorTerms,
): FloorLevies {
  const found: LevyOnLeg[] = [];
  let silent = 0;
  for (const { seller, buyer, usd, tonnes } of legs) {
    if (members.has(seller) || !members.has(buyer)) continue;
    if (usd === null || tonnes === null || !(usd > 0) || !(tonnes > 0)) {
      silent++;
      continue;
    }
    const unitValue = usd / tonnes;
    const perTonne = Math.max(0, floor - unitValue * (1 + duty));
    found.push({ seller, buyer, usd, tonnes, unitValue, perTonne, owed: perTonne * tonnes });
  }
  found.sort((a, b) => b.owed - a.owed || b.usd - a.usd || (a.seller + a.buyer < b.seller + b.buyer ? -1 : 1));
  return { legs: found, silent };
}
