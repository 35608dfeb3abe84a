import type { AsOf } from "../vocab/as-of.ts";
import { compare, type Decimal, divide, format, minus, percent, plus, round, times, ZERO } from "../vocab/decimal.ts";
import { convert, dimension } from "../vocab/quantity.ts";
import { linesUnder } from "./agreement.ts";
import { type DutyLine, NOTHING } from "./duty-line.ts";
import type { DutyRate } from "./duty-rate.ts";
import { boundsOfLine, type FeeBounds } from "./entry-fees.ts";
import type { GoodsAmounts, GoodsKind } from "./goods.ts";
import { isLive, type LiveMeasure, type ResolvedGoods, resolveGoods, skipped } from "./resolve-goods.ts";
import type { Border } from "./tariff-book.ts";

/** Every measure of a border for one line of goods, applied or skipped, and what they come to. */
export interface DutyStack {
  readonly lines: readonly DutyLine[];
  /** USD, to the cent: the sum of the lines. */
  readonly total: Decimal;
  /** The part of the total that can be had back, as known on the day. */
  readonly refundable: Decimal;
  readonly warnings: readonly string[];
}

const CENTS = 2;

/** What is owed on goods: `resolveGoods`, then `stackOf`. */
export function dutyStack(border: Border, kind: GoodsKind, amounts: GoodsAmounts, asOf: AsOf): DutyStack {
  return stackOf(resolveGoods(border, kind, asOf), amounts);
}

/**
 * The amounts of a line of goods whose measures are resolved. Each measure's duty is rounded to the cent, half up, and
 * the total is the sum of the rounded lines: no duty is charged on another. `bounds` says how the least and the most of a
 * fee fall on an entry of several lines; else the line is an entry of its own.
 */
export function stackOf(resolved: ResolvedGoods, amounts: GoodsAmounts, bounds: FeeBounds = boundsOfLine): DutyStack {
  const work: Work = { resolved, amounts, bounds, done: [], ordinaryDuty: ZERO, warnings: [] };
  const ordinary = resolved.ordinary === null ? null : ordinaryLine(resolved.ordinary, work);
  if (ordinary !== null) work.ordinaryDuty = ordinary.amount;
  for (const one of resolved.measures) {
    const line = isLive(one) ? liveLine(one, work) : one;
    work.done.push(line);
    if (line.kind === "ordinary") work.ordinaryDuty = plus(work.ordinaryDuty, line.amount);
  }
  const { agreement, kind } = resolved;
  const whole = ordinary === null ? work.done : [ordinary, ...work.done];
  const lines = agreement === null ? whole : linesUnder(agreement, whole, kind, amounts.value);
  let total = NOTHING;
  let refundable = NOTHING;
  for (const line of lines) {
    if (line.outcome === "skipped") continue;
    total = plus(total, line.amount);
    if (line.refundable) refundable = plus(refundable, line.amount);
  }
  return { lines, total, refundable, warnings: [...resolved.warnings, ...work.warnings] };
}

/** What the lines after need of the lines before. */
interface Work {
  readonly resolved: ResolvedGoods;
  readonly amounts: GoodsAmounts;
  readonly bounds: FeeBounds;
  /** One line a measure of the border so far, in its order. */
  readonly done: DutyLine[];
  ordinaryDuty: Decimal;
  readonly warnings: string[];
}

function ordinaryLine(line: DutyLine, { amounts, warnings }: Work): DutyLine {
  if (line.rate === null) return line;
  const amount = amountOf(line.rate, amounts.value, amounts);
  if (amount !== null) return { ...line, base: amounts.value, amount };
  warnings.push(`${line.title}: the rate is by quantity, which is not stated: the total is without it.`);
  const because = "The rate is by quantity, which is not stated.";
  return { ...line, outcome: "skipped", reason: "not_stated", rate: null, because };
}

function liveLine(live: LiveMeasure, work: Work): DutyLine {
  const { indexed, row, line } = live;
  const { measure } = indexed;
  for (const { at, heading, because } of indexed.yieldsTo) {
    if (work.done[at]?.outcome !== "applied") continue;
    return { ...skipped(measure, "yields", because), heading: heading ?? measure.heading };
  }
  const base = baseOf(live, work);
  if (typeof base === "string") return skipped(measure, "no_base", base);
  if (row.rate === "unknown") {
    work.warnings.push(`${measure.title}: ${line.because} The total is without it.`);
    return { ...line, outcome: "skipped", reason: "no_rate" };
  }
  const { rate, arithmetic } = afterOffsets(live, row.rate as DutyRate, work);
  const whole = rate.topUpTo === null ? amountOf(rate, base, work.amounts) : topUp(rate.topUpTo, base, work);
  if (whole === null) {
    work.warnings.push(`${measure.title}: the rate is by quantity, which is not stated: the total is without it.`);
    return skipped(measure, "not_stated", "The rate is by quantity, which is not stated.");
  }
  const isBounded = row.floor !== null || row.cap !== null;
  const bounded = isBounded ? work.bounds(measure.id, row, whole) : { amount: whole, because: null };
  const toppedUp = rate.topUpTo === null ? arithmetic : topUpSentence(rate.topUpTo, work.ordinaryDuty);
  return { ...line, rate, base, amount: bounded.amount, arithmetic: bounded.because ?? toppedUp };
}

/** Of what the rate is taken; a sentence when there is nothing to take it of. */
function baseOf({ indexed }: LiveMeasure, { resolved, amounts, done, warnings }: Work): Decimal | string {
  const { measure, restWithout } = indexed;
  const { base } = measure;
  if (base.of === "customs-value") return amounts.value;
  if (base.of === "rest") {
    let rest = amounts.value;
    for (const at of restWithout) {
      const other = done[at];
      if (other?.outcome === "applied" && other.base !== null) rest = minus(rest, other.base);
    }
    return rest.units > 0n ? rest : "Other measures take the whole of the value.";
  }
  const stated = amounts.contents.get(base.content);
  if (stated !== undefined) return stated.units > 0n ? stated : `The goods hold no ${base.content}.`;
  if (base.whole.some((prefix) => resolved.kind.hts.startsWith(prefix))) return amounts.value;
  if (base.unstated === "whole") {
    warnings.push(`${measure.title}: the value of the ${base.content} is not stated, so the whole value is taken.`);
    return amounts.value;
  }
  warnings.push(
    `${measure.title}: it falls on the ${base.content} inside, whose value is not stated: the total is without it.`,
  );
  return `The value of the ${base.content} inside is not stated.`;
}

/** An antidumping margin less what the countervailing duty already takes: 19 USC 1677a(c)(1)(C) and 1677f-1(f). */
function afterOffsets(
  { row, indexed }: LiveMeasure,
  rate: DutyRate,
  { resolved, done }: Work,
): { readonly rate: DutyRate; readonly arithmetic: string | null } {
  const other = indexed.offsetBy === null ? undefined : resolved.measures[indexed.offsetBy];
  const countervailed = indexed.offsetBy !== null && done[indexed.offsetBy]?.outcome === "applied";
  const subsidy = countervailed && other !== undefined && isLive(other) ? (other.row.exportSubsidy ?? ZERO) : ZERO;
  const offset = plus(subsidy, row.passThrough ?? ZERO);
  if (offset.units === 0n) return { rate, arithmetic: null };
  const left = minus(rate.adValorem, offset);
  const adValorem = left.units > 0n ? left : ZERO;
  return {
    rate: { ...rate, adValorem },
    arithmetic: `${percent(rate.adValorem)} less ${percent(offset)} of subsidies is ${percent(adValorem)}`,
  };
}

/** The duty at a rate, to the cent; null when a part of it is by a quantity that is not stated. */
function amountOf(rate: DutyRate, base: Decimal, amounts: GoodsAmounts): Decimal | null {
  let duty = times(base, rate.adValorem);
  for (const { amount, unit } of rate.specific) {
    const quantity = quantityIn(amounts, unit);
    if (quantity === null) return null;
    duty = plus(duty, times(amount, quantity));
  }
  return round(duty, CENTS);
}

function quantityIn({ quantities }: GoodsAmounts, unit: GoodsAmounts["quantities"][number]["unit"]): Decimal | null {
  for (const quantity of quantities) {
    if (dimension(quantity.unit) === dimension(unit)) return convert(quantity, unit).amount;
  }
  return null;
}

/** What lifts ordinary duty to the floor: max(0, floor × base − the ordinary duty on that base). */
function topUp(floor: Decimal, base: Decimal, { amounts: { value }, ordinaryDuty }: Work): Decimal {
  const whole = compare(base, value) === 0 || value.units === 0n;
  const onBase = whole ? ordinaryDuty : divide(times(ordinaryDuty, base), value, CENTS + 4);
  const missing = minus(times(floor, base), onBase);
  return missing.units > 0n ? round(missing, CENTS) : NOTHING;
}

function topUpSentence(floor: Decimal, ordinaryDuty: Decimal): string {
  return `${percent(floor)} of the base less ordinary duty of ${format(ordinaryDuty)}, not below 0`;
}
