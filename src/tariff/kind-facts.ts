import { compare, type Decimal } from "../vocab/decimal.ts";
import { type DayClasses, dayClasses, turningDaysOf } from "./day-classes.ts";
import type { GoodsKind } from "./goods.ts";
import type { AsOf, Conditions, Measure } from "./measure.ts";
import { nameKey } from "./rate-in-force.ts";
import type { Border } from "./tariff-book.ts";

/** What measures ask of goods apart from code and origin, as small numbers and short texts: equal ones are alike. */
export interface KindFacts {
  readonly on: number;
  readonly known: number;
  readonly loadedOn: number;
  readonly producer: number;
  readonly exporter: number;
  readonly mode: number;
  readonly metalWeight: number;
  readonly usContent: number;
  readonly claims: string;
  readonly article: string;
  readonly control: string;
}

/** The same for goods and days that one measure cannot tell apart. */
export type FactKey = (facts: KindFacts) => string | number;

export type FactReader = (kind: GoodsKind, asOf: AsOf) => KindFacts;

const MODES: readonly GoodsKind["mode"][] = [null, "sea", "air", "land"];
/** Above any number of names, spans or marks that a book has. */
const RADIX = 2048;

const conditionsOf = ({ rates, caveats }: Measure): readonly Conditions[] =>
  [...rates, ...caveats].map(({ when }) => when);

/** Reads facts as the measures of a border ask for them. */
export function factReader(border: Border, dayClass: DayClasses): FactReader {
  const conditions = border.measures.flatMap(({ measure }) => conditionsOf(measure));
  const producer = nameClasses(conditions.flatMap((when) => when.producer?.split("|") ?? []));
  const exporter = nameClasses(conditions.flatMap((when) => when.exporter?.split("|") ?? []));
  const metal = shareClasses(conditions.map((when) => when.metalWeightBelow));
  const domestic = shareClasses(conditions.map((when) => when.usContentFrom));
  return (kind, { on, known }) => ({
    on: dayClass.of(on),
    known: dayClass.of(known),
    loadedOn: kind.loadedOn === null ? -1 : dayClass.of(kind.loadedOn),
    producer: producer(kind.producer),
    exporter: exporter(kind.exporter),
    mode: MODES.indexOf(kind.mode),
    metalWeight: metal(kind.metalWeight),
    usContent: domestic(kind.usContent),
    claims: kind.claims.length === 0 ? "" : kind.claims.map(nameKey).join("+"),
    article: kind.article ?? "",
    control: kind.control === null ? "" : `=${kind.control.join("+")}`,
  });
}

/** The key of what a measure asks. `dayClass` is that of the whole border. */
export function factKey(measure: Measure, dayClass: DayClasses): FactKey {
  const conditions = conditionsOf(measure);
  const asks = (name: keyof Conditions): boolean => conditions.some((when) => when[name] !== undefined);
  const spans = spansWithin(dayClasses(turningDaysOf(measure)), dayClass);
  const numbers: ((facts: KindFacts) => number)[] = [];
  if (asks("producer")) numbers.push((facts) => facts.producer);
  if (asks("exporter")) numbers.push((facts) => facts.exporter);
  if (asks("loadedBefore")) numbers.push(({ loadedOn }) => (loadedOn < 0 ? 0 : 1 + (spans[loadedOn] as number)));
  if (asks("mode")) numbers.push((facts) => facts.mode);
  if (asks("metalWeightBelow")) numbers.push((facts) => facts.metalWeight);
  if (asks("usContentFrom")) numbers.push((facts) => facts.usContent);
  const asksArticle = asks("article") || measure.scope.length > 0;
  const [asksClaim, asksControl] = [asks("claim"), asks("control")];
  return (facts) => {
    let key = (spans[facts.on] as number) * RADIX + (spans[facts.known] as number);
    let more = "";
    for (let at = 0; at < numbers.length; at += 1) {
      const value = (numbers[at] as (facts: KindFacts) => number)(facts);
      if (at < 2) key = key * RADIX + value;
      else if (value !== 0) more += ` ${at}:${value}`;
    }
    if (asksArticle && facts.article !== "") more += `\u0000a${facts.article}`;
    if (asksClaim && facts.claims !== "") more += `\u0000c${facts.claims}`;
    if (asksControl && facts.control !== "") more += `\u0000${facts.control}`;
    return more === "" ? key : `${key}${more}`;
  };
}

/** Of ordinary duty: days and claims. */
export function ordinaryKey(dayClass: DayClasses, own: DayClasses): FactKey {
  const spans = spansWithin(own, dayClass);
  return ({ on, known, claims }) => {
    const days = (spans[on] as number) * RADIX + (spans[known] as number);
    return claims === "" ? days : `${days} ${claims}`;
  };
}

/** For each span of the border, the span of `own` that it lies in. */
function spansWithin(own: DayClasses, border: DayClasses): Uint16Array {
  return Uint16Array.from([0, ...border.turning.map((day) => own.of(day))]);
}

/** 0 for no name, 1 for one that no condition asks for, else the number of the name. */
function nameClasses(asked: readonly string[]): (name: string | null) => number {
  const numbers = new Map([...new Set(asked.map(nameKey))].map((key, at) => [key, at + 2]));
  const known = new Map<string, number>();
  return (name) => {
    if (name === null) return 0;
    let found = known.get(name);
    if (found === undefined) {
      found = numbers.get(nameKey(name)) ?? 1;
      if (known.size >= MOST_NAMES) known.clear();
      known.set(name, found);
    }
    return found;
  };
}

const MOST_NAMES = 50_000;

/** 0 for no share, else one more than how many of the asked shares are at most the given one. */
function shareClasses(asked: readonly (Decimal | undefined)[]): (share: Decimal | null) => number {
  const marks = asked.filter((one): one is Decimal => one !== undefined);
  return (share) => (share === null ? 0 : 1 + marks.filter((mark) => compare(mark, share) <= 0).length);
}
