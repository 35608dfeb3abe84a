const PLACES = 12;
const ONE = 10n ** BigInt(PLACES);

function write(units: bigint): string {
  if (units === ONE) return "1";
  const digits = units.toString().padStart(PLACES, "0").replace(/0+$/, "");
  return digits === "" ? "0" : `0.${digits}`;
}

/**
 * Shares of the total as decimal strings of at most 12 places that sum to exactly one: each is cut, and what is left
 * goes one unit each to the largest remainders, earlier parts first. All zero when the total is.
 */
export function sharesOf(parts: readonly bigint[]): string[] {
  const total = parts.reduce((sum, part) => sum + part, 0n);
  if (total === 0n) return parts.map(() => "0");
  const cut = parts.map((part) => (part * ONE) / total);
  const remainders = parts.map((part, at) => ({ at, left: (part * ONE) % total }));
  const missing = Number(ONE - cut.reduce((sum, part) => sum + part, 0n));
  remainders.sort((a, b) => (a.left === b.left ? a.at - b.at : a.left > b.left ? -1 : 1));
  for (const { at } of remainders.slice(0, missing)) cut[at] = (cut[at] ?? 0n) + 1n;
  return cut.map(write);
}
