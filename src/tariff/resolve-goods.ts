import type { AsOf } from "../vocab/as-of.ts";
import { findCountry } from "../vocab/country.ts";
import { percent, ZERO } from "../vocab/decimal.ts";
import { formatHs } from "../vocab/hs-code.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import { type Agreement, agreementFor } from "./agreement.ts";
import { type DutyLine, NOTHING, type SkipReason } from "./duty-line.ts";
import { formatRate } from "./duty-rate.ts";
import type { GoodsKind } from "./goods.ts";
import type { Measure, RateRow } from "./measure.ts";
import { ordinaryDuty } from "./ordinary-duty.ts";
import { isInForce, matches, rowInForce, type Unstated } from "./rate-in-force.ts";
import type { Border, IndexedMeasure } from "./tariff-book.ts";

/** A measure that asks something of goods of this kind; how much, the amounts of a line decide. */
export interface LiveMeasure {
  readonly indexed: IndexedMeasure;
  readonly row: RateRow;
  /** The line as it is printed when applied, without amounts. */
  readonly line: DutyLine;
}

/** What every measure of a border says of goods of one kind on one day, as known on one day. */
export interface ResolvedGoods {
  readonly kind: GoodsKind;
  readonly asOf: AsOf;
  /** Ordinary duty by the schedule, or null where the border has none. */
  readonly ordinary: DutyLine | null;
  /** In the order of the border's measures. */
  readonly measures: readonly (LiveMeasure | DutyLine)[];
  readonly warnings: readonly string[];
  /** What caps all duties together; null where nothing does. */
  readonly agreement: Agreement | null;
}

export function isLive(one: LiveMeasure | DutyLine): one is LiveMeasure {
  return "indexed" in one;
}

/** Which measures of `border` are about goods of `kind`, and by which of their rows. */
export function resolveGoods(border: Border, kind: GoodsKind, asOf: AsOf): ResolvedGoods {
  const warnings: string[] = [];
  const ordinary = ordinaryDuty(border, kind, asOf, warnings);
  const measures = border.measures.map((indexed) => resolveMeasure(indexed, kind, asOf, warnings));
  return {
    kind,
    asOf,
    ordinary,
    measures,
    warnings: [...new Set(warnings)],
    agreement: agreementFor(border.agreements, kind, asOf.on),
  };
}

/** What one measure says of goods; what an answer must say besides is added to `warnings`. */
export function resolveMeasure(
  indexed: IndexedMeasure,
  kind: GoodsKind,
  asOf: AsOf,
  warnings: string[],
): LiveMeasure | DutyLine {
  const { measure } = indexed;
  const fault = notCovered(indexed, kind) ?? outOfScope(measure, kind, asOf);
  if (fault !== null) {
    if (fault.reason === "code_too_short") warnings.push(`${measure.title}: ${fault.because}`);
    return skipped(measure, fault.reason, fault.because);
  }
  const { row, open } = rowInForce(indexed.ratesOf(kind.origin), kind, asOf);
  if (row === null) {
    for (const one of open) {
      if (one.unstated === "control") warnings.push(`${measure.title}: ${openSentence(one.row, one.unstated, kind)}`);
    }
    return notInForce(measure, kind, asOf, open[0]?.unstated ?? null);
  }
  for (const one of open) {
    if (one.row.rate === null && row.rate === null) continue;
    warnings.push(`${measure.title}: ${openSentence(one.row, one.unstated, kind)}`);
  }
  if (row.rate === null) {
    return {
      ...skipped(measure, "exempt", row.because ?? "It asks nothing of these goods."),
      ...rowFacts(measure, row),
    };
  }
  for (const caveat of measure.caveats) {
    const applies =
      caveat.known <= asOf.known && caveat.from <= asOf.on && (caveat.until === null || asOf.on < caveat.until);
    if (applies && matches(caveat.when, kind).holds) warnings.push(`${measure.title}: ${caveat.text}`);
  }
  const later = measure.later.find(
    (event) => event.known <= asOf.known && event.entriesFrom <= asOf.on && asOf.on < event.entriesUntil,
  );
  return {
    indexed,
    row,
    line: {
      ...skipped(measure, "no_base", ""),
      ...rowFacts(measure, row),
      outcome: "applied",
      reason: null,
      because: `${row.because ?? coveredSentence(measure, kind)}${later === undefined ? "" : ` ${later.because}`}`,
      status: later?.status ?? row.status,
      refundable: later?.refundable ?? false,
    },
  };
}

function rowFacts(measure: Measure, row: RateRow): Partial<DutyLine> {
  const { from, until, source, confidence } = row;
  return { heading: row.heading ?? measure.heading, from, until, source, confidence, status: row.status };
}

/** A line that asks nothing. */
export function skipped(measure: Measure, reason: SkipReason, because: string): DutyLine {
  const { id, title, programme, kind, heading } = measure;
  return {
    measure: id,
    title,
    programme,
    kind,
    heading,
    outcome: "skipped",
    reason,
    rate: null,
    base: null,
    amount: NOTHING,
    because,
    status: null,
    refundable: false,
    from: null,
    until: null,
    source: null,
    confidence: null,
    arithmetic: null,
  };
}

interface Fault {
  readonly reason: SkipReason;
  readonly because: string;
}

/** Why a measure is not about goods of this code and origin, whatever else they are and on whatever day. */
export function notCovered(
  { measure, hs, exceptHs, origins, exceptOrigins }: IndexedMeasure,
  kind: GoodsKind,
): Fault | null {
  const code = formatHs(kind.hts);
  const from = nameOf(kind.origin);
  if (kind.origin === kind.importer && measure.kind !== "fee") {
    return { reason: "origin_not_covered", because: `The goods are of ${from} itself.` };
  }
  if (exceptOrigins.has(kind.origin))
    return { reason: "origin_not_covered", because: `It leaves out goods of ${from}.` };
  if (origins !== null && !origins.has(kind.origin)) {
    const few = [...origins].slice(0, 3).map(nameOf);
    const about =
      origins.size <= 3 ? `It is on goods of ${few.join(", ")}` : `It is on goods of ${origins.size} other countries`;
    return { reason: "origin_not_covered", because: `${about}; these are of ${from}.` };
  }
  const within = hs.of(kind.hts);
  if (within === "out") return { reason: "code_not_covered", because: `${code} is not among its codes.` };
  if (exceptHs.of(kind.hts) === "in")
    return { reason: "code_not_covered", because: `${code} is among the codes it leaves out.` };
  if (within === "part") {
    return {
      reason: "code_too_short",
      because: `it is on some lines under ${code} and not on others; state more digits.`,
    };
  }
  return null;
}

function outOfScope({ scope, goods }: Measure, kind: GoodsKind, { on, known }: AsOf): Fault | null {
  if (scope.length === 0) return null;
  const article = kind.article ?? goods.articles.find(({ hs }) => kind.hts.startsWith(hs))?.article;
  if (article === undefined) return null;
  let latest: (typeof scope)[number] | null = null;
  for (const row of scope) {
    if (row.known > known || row.from > on || !row.articles.includes(article)) continue;
    if (latest === null || row.from >= latest.from) latest = row;
  }
  if (latest?.covered === true) return null;
  const since = latest === null ? "The scope does not name" : `Since ${latest.from} the scope leaves out`;
  return { reason: "article_not_covered", because: `${since} an article such as a ${article}.` };
}

/** Nothing is in force: whether it is not yet known, has not begun, has ended, or wants something to be stated. */
function notInForce(measure: Measure, kind: GoodsKind, { on, known }: AsOf, unstated: Unstated | null): DutyLine {
  if (unstated !== null) return skipped(measure, "not_stated", `Not decided: ${NEEDED[unstated]}`);
  const about = measure.rates.filter((row) => {
    const match = matches(row.when, kind);
    // Nobody is asked who controls the producer before the measure begins.
    return match.holds || match.unstated === "control";
  });
  if (about.length === 0) {
    const because = controlNotMet(measure, kind, { on, known });
    if (because !== null) return skipped(measure, "control_not_met", because);
    return skipped(measure, "code_not_covered", "None of its rates is for these goods.");
  }
  const heard = about.filter((row) => row.known <= known);
  const begins = earliest(heard.length === 0 ? about : heard);
  if (heard.length === 0) return skipped(measure, "not_known_yet", `As known on ${known} there was no such measure.`);
  if (begins > on) return skipped(measure, "not_begun", `It begins on ${begins}.`);
  const ended = heard.map(({ until }) => until).filter((day): day is IsoDate => day !== null && day <= on);
  return skipped(
    measure,
    "ended",
    `It was not in force on ${on}: the last period before ended on ${ended.sort().at(-1) ?? on}.`,
  );
}

/** Where a measure would ask something but for who controls the producer: what the rule says of that. */
function controlNotMet({ rates }: Measure, kind: GoodsKind, asOf: AsOf): string | null {
  for (const row of rates) {
    const { control, ...others } = row.when;
    if (control === undefined || !isInForce(row, asOf) || !matches(others, kind).holds) continue;
    const fact = kind.control?.get(control.rule);
    if (fact === undefined) continue;
    if (fact.outcome === "no") return `The producer is not under the rule “${control.rule}” by what is recorded.`;
    return `The rule “${control.rule}” is ${fact.state} on ${asOf.on}, and the measure does not count it then.`;
  }
  return null;
}

function earliest(rows: readonly RateRow[]): IsoDate {
  return rows.map(({ from }) => from).sort()[0] as IsoDate;
}

const NEEDED: Readonly<Record<Unstated, string>> = {
  code: "the code has too few digits.",
  "metal-weight": "the share of metal in the weight is not stated.",
  "us-content": "the share of metal melted in the importing country is not stated.",
  "loaded-on": "the day of loading is not stated.",
  mode: "the mode of transport is not stated; fees of an entry are added when it is.",
  control: "whether the producer is under the rule of control is not known.",
};

function openSentence(row: RateRow, unstated: Unstated, kind: GoodsKind): string {
  const { metalWeightBelow, usContentFrom, loadedBefore, hs, control } = row.when;
  const instead = row.rate === null ? "nothing is owed" : "another rate is owed";
  const heading = row.heading === null ? "" : ` (${row.heading})`;
  if (unstated === "metal-weight")
    return `if metal is under ${percent(metalWeightBelow ?? ZERO)} of the weight, ${instead}${heading}; state the metal weight.`;
  if (unstated === "us-content")
    return `if ${percent(usContentFrom ?? ZERO)} or more of the metal was melted in the importing country, ${instead}${heading}; state it.`;
  if (unstated === "loaded-on")
    return `if loaded before ${loadedBefore}, ${instead}${heading}; state the day of loading.`;
  if (unstated === "code") return `under ${longer(hs?.codes ?? [], kind.hts)} ${instead}${heading}; state more digits.`;
  if (unstated === "control") {
    const asked = row.rate === null || row.rate === "unknown" ? instead : `${formatRate(row.rate)} is owed`;
    return `it is not in the total, because nobody knows whether the producer is under the rule “${control?.rule}”; if it is, ${asked}${heading}.${kind.producer === null ? " State the producer." : ""}`;
  }
  return `${instead}${heading} by another mode of transport; state it.`;
}

/** The first few of the codes under a shorter one. */
function longer(codes: readonly string[], code: string): string {
  const under = codes.filter((one) => one.startsWith(code));
  return `${under.slice(0, 4).map(formatHs).join(", ")}${under.length > 4 ? " …" : ""}`;
}

function coveredSentence(measure: Measure, kind: GoodsKind): string {
  const goods = measure.goods.hs === null ? "All goods" : `Goods of ${formatHs(kind.hts)}`;
  return `${goods} of ${nameOf(kind.origin)} are covered.`;
}

const names = new Map<string, string>();

function nameOf(code: string): string {
  let name = names.get(code);
  if (name === undefined) {
    name = findCountry(code)?.name ?? code;
    names.set(code, name);
  }
  return name;
}
