import { toNumber } from "../../../vocab/decimal.ts";
import { formatHs } from "../../../vocab/hs-code.ts";
import { figureText, tonnesText, usdText } from "../figure-text.ts";
import { demandOf } from "../resourcing/resourcing-findings.ts";
import type { Assumed, Outcome, PlansUnder } from "../resourcing/resourcing-plan-under.ts";
import type { ScenarioWorld } from "../scenario-world.ts";
import { type Moved, type TornadoOf, tornadosOf } from "../tornado-of.ts";
import { tradeEdits } from "../trade-under.ts";

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
  const moved: Moved<Outcome>[] = [];
  for (const { assumption, low, high } of endsOf(plans, world, data)) {
    moved.push({
      assumption,
      low: [low[0], await plans.outcomeAt(low[1])],
      high: [high[0], await plans.outcomeAt(high[1])],
    });
  }
  const of = `HS ${formatHs(product)}`;
  return [
    ...tornadosOf(base, moved, {
      figure: `tonnes without a source, ${of}`,
      unit: "t",
      of: ({ unmet }) => unmet,
      text: tonnesText,
    }),
    ...tornadosOf(base, moved, {
      figure: `cost above the world as it is, penalty included, ${of}`,
      unit: "USD",
      of: ({ more }) => more.cost,
      text: usdText,
    }),
  ];
}
