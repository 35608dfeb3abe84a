import type { Attribution } from "../../network/attribution/attribute.ts";
import { type Lens, originOf } from "../../network/attribution/lens.ts";
import type { AttributionResult } from "./attribution-result.ts";
import { sharesOf } from "./shares.ts";
import { writeCents } from "./split-parts.ts";

type Line = AttributionResult["by"][number];

/** A share 0..1 as a float in the whole units that `sharesOf` divides by. */
export const units = (share: number): bigint => BigInt(Math.round(Math.max(0, share) * 1e15));

/** Cents of each part, which sum to the total: each is cut, and what is left goes to the largest remainders. */
export function centsOf(parts: readonly bigint[], total: bigint): bigint[] {
  const all = parts.reduce((sum, part) => sum + part, 0n);
  if (all === 0n) return parts.map(() => 0n);
  const cut = parts.map((part) => (part * total) / all);
  const left = parts.map((part, at) => ({ at, left: (part * total) % all }));
  left.sort((a, b) => (a.left === b.left ? a.at - b.at : a.left > b.left ? -1 : 1));
  const missing = Number(total - cut.reduce((sum, part) => sum + part, 0n));
  for (const { at } of left.slice(0, missing)) cut[at] = (cut[at] ?? 0n) + 1n;
  return cut;
}

export interface Amount {
  readonly share: string;
  readonly usd: string | null;
}

/** Shares that sum to exactly one, and their parts of the root's value where it is known. */
export function amountsOf(shares: readonly number[], rootCents: bigint | null): Amount[] {
  const parts = shares.map(units);
  const written = sharesOf(parts);
  const cents = rootCents === null ? null : centsOf(parts, rootCents);
  return written.map((share, at) => ({ share, usd: cents === null ? null : writeCents(cents[at] ?? 0n) }));
}

/** A share alone, at most 12 places. */
export function writeShareOf(share: number): string {
  const text = Math.min(1, Math.max(0, share)).toFixed(12);
  return text.replace(/\.?0+$/, "");
}

/** The bounds as written, never inside the share that they bound. */
export function boundsOf(share: string, low: number | null, high: number | null) {
  if (low === null || high === null) return { low: null, high: null };
  const [least, most] = [writeShareOf(low), writeShareOf(high)];
  return { low: Number(least) < Number(share) ? least : share, high: Number(most) > Number(share) ? most : share };
}

interface Asked {
  /** By tier where null. */
  readonly lens: Lens | null;
  readonly top: number;
  readonly depth: number;
  readonly rootCents: bigint | null;
  readonly labelOf: (key: string) => string;
  /** Keys that get a line whatever their share. */
  readonly keys?: readonly string[];
}

export interface WrittenLines {
  readonly by: Line[];
  readonly others: AttributionResult["others"];
  readonly untraced: AttributionResult["untraced"];
}

/** The lines of an attribution with what is untraced: shares and amounts of all together are exactly the root's. */
export function writeLines(
  attribution: Attribution,
  asked: Asked,
  productLabel: (code: string) => string,
): WrittenLines {
  const { lens, top, depth, rootCents, labelOf } = asked;
  const all = lens === null ? tierLines(attribution, depth) : lensLines(attribution, lens, asked);
  const listed = all.filter((line, at) => lens === null || at < top || (asked.keys?.includes(line.key) ?? false));
  const rest = all.filter((line) => !listed.includes(line));
  const missing = attribution.untracedBy;
  const amounts = amountsOf(
    [
      ...listed.map(({ share }) => share),
      rest.reduce((sum, { share }) => sum + share, 0),
      ...missing.map(({ share }) => share),
    ],
    rootCents,
  );
  const nothing: Amount = { share: "0", usd: null };
  const ofMissing = amounts.slice(listed.length + 1);
  return {
    by: listed.map(({ key, low, high }, at) => {
      const { share, usd } = amounts[at] ?? nothing;
      return { key: key === "" ? "unknown" : key, label: labelOf(key), share, ...boundsOf(share, low, high), usd };
    }),
    others: { count: rest.length, ...(amounts[listed.length] ?? nothing) },
    untraced: {
      ...totalOf(ofMissing, rootCents),
      by: missing.map(({ key }, at) => ({ key, label: productLabel(key), ...(ofMissing[at] ?? nothing) })),
    },
  };
}

/** Written amounts added up exactly. */
function totalOf(amounts: readonly Amount[], rootCents: bigint | null): Amount {
  const sum = (texts: readonly string[], places: number): bigint =>
    texts.reduce((total, text) => {
      const [whole = "0", fraction = ""] = text.split(".");
      return total + BigInt(whole + fraction.padEnd(places, "0"));
    }, 0n);
  const shares = sum(
    amounts.map(({ share }) => share),
    12,
  );
  const digits = shares.toString().padStart(13, "0");
  const cents = sum(
    amounts.flatMap(({ usd }) => usd ?? []),
    2,
  );
  return {
    share: `${digits.slice(0, -12)}.${digits.slice(-12)}`.replace(/\.?0+$/, ""),
    usd: rootCents === null ? null : writeCents(cents),
  };
}

interface RawLine {
  readonly key: string;
  readonly share: number;
  readonly low: number | null;
  readonly high: number | null;
}

function lensLines(attribution: Attribution, lens: Lens, { top, keys }: Asked): RawLine[] {
  return attribution.by(lens, { bounded: top, ...(keys === undefined ? {} : { keys }) });
}

function tierLines(attribution: Attribution, depth: number): RawLine[] {
  if (attribution.empty) return [];
  return attribution
    .tiers(depth)
    .map((share, at) => ({ key: at < depth ? String(at + 1) : "beyond", share, low: null, high: null }));
}

/** By origin, whom the root bought from: the first tier alone, of the root's value. */
export function directOrigins(attribution: Attribution): { readonly key: string; readonly share: number }[] {
  const { cone, start } = attribution.solved.shared;
  const country = originOf(cone);
  const shares = new Map<string, number>();
  for (let mix = 0; mix < cone.mixes.roots; mix++) {
    for (let at = cone.mixes.offsets[mix] as number; at < (cone.mixes.offsets[mix + 1] as number); at++) {
      const key = country(cone.mixes.seller[at] as number);
      shares.set(key, (shares.get(key) ?? 0) + (start[mix] as number) * (cone.mixes.part[at] as number));
    }
  }
  return [...shares]
    .map(([key, share]) => ({ key, share }))
    .sort((a, b) => b.share - a.share || (a.key < b.key ? -1 : 1));
}
