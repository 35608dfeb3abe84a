/**
 * Beyond this a running sum is folded into a bigint. One value must not pass it either, so that a cell and one more
 * value stay below 2^53, where every integer is a number.
 */
export const LARGEST_EXACT = 2 ** 52;

/** Sums of integers (cents, grams, counts) that stay exact however many are added: a cell, and what was carried. */
export interface ExactSums {
  cells: Float64Array;
  readonly carried: Map<number, bigint>;
}

export function exactSums(size: number): ExactSums {
  return { cells: new Float64Array(size), carried: new Map() };
}

/** Adds an integer of at most `LARGEST_EXACT` in size. */
export function addExact(sums: ExactSums, index: number, value: number): void {
  const sum = (sums.cells[index] as number) + value;
  if (sum <= LARGEST_EXACT && sum >= -LARGEST_EXACT) sums.cells[index] = sum;
  else carry(sums, index, sum);
}

function carry(sums: ExactSums, index: number, sum: number): void {
  sums.carried.set(index, (sums.carried.get(index) ?? 0n) + BigInt(sum));
  sums.cells[index] = 0;
}

export function exactTotal(sums: ExactSums, index: number): bigint {
  return BigInt(sums.cells[index] ?? 0) + (sums.carried.get(index) ?? 0n);
}

/** Adds cell `from` of one group of sums, with what it carried, to cell `to` of another. */
export function addCell(target: ExactSums, to: number, source: ExactSums, from: number): void {
  addExact(target, to, source.cells[from] as number);
  const more = source.carried.get(from);
  if (more !== undefined) target.carried.set(to, (target.carried.get(to) ?? 0n) + more);
}

/** Makes room for at least `size` cells. */
export function growSums(sums: ExactSums, size: number): void {
  if (size <= sums.cells.length) return;
  const larger = new Float64Array(Math.max(size, sums.cells.length * 2));
  larger.set(sums.cells);
  sums.cells = larger;
}
