import { Ambiguous, InvalidInput, NotFound } from "../../../errors.ts";
import { createSpreader, type Shock } from "../../../scenario/cascade/cascade.ts";
import { economyLoss, RISK_COLUMNS } from "../../../scenario/cascade/systemic-risk.ts";
import { nearest } from "../../../vocab/nearest.ts";
import type { CascadeResult } from "./cascade-result.ts";
import { failAll, type SweepTools } from "./cascade-threads.ts";
import type { CascadeFirm, PlannedWorld } from "./cascade-world.ts";

/** A firm and what it loses, as `--shock FIRM=0.5` gives it; all of it where nothing is said. */
function readShock(text: string, firms: readonly CascadeFirm[]): Shock {
  const found = firmCalled(text, firms);
  if (found !== null) return { firm: found, lost: 1 };
  const at = text.lastIndexOf("=");
  const [name, share] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  const lost = share === "" ? Number.NaN : Number(share);
  if (at >= 0 && !(lost >= 0 && lost <= 1)) {
    throw new InvalidInput(`“${text}” does not say a share from 0 to 1 that the firm loses.`, {
      hint: "Write FIRM=1 for a firm that is gone, FIRM=0.25 for one that loses a quarter of its output.",
    });
  }
  const firm = at < 0 ? null : firmCalled(name, firms);
  if (firm === null) {
    const asked = at < 0 ? text : name;
    const near = nearest(asked, [...new Set(firms.flatMap(({ id, label }) => [id, label]))], 3);
    throw new NotFound(`No firm of the network is called “${asked}”.`, {
      hint: near.length === 0 ? "Names and ids must match exactly." : `Did you mean ${near.join(" or ")}?`,
    });
  }
  return { firm, lost };
}

/** Its number by id or, where no id fits, by name. */
function firmCalled(text: string, firms: readonly CascadeFirm[]): number | null {
  const byId = firms.findIndex(({ id }) => id === text);
  if (byId >= 0) return byId;
  const named = firms.flatMap(({ label }, at) => (label.toLowerCase() === text.toLowerCase() ? [at] : []));
  if (named.length > 1) {
    const ids = named.map((at) => (firms[at] as CascadeFirm).id);
    throw new Ambiguous(`“${text}” is the name of ${named.length} firms.`, ids, { hint: `By id: ${ids.join(", ")}.` });
  }
  return named[0] ?? null;
}

type Line = CascadeResult["firms"][number];
type Found = Pick<CascadeResult, "question" | "shocks" | "economy" | "firms">;

const byLoss = (a: Line, b: Line): number => b.loss - a.loss || (a.firm < b.firm ? -1 : 1);

function lineOf({ firms, plan }: PlannedWorld, at: number, losses: Pick<Line, "loss" | "downstream" | "upstream">) {
  const { id, label, sector } = firms[at] as CascadeFirm;
  return { firm: id, name: label, sector, ...losses, share: plan.weight[at] as number };
}

/** What given shocks do to every firm, the hardest hit first. */
export function underShocks(world: PlannedWorld, texts: readonly string[], eps: number): Found {
  const shocks = texts.map((text) => readShock(text, world.firms));
  const spread = createSpreader(world.plan)(shocks, { eps });
  const lines = world.firms.map((_, at): Line => {
    const [downstream, upstream] = [spread.downstream[at] as number, spread.upstream[at] as number];
    return { ...lineOf(world, at, { loss: Math.max(downstream, upstream), downstream, upstream }), steps: null };
  });
  return {
    question: "shock",
    shocks: shocks.map(({ firm, lost }) => {
      const { id, label } = world.firms[firm] as CascadeFirm;
      return { firm: id, name: label, lost };
    }),
    economy: { ...economyLoss(world.plan, spread), steps: spread.steps },
    firms: lines.sort(byLoss),
  };
}

/** What the failure of each firm costs, the costliest first. */
export async function eachFailing(world: PlannedWorld, eps: number, tools: SweepTools): Promise<Found> {
  const table = await failAll(world.plan, eps, tools);
  const lines = world.firms.map((_, at): Line => {
    const [loss = 0, downstream = 0, upstream = 0, steps = 0] = table.subarray(at * RISK_COLUMNS);
    return { ...lineOf(world, at, { loss, downstream, upstream }), steps };
  });
  return { question: "each", shocks: [], economy: null, firms: lines.sort(byLoss) };
}
