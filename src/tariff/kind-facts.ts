import type { AsOf } from "../vocab/as-of.ts";
import { compare, type Decimal } from "../vocab/decimal.ts";
import { type DayClasses, dayClasses, turningDaysOf } from "./day-classes.ts";
import type { GoodsKind } from "./goods.ts";
import type { Conditions, Measure } from "./measure.ts";
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

/** Reads facts, and says how many names it tells apart: their numbers are below that. */
export interface FactReader {
  readonly producers: number;
  readonly exporters: number;
  read(kind: GoodsKind, asOf: AsOf): KindFacts;
}

const MODES: readonly GoodsKind["mode"][] = [null, "sea", "air", "land"];

const conditionsOf = ({ rates, caveats }: Measure): readonly Conditions[] =>
  [...rates, ...caveats].map(({ when }) => when);

/** Reads facts as the measures of a border ask for them. */
export function factReader(border: Border, dayClass: DayClasses): FactReader {
  const conditions = border.measures.flatMap(({ measure }) => conditionsOf(measure));
  const producer = nameClasses(conditions.flatMap((when) => when.producer?.split("|") ?? []));
  const exporter = nameClasses(conditions.flatMap((when) => when.exporter?.split("|") ?? []));
  const metal = shareClasses(conditions.map((when) => when.metalWeightBelow));
  const domestic = shareClasses(conditions.map((when) => when.usContentFrom));
  return {
    producers: producer.count,
    exporters: exporter.count,
    read: (kind, { on, known }) => ({
      on: dayClass.of(on),
      known: dayClass.of(known),
      loadedOn: kind.loadedOn === null ? -1 : dayClass.of(kind.loadedOn),
      producer: producer.of(kind.producer),
      exporter: exporter.of(kind.exporter),
      mode: MODES.indexOf(kind.mode),
      metalWeight: metal(kind.metalWeight),
      usContent: domestic(kind.usContent),
      claims: kind.claims.length === 0 ? "" : kind.claims.map(nameKey).join("+"),
      article: kind.article ?? "",
      control: kind.control === null ? "" : controlText(kind.control),
    }),
  };
}

/**
 * The key of what a measure asks, of facts that `reader` read; `dayClass` is that of the whole border. Days and names are
 * packed into one number, each in as many steps as it has; what would not fit a double exactly is written beside it.
 */
export function factKey(
  measure: Measure,
  dayClass: DayClasses,
  reader: Pick<FactReader, "producers" | "exporters">,
): FactKey {
  const conditions = conditionsOf(measure);
  const asks = (name: keyof Conditions): boolean => conditions.some((when) => when[name] !== undefined);
  const own = dayClasses(turningDaysOf(measure));
  const spans = spansWithin(own, dayClass);
  const spanCount = own.turning.length + 1;
  const packed: Packed[] = [];
  const numbers: ((facts: KindFacts) => number)[] = [];
  let room = spanCount * spanCount;
  const pack = (steps: number, of: (facts: KindFacts) => number): void => {
    if (room * steps > Number.MAX_SAFE_INTEGER) {
      numbers.push(of);
      return;
    }
    packed.push({ steps, of });
    room *= steps;
  };
  if (asks("producer")) pack(reader.producers, (facts) => facts.producer);
  if (asks("exporter")) pack(reader.exporters, (facts) => facts.exporter);
  if (asks("loadedBefore")) numbers.push(({ loadedOn }) => (loadedOn < 0 ? 0 : 1 + (spans[loadedOn] as number)));
  if (asks("mode")) numbers.push((facts) => facts.mode);
  if (asks("metalWeightBelow")) numbers.push((facts) => facts.metalWeight);
  if (asks("usContentFrom")) numbers.push((facts) => facts.usContent);
  const asksArticle = asks("article") || measure.scope.length > 0;
  const [asksClaim, asksControl] = [asks("claim"), asks("control")];
  return (facts) => {
    let key = (spans[facts.on] as number) * spanCount + (spans[facts.known] as number);
    for (let at = 0; at < packed.length; at += 1) {
      const { steps, of } = packed[at] as Packed;
      key = key * steps + of(facts);
    }
    let more = "";
    for (let at = 0; at < numbers.length; at += 1) {
      const value = (numbers[at] as (facts: KindFacts) => number)(facts);
      if (value !== 0) more += ` ${at}:${value}`;
    }
    if (asksArticle && facts.article !== "") more += `\u0000a${facts.article}`;
    if (asksClaim && facts.claims !== "") more += `\u0000c${facts.claims}`;
    if (asksControl && facts.control !== "") more += `\u0000${facts.control}`;
    return more === "" ? key : `${key}${more}`;
  };
}

/** A fact with the number of its steps: it is from 0 to one less. */
interface Packed {
  readonly steps: number;
  of(facts: KindFacts): number;
}

/** Of ordinary duty: days and claims. */
export function ordinaryKey(dayClass: DayClasses, own: DayClasses): FactKey {
  const spans = spansWithin(own, dayClass);
  const spanCount = own.turning.length + 1;
  return ({ on, known, claims }) => {
    const days = (spans[on] as number) * spanCount + (spans[known] as number);
    return claims === "" ? days : `${days} ${claims}`;
  };
}

/** For each span of the border, the span of `own` that it lies in. */
function spansWithin(own: DayClasses, border: DayClasses): Uint32Array {
  return Uint32Array.from([0, ...border.turning.map((day) => own.of(day))]);
}

const controlTexts = new WeakMap<object, string>();

function controlText(control: NonNullable<GoodsKind["control"]>): string {
  let text = controlTexts.get(control);
  if (text === undefined) {
    text = `=${[...control].map(([rule, { outcome, state }]) => `${rule} ${outcome} ${state}`).join("+")}`;
    controlTexts.set(control, text);
  }
  return text;
}

/** 0 for no name, 1 for one that no condition asks for, else the number of the name. */
function nameClasses(asked: readonly string[]): { readonly count: number; of(name: string | null): number } {
  const numbers = new Map([...new Set(asked.map(nameKey))].map((key, at) => [key, at + 2]));
  const known = new Map<string, number>();
  const of = (name: string | null): number => {
    if (name === null) return 0;
    let found = known.get(name);
    if (found === undefined) {
      found = numbers.get(nameKey(name)) ?? 1;
      if (known.size >= MOST_NAMES) known.clear();
      known.set(name, found);
    }
    return found;
  };
  return { count: numbers.size + 2, of };
}

const MOST_NAMES = 50_000;

/** 0 for no share, else one more than how many of the asked shares are at most the given one. */
function shareClasses(asked: readonly (Decimal | undefined)[]): (share: Decimal | null) => number {
  const marks = asked.filter((one): one is Decimal => one !== undefined);
  return (share) => (share === null ? 0 : 1 + marks.filter((mark) => compare(mark, share) <= 0).length);
}
