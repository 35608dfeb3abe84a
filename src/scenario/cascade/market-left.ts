import type { CascadePlan } from "./cascade-plan.ts";

/** Market that is left of a sector, at or below which it counts as 1 (as the model's authors have it). */
export const NO_MARKET = 1e-10;

/** How far others of its sector stand in for a firm that lost output, as the cascade goes on. */
export interface MarketLeft {
  /**
   * From the firms whose losses grew to all whose loss is felt more, written over them in `front`, with what their
   * customers have not yet felt in `fresh`; how many they are. Where a sector shrinks, its other losers are missed more.
   */
  front(front: Int32Array, fresh: Float64Array, size: number): number;
  /** What was felt of a firm's loss is forgotten, for the next cascade. */
  forget(firm: number): void;
}

/**
 * The share of a loss that customers feel is the firm's market share, σ = min(1, sales / what its sector has left).
 * `down` holds the share of output that each firm has lost; it is read anew at every step.
 */
export function createMarket(
  { firms, sector, sales, memberOffsets, member }: CascadePlan,
  down: Float64Array,
): MarketLeft {
  const felt = new Float64Array(firms);
  const sectors = memberOffsets.length - 1;
  const changed = new Int32Array(sectors);
  const isChanged = new Uint8Array(sectors);

  /** What is left of the sales of a sector. */
  const left = (from: number, until: number): number => {
    let sum = 0;
    for (let at = from; at < until; at++) {
      const firm = member[at] as number;
      sum += (1 - (down[firm] as number)) * (sales[firm] as number);
    }
    return sum <= NO_MARKET ? 1 : sum;
  };

  return {
    front(front, fresh, size) {
      let count = 0;
      for (let at = 0; at < size; at++) {
        const one = sector[front[at] as number] as number;
        if (isChanged[one] === 1) continue;
        isChanged[one] = 1;
        changed[count++] = one;
      }
      let found = 0;
      for (let at = 0; at < count; at++) {
        const one = changed[at] as number;
        isChanged[one] = 0;
        const [from, until] = [memberOffsets[one] as number, memberOffsets[one + 1] as number];
        const market = left(from, until);
        for (let place = from; place < until; place++) {
          const firm = member[place] as number;
          const lost = down[firm] as number;
          if (lost === 0) continue;
          const feels = Math.min(1, (sales[firm] as number) / market) * lost;
          const more = feels - (felt[firm] as number);
          if (more <= 0) continue;
          felt[firm] = feels;
          front[found] = firm;
          fresh[found++] = more;
        }
      }
      return found;
    },
    forget(firm) {
      felt[firm] = 0;
    },
  };
}
