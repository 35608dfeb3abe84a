import { askedGroup } from "../../../control/rule.ts";
import type { Context } from "../../core/context.ts";
import { controlGround } from "../../duty/producer-control.ts";
import { editsOf } from "../scenario-world.ts";
import type { WhatIfAsked, WhatIfPart } from "../whatif/whatif-asked.ts";
import { importsOfChanged } from "./control-change-imports.ts";
import { makersAtStake } from "./control-change-makers.ts";
import type { ControlChange } from "./control-change-result.ts";
import { tradeAtStake } from "./control-change-trade.ts";
import { verdictChanges } from "./control-change-verdicts.ts";

const NOTHING: WhatIfPart<ControlChange> = { part: null, notes: [], warnings: [], assumptions: [] };

/** Parties of which sources are asked what they make. */
const MOST_MAKERS = 40;

/**
 * Of whom rules of control say something else where a scenario lists somebody or changes a stake, and what those sold by bills
 * or, where the data name no parties, make by what sources claim.
 */
export async function controlChange(context: Context, asked: WhatIfAsked): Promise<WhatIfPart<ControlChange>> {
  const { scenario } = context;
  if (scenario === null || editsOf(scenario, "listing", "stake").length === 0) return NOTHING;
  const owners = controlGround(context);
  try {
    const { context: own, warnings } = await owners.ground();
    const found = await changeIn(own, asked);
    return { ...found, warnings: [...warnings, ...found.warnings] };
  } finally {
    owners.close();
  }
}

async function changeIn(context: Context, asked: WhatIfAsked): Promise<WhatIfPart<ControlChange>> {
  const { scenario: world } = context;
  if (world === null) return NOTHING;
  const { days, dataset, top } = asked;
  const found = await verdictChanges({ baseline: world.baseline, scenario: context }, world, days);
  const { changed, looked, rules, verdicts, ultimate, listed, left } = found;
  const book = await world.baseline.openBook();
  const bills = dataset?.data === "shipments" ? dataset : null;
  const stake =
    bills === null || changed.length === 0
      ? { trade: null, notes: [] }
      : await tradeAtStake(world.baseline, book, bills, changed, asked);
  const makers = bills === null ? await makersAtStake(world.baseline, book, changed.slice(0, MOST_MAKERS)) : [];
  const imports = await importsOfChanged(world.baseline, book, world.scenario.ask?.imports ?? [], found);
  const supplied = book.rules.filter(({ tests }) =>
    tests.some((test) => {
      const lists = editsOf(world, "listing").map(({ list }) => list);
      return test.kind === "supply" && askedGroup(test).lists.some((list) => lists.includes(list));
    }),
  );
  return {
    part: {
      on: days.on,
      known: days.known,
      looked,
      rules,
      verdicts: verdicts.slice(0, top),
      otherVerdicts: Math.max(0, verdicts.length - top),
      imports,
      ultimate: ultimate.slice(0, top),
      otherUltimate: Math.max(0, ultimate.length - top),
      trade: stake.trade,
      makers: makers.slice(0, top),
    },
    notes: [
      "A stake that is not recorded counts as not held: parties of which nobody knows the holder keep their verdict.",
      ...supplied.map(
        ({ id, title }) =>
          `${title} also asks of goods of ${listed.join(", ")} in what others buy, at any tier; headwater control --party BUYER --rule ${id} --scenario FILE follows the purchases of one buyer.`,
      ),
      ...stake.notes,
      ...(bills === null && changed.length > 0
        ? [
            makers.length === 0
              ? "The data name no parties, and no source that is held says what part of a whole they make: what hangs on them is not known."
              : "The data name no parties: what they make is as sources claim, and nothing that was observed.",
          ]
        : []),
    ],
    warnings:
      left === 0
        ? []
        : [`${left} parties further down are not looked at: the edits reach more than are asked at once.`],
    assumptions: [],
  };
}
