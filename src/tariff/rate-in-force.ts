import type { AsOf } from "../vocab/as-of.ts";
import { compare } from "../vocab/decimal.ts";
import type { GoodsKind } from "./goods.ts";
import type { Conditions, ControlCondition, RateRow } from "./measure.ts";

/** A condition that the question does not say enough to decide. */
export type Unstated = "code" | "metal-weight" | "us-content" | "loaded-on" | "mode" | "control";

export interface Match {
  readonly holds: boolean;
  /** What would have to be stated for the conditions to be decided; then `holds` is false. */
  readonly unstated: Unstated | null;
}

const HOLDS: Match = { holds: true, unstated: null };
const FAILS: Match = { holds: false, unstated: null };
const unknown = (unstated: Unstated): Match => ({ holds: false, unstated });

/** How a name is compared: letters and digits alone, in either case. */
export function nameKey(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}

/** "A | B": any of the spellings is the name. */
function isNamed(names: string, given: string | null): boolean {
  if (given === null) return false;
  const key = nameKey(given);
  return names.split("|").some((name) => nameKey(name) === key);
}

/** Whether `conditions` hold for goods; conditions about the maker are asked of the names in `kind`. */
export function matches(conditions: Conditions, kind: GoodsKind): Match {
  let undecided: Match | null = null;
  for (const test of [codes, places, makers, movement, make]) {
    const match = test(conditions, kind);
    if (!match.holds && match.unstated === null) return FAILS;
    if (!match.holds) undecided ??= match;
  }
  return undecided ?? HOLDS;
}

function codes({ hs, article }: Conditions, kind: GoodsKind): Match {
  if (article !== undefined && (kind.article === null || !article.includes(kind.article))) return FAILS;
  if (hs === undefined) return HOLDS;
  const within = hs.of(kind.hts);
  if (within === "in") return HOLDS;
  return within === "part" ? unknown("code") : FAILS;
}

function places({ origin, exceptOrigin }: Conditions, kind: GoodsKind): Match {
  if (origin !== undefined && !origin.includes(kind.origin)) return FAILS;
  return exceptOrigin?.includes(kind.origin) ? FAILS : HOLDS;
}

function makers({ producer, exporter, claim }: Conditions, kind: GoodsKind): Match {
  if (claim !== undefined && !kind.claims.some((given) => nameKey(given) === nameKey(claim))) return FAILS;
  if (producer !== undefined && !isNamed(producer, kind.producer)) return FAILS;
  return exporter === undefined || isNamed(exporter, kind.exporter) ? HOLDS : FAILS;
}

function movement({ loadedBefore, mode }: Conditions, kind: GoodsKind): Match {
  if (mode !== undefined && kind.mode === null) return unknown("mode");
  if (mode !== undefined && !mode.some((one) => one === kind.mode)) return FAILS;
  if (loadedBefore === undefined) return HOLDS;
  if (kind.loadedOn === null) return unknown("loaded-on");
  return kind.loadedOn < loadedBefore ? HOLDS : FAILS;
}

function make({ metalWeightBelow, usContentFrom, control }: Conditions, kind: GoodsKind): Match {
  if (metalWeightBelow !== undefined) {
    if (kind.metalWeight === null) return unknown("metal-weight");
    if (compare(kind.metalWeight, metalWeightBelow) >= 0) return FAILS;
  }
  if (usContentFrom !== undefined) {
    if (kind.usContent === null) return unknown("us-content");
    if (compare(kind.usContent, usContentFrom) < 0) return FAILS;
  }
  return control === undefined ? HOLDS : controlled(control, kind);
}

function controlled({ rule, outcome, alsoWhile }: ControlCondition, { control }: GoodsKind): Match {
  const fact = control?.get(rule);
  if (fact === undefined) return unknown("control");
  if (fact.state !== "in force" && !alsoWhile.includes(fact.state)) return FAILS;
  if (fact.outcome === "yes" || (fact.outcome === "open" && outcome === "open")) return HOLDS;
  return fact.outcome === "no" ? FAILS : unknown("control");
}

/** Whether a row counts on a day, as known on a day. An end that was not yet known is no end. */
export function isInForce(row: RateRow, { on, known }: AsOf): boolean {
  if (row.known > known || row.from > on) return false;
  return row.until === null || row.untilKnown > known || on < row.until;
}

/** The rows in force that no later row for the same goods has taken the place of. */
export function rowsInForce(rows: readonly RateRow[], asOf: AsOf): readonly RateRow[] {
  const latest = new Map<string, RateRow>();
  for (const row of rows) {
    if (!isInForce(row, asOf)) continue;
    const key = conditionKey(row.when);
    const held = latest.get(key);
    if (held === undefined || row.from > held.from || (row.from === held.from && row.known >= held.known))
      latest.set(key, row);
  }
  return rows.filter((row) => latest.get(conditionKey(row.when)) === row);
}

/** The same text for the same conditions. */
export function conditionKey(when: Conditions): string {
  return JSON.stringify(when, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

export interface Choice {
  /** The row that counts; null when none is in force. */
  readonly row: RateRow | null;
  /** Rows that would count if something more were stated. */
  readonly open: readonly { readonly row: RateRow; readonly unstated: Unstated }[];
}

/**
 * The row that counts: of rows with the same conditions the one that began last, then the one known last; of what
 * remains, the one with the most conditions, a producer weighing more than an exporter and a claim more than both; of as
 * many conditions, codes weigh more than an origin, so that a list of exempt goods holds against the rate of a country.
 */
export function rowInForce(rows: readonly RateRow[], kind: GoodsKind, asOf: AsOf): Choice {
  const open: { row: RateRow; unstated: Unstated }[] = [];
  let best: RateRow | null = null;
  for (const row of rows) {
    if (!isInForce(row, asOf)) continue;
    const { holds, unstated } = matches(row.when, kind);
    if (unstated !== null) open.push({ row, unstated });
    if (holds && (best === null || precedes(row, best))) best = row;
  }
  return { row: best, open: open.filter(({ row }) => best === null || precedes(row, best)) };
}

function precedes(row: RateRow, other: RateRow): boolean {
  const [mine, theirs] = [weight(row.when), weight(other.when)];
  if (mine !== theirs) return mine > theirs;
  if (row.from !== other.from) return row.from > other.from;
  return row.known >= other.known;
}

const WEIGHTS: Readonly<Partial<Record<keyof Conditions, number>>> = {
  claim: 1000,
  loadedBefore: 500,
  producer: 100,
  exporter: 50,
  hs: 12,
};

function weight(when: Conditions): number {
  let total = 0;
  for (const [name, value] of Object.entries(when)) {
    if (value !== undefined) total += WEIGHTS[name as keyof Conditions] ?? 10;
  }
  return total;
}
