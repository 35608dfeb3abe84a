import { InvalidInput } from "../../errors.ts";
import { findCountry } from "../../vocab/country.ts";
import type { Context } from "../core/context.ts";
import type { Days, Findings } from "../core/operation.ts";
import { gsimOperation } from "../gsim.ts";
import { figureText } from "../scenario/figure-text.ts";
import { gsimModelInput } from "../scenario/gsim/gsim-input.ts";
import type { GsimResult } from "../scenario/gsim/gsim-result.ts";
import type { ToolRun } from "./run-tool.ts";
import { meanAdValorem } from "./tool-findings.ts";
import type { Proposal } from "./tool-input.ts";
import type { PriceToolResult } from "./tool-result.ts";

/** Of these the charge as a share of the price is what the next unit owes; of a quota it is not. */
const KINDS: readonly string[] = ["levy", "band", "minimum-import-price"];

/** The largest tariff that the model reads, as a share of the value. */
const MOST_TARIFF = 1000;

export interface ToolEffect {
  readonly effect: NonNullable<PriceToolResult["effect"]>;
  readonly findings: Findings<GsimResult>;
}

/**
 * What a tool at the border does to imports by the model of `gsim`: a tariff beside ordinary duty of what the charge is of the
 * price, on average over the months in which there is one. Throws InvalidInput.
 */
export async function toolEffect(
  context: Context,
  { title, effect }: Proposal,
  runs: readonly ToolRun[],
  days: Days,
): Promise<ToolEffect | null> {
  if (effect === undefined) return null;
  const run = runs.find(({ name }) => name === effect.tool);
  if (run === undefined || !KINDS.includes(run.kind) || !("duty" in run.asked)) {
    const fits = runs.filter(({ kind }) => KINDS.includes(kind)).map(({ name }) => name);
    throw new InvalidInput(
      run === undefined
        ? `The effect is asked of “${effect.tool}”, which is no tool of the proposal.`
        : `The effect is asked of “${effect.tool}”, a ${run.kind}: it is no charge that every unit owes alike.`,
      { hint: fits.length === 0 ? `Ask it of a ${KINDS.join(", ")}.` : `Ask it of ${fits.join(", ")}.` },
    );
  }
  const charge = meanAdValorem(run);
  if (charge === null) {
    throw new InvalidInput(`“${effect.tool}” charges nothing in any month: it has no effect on imports.`, {
      hint: "Leave the effect out.",
    });
  }
  const { duty } = run.asked;
  if (duty + charge > MOST_TARIFF) {
    throw new InvalidInput(
      `“${effect.tool}” is ${figureText(charge)} times the price on average: no model has an answer.`,
    );
  }
  const origins = effect.origins ?? ["*"];
  const model = gsimModelInput.parse({
    title,
    trade: effect.trade,
    tariffs: origins.map((origin) => ({ origin, to: effect.to, before: duty, after: duty + charge })),
    elasticities: effect.elasticities,
  });
  const findings = await gsimOperation.run(context, { model }, days);
  return { findings, effect: effectOf(findings.result, { tool: run.name, to: effect.to, charge }) };
}

function effectOf(
  { countries, flows, trade, because }: GsimResult,
  { tool, to, charge }: { readonly tool: string; readonly to: string; readonly charge: number },
): ToolEffect["effect"] {
  const names = [to, findCountry(to)?.code];
  const importer = countries.find(({ key, label }) => names.includes(key) || label === to);
  if (importer === undefined) throw new InvalidInput(`There is no trade of “${to}”, at whose border the tool holds.`);
  const into = flows.filter((flow) => flow.to === importer.key && flow.origin !== importer.key);
  const sum = (of: "before" | "after") => figureText(into.reduce((total, flow) => total + Number(flow[of]), 0));
  const { low, high } = importer.inDoubt.netWelfare;
  return {
    tool,
    to: importer.label,
    adValorem: figureText(charge),
    because,
    unit: trade.unit,
    imports: { before: sum("before"), after: sum("after") },
    origins: into.map(({ origin, before, after, quantity, price }) => ({
      ...{ origin: countries.find(({ key }) => key === origin)?.label ?? origin, before, after, quantity, price },
    })),
    buyers: importer.consumerSurplus,
    producers: importer.producerSurplus,
    revenue: importer.tariffRevenue,
    welfare: { central: importer.netWelfare, low, high },
  };
}
