import { type Stop, stopsIn } from "./stops.ts";

/** How the expected figures of a leg are made, and how wide their interval is. */
export interface CounterfactualRule {
  /** Periods in a season, such as 12 months. */
  readonly season: number;
  /** The most seasons before the event that are looked at. */
  readonly seasons: number;
  /** Standard deviations to each side of what was expected. */
  readonly width: number;
}

export const MONTHLY_RULE: CounterfactualRule = { season: 12, seasons: 3, width: 1.645 };

/** One period after the event: what was expected, and what came. */
export interface ExpectedPeriod {
  readonly at: number;
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly actual: number | null;
}

/** A leg of trade before and after an event. Amounts are in the unit of the series. */
export interface LegChange {
  /** Periods before the event that the expectation rests on, and whether they show a season. */
  readonly basePeriods: number;
  readonly seasonal: boolean;
  readonly periods: readonly ExpectedPeriod[];
  /** Over the periods after the event that are known. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly actual: number;
  /** actual - expected */
  readonly change: number;
  /** In standard deviations of what was expected, on the scale of square roots; at most 99 to each side. */
  readonly score: number;
  /** Runs of periods after the event in which nearly nothing came. */
  readonly stops: readonly Stop[];
  /** The score once more without runs of one period in which nearly nothing came. */
  readonly scoreWithoutStops: number;
}

const MOST_SCORE = 99;
const LEAST_OF_BLOCK = 5;
const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
const capped = (score: number): number => Math.max(-MOST_SCORE, Math.min(MOST_SCORE, score));

/** The known figures before the event as roots, in blocks of one season counted back from it, the last block first. */
function blocksBefore(roots: readonly (number | null)[], at: number, { season, seasons }: CounterfactualRule) {
  return Array.from({ length: seasons }, (_, back) => {
    const until = at - back * season;
    const places = Array.from({ length: season }, (_each, n) => until - season + n).filter((place) => place >= 0);
    return places.flatMap((place) => (roots[place] == null ? [] : [{ place, root: roots[place] as number }]));
  }).filter((block) => block.length >= LEAST_OF_BLOCK);
}

type Blocks = ReturnType<typeof blocksBefore>;

/**
 * How a period of the season stands to the level of its block: the mean over whole blocks, drawn towards 1 by the part of
 * the differences between periods that their scatter from block to block explains. 1 with fewer than two whole blocks.
 */
function seasonFactors(blocks: Blocks, season: number): { readonly seasonal: boolean; of(place: number): number } {
  const whole = blocks.filter((block) => block.length === season && mean(block.map(({ root }) => root)) > 0);
  if (whole.length < 2) return { seasonal: false, of: () => 1 };
  const ratios = new Map<number, number[]>();
  for (const block of whole) {
    const level = mean(block.map(({ root }) => root));
    for (const { place, root } of block) {
      ratios.set(place % season, [...(ratios.get(place % season) ?? []), root / level]);
    }
  }
  const means = new Map([...ratios].map(([place, own]) => [place, mean(own)]));
  const between = mean([...means.values()].map((each) => (each - 1) ** 2));
  const within = mean(
    [...ratios].map(([place, own]) => {
      const middle = means.get(place) as number;
      return own.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (own.length - 1);
    }),
  );
  const drawn = between === 0 ? 0 : Math.max(0, 1 - within / whole.length / between);
  return { seasonal: true, of: (place) => 1 + drawn * ((means.get(place % season) ?? 1) - 1) };
}

/**
 * What a leg would have been after an event had it gone on as before, and what it was.
 *
 * On square roots, so that months without trade count and large months do not rule: the level of the last season before
 * the event times the factor of the period in the season. The interval holds the scatter of single periods, that of the
 * level itself, and how far the level moved from season to season before. Null where fewer than a season is known.
 */
export function legChange(
  values: readonly (number | null)[],
  at: number,
  periods: number,
  rule: CounterfactualRule = MONTHLY_RULE,
): LegChange | null {
  const roots = values.map((value) => (value === null ? null : Math.sqrt(Math.max(0, value))));
  const blocks = blocksBefore(roots, at, rule);
  const [last] = blocks;
  if (last === undefined || last.length < rule.season) return null;
  const factors = seasonFactors(blocks, rule.season);
  const levels = blocks.map((block) => mean(block.map(({ place, root }) => root / factors.of(place))));
  const level = levels[0] as number;
  const residuals = blocks.flatMap((block, index) =>
    block.map(({ place, root }) => root - (levels[index] as number) * factors.of(place)),
  );
  const variance = residuals.reduce((sum, each) => sum + each ** 2, 0) / Math.max(1, residuals.length - blocks.length);
  const drift = driftOf(levels, blocks, variance);
  const deviation = (known: number): number => Math.sqrt(variance * (1 / known + 1 / last.length) + drift);
  const after = Array.from({ length: periods }, (_, n) => at + n).filter((place) => place < values.length);
  const middle = (place: number): number => level * factors.of(place);
  const single = rule.width * deviation(1);
  const shown = after.map((place): ExpectedPeriod => {
    return {
      at: place,
      expected: middle(place) ** 2 + variance,
      low: Math.max(0, middle(place) - single) ** 2,
      high: (middle(place) + single) ** 2 + variance,
      actual: values[place] ?? null,
    };
  });
  const known = shown.filter(({ actual }) => actual !== null);
  if (known.length === 0) return null;
  const score = (of: readonly ExpectedPeriod[]): number => {
    if (of.length === 0) return 0;
    const moved = mean(of.map((each) => Math.sqrt(each.actual as number) - middle(each.at)));
    const scatter = deviation(of.length);
    return moved === 0 ? 0 : capped(scatter === 0 ? Math.sign(moved) * MOST_SCORE : moved / scatter);
  };
  const whole = rule.width * deviation(known.length);
  const total = (of: (place: number) => number): number => known.reduce((sum, each) => sum + of(each.at), 0);
  const expected = total((place) => middle(place) ** 2 + variance);
  const actual = known.reduce((sum, each) => sum + (each.actual as number), 0);
  const stops = stopsIn(shown);
  const short = new Set(stops.filter((stop) => stop.periods === 1 && stop.over).map(({ from }) => from));
  return {
    basePeriods: blocks.reduce((sum, block) => sum + block.length, 0),
    seasonal: factors.seasonal,
    periods: shown,
    expected,
    low: total((place) => Math.max(0, middle(place) - whole) ** 2),
    high: total((place) => (middle(place) + whole) ** 2 + variance),
    actual,
    change: actual - expected,
    score: score(known),
    stops,
    scoreWithoutStops: score(known.filter((each) => !short.has(each.at))),
  };
}

/** How far the level moves by itself from one season to the middle of what comes after it, as a variance. */
function driftOf(levels: readonly number[], blocks: Blocks, variance: number): number {
  if (levels.length < 2) return 0;
  const moves = levels.slice(1).map((before, index) => {
    const [now, then] = [blocks[index]?.length ?? 1, blocks[index + 1]?.length ?? 1];
    return ((levels[index] as number) - before) ** 2 - variance * (1 / now + 1 / then);
  });
  return Math.max(0, 0.75 * mean(moves));
}
