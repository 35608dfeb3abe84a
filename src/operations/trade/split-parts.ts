import { format, fromUnits } from "../../vocab/decimal.ts";
import { sharesOf } from "./shares.ts";
import type { Split as SplitResult } from "./trace-result.ts";
import type { Part } from "./trade-fields.ts";

/** A line of a split in the network's integers: cents and grams. */
export interface Line {
  readonly key: string;
  readonly rows: number;
  readonly usd: bigint;
  readonly kg: bigint;
}

export function writeCents(cents: bigint): string {
  return format(fromUnits(cents, 2));
}

export function writeGrams(grams: bigint): string {
  return format(fromUnits(grams, 3));
}

/** Lines with exact amounts and shares of their sum. */
export function allParts(lines: readonly Line[], labelOf: (key: string) => string): Part[] {
  const shares = sharesOf(lines.map(({ usd }) => usd));
  return lines.map(({ key, rows, usd, kg }, at) => ({
    key: key === "" ? "unknown" : key,
    label: labelOf(key),
    rows,
    usd: writeCents(usd),
    kg: writeGrams(kg),
    share: shares[at] ?? "0",
  }));
}

/** The `top` largest lines (all for Infinity), and the rest in one; shares of parts and rest together sum to one. */
export function topParts(lines: readonly Line[], top: number, labelOf: (key: string) => string): SplitResult {
  const rest = lines.slice(top);
  const pooled: Line = {
    key: "others",
    rows: rest.reduce((sum, line) => sum + line.rows, 0),
    usd: rest.reduce((sum, line) => sum + line.usd, 0n),
    kg: rest.reduce((sum, line) => sum + line.kg, 0n),
  };
  const parts = allParts([...lines.slice(0, top), pooled], labelOf);
  const { usd, kg, share } = parts.pop() as Part;
  return { parts, others: { count: rest.length, usd, kg, share } };
}

/** Lines merged under another key, such as countries under their region; largest first. */
export function regroup(lines: readonly Line[], keyOf: (key: string) => string): Line[] {
  const groups = new Map<string, Line>();
  for (const line of lines) {
    const key = keyOf(line.key);
    const so = groups.get(key) ?? { key, rows: 0, usd: 0n, kg: 0n };
    groups.set(key, { key, rows: so.rows + line.rows, usd: so.usd + line.usd, kg: so.kg + line.kg });
  }
  return [...groups.values()].sort((a, b) => (a.usd === b.usd ? (a.key < b.key ? -1 : 1) : a.usd > b.usd ? -1 : 1));
}
