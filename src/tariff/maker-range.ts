import type { AsOf } from "../vocab/as-of.ts";
import { compare, type Decimal } from "../vocab/decimal.ts";
import { type DutyStack, dutyStack } from "./duty-stack.ts";
import type { GoodsAmounts, GoodsKind } from "./goods.ts";
import { isInForce } from "./rate-in-force.ts";
import type { Border } from "./tariff-book.ts";

/** Who made and who exported: what the rate of a trade-remedy case turns on. */
export interface Maker {
  readonly producer: string | null;
  readonly exporter: string | null;
}

export interface RangeEnd extends Maker {
  readonly total: Decimal;
}

/** What would be owed for the makers that the book names a rate of: the least and the most. */
export interface MakerRange {
  readonly low: RangeEnd;
  readonly high: RangeEnd;
}

/** The makers whose own rate could be the one of these goods: the named ones, and nobody in particular. */
function makersInForce(border: Border, kind: GoodsKind, asOf: AsOf): readonly Maker[] {
  const found = new Map<string, Maker>();
  for (const { measure } of border.measures) {
    if (measure.kind !== "remedy") continue;
    for (const row of measure.rates) {
      const { producer, exporter } = row.when;
      if ((producer === undefined && exporter === undefined) || !isInForce(row, asOf)) continue;
      if (kind.exporter !== null && exporter !== undefined && exporter !== kind.exporter) continue;
      const maker = { producer: firstName(producer) ?? kind.producer, exporter: firstName(exporter) ?? kind.exporter };
      found.set(`${maker.producer}\u0000${maker.exporter}`, maker);
    }
  }
  return [...found.values()];
}

function firstName(names: string | undefined): string | null {
  return names?.split("|")[0]?.trim() ?? null;
}

/**
 * The range of what is owed when the producer is not stated and a case in force has rates by company; null when the
 * maker makes no difference or is stated.
 */
export function makerRange(
  border: Border,
  kind: GoodsKind,
  amounts: GoodsAmounts,
  asOf: AsOf,
  stated: DutyStack,
): MakerRange | null {
  if (kind.producer !== null) return null;
  const own: RangeEnd = { producer: null, exporter: kind.exporter, total: stated.total };
  let [low, high] = [own, own];
  for (const maker of makersInForce(border, kind, asOf)) {
    const { total } = dutyStack(border, { ...kind, ...maker }, amounts, asOf);
    if (compare(total, low.total) < 0) low = { ...maker, total };
    if (compare(total, high.total) > 0) high = { ...maker, total };
  }
  return low === high ? null : { low, high };
}
