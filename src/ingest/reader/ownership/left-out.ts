/** Kinds of things that are told one by one; a hostile file may hold any number of them. */
const MOST_KINDS = 40;

/** Counts what a file says and a store has no place for. */
export function leftOut() {
  const counts = new Map<string, number>();
  return {
    add(what: string, times = 1): void {
      if (times === 0) return;
      const key = counts.has(what) || counts.size < MOST_KINDS ? what : "other things";
      counts.set(key, (counts.get(key) ?? 0) + times);
    },
    /** One sentence a kind, the most frequent first. */
    warnings: (): string[] =>
      [...counts]
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .map(([what, count]) => `Not kept: ${count} ${what}.`),
  };
}
