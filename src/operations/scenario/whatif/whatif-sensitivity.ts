import { z } from "zod";
import { toNumber } from "../../../vocab/decimal.ts";
import { formatHs } from "../../../vocab/hs-code.ts";
import { amount } from "../../core/fields.ts";
import { figureText, tonnesText, usdText } from "../figure-text.ts";
import { demandOf } from "../resourcing/resourcing-findings.ts";
import type { Assumed, Outcome, PlansUnder } from "../resourcing/resourcing-plan-under.ts";
import type { ScenarioWorld } from "../scenario-world.ts";
import { tradeEdits } from "../trade-under.ts";

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
export type TornadoRun = TornadoOf["runs"][number];

/** The runs that move the figure most first; those that move nothing are left out. */
export function byWidth(base: number, runs: readonly TornadoRun[]): TornadoRun[] {
  const away = (end: string | null) => (end === null ? Number.POSITIVE_INFINITY : Math.abs(Number(end) - base));
  const width = ({ atLow, atHigh }: TornadoRun) => Math.max(away(atLow), away(atHigh));
  return [...runs].filter((run) => width(run) > 0).sort((a, b) => width(b) - width(a));
}

interface Ends {
  readonly assumption: string;
  readonly low: readonly [string, Assumed];
  readonly high: readonly [string, Assumed];
}

const percentText = (share: number): string => `${figureText(100 * share, 1)} %`;

/** What a plan is made again by: ends that are assumed themselves, and no bounds of what can be. */
function endsOf({ terms, market }: PlansUnder, world: ScenarioWorld, data: "flows" | "shipments"): Ends[] {
  const { supplies } = market.asItIs;
  const landed = supplies.reduce((sum, { now, price }) => sum + now * price, 0) / demandOf(supplies);
  const usd = (value: number): string => `${usdText(value)} USD a t`;
  const bans = tradeEdits(world, data).flatMap((edit) => (edit.kind === "ban" ? [toNumber(edit.share)] : []));
  const most = Math.max(0, ...bans);
  const [less, more] = [most / 2, Math.min(1, 1.5 * most)];
  const tenth = landed / 10;
  return [
    {
      assumption: "share that suppliers redirect",
      low: [percentText(0.1), { redirect: 0.1 }],
      high: [percentText(0.5), { redirect: 0.5 }],
    },
    ...(most === 0
      ? []
      : [
          {
            assumption: "share that the bans stop",
            low: [percentText(less), { banShare: less }] as const,
            high: [percentText(more), { banShare: more }] as const,
          },
        ]),
    {
      assumption: "cost of switching",
      low: [usd(0), { switching: 0 }],
      high: [`${usd(tenth)}, a tenth of the price`, { switching: tenth }],
    },
    {
      assumption: "penalty of what is unmet",
      low: [usd(terms.penalty / 2), { penalty: terms.penalty / 2 }],
      high: [usd(2 * terms.penalty), { penalty: 2 * terms.penalty }],
    },
    { assumption: "duty owed", low: ["the least", { duty: "least" }], high: ["the most", { duty: "most" }] },
  ];
}

/** What moves the plan most, one assumption at a time: its cost above the world as it is, and what stays without a source. */
export async function planTornados(
  plans: PlansUnder,
  product: string,
  world: ScenarioWorld,
  data: "flows" | "shipments",
): Promise<TornadoOf[]> {
  const base = await plans.outcomeAt({});
  const outcomes: { readonly ends: Ends; readonly low: Outcome; readonly high: Outcome }[] = [];
  for (const ends of endsOf(plans, world, data)) {
    outcomes.push({
      ends,
      low: await plans.outcomeAt(ends.low[1]),
      high: await plans.outcomeAt(ends.high[1]),
    });
  }
  const tornado = (
    figure: string,
    unit: TornadoOf["unit"],
    of: (outcome: Outcome) => number | null,
    text: (value: number) => string,
  ): TornadoOf[] => {
    const own = of(base);
    if (own === null) return [];
    const at = (outcome: Outcome) => {
      const value = of(outcome);
      return value === null ? null : text(value);
    };
    const runs = outcomes.map(({ ends: { assumption, low, high }, ...found }) => ({
      assumption,
      low: low[0],
      high: high[0],
      atLow: at(found.low),
      atHigh: at(found.high),
    }));
    return [
      { figure: `${figure}, HS ${formatHs(product)}`, unit, base: text(own), runs: byWidth(Number(text(own)), runs) },
    ];
  };
  return [
    ...tornado("tonnes without a source", "t", ({ unmet }) => unmet, tonnesText),
    ...tornado("cost above the world as it is, penalty included", "USD", ({ more }) => more.cost, usdText),
  ];
}
