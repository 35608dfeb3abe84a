import { z } from "zod";
import { amount } from "../core/fields.ts";

/** One figure of the answer, with each assumption in turn at its low and its high end and all others as they are. */
export const tornadoOf = z.object({
  figure: z.string(),
  unit: z.enum(["USD", "t", "week", "buyers"]),
  base: amount().describe("the figure by the assumptions as they are"),
  runs: z
    .array(
      z.object({
        assumption: z.string(),
        low: z.string().describe("the assumption's low end"),
        high: z.string(),
        atLow: amount().nullable().describe("the figure there; null: there is none"),
        atHigh: amount().nullable(),
      }),
    )
    .describe("what moves the figure most first"),
});

export type TornadoOf = z.output<typeof tornadoOf>;
type TornadoRun = TornadoOf["runs"][number];

/** The runs that move the figure most first; those that move nothing are left out. */
function byWidth(base: number, runs: readonly TornadoRun[]): TornadoRun[] {
  const away = (end: string | null) => (end === null ? Number.POSITIVE_INFINITY : Math.abs(Number(end) - base));
  const width = ({ atLow, atHigh }: TornadoRun) => Math.max(away(atLow), away(atHigh));
  return [...runs].filter((run) => width(run) > 0).sort((a, b) => width(b) - width(a));
}

/** What the outcome is with one assumption at either end, and how that end is written. */
export interface Moved<Outcome> {
  readonly assumption: string;
  readonly low: readonly [string, Outcome];
  readonly high: readonly [string, Outcome];
}

/** How a figure is taken from an outcome and written; null: the outcome has none. */
interface FigureOf<Outcome> {
  readonly figure: string;
  readonly unit: TornadoOf["unit"];
  readonly of: (outcome: Outcome) => number | null;
  readonly text: (value: number) => string;
}

/** The tornado of one figure; none where the assumptions as they are give no figure. */
export function tornadosOf<Outcome>(
  base: Outcome,
  moved: readonly Moved<Outcome>[],
  { figure, unit, of, text }: FigureOf<Outcome>,
): TornadoOf[] {
  const at = (outcome: Outcome): string | null => {
    const value = of(outcome);
    return value === null ? null : text(value);
  };
  const own = at(base);
  if (own === null) return [];
  const runs = moved.map(({ assumption, low, high }) => ({
    assumption,
    low: low[0],
    high: high[0],
    atLow: at(low[1]),
    atHigh: at(high[1]),
  }));
  return [{ figure, unit, base: own, runs: byWidth(Number(own), runs) }];
}
