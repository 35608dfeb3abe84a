import { compare, type Decimal, format, minus, ONE, plus, shareOf, sum, times, ZERO } from "../vocab/decimal.ts";
import type { CostRatioKind, Threshold } from "./cost-ratio-rule.ts";
import { thresholdOf, thresholdYears } from "./cost-ratio-rule.ts";

/** Whether a line comes of a prohibited foreign entity; `open` where it is not known. */
export type Prohibited = "yes" | "no" | "open";

/** Whether the least share there may be reaches the threshold, or the largest does not. */
export type RatioOutcome = "pass" | "fail" | "open";

export interface Supplier {
  readonly name: string;
  /** Alpha-2, null where it is not said. */
  readonly country: string | null;
}

/** A line of a bill of materials as it is given. */
export interface CostLine {
  readonly name: string;
  /** Cost, or share of the whole: all lines of a bill are of one kind. */
  readonly amount: Decimal;
  readonly supplier: Supplier | null;
  /** Null where it is not stated: then it is the supplier's outcome. */
  readonly prohibited: Prohibited | null;
  /** Why it is left out of both sides of the ratio; null where it counts. */
  readonly leftOut: string | null;
}

/** What a rule of control says of a supplier, and the path that proves it. */
export interface SupplierOutcome<Step = unknown> {
  readonly outcome: Prohibited;
  readonly why: string;
  readonly path: readonly Step[];
}

/** What the rule of prohibited foreign entities says of a supplier on the day of the question. */
export type SupplierOutcomes<Step = unknown> = (supplier: Supplier) => SupplierOutcome<Step>;

export interface JudgedLine<Step = unknown> extends CostLine {
  readonly prohibited: Prohibited;
  readonly stated: boolean;
  readonly why: string;
  readonly path: readonly Step[];
}

/** Amounts of a bill: what a prohibited entity made, what may be so, and all that counts. */
export interface CostSums {
  readonly prohibited: Decimal;
  readonly open: Decimal;
  readonly total: Decimal;
}

/** The ratio with all that is open counted as prohibited, and with none of it: up to twelve places. */
export interface RatioRange {
  readonly low: string;
  readonly high: string;
}

/** A line to change, and what the ratio is once it and those before it come of others at the same cost. */
export interface Change {
  readonly line: JudgedLine;
  readonly ratio: RatioRange;
  readonly outcome: RatioOutcome;
}

/** A supplier, or a line without one, that is not known to be prohibited or not. */
export interface OpenSupplier {
  readonly supplier: Supplier | null;
  /** The names of its lines. */
  readonly lines: readonly string[];
  readonly amount: Decimal;
  readonly ifProhibited: { readonly ratio: RatioRange; readonly outcome: RatioOutcome };
  readonly ifNot: { readonly ratio: RatioRange; readonly outcome: RatioOutcome };
  /** The ratio passes or fails by it alone, whatever else is open. */
  readonly decides: boolean;
}

export interface YearTest {
  readonly year: number;
  readonly threshold: Threshold;
  readonly outcome: RatioOutcome;
}

/** The ratio is a share of at least the threshold; exact, without a division that would round. */
function reaches(clean: Decimal, total: Decimal, threshold: Decimal): boolean {
  return compare(clean, times(threshold, total)) >= 0;
}

export function outcomeOf({ prohibited, open, total }: CostSums, threshold: Decimal): RatioOutcome {
  const most = minus(total, prohibited);
  if (!reaches(most, total, threshold)) return "fail";
  return reaches(minus(most, open), total, threshold) ? "pass" : "open";
}

/** (total - prohibited) / total, 26 USC 7701(a)(52)(D); of no cost at all there is no ratio: the caller refuses it. */
export function ratioOf({ prohibited, open, total }: CostSums): RatioRange {
  const most = minus(total, prohibited);
  return { low: shareOf(minus(most, open), total), high: shareOf(most, total) };
}

/** How far the ratio is above the threshold, or below it with a minus. */
export function marginOf({ prohibited, open, total }: CostSums, threshold: Decimal): RatioRange {
  const most = minus(minus(total, prohibited), times(threshold, total));
  return { low: shareOf(minus(most, open), total), high: shareOf(most, total) };
}

/** Lines with what is stated of them, else what the rule says of their supplier, else open. */
export function judgeLines<Step>(
  lines: readonly CostLine[],
  outcomes: SupplierOutcomes<Step>,
): readonly JudgedLine<Step>[] {
  return lines.map((line) => {
    if (line.prohibited !== null) {
      return { ...line, prohibited: line.prohibited, stated: true, why: "stated in the bill", path: [] };
    }
    if (line.leftOut !== null) {
      return { ...line, prohibited: "open", stated: false, why: "it does not count, and was not asked", path: [] };
    }
    if (line.supplier === null) {
      return { ...line, prohibited: "open", stated: false, why: "neither status nor supplier is given", path: [] };
    }
    const { outcome, why, path } = outcomes(line.supplier);
    return { ...line, prohibited: outcome, stated: false, why, path };
  });
}

export function costSums(lines: readonly JudgedLine[]): CostSums {
  const counted = lines.filter(({ leftOut }) => leftOut === null);
  const of = (wanted: Prohibited) =>
    sum(counted.filter(({ prohibited }) => prohibited === wanted).map(({ amount }) => amount));
  const [prohibited, open] = [of("yes"), of("open")];
  return { prohibited, open, total: sum([prohibited, open, of("no")]) };
}

/** Of equal amounts what is known to be prohibited goes first, then by name: so the order of lines does not matter. */
const rank = ({ name, supplier, prohibited }: JudgedLine): string =>
  [prohibited === "yes" ? 0 : 1, name, supplier?.name ?? "", supplier?.country ?? ""].join("\u0000");
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * The fewest lines that make the ratio pass for certain when others supply them at the same cost, the largest first.
 * Lines that are open count as prohibited until they are cleared. None where it passes as it is.
 */
export function changesToPass(lines: readonly JudgedLine[], threshold: Decimal): readonly Change[] {
  const suspects = lines
    .filter(({ leftOut, prohibited, amount }) => leftOut === null && prohibited !== "no" && amount.units > 0n)
    .sort((a, b) => compare(b.amount, a.amount) || byText(rank(a), rank(b)));
  const changes: Change[] = [];
  let sums = costSums(lines);
  for (const line of suspects) {
    if (outcomeOf(sums, threshold) === "pass") break;
    const part = line.prohibited === "yes" ? "prohibited" : "open";
    sums = { ...sums, [part]: minus(sums[part], line.amount) };
    changes.push({ line, ratio: ratioOf(sums), outcome: outcomeOf(sums, threshold) });
  }
  return changes;
}

/** Every supplier that is open, the largest first; lines without a supplier stand alone. */
export function openSuppliers(lines: readonly JudgedLine[], threshold: Decimal): readonly OpenSupplier[] {
  const groups = new Map<string, { supplier: Supplier | null; lines: string[]; amount: Decimal }>();
  for (const [at, line] of lines.entries()) {
    if (line.leftOut !== null || line.prohibited !== "open") continue;
    // Lines whose status is stated as open are each their own question: one supplier may have clean and other goods.
    const shared = line.supplier !== null && !line.stated;
    const key = shared ? `${line.supplier?.name}\u0000${line.supplier?.country ?? ""}` : `\u0001${at}`;
    const group = groups.get(key) ?? { supplier: line.supplier, lines: [], amount: ZERO };
    group.lines.push(line.name);
    group.amount = plus(group.amount, line.amount);
    groups.set(key, group);
  }
  const sums = costSums(lines);
  const after = (changed: CostSums) => ({ ratio: ratioOf(changed), outcome: outcomeOf(changed, threshold) });
  return [...groups.values()]
    .map(({ supplier, lines: names, amount }): OpenSupplier => {
      const open = minus(sums.open, amount);
      const ifProhibited = after({ ...sums, open, prohibited: plus(sums.prohibited, amount) });
      const ifNot = after({ ...sums, open });
      const decides = ifProhibited.outcome === "fail" && ifNot.outcome === "pass";
      return { supplier, lines: [...names].sort(byText), amount, ifProhibited, ifNot, decides };
    })
    .sort(
      (a, b) =>
        compare(b.amount, a.amount) ||
        byText(`${a.supplier?.name}\u0000${a.supplier?.country}`, `${b.supplier?.name}\u0000${b.supplier?.country}`) ||
        byText(a.lines.join("\u0000"), b.lines.join("\u0000")),
    );
}

/** The same bill against the threshold of its year and of each later one of the rule. */
export function yearTests(sums: CostSums, kind: CostRatioKind, from: number): readonly YearTest[] {
  return thresholdYears(kind, from).flatMap((year) => {
    const threshold = thresholdOf(kind, year);
    return threshold === null ? [] : [{ year, threshold, outcome: outcomeOf(sums, threshold.share) }];
  });
}

/** What shares leave of the whole; null where they are the whole. Below zero, they are more than it. */
export function restOf(shares: readonly Decimal[]): Decimal | null {
  const rest = minus(ONE, sum(shares));
  return rest.units === 0n ? null : rest;
}

/** The least and the most that prohibited entities account for. */
export function prohibitedAmounts({ prohibited, open }: CostSums): RatioRange {
  return { low: format(prohibited), high: format(plus(prohibited, open)) };
}
