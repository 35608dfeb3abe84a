import type { IsoDate } from "../../vocab/iso-date.ts";
import type { ScenarioSaid, VintagesUsed } from "../scenario/scenario-world.ts";
import type { Context } from "./context.ts";

/** A context under a scenario, and what an answer from it has to say of that once it is there. */
export interface Supposed {
  readonly context: Context;
  said(): ScenarioSaid;
  warnings(used: VintagesUsed): readonly string[];
}

/** Lays a scenario, as it was parsed from its file, over `baseline`. Throws InvalidInput that names the edit at fault. */
export async function suppose(baseline: Context, given: unknown, on: IsoDate): Promise<Supposed> {
  const { readScenario } = await import("../../scenario/overlay/read-scenario.ts");
  const { underScenario, scenarioSaid, scenarioWarnings } = await import("../scenario/scenario-world.ts");
  const { requireKnownGoods } = await import("../scenario/known-goods.ts");
  const read = readScenario(given);
  requireKnownGoods(await baseline.openBook(), read);
  const context = underScenario(baseline, read, on);
  const { scenario } = context;
  return { context, said: () => scenarioSaid(scenario), warnings: (used) => scenarioWarnings(scenario, used) };
}
