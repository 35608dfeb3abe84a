import { z } from "zod";
import { decimal, format, minus, sum } from "../../../vocab/decimal.ts";
import { formatHs } from "../../../vocab/hs-code.ts";
import { amount } from "../../core/fields.ts";
import type { WhatIfParts } from "./whatif-parts.ts";

/** One figure that the worlds with and without a scenario, and scenarios among each other, are compared by. */
export const whatIfFigure = z.object({
  name: z.string(),
  unit: z.enum(["USD", "t", "share", "week", "count"]),
  baseline: amount().nullable().describe("null: it has no value there"),
  scenario: amount().nullable(),
  difference: amount().nullable(),
});

export type WhatIfFigure = z.output<typeof whatIfFigure>;

function figure(
  name: string,
  unit: WhatIfFigure["unit"],
  baseline: string | null,
  scenario: string | null,
): WhatIfFigure {
  const difference =
    baseline === null || scenario === null ? null : format(minus(decimal(scenario), decimal(baseline)));
  return { name, unit, baseline, scenario, difference };
}

/** The figures of an answer, in the order of its parts; names are equal where scenarios ask about the same. */
export function whatIfFigures({ hits, weeks, cascade, duty, control, prices, plans }: WhatIfParts): WhatIfFigure[] {
  const found: WhatIfFigure[] = [];
  for (const { code, asked, through, tonnes } of hits?.products ?? []) {
    if (!asked) continue;
    found.push(figure(`paid over trade that stops, HS ${formatHs(code)}`, "USD", "0", through));
    if (tonnes !== null) found.push(figure(`own purchases that stop, HS ${formatHs(code)}`, "t", "0", tonnes));
  }
  if (weeks !== null) {
    const { hit, first, lostUsd } = weeks.totals;
    found.push(
      figure("buyers that run short", "count", "0", String(hit)),
      figure("first week in which one runs short", "week", null, first === null ? null : String(first.week)),
      figure("output lost while they are short", "USD", "0", lostUsd),
    );
  }
  if (cascade !== null) found.push(figure("sales lost in the cascade", "share", "0", cascade.loss));
  if (duty?.imports != null) {
    const { baseline, scenario } = duty.imports.total;
    found.push(figure("duty on the imports asked about", "USD", baseline.total, scenario.total));
  }
  if (duty?.trade != null && duty.trade.products.length > 0) {
    const most = (of: "baseline" | "scenario") =>
      format(sum(duty.trade?.products.map(({ total }) => decimal(total[of].high)) ?? []));
    found.push(figure("duty on the imports held, at the most", "USD", most("baseline"), most("scenario")));
  }
  if (control !== null) {
    const verdicts = control.verdicts.length + control.otherVerdicts;
    found.push(figure("verdicts of rules of control that change", "count", "0", String(verdicts)));
  }
  for (const { product, found: solved } of prices?.products ?? []) {
    if (solved === null) continue;
    const code = formatHs(product.code);
    found.push(
      figure(`price to the buyer, change, HS ${code}`, "share", "0", solved.price.value),
      figure(`welfare of the buyer, HS ${code}`, "USD", "0", solved.netWelfare.value),
    );
  }
  for (const { product, plan, asItIs, demand } of plans ?? []) {
    const code = formatHs(product.code);
    const bought = plan === null ? null : format(sum([decimal(plan.landed), decimal(plan.switching)]));
    found.push(
      figure(`without a source, HS ${code}`, "t", asItIs?.unmet ?? "0", plan?.unmet ?? demand.quantity),
      figure(`landed cost of what is brought, HS ${code}`, "USD", asItIs?.bought ?? bought, bought),
    );
  }
  return found;
}
