/**
 * A stable reordering of `order` by `keys` (0 .. keyCount - 1): the last digit first, then the next, sorts by all.
 * Time is proportional to the length plus `keyCount`.
 */
export function sortBy(order: Int32Array, keys: ArrayLike<number>, keyCount: number): Int32Array {
  const starts = new Int32Array(keyCount + 1);
  for (let i = 0; i < order.length; i++) {
    const key = (keys[order[i] as number] as number) + 1;
    starts[key] = (starts[key] as number) + 1;
  }
  for (let key = 0; key < keyCount; key++) starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  const sorted = new Int32Array(new SharedArrayBuffer(order.length * 4));
  for (let i = 0; i < order.length; i++) {
    const item = order[i] as number;
    const key = keys[item] as number;
    const place = starts[key] as number;
    sorted[place] = item;
    starts[key] = place + 1;
  }
  return sorted;
}

export function isAscending(values: ArrayLike<number>): boolean {
  for (let i = 1; i < values.length; i++) if ((values[i] as number) < (values[i - 1] as number)) return false;
  return true;
}
