let [oldest, older, newest] = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)];

/**
 * Letters to add, drop, change or swap with a neighbour to get from one word to the other (optimal string alignment, by
 * UTF-16 units); `limit + 1` when it takes more than `limit`.
 */
export function editDistance(a: string, b: string, limit: number): number {
  const over = limit + 1;
  if (Math.abs(a.length - b.length) > limit) return over;
  if (b.length >= newest.length) {
    [oldest, older, newest] = [0, 0, 0].map(() => new Uint16Array(2 * b.length + 2)) as [
      typeof oldest,
      typeof older,
      typeof newest,
    ];
  }
  for (let j = 0; j <= b.length; j += 1) older[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    newest[0] = i;
    let least = i;
    const unit = a.charCodeAt(i - 1);
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (older[j - 1] ?? 0) + (unit === b.charCodeAt(j - 1) ? 0 : 1);
      let cost = Math.min((older[j] ?? 0) + 1, (newest[j - 1] ?? 0) + 1, changed);
      if (i > 1 && j > 1 && unit === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) {
        cost = Math.min(cost, (oldest[j - 2] ?? 0) + 1);
      }
      newest[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return over;
    [oldest, older, newest] = [older, newest, oldest];
  }
  return Math.min(older[b.length] ?? 0, over);
}
