/** A list of numbers that grows as it is written. */
export interface Growing<A extends Int32Array | Float64Array> {
  values: A;
  count: number;
}

export function growingInt32(room = 1024): Growing<Int32Array> {
  return { values: new Int32Array(room), count: 0 };
}

export function growingFloat64(room = 1024): Growing<Float64Array> {
  return { values: new Float64Array(room), count: 0 };
}

/** Makes room for `more` values after those that are there. */
export function makeRoom(list: Growing<Int32Array> | Growing<Float64Array>, more: number): void {
  const needed = list.count + more;
  if (needed <= list.values.length) return;
  const room = Math.max(needed, Math.ceil(list.values.length * 1.5));
  if (list.values instanceof Int32Array) {
    const larger = new Int32Array(room);
    larger.set(list.values.subarray(0, list.count));
    list.values = larger;
  } else {
    const larger = new Float64Array(room);
    larger.set(list.values.subarray(0, list.count));
    list.values = larger;
  }
}

export function append(list: Growing<Int32Array> | Growing<Float64Array>, value: number): number {
  if (list.count === list.values.length) makeRoom(list, 1);
  list.values[list.count] = value;
  return list.count++;
}
