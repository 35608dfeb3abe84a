import { decimal, format, sum } from "../../../vocab/decimal.ts";
import type { Context } from "../../core/context.ts";
import type { Assumption, WhatIfAsked, WhatIfPart } from "../whatif/whatif-asked.ts";
import { importDuties } from "./duty-change-imports.ts";
import type { DutyChange } from "./duty-change-result.ts";
import { tradeDuties } from "./duty-change-trade.ts";

/** Edits by which goods can owe something else, and those that only do so where a duty turns on whose a maker is. */
const OF_LAW: ReadonlySet<string> = new Set(["measure", "rate", "end", "agreement"]);
const OF_OWNERS: ReadonlySet<string> = new Set(["listing", "stake"]);

/**
 * What is owed at the border with the scenario and without it: on the imports that it asks about, line by line, and on those
 * that the data hold, by origin, as ranges over tariff lines and makers.
 *
 * Throws InvalidInput that names the item of `ask.imports` that is no line of an entry.
 */
export async function dutyChange(context: Context, asked: WhatIfAsked): Promise<WhatIfPart<DutyChange>> {
  const { scenario: world } = context;
  if (world === null) return { part: null, notes: [], warnings: [], assumptions: [] };
  const { ask, edits } = world.scenario;
  const worlds = { baseline: world.baseline, scenario: context };
  const records = ask?.imports ?? [];
  const found = records.length === 0 ? null : await importDuties(worlds, records, asked.to, asked.days);
  const isOfLaw = edits.some(({ kind }) => OF_LAW.has(kind));
  const { trade, notes, warnings } =
    isOfLaw || edits.some(({ kind }) => OF_OWNERS.has(kind))
      ? await tradeDuties(worlds, asked, !isOfLaw)
      : { trade: null, notes: [], warnings: [] };
  const imports = found?.imports ?? null;
  const said = found?.warnings ?? [];
  const { on, known } = asked.days;
  return {
    part: imports === null && trade === null ? null : { on, known, imports, trade },
    notes,
    warnings: [...said, ...warnings.filter((text) => !said.some((own) => own.endsWith(text.replace(/^Duty: /, ""))))],
    assumptions: assumptionsOf({ imports, trade }, asked.dataset?.data === "shipments"),
  };
}

function assumptionsOf({ imports, trade }: Pick<DutyChange, "imports" | "trade">, byBills: boolean): Assumption[] {
  const traded = sum(trade?.products.map(({ total }) => decimal(total.usd)) ?? []);
  return [
    ...(imports === null
      ? []
      : [
          {
            name: "imports asked about",
            value: `${imports.total.value} USD`,
            basis: "assumed" as const,
            about: "goods, makers and values as the scenario states them",
          },
        ]),
    ...(trade === null
      ? []
      : [
          {
            name: "imports held",
            value: `${format(traded)} USD`,
            basis: "reported" as const,
            about: "they come in all the same, whatever they owe",
          },
          ...(byBills
            ? [
                {
                  name: "makers of the imports held",
                  value: "who sells them",
                  basis: "assumed" as const,
                  about: "but for forwarders and traders, of whom it stays open",
                },
              ]
            : []),
        ]),
  ];
}
