import type { Recipe } from "./products.ts";
import type { Random } from "./random.ts";

/** What a maker keeps of its sales for itself at the least. */
const LEAST_VALUE_ADDED = 0.12;

export interface InputShare {
  /** Index in the product's inputs. */
  readonly recipe: number;
  readonly share: number;
}

/**
 * The share of its sales that a maker spends on each input, drawn in the recipe's range around its centre, six
 * decimals; drawn towards the lows where the sum would leave the maker too little. Equipment is not among them.
 */
export function drawShares(inputs: readonly Recipe[], random: Random): readonly InputShare[] {
  const first = inputs.findIndex(({ kind }) => kind !== "equipment");
  const drawn = inputs.flatMap(({ kind, low, central, high, rangeBasis }, recipe) => {
    const used = (rangeBasis === "map" ? high > 0 : random.chance(0.7)) || recipe === first;
    if (kind === "equipment" || !used) return [];
    const floor = rangeBasis === "map" ? low : central / 3;
    const share = triangular(Math.min(floor, central), central, high, random.unit());
    return [{ recipe, low, share }];
  });
  const lows = drawn.reduce((sum, { low }) => sum + low, 0);
  const wanted = drawn.reduce((sum, { share }) => sum + share, 0);
  const room = 1 - LEAST_VALUE_ADDED - lows;
  const pull = wanted - lows > room ? Math.max(0, room) / (wanted - lows) : 1;
  return drawn
    .map(({ recipe, low, share }) => ({ recipe, share: inRange(low + pull * (share - low), inputs[recipe] as Recipe) }))
    .filter(({ share }) => share > 0);
}

function inRange(share: number, { low, high }: Recipe): number {
  return Math.min(high, Math.max(low, Math.round(share * 1e6) / 1e6));
}

function triangular(low: number, mode: number, high: number, unit: number): number {
  if (high <= low) return low;
  const turn = (mode - low) / (high - low);
  return unit < turn
    ? low + Math.sqrt(unit * (high - low) * (mode - low))
    : high - Math.sqrt((1 - unit) * (high - low) * (high - mode));
}
