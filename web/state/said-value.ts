import { readCompact, writeCompact } from "./compact-json.ts";

/** Longer ones are refused by some servers and cut by some mail programs. */
const LONGEST = 5000;
const KEPT = "kept:";

/** Values that are too long for a link: this tab alone has them. */
const keptHere = new Map<string, string>();

function keyOf(written: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(written))
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & (2n ** 64n - 1n);
  return `${KEPT}${hash.toString(16)}`;
}

const storageKey = (key: string): string => `headwater-said-${key.slice(KEPT.length)}`;

function keep(key: string, written: string): void {
  keptHere.set(key, written);
  try {
    sessionStorage.setItem(storageKey(key), written);
  } catch {
    // A browser that keeps nothing for this page has it until the page is left.
  }
}

function keptUnder(key: string): string | null {
  try {
    return keptHere.get(key) ?? sessionStorage.getItem(storageKey(key));
  } catch {
    return null;
  }
}

/** A value as an address says it: itself, or, where it is too long, a name that this tab alone knows it by. */
export function sayValue(value: unknown): string {
  const written = writeCompact(value);
  if (encodeURIComponent(written).length <= LONGEST) return written;
  const key = keyOf(written);
  keep(key, written);
  return key;
}

/** True where the address holds the whole value, so that a link to it says everything. */
export const isInAddress = (said: string): boolean => !said.startsWith(KEPT);

/** The value that an address says, or why it cannot be had; `what` is how it is called: `scenario`. */
export function hearValue(said: string, what: string): { readonly value: unknown } | string {
  const written = isInAddress(said) ? said : keptUnder(said);
  if (written === null) {
    return `This link names a ${what} that is too long for a link, and this browser does not have it: open its file.`;
  }
  const value = readCompact(written);
  return value === undefined ? `The ${what} in this address cannot be read: it may have been cut.` : { value };
}
