import type { Source } from "../evidence/source.ts";
import { findCountry } from "../vocab/country.ts";
import { COUNTRY_GROUPS } from "../vocab/country-group.ts";
import { compare, type Decimal, minus, percent, round, times } from "../vocab/decimal.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import type { OpenPeriod } from "../vocab/period.ts";
import type { CodeSet } from "./code-set.ts";
import { type DutyLine, NOTHING } from "./duty-line.ts";
import type { GoodsKind } from "./goods.ts";
import { CUSTOMS_UNION } from "./tariff-book.ts";

/** What goods of a member owe at most at the border of another, whatever measures say; fees are no duty. */
export interface Agreement extends OpenPeriod {
  /** Alpha-2. */
  readonly members: ReadonlySet<string>;
  readonly hs: CodeSet;
  /** Of the customs value, all duties together. */
  readonly most: Decimal;
  readonly source: Source;
}

/** The agreement by which goods owe least on a day; null where there is none. Goods of too short a code have none. */
export function agreementFor(agreements: readonly Agreement[], kind: GoodsKind, on: IsoDate): Agreement | null {
  let best: Agreement | null = null;
  for (const one of agreements) {
    if ((one.from !== null && on < one.from) || (one.until !== null && on >= one.until)) continue;
    if (!one.members.has(kind.origin) || !isMember(one, kind.importer) || one.hs.of(kind.hts) !== "in") continue;
    if (best === null || compare(one.most, best.most) < 0) best = one;
  }
  return best;
}

/** A union is a member where all its members are. */
const isMember = ({ members }: Agreement, importer: string): boolean =>
  members.has(importer) || (importer === CUSTOMS_UNION && COUNTRY_GROUPS.EU27.every((code) => members.has(code)));

const SUPPOSED = { status: "assumed", confidence: "low" } as const;

/** The lines of goods of `value` with no more duty than the agreement leaves, in their order; fees stay as they are. */
export function linesUnder(
  { most, source }: Agreement,
  lines: readonly DutyLine[],
  { origin }: GoodsKind,
  value: Decimal,
): readonly DutyLine[] {
  const goods = `goods of ${findCountry(origin)?.name ?? origin}`;
  const because = `By an agreement of ${source.title} ${goods} owe ${most.units === 0n ? "no duty" : `at most ${percent(most)} of their value in duty`}.`;
  let left = round(times(value, most), NOTHING.scale);
  return lines.map((line): DutyLine => {
    if (line.outcome === "skipped" || line.kind === "fee") return line;
    if (compare(line.amount, left) <= 0) {
      left = minus(left, line.amount);
      return line;
    }
    const amount = left;
    left = NOTHING;
    if (amount.units > 0n) {
      return {
        ...line,
        ...SUPPOSED,
        amount,
        because: `${line.because} ${because}`,
        arithmetic: "no more than the agreement leaves",
      };
    }
    return {
      ...line,
      ...SUPPOSED,
      outcome: "skipped",
      reason: "yields",
      rate: null,
      base: null,
      amount: NOTHING,
      because,
      refundable: false,
      source,
      arithmetic: null,
    };
  });
}
