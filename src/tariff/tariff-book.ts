import { InvalidInput } from "../errors.ts";
import { inGroup } from "../vocab/country-group.ts";
import type { Agreement } from "./agreement.ts";
import { type CodeSet, codeSet, codesOrEvery } from "./code-set.ts";
import type { Measure, MeasureKind, RateRow } from "./measure.ts";
import { type Column2Origin, type Preference, type Schedule, schedule, type TariffLine } from "./schedule.ts";

/** A measure with its codes indexed and its relations resolved. */
export interface IndexedMeasure {
  readonly measure: Measure;
  readonly hs: CodeSet;
  readonly exceptHs: CodeSet;
  readonly origins: ReadonlySet<string> | null;
  readonly exceptOrigins: ReadonlySet<string>;
  /** Its rates without those for other origins. */
  readonly ratesOf: (origin: string) => readonly RateRow[];
  /** Places of other measures of the same importer in the order of evaluation, all before this one. */
  readonly yieldsTo: readonly { readonly at: number; readonly heading: string | null; readonly because: string }[];
  readonly restWithout: readonly number[];
  readonly offsetBy: number | null;
}

/** All measures at one border, in the order in which they are worked out. */
export interface Border {
  readonly importer: string;
  readonly schedule: Schedule;
  readonly preferences: readonly Preference[];
  readonly column2: readonly Column2Origin[];
  readonly measures: readonly IndexedMeasure[];
  /** Supposed by a scenario; the book holds none. */
  readonly agreements: readonly Agreement[];
}

/** The European Union: one border for its members. */
export const CUSTOMS_UNION = "EU";

/** The law that duties are worked out by. */
export interface TariffBook {
  /** The border of a country; a member of the European Union without one of its own has that of the union. */
  border(importer: string): Border | null;
  readonly importers: readonly string[];
  readonly measures: readonly Measure[];
}

export interface TariffParts {
  readonly measures: readonly Measure[];
  readonly lines: Iterable<TariffLine>;
  readonly preferences?: readonly Preference[];
  readonly column2?: readonly Column2Origin[];
  readonly agreements?: readonly Agreement[];
}

const KIND_ORDER: readonly MeasureKind[] = ["ordinary", "additional", "remedy", "fee"];

/**
 * Indexes measures by border and puts each after those that it depends on.
 *
 * Throws InvalidInput for two measures of one id, a reference to a measure that is not there, and measures that wait
 * for each other.
 */
export function tariffBook({
  measures,
  lines,
  preferences = [],
  column2 = [],
  agreements = [],
}: TariffParts): TariffBook {
  const linesOf = new Map<string, TariffLine[]>();
  for (const line of lines) {
    const held = linesOf.get(line.importer);
    if (held === undefined) linesOf.set(line.importer, [line]);
    else held.push(line);
  }
  const importers = [...new Set([...measures.map(({ importer }) => importer), ...linesOf.keys()])].sort();
  const borders = new Map(
    importers.map((importer): [string, Border] => [
      importer,
      {
        importer,
        schedule: schedule(importer, linesOf.get(importer) ?? []),
        preferences: preferences.filter((one) => one.importer === importer),
        column2: column2.filter((one) => one.importer === importer),
        measures: inOrder(measures.filter((one) => one.importer === importer)),
        agreements,
      },
    ]),
  );
  const union = borders.get(CUSTOMS_UNION) ?? null;
  const border = (importer: string) => borders.get(importer) ?? (inGroup(importer, "EU27") ? union : null);
  return { border, importers, measures };
}

/** What a measure waits for: those it yields to, whose bases it leaves out, or whose subsidies lower it. */
function dependencies(measure: Measure, byId: ReadonlyMap<string, Measure>): readonly string[] {
  const named = [
    ...measure.yieldsTo.map((one) => one.measure),
    ...(measure.base.of === "rest" ? measure.base.without : []),
    ...(measure.offsetBy === null ? [] : [measure.offsetBy]),
  ];
  for (const id of named) {
    if (byId.has(id)) continue;
    throw new InvalidInput(`The measure “${measure.id}” refers to “${id}”, which is not in the book.`, {
      hint: "Name a measure of the same importer by its id.",
    });
  }
  return named;
}

function inOrder(measures: readonly Measure[]): readonly IndexedMeasure[] {
  const byId = new Map<string, Measure>();
  for (const measure of measures) {
    if (byId.has(measure.id)) throw new InvalidInput(`There are two measures “${measure.id}” in the book.`);
    byId.set(measure.id, measure);
  }
  const first = [...measures].sort(
    (a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) || a.order - b.order || (a.id < b.id ? -1 : 1),
  );
  const places = new Map<string, number>();
  const ordered: Measure[] = [];
  const visit = (measure: Measure, waiting: readonly string[]): void => {
    if (places.has(measure.id)) return;
    if (waiting.includes(measure.id)) {
      throw new InvalidInput(`Measures wait for each other: ${[...waiting, measure.id].join(" → ")}.`, {
        hint: "Let only one of two measures yield to the other.",
      });
    }
    for (const id of dependencies(measure, byId)) visit(byId.get(id) as Measure, [...waiting, measure.id]);
    places.set(measure.id, ordered.length);
    ordered.push(measure);
  };
  for (const measure of first) visit(measure, []);
  const at = (id: string) => places.get(id) as number;
  return ordered.map((measure) => index(measure, at));
}

function index(measure: Measure, at: (id: string) => number): IndexedMeasure {
  const { goods, base } = measure;
  return {
    measure,
    hs: codesOrEvery(goods.hs),
    exceptHs: codeSet(goods.exceptHs),
    origins: goods.origin === null ? null : new Set(goods.origin),
    exceptOrigins: new Set(goods.exceptOrigin),
    ratesOf: ratesByOrigin(measure.rates),
    yieldsTo: measure.yieldsTo.map(({ measure: id, heading, because }) => ({ at: at(id), heading, because })),
    restWithout: base.of === "rest" ? base.without.map(at) : [],
    offsetBy: measure.offsetBy === null ? null : at(measure.offsetBy),
  };
}

function ratesByOrigin(rates: readonly RateRow[]): IndexedMeasure["ratesOf"] {
  const isOf = ({ when: { origin, exceptOrigin } }: RateRow, of: string) =>
    (origin === undefined || origin.includes(of)) && exceptOrigin?.includes(of) !== true;
  const held = new Map<string, readonly RateRow[]>();
  return (of) => {
    let found = held.get(of);
    if (found === undefined) {
      found = rates.filter((row) => isOf(row, of));
      held.set(of, found);
    }
    return found;
  };
}
