import type { Source } from "../../evidence/source.ts";
import type { Agreement } from "../../tariff/agreement.ts";
import { codesOrEvery } from "../../tariff/code-set.ts";
import type { Conditions, Measure, RateRow } from "../../tariff/measure.ts";
import type { MeasureWritten } from "../../tariff/measure-schema.ts";
import { conditionKey } from "../../tariff/rate-in-force.ts";
import { nearest } from "../../vocab/nearest.ts";
import { type OpenPeriod, periodsLeft, periodsShared } from "../../vocab/period.ts";
import type { Edit, MeasureEnded, RateChanged } from "./edit.ts";
import { editFault } from "./read-scenario.ts";
import { ALWAYS_KNOWN } from "./supposed.ts";

interface Reading {
  /** Reads a measure as the book reads its own. */
  readonly read: (written: MeasureWritten, number: number) => Measure;
  /** What rates that are only supposed are cited by. */
  readonly source: Source;
}

/** The measures of a book with the edits of a scenario laid over them; throws InvalidInput for one that is not there. */
export function measuresUnder(
  measures: readonly Measure[],
  edits: readonly Edit[],
  { read, source }: Reading,
): readonly Measure[] {
  const found = new Map(measures.map((measure) => [measure.id, measure]));
  for (const edit of edits) {
    if (edit.kind === "measure") found.set(edit.measure.id, read(edit.measure, edit.number));
    if (edit.kind !== "rate" && edit.kind !== "end") continue;
    const measure = found.get(edit.measure);
    if (measure === undefined) {
      const near = nearest(edit.measure, found.keys(), 1).map((id) => ` Did you mean ${id}?`);
      const what = `there is no measure “${edit.measure}”`;
      throw editFault(edit.number, edit.kind, what, `headwater measures lists them.${near.join("")}`);
    }
    found.set(measure.id, {
      ...measure,
      rates: edit.kind === "end" ? ended(measure, edit) : changed(measure, edit, source),
    });
  }
  return [...found.values()];
}

/** The agreements that a scenario supposes, cited by it. */
export function agreementsUnder(edits: readonly Edit[], source: Source): readonly Agreement[] {
  return edits.flatMap((edit) => {
    if (edit.kind !== "agreement") return [];
    const { members, products, rate, from, until, number } = edit;
    const cited = { ...source, locator: `edit ${number}` };
    return [
      { members: new Set(members), hs: codesOrEvery(products), most: rate.adValorem, from, until, source: cited },
    ];
  });
}

const ended = ({ rates }: Measure, edit: MeasureEnded): readonly RateRow[] => rates.flatMap((row) => cut(row, edit));

function changed({ rates }: Measure, edit: RateChanged & { readonly note: string | null }, source: Source) {
  const { producer, exporter, origins, from, until, rate, note } = edit;
  const when: Conditions = {
    ...(producer === null ? {} : { producer }),
    ...(exporter === null ? {} : { exporter }),
    ...(origins === null ? {} : { origin: origins }),
  };
  const key = conditionKey(when);
  const isOfAll = Object.keys(when).length === 0;
  const row: RateRow = {
    from,
    until,
    known: ALWAYS_KNOWN,
    untilKnown: ALWAYS_KNOWN,
    rate,
    heading: null,
    status: "assumed",
    when,
    because: null,
    floor: null,
    cap: null,
    exportSubsidy: null,
    passThrough: null,
    needs: null,
    source,
    confidence: "low",
    note,
  };
  const isOfOrigins = origins !== null && producer === null && exporter === null;
  const left = (each: RateRow): readonly RateRow[] => {
    if (isOfAll || conditionKey(each.when) === key) return cut(each, edit);
    return isOfOrigins ? [...cut(each, edit), ...ofOthers(each, edit, origins)] : [each];
  };
  return [...rates.flatMap(left), row];
}

/** In a period the row asks nothing of goods from some origins, whatever else it is of: what it asks of the others. */
function ofOthers(row: RateRow, period: OpenPeriod, origins: readonly string[]): RateRow[] {
  const own = row.when.origin?.filter((origin) => !origins.includes(origin));
  if (own?.length === 0) return [];
  const when: Conditions =
    own === undefined
      ? { ...row.when, exceptOrigin: [...new Set([...(row.when.exceptOrigin ?? []), ...origins])] }
      : { ...row.when, origin: own };
  return periodsShared(row, period).map(({ from, until }) => ({
    ...row,
    when,
    from: from ?? row.from,
    until,
    untilKnown: until === row.until ? row.untilKnown : ALWAYS_KNOWN,
  }));
}

/** What is left of a row when a period is cut out of it; an end that the scenario sets is known on every day. */
function cut(row: RateRow, period: OpenPeriod): RateRow[] {
  return periodsLeft(row, period).map(({ from, until }) => ({
    ...row,
    from: from ?? row.from,
    until,
    untilKnown: until === row.until ? row.untilKnown : ALWAYS_KNOWN,
  }));
}
