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

/** What all lines of a split come to, those that are not listed among them. */
export interface Whole extends Omit<Line, "key"> {
  readonly count: number;
}

export function wholeOf(lines: readonly Line[]): Whole {
  return lines.reduce<Whole>(
    (sum, line) => ({
      count: sum.count + 1,
      rows: sum.rows + line.rows,
      usd: sum.usd + line.usd,
      kg: sum.kg + line.kg,
    }),
    { count: 0, rows: 0, usd: 0n, kg: 0n },
  );
}

/** These lines, the largest of a whole, and the rest of it in one; shares of all together sum to one. */
export function topParts(largest: readonly Line[], whole: Whole, labelOf: (key: string) => string): SplitResult {
  const listed = wholeOf(largest);
  const rest: Line = {
    key: "others",
    rows: whole.rows - listed.rows,
    usd: whole.usd - listed.usd,
    kg: whole.kg - listed.kg,
  };
  const parts = allParts([...largest, rest], labelOf);
  const { usd, kg, share } = parts.pop() as Part;
  return { parts, others: { count: whole.count - listed.count, usd, kg, share } };
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
