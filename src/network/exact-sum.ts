/**
 * Beyond this a running sum is folded into a bigint, and none larger may be added to another: a cell and one more stay
 * below 2^53, where every integer is a number.
 */
export const LARGEST_EXACT = 2 ** 52;

/** The largest value that an entry may have: 22 million million dollars in cents, 2.2 thousand million tonnes in grams. */
export const LARGEST_VALUE = 2 ** 51;

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
  sums.cells[index] = sum;
  if (sum > LARGEST_EXACT || sum < -LARGEST_EXACT) carryOver(sums, index);
}

/** Empties a cell that has passed `LARGEST_EXACT` into what is carried. */
export function carryOver(sums: ExactSums, index: number): void {
  sums.carried.set(index, (sums.carried.get(index) ?? 0n) + BigInt(sums.cells[index] as number));
  sums.cells[index] = 0;
}

export function exactTotal(sums: ExactSums, index: number): bigint {
  return BigInt(sums.cells[index] ?? 0) + (sums.carried.get(index) ?? 0n);
}

/** The total as a number: a larger total never has a smaller one. */
export function roughTotal(sums: ExactSums, index: number): number {
  return sums.carried.size === 0 ? (sums.cells[index] ?? 0) : Number(exactTotal(sums, index));
}

/** The value that `n` others at most exceed; what is below it is not among the `n` largest. */
export function nthLargest(values: Float64Array, n: number): number {
  if (values.length <= n) return Number.NEGATIVE_INFINITY;
  return values.slice().sort()[values.length - n] ?? Number.POSITIVE_INFINITY;
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
