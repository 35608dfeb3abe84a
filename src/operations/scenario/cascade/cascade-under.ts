import { inputsFor } from "../../../book/inputs-for.ts";
import { InvalidInput, NotFound } from "../../../errors.ts";
import { createSpreader } from "../../../scenario/cascade/cascade.ts";
import { economyLoss } from "../../../scenario/cascade/systemic-risk.ts";
import type { Context } from "../../core/context.ts";
import { madeOf } from "../../trade/made-of.ts";
import { revisionOf } from "../../trade/product.ts";
import { choiceOf } from "../../trade/trade-dataset.ts";
import { figureText, usdText } from "../figure-text.ts";
import { editsOf } from "../scenario-world.ts";
import type { WhatIfAsked, WhatIfPart } from "../whatif/whatif-asked.ts";
import { worldOfStore } from "./cascade-store.ts";
import type { CascadeUnder } from "./cascade-under-result.ts";
import { type CascadeFirm, type CascadeWorld, planWorld } from "./cascade-world.ts";

/** A cascade stops when nobody falls by more in a step. */
const EPS = 1e-4;
/** Losses below it are the rounding of amounts to the cent, or not worth a name. */
const LEAST_LOSS = 1e-3;

const NOTHING: WhatIfPart<CascadeUnder> = { part: null, notes: [], warnings: [], assumptions: [] };

function soldBy({ sales }: CascadeWorld): Map<string, number> {
  const sold = new Map<string, number>();
  for (const { supplier, value } of sales) sold.set(supplier, (sold.get(supplier) ?? 0) + value);
  return sold;
}

/** The baseline's whole network; null with the reason where it is none that a cascade can walk. */
async function openWorld(context: Context, question: Parameters<typeof worldOfStore>[1]) {
  try {
    return await worldOfStore(context, question);
  } catch (error) {
    if (error instanceof InvalidInput || error instanceof NotFound) return error;
    throw error;
  }
}

/** Only sales of some products: statistics of a few codes say nothing of what else their inputs go into. */
function below({ firms, sales, ...world }: CascadeWorld, products: ReadonlySet<string>): CascadeWorld {
  const sectorOf = new Map(firms.map(({ id, sector }) => [id, sector]));
  const kept = [...sales].filter(({ supplier }) => products.has(sectorOf.get(supplier) ?? ""));
  const ids = new Set(kept.flatMap(({ supplier, buyer }) => [supplier, buyer]));
  return { ...world, sales: kept, firms: firms.filter(({ id }) => ids.has(id)) };
}

/**
 * Follows what the scenario takes from each seller's sales to all customers and suppliers (economic systemic risk, Diem et
 * al. 2022, mixed production functions). Who sells is shocked by the share of its sales that stops, whoever the buyer is.
 */
export async function cascadeUnder(context: Context, asked: WhatIfAsked): Promise<WhatIfPart<CascadeUnder>> {
  const { scenario } = context;
  const { dataset, book, revision, products, since, until, top } = asked;
  if (scenario === null || dataset === null || editsOf(scenario, "ban", "out").length === 0) return NOTHING;
  const by = dataset.data === "flows" ? ("country-product" as const) : ("firm" as const);
  const question = {
    by,
    ...choiceOf(dataset),
    since,
    until,
  };
  const whole = await openWorld(scenario.baseline, question);
  if (whole instanceof Error) return { ...NOTHING, notes: [`How far it spreads was not followed: ${whole.message}`] };
  const world = by === "firm" ? whole : below(whole, new Set(madeOf(products, inputsFor(book, revisionOf(revision)))));
  const after = await openWorld(context, question);
  const [before, left] = [soldBy(world), after instanceof Error ? new Map<string, number>() : soldBy(after)];
  const planned = planWorld(world, { model: "mixed", replaceability: true });
  const shocks = planned.firms.flatMap(({ id }, firm) => {
    const sold = before.get(id) ?? 0;
    const lost = sold === 0 ? 0 : 1 - (left.get(id) ?? 0) / sold;
    return lost < LEAST_LOSS ? [] : [{ firm, lost }];
  });
  if (shocks.length === 0) return NOTHING;
  const spread = createSpreader(planned.plan)(shocks, { eps: EPS });
  const { loss, downstream, upstream } = economyLoss(planned.plan, spread);
  const shocked = new Set(shocks.map(({ firm }) => firm));
  const named = (at: number) => {
    const { id, label } = planned.firms[at] as CascadeFirm;
    return { key: id, label };
  };
  const lines = planned.firms
    .map((_, at) => {
      const own = Math.max(spread.downstream[at] as number, spread.upstream[at] as number);
      return { at, own, usd: own * (planned.plan.weight[at] as number) * planned.sales };
    })
    .filter(({ own }) => own >= LEAST_LOSS)
    .sort((a, b) => b.usd - a.usd || b.own - a.own || a.at - b.at);
  const largest = [...shocks].sort((a, b) => b.lost - a.lost || a.firm - b.firm);
  return {
    part: {
      by,
      firms: planned.firms.length,
      links: planned.links,
      sales: usdText(planned.sales),
      loss: figureText(loss),
      downstream: figureText(downstream),
      upstream: figureText(upstream),
      steps: spread.steps,
      shocks: largest.slice(0, top).map(({ firm, lost }) => ({ ...named(firm), lost: figureText(lost) })),
      otherShocks: Math.max(0, largest.length - top),
      hit: lines.length,
      hits: lines.slice(0, top).map(({ at, own, usd }) => ({
        ...named(at),
        loss: figureText(own),
        usd: usdText(usd),
        shocked: shocked.has(at),
      })),
      otherHits: Math.max(0, lines.length - top),
    },
    notes: [
      ...(by === "firm"
        ? []
        : [
            "In statistics the cascade follows the products asked about and what is made of them, and no supplier of theirs.",
          ]),
      "The cascade shocks who sells by the share of its sales that stops, and its customers by market share; it holds no stocks, prices or time: an upper range of the first weeks.",
    ],
    warnings: world.warnings,
    assumptions: [
      {
        name: "essential inputs",
        value: "materials and components of the input map",
        basis: "assumed",
        about: "in the cascade; equipment and other goods are non-essential, and others of a sector stand in",
      },
    ],
  };
}
