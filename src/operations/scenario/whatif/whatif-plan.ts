import { NotFound } from "../../../errors.ts";
import { formatHs, type Hs6 } from "../../../vocab/hs-code.ts";
import type { Context } from "../../core/context.ts";
import { resourcingAnswer, resourcingAssumptions } from "../resourcing/resourcing-answer.ts";
import { type PlansUnder, planUnder, USUAL_TERMS } from "../resourcing/resourcing-plan-under.ts";
import type { ResourcingResult } from "../resourcing/resourcing-result.ts";
import { editsOf } from "../scenario-world.ts";
import type { WhatIfAsked, WhatIfPart } from "./whatif-asked.ts";

/** Products that are planned for; each is a linear programme of its own. */
const MOST_PLANNED = 3;

export interface PlannedAgain extends WhatIfPart<readonly ResourcingResult[]> {
  /** The plans themselves, to be solved again at other assumptions, in the order of the answers. */
  readonly plans: readonly PlansUnder[];
}

/** Who could bring what is bought instead, product by product, beside the same plan of the world as it is. */
export async function planPart(context: Context, asked: WhatIfAsked): Promise<PlannedAgain> {
  const nothing = { part: null, notes: [], warnings: [], assumptions: [], plans: [] };
  const { scenario: world } = context;
  const { dataset, book, revision, days, top, to, since, until } = asked;
  if (world === null || dataset === null) return nothing;
  const moving = editsOf(world, "ban", "out", "capacity", "price", "measure", "rate", "end", "agreement");
  if (moving.length === 0) return nothing;
  if (to === null) {
    return { ...nothing, notes: ["No plan was made: say for whom with --to CC, or in the scenario's ask."] };
  }
  const found: { readonly product: Hs6; readonly plans: PlansUnder }[] = [];
  const notes: string[] = [];
  for (const product of asked.products.slice(0, MOST_PLANNED)) {
    try {
      found.push({
        product,
        plans: await planUnder(context, { dataset, revision, product, to, days, since, until, terms: USUAL_TERMS }),
      });
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      notes.push(`No plan for HS ${formatHs(product)}: ${error.message}`);
    }
  }
  const left = asked.products.slice(MOST_PLANNED);
  if (left.length > 0) {
    notes.push(
      `No plan was made for ${left.map(formatHs).join(", ")}: headwater alternatives --scenario FILE makes one.`,
    );
  }
  const [first] = found;
  if (first === undefined) return { ...nothing, notes };
  return {
    part: found.map(({ product, plans }) => resourcingAnswer(plans, { book, product, revision, top })),
    plans: found.map(({ plans }) => plans),
    notes: [
      "A plan is made for one buyer: that others turn to the same suppliers is not seen.",
      ...notes,
      ...new Set(found.flatMap(({ plans }) => plans.market.asked.notes)),
    ],
    warnings: [...new Set(found.flatMap(({ plans }) => plans.market.asked.warnings))],
    assumptions: resourcingAssumptions(USUAL_TERMS, first.plans),
  };
}
