/** An entry of the network and what of a figure it makes up. */
export interface Weighed {
  readonly entry: number;
  readonly amount: number;
}

export interface Largest {
  add(entry: number, amount: number): void;
  /** What an entry must exceed to be among the largest; minus infinity while there is room. */
  least(): number;
  /** Largest first; entries of the same amount in their order. */
  list(): Weighed[];
}

const byAmount = (a: Weighed, b: Weighed): number => b.amount - a.amount || a.entry - b.entry;

/** Keeps the `count` largest of any number of entries, in memory for twice as many. */
export function largestOf(count: number): Largest {
  let kept: Weighed[] = [];
  let least = Number.NEGATIVE_INFINITY;
  const shrink = (): void => {
    kept.sort(byAmount);
    kept = kept.slice(0, count);
    if (kept.length === count) least = kept.at(-1)?.amount ?? least;
  };
  return {
    add(entry, amount) {
      if (amount < least) return;
      kept.push({ entry, amount });
      if (kept.length >= count * 2) shrink();
    },
    least: () => {
      shrink();
      return least;
    },
    list: () => {
      shrink();
      return kept;
    },
  };
}

/** Whole units of each part, which add up to the total: each is cut, and what is left goes to the largest remainders. */
export function apportion(parts: readonly number[], total: bigint): bigint[] {
  const units = parts.map((part) => BigInt(Math.round(Math.max(0, part) * 2 ** 52)));
  const all = units.reduce((sum, part) => sum + part, 0n);
  if (all === 0n) return parts.map(() => 0n);
  const cut = units.map((part) => (part * total) / all);
  const left = units.map((part, at) => ({ at, left: (part * total) % all }));
  left.sort((a, b) => (a.left === b.left ? a.at - b.at : a.left > b.left ? -1 : 1));
  const missing = Number(total - cut.reduce((sum, part) => sum + part, 0n));
  for (const { at } of left.slice(0, missing)) cut[at] = (cut[at] ?? 0n) + 1n;
  return cut;
}
