import { readScenario } from "../../../scenario/overlay/read-scenario.ts";
import { type CountryCode, findCountry } from "../../../vocab/country.ts";
import type { Context } from "../../core/context.ts";
import type { Days } from "../../core/operation.ts";
import { countryLabel } from "../../trade/labels.ts";
import { cascadeUnder } from "../cascade/cascade-under.ts";
import { controlChange } from "../control/control-change.ts";
import { dutyChange } from "../duty/duty-change.ts";
import { gsimUnder } from "../gsim/gsim-under.ts";
import type { Hits } from "../hits/hits-result.ts";
import { hitsUnder } from "../hits/hits-under.ts";
import { impactUnder } from "../impact/impact-under.ts";
import { requireKnownGoods } from "../known-goods.ts";
import { type ScenarioSaid, scenarioSaid, scenarioWarnings, underScenario } from "../scenario-world.ts";
import type { TornadoOf } from "../tornado-of.ts";
import { type WhatIfQuestion, whatIfGround } from "./whatif-ask.ts";
import type { Assumption, WhatIfAsked } from "./whatif-asked.ts";
import type { WhatIfParts } from "./whatif-parts.ts";
import { planPart } from "./whatif-plan.ts";
import { planTornados } from "./whatif-sensitivity.ts";

/** Everything that one scenario is found to do. */
export interface WhatIfRun {
  readonly asked: WhatIfAsked;
  readonly said: ScenarioSaid;
  readonly parts: WhatIfParts;
  readonly sensitivity: readonly TornadoOf[];
  readonly assumptions: readonly Assumption[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/** The country whose purchases the stops of trade cost most. */
function hitMost(hits: Hits | null): CountryCode | null {
  const [first] = hits?.buyers ?? [];
  return first === undefined
    ? null
    : (findCountry(hits?.by === "country" ? first.key : (first.country ?? ""))?.code ?? null);
}

/**
 * Lays the scenario over the baseline and asks of every engine what it has to say.
 *
 * @param vary whether the assumptions are moved one by one as well
 */
export async function runWhatIf(
  baseline: Context,
  given: unknown,
  question: WhatIfQuestion,
  days: Days,
  vary: boolean,
): Promise<WhatIfRun> {
  const scenario = readScenario(given);
  requireKnownGoods(await baseline.openBook(), scenario);
  const context = underScenario(baseline, scenario, days.on);
  const world = context.scenario;
  const ground = await whatIfGround(world.baseline, scenario, question, days);
  const { asked } = ground;
  // Statistics name countries: who is hit is asked of all of them, and the one that buys is one line of many.
  const ofAll = asked.dataset?.data === "flows" ? { ...asked, to: null } : asked;
  const hits = await hitsUnder(context, ofAll);
  const weeks = await impactUnder(context, ofAll);
  const cascade = await cascadeUnder(context, asked);
  const duty = await dutyChange(context, asked);
  const control = await controlChange(context, asked);
  const ofBuyer = { ...asked, to: asked.to ?? hitMost(hits.part) };
  const prices = await gsimUnder(context, ofBuyer);
  const plans = await planPart(context, ofBuyer);
  const [first] = plans.plans;
  const planned = asked.products[0];
  const planSensitivity =
    !vary || first === undefined || planned === undefined || asked.dataset === null
      ? []
      : await planTornados(first, planned, world, asked.dataset.data);
  const all = [hits, weeks, cascade, duty, control, prices, plans];
  return {
    asked,
    said: scenarioSaid(world),
    parts: {
      hits: hits.part,
      weeks: weeks.part,
      cascade: cascade.part,
      duty: duty.part,
      control: control.part,
      prices: prices.part,
      plans: plans.part === null ? null : [...plans.part],
    },
    sensitivity: [...(vary ? weeks.tornados() : []), ...planSensitivity],
    assumptions: all.flatMap(({ assumptions }) => assumptions),
    notes: [
      ...new Set([
        ...ground.notes,
        ...(asked.to === null && ofBuyer.to !== null && (prices.part !== null || plans.part !== null)
          ? [
              `Prices and plans are those of ${countryLabel(ofBuyer.to)}, which the stops of trade cost most: nobody was named.`,
            ]
          : []),
        ...all.flatMap(({ notes }) => notes),
      ]),
    ],
    warnings: [
      ...new Set([
        ...scenarioWarnings(world, { store: baseline.vintageUsed(), book: asked.book.vintage }),
        ...all.flatMap(({ warnings }) => warnings),
      ]),
    ],
  };
}
