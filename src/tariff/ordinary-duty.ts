import type { AsOf } from "../vocab/as-of.ts";
import { inGroup } from "../vocab/country-group.ts";
import { formatHs } from "../vocab/hs-code.ts";
import type { DutyLine } from "./duty-line.ts";
import { NOTHING } from "./duty-line.ts";
import { type DutyRate, formatRate } from "./duty-rate.ts";
import type { GoodsKind } from "./goods.ts";
import { nameKey } from "./rate-in-force.ts";
import type { Preference, TariffLine } from "./schedule.ts";
import { type Border, CUSTOMS_UNION } from "./tariff-book.ts";

/** The ordinary duty of the schedule: column 2 for its origins, a claimed preference, or the general rate. */
export function ordinaryDuty(border: Border, kind: GoodsKind, asOf: AsOf, warnings: string[]): DutyLine | null {
  if (border.schedule.size === 0) return null;
  if (border.importer === CUSTOMS_UNION && inGroup(kind.origin, "EU27"))
    return skippedLine(border, kind, "Goods of the European Union move inside it free of duty.");
  const line = border.schedule.line(kind.hts, asOf);
  if (line === null) {
    warnings.push(
      `The book has no ordinary rate for ${formatHs(kind.hts)} on the day of entry: the total is without it. Import the official schedule to add it.`,
    );
    return skippedLine(border, kind, "The book has no line of the schedule for this code on this day.");
  }
  if (line.note !== null) warnings.push(`Column 1 of ${formatHs(line.hts)}: ${line.note}`);
  const column2 = border.column2.find(
    (one) =>
      one.origin === kind.origin &&
      one.known <= asOf.known &&
      one.from <= asOf.on &&
      (one.until === null || asOf.on < one.until),
  );
  if (column2 !== undefined) {
    if (line.column2 === null) {
      warnings.push(`The book has no column 2 rate for ${formatHs(line.hts)}: the total is without it.`);
      return skippedLine(
        border,
        kind,
        "Goods of this origin pay column 2, of which the book has no rate for this line.",
      );
    }
    return appliedLine(border, line, line.column2, "column-2", "Goods of this origin pay the rates of column 2.");
  }
  const claimed = claimedRate(border, line, kind, warnings);
  if (claimed !== null) {
    const { preference, rate } = claimed;
    return appliedLine(
      border,
      line,
      rate,
      "special",
      `Claimed under ${preference.names[0] ?? preference.code}: ${preference.needs}`,
    );
  }
  return appliedLine(
    border,
    line,
    line.general,
    "column-1",
    `The general rate of ${formatHs(line.hts)} is ${formatRate(line.general)}.`,
  );
}

function claimedRate(
  border: Border,
  line: TariffLine,
  kind: GoodsKind,
  warnings: string[],
): { readonly preference: Preference; readonly rate: DutyRate } | null {
  for (const claim of kind.claims) {
    const key = nameKey(claim);
    const preference = border.preferences.find((one) => [one.code, ...one.names].some((name) => nameKey(name) === key));
    if (preference === undefined) continue;
    if (!preference.origins.includes(kind.origin)) {
      warnings.push(`The claim “${claim}” is not for goods of ${kind.origin}: it is left aside.`);
      continue;
    }
    const special = line.special.find(({ programmes }) => programmes.includes(preference.code));
    if (special !== undefined) return { preference, rate: special.rate };
    warnings.push(`The schedule gives no rate under “${claim}” for ${formatHs(line.hts)}: the general rate is used.`);
  }
  return null;
}

function appliedLine(border: Border, line: TariffLine, rate: DutyRate, column: string, because: string): DutyLine {
  const { from, until, source, confidence } = line;
  return {
    ...emptyLine(border, line.hts, column),
    outcome: "applied",
    reason: null,
    rate,
    because,
    status: "in force",
    from,
    until,
    source,
    confidence,
  };
}

function skippedLine(border: Border, kind: GoodsKind, because: string): DutyLine {
  return { ...emptyLine(border, kind.hts, "column-1"), because };
}

function emptyLine({ importer }: Border, hts: string, column: string): DutyLine {
  const title = { "column-1": "Ordinary duty, column 1 general", "column-2": "Ordinary duty, column 2" }[column];
  return {
    measure: `${importer.toLowerCase()}-${column}`,
    title: title ?? "Ordinary duty, column 1 special",
    programme: "ordinary",
    kind: "ordinary",
    heading: formatHs(hts),
    outcome: "skipped",
    reason: "no_rate",
    rate: null,
    base: null,
    amount: NOTHING,
    because: "",
    status: null,
    refundable: false,
    from: null,
    until: null,
    source: null,
    confidence: null,
    arithmetic: null,
  };
}
