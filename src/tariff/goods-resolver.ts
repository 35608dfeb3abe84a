import type { AsOf } from "../vocab/as-of.ts";
import { agreementFor } from "./agreement.ts";
import { type DayClasses, dayClasses, turningDaysOf, turningDaysOfSchedule } from "./day-classes.ts";
import type { DutyLine } from "./duty-line.ts";
import type { GoodsKind } from "./goods.ts";
import { type FactKey, factKey, factReader, ordinaryKey } from "./kind-facts.ts";
import { ordinaryDuty } from "./ordinary-duty.ts";
import { type LiveMeasure, notCovered, type ResolvedGoods, resolveMeasure } from "./resolve-goods.ts";
import type { Border, IndexedMeasure } from "./tariff-book.ts";

/** Resolves goods of many lines: each measure is asked once of goods that it cannot tell apart. */
export interface GoodsResolver {
  readonly border: Border;
  /** Spans between the days on which anything at the border changes. */
  readonly dayClass: DayClasses;
  resolve(kind: GoodsKind, asOf: AsOf): ResolvedGoods;
}

/** What a measure said, and what it warned of. */
interface Said<Line> {
  readonly line: Line;
  readonly warnings: readonly string[];
}

/** Answers that are kept at a time, over all measures. */
const MOST_ANSWERS = 100_000;

/** Goods of one code and origin: lines of measures that are not about them, and answers of the others by kind. */
interface Place {
  readonly lines: readonly (LiveMeasure | DutyLine)[];
  readonly asked: readonly { readonly at: number; readonly kept: Map<string | number, Said<LiveMeasure | DutyLine>> }[];
  readonly ordinary: Map<string | number, Said<DutyLine | null>>;
}

/**
 * A resolver that remembers. What a measure said of the first goods of a kind stands for all: sentences in it that quote
 * a day quote that of the first.
 */
export function goodsResolver(border: Border): GoodsResolver {
  const dayClass = dayClasses([
    ...turningDaysOfSchedule(border),
    ...border.measures.flatMap(({ measure }) => turningDaysOf(measure)),
    ...border.agreements.flatMap(({ from, until }) => [from, until]),
  ]);
  const reader = factReader(border, dayClass);
  const keys = border.measures.map(({ measure }) => factKey(measure, dayClass, reader));
  const keyOfOrdinary = ordinaryKey(dayClass, dayClasses(turningDaysOfSchedule(border)));
  const places = new Map<string, Place>();
  let answers = 0;
  const count = (more: number): void => {
    if (answers > MOST_ANSWERS) {
      places.clear();
      answers = 0;
    }
    answers += more;
  };

  const placeOf = (kind: GoodsKind, asOf: AsOf): Place => {
    const key = `${kind.hts} ${kind.origin}`;
    let place = places.get(key);
    if (place === undefined) {
      count(border.measures.length);
      place = newPlace(border, kind, asOf);
      places.set(key, place);
    }
    return place;
  };
  const sayOf = <Line>(
    kept: Map<string | number, Said<Line>>,
    key: string | number,
    ask: (warnings: string[]) => Line,
  ) => {
    let said = kept.get(key);
    if (said === undefined) {
      const warnings: string[] = [];
      said = { line: ask(warnings), warnings };
      kept.set(key, said);
      count(1);
    }
    return said;
  };

  return {
    border,
    dayClass,
    resolve(kind, asOf) {
      const place = placeOf(kind, asOf);
      const measures = [...place.lines];
      let warnings: readonly string[] = [];
      const facts = reader.read(kind, asOf);
      const ordinary = sayOf(place.ordinary, keyOfOrdinary(facts), (add) => ordinaryDuty(border, kind, asOf, add));
      if (ordinary.warnings.length > 0) warnings = ordinary.warnings;
      for (const { at, kept } of place.asked) {
        const said = sayOf(kept, (keys[at] as FactKey)(facts), (add) =>
          resolveMeasure(border.measures[at] as IndexedMeasure, kind, asOf, add),
        );
        measures[at] = said.line;
        if (said.warnings.length > 0) warnings = [...warnings, ...said.warnings];
      }
      if (warnings.length > 1) warnings = [...new Set(warnings)];
      const agreement = agreementFor(border.agreements, kind, asOf.on);
      return { kind, asOf, ordinary: ordinary.line, measures, warnings, agreement };
    },
  };
}

function newPlace(border: Border, kind: GoodsKind, asOf: AsOf): Place {
  const asked: { at: number; kept: Map<string | number, Said<LiveMeasure | DutyLine>> }[] = [];
  const lines = border.measures.map((indexed, at) => {
    const fault = notCovered(indexed, kind);
    if (fault === null || fault.reason === "code_too_short") asked.push({ at, kept: new Map() });
    return resolveMeasure(indexed, kind, asOf, []);
  });
  return { lines, asked, ordinary: new Map() };
}
