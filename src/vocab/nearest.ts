/**
 * The candidates nearest to `text` in spelling, best first: for "did you mean" in error messages only.
 *
 * Counts insertions, deletions, substitutions and swaps of neighbours; a candidate is near when fewer than about a
 * third of its letters differ, or when it begins with the text.
 */
export function nearest(text: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = fold(text);
  if (wanted === "") return [];
  const scored: { readonly candidate: string; readonly distance: number }[] = [];
  for (const candidate of candidates) {
    const folded = fold(candidate);
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, folded.length) / 3));
    const begins = wanted.length >= 3 && folded.startsWith(wanted);
    const distance = begins ? 0.5 : editDistance(wanted, folded, allowed);
    if (distance <= allowed) scored.push({ candidate, distance });
  }
  scored.sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1));
  return [...new Set(scored.map(({ candidate }) => candidate))].slice(0, limit);
}

function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** Optimal string alignment distance; anything above `limit` comes back as `limit + 1`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const left = (current[j - 1] ?? 0) + 1;
      const up = (previous[j] ?? 0) + 1;
      const diagonal = (previous[j - 1] ?? 0) + (same ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      current.push(Math.min(left, up, diagonal, swapped ? (beforePrevious[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY));
    }
    [beforePrevious, previous] = [previous, current];
  }
  return previous[b.length] ?? limit + 1;
}
