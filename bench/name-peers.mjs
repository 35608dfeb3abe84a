/** 1 less the share of letters to add, drop or change. */
export function levenshteinRatio(a, b) {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  let row = Array.from({ length: y.length + 1 }, (_, at) => at);
  for (let i = 1; i <= x.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= y.length; j += 1) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (x[i - 1] === y[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  const longest = Math.max(x.length, y.length);
  return longest === 0 ? 1 : 1 - row[y.length] / longest;
}

/** Jaro's likeness, raised for a common beginning of up to four letters (Winkler, scale 0.1). */
export function jaroWinkler(a, b) {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  if (x === y) return 1;
  const reach = Math.max(0, Math.floor(Math.max(x.length, y.length) / 2) - 1);
  const taken = new Set();
  const ofX = [];
  for (let i = 0; i < x.length; i += 1) {
    for (let j = Math.max(0, i - reach); j < Math.min(y.length, i + reach + 1); j += 1) {
      if (taken.has(j) || x[i] !== y[j]) continue;
      taken.add(j);
      ofX.push(x[i]);
      break;
    }
  }
  if (ofX.length === 0) return 0;
  const ofY = [...taken].sort((i, j) => i - j).map((at) => y[at]);
  const moved = ofX.filter((letter, at) => letter !== ofY[at]).length / 2;
  const jaro = (ofX.length / x.length + ofX.length / y.length + (ofX.length - moved) / ofX.length) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < x.length && x[prefix] === y[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}
