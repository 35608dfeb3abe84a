/** A seeded stream of numbers: the same seed and name give the same stream on every machine. */
export interface Random {
  /** 0 <= x < 2^32, whole. */
  next(): number;
  /** 0 <= x < 1. */
  unit(): number;
  /** 0 <= x < n, whole. */
  below(n: number): number;
  between(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Mean 1, `sigma` of its logarithm. */
  lognormal(sigma: number): number;
  shuffle<T>(list: readonly T[]): T[];
}

/** sfc32 (Doty-Humphrey), seeded by the splitmix finaliser over the seed and the stream's name. */
export function random(seed: number, stream: string): Random {
  const state = seedState(seed, stream);
  let a = state();
  let b = state();
  let c = state();
  let counter = 1;

  function next(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  }
  for (let warm = 0; warm < 16; warm++) next();

  const unit = () => next() / 0x1_0000_0000;
  const below = (n: number) => Math.floor(unit() * n);
  return {
    next,
    unit,
    below,
    between: (low, high) => low + (high - low) * unit(),
    chance: (share) => unit() < share,
    pick(list) {
      const found = list[below(list.length)];
      if (found === undefined) throw new Error("Nothing to pick from.");
      return found;
    },
    lognormal: (sigma) => Math.exp(sigma * roughNormal(unit) - (sigma * sigma) / 2),
    shuffle(list) {
      const shuffled = [...list];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const kept = shuffled[last] as (typeof shuffled)[number];
        shuffled[last] = shuffled[other] as (typeof shuffled)[number];
        shuffled[other] = kept;
      }
      return shuffled;
    },
  };
}

/** The sum of twelve uniforms less six: variance 1, and no logarithm or cosine that could differ between engines. */
function roughNormal(unit: () => number): number {
  let sum = -6;
  for (let draw = 0; draw < 12; draw++) sum += unit();
  return sum;
}

function seedState(seed: number, stream: string): () => number {
  let hash = 0x9e3779b9 ^ (seed | 0) ^ Math.imul(Math.floor(seed / 0x1_0000_0000) | 0, 0x85ebca6b);
  for (let at = 0; at < stream.length; at++) hash = Math.imul(hash ^ stream.charCodeAt(at), 0x01000193);
  return () => {
    hash = (hash + 0x9e3779b9) | 0;
    let mixed = hash ^ (hash >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}

/** Draws indices in proportion to weights, by a binary search over their running sum. */
export function weightedDraw(weights: Float64Array): (random: Random) => number {
  const running = new Float64Array(weights.length);
  let total = 0;
  for (let at = 0; at < weights.length; at++) {
    total += weights[at] as number;
    running[at] = total;
  }
  return (from) => {
    const target = from.unit() * total;
    let low = 0;
    let high = running.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((running[middle] as number) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** The value in [low, high] below which a triangular spread with its peak at `mode` has the part `unit`, 0..1. */
export function triangular(low: number, mode: number, high: number, unit: number): number {
  if (high <= low) return low;
  const turn = (mode - low) / (high - low);
  return unit < turn
    ? low + Math.sqrt(unit * (high - low) * (mode - low))
    : high - Math.sqrt((1 - unit) * (high - low) * (high - mode));
}
