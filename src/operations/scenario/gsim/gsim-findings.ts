import { InvalidInput } from "../../../errors.ts";
import type { GsimModel, GsimSolution } from "../../../scenario/gsim/gsim-model.ts";
import type { GsimRun } from "../../../scenario/gsim/gsim-sensitivity.ts";
import { decimal, format, percent, round, trim } from "../../../vocab/decimal.ts";
import { inSentence } from "../../../vocab/in-sentence.ts";
import { figureText } from "../figure-text.ts";
import type { GsimResult } from "./gsim-result.ts";

/** A relative change for a sentence: to two places of a per cent. */
export const changeText = (change: number): string => percent(round(decimal(figureText(change)), 4));

const summed = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0);

/** One sentence on everything that a linear model cannot mean of this change; null where there is nothing. */
export function outOfRangeSentence(labels: readonly string[], solution: GsimSolution | null): string | null {
  if (solution === null) return "Nothing pins the prices: the equations have no single solution.";
  const name = (at: number) => inSentence(labels[at] ?? "");
  const parts = solution.outOfRange.map((one) =>
    one.what === "quantity"
      ? `trade from ${name(one.seller)} to ${name(one.buyer)} would change by ${changeText(one.change)}`
      : `the price of ${name(one.seller)} would change by ${changeText(one.change)}`,
  );
  if (parts.length === 0) return null;
  const more = parts.length > 3 ? `, and ${parts.length - 3} more` : "";
  return `The change is too large for a linear model: ${parts.slice(0, 3).join("; ")}${more}.`;
}

/** Refuses what the model has no answer to, with what could be asked instead. */
export function requireInRange(labels: readonly string[], solution: GsimSolution | null): GsimSolution {
  const sentence = outOfRangeSentence(labels, solution);
  if (solution !== null && sentence === null) return solution;
  throw new InvalidInput(sentence ?? "", {
    hint: "State a flow that ends as a ban (ban: true) in place of a tariff, or ask of a smaller change.",
  });
}

/** A warning of bans of a part of a flow, which the model leaves out. */
export function partlyStopped(labels: readonly string[], flows: readonly number[]): string[] {
  if (flows.length === 0) return [];
  const flow = (at: number) =>
    `${labels[Math.floor(at / labels.length)] ?? ""} to ${inSentence(labels[at % labels.length] ?? "")}`;
  const more = flows.length > 3 ? ` and ${flows.length - 3} more` : "";
  return [
    `Bans of a part of a flow are outside the model and left out: ${flows.slice(0, 3).map(flow).join(", ")}${more}.`,
  ];
}

type Country = GsimResult["countries"][number];

export function countryLines(
  countries: readonly { readonly key: string; readonly label: string }[],
  { trade }: GsimModel,
  solution: GsimSolution,
  runs: readonly GsimRun[],
): Country[] {
  const size = countries.length;
  const solved = [solution, ...runs.flatMap((run) => (inRange(run.solution) ? [run.solution] : []))];
  const range = (of: (solution: GsimSolution) => number) => {
    const values = solved.map(of);
    return { low: figureText(Math.min(...values)), high: figureText(Math.max(...values)) };
  };
  const between = (counts: (flow: number) => boolean) => {
    const sum = (of: Float64Array) => summed([...of].filter((_, flow) => counts(flow)));
    return { before: figureText(sum(trade)), after: figureText(sum(solution.tradeAfter)) };
  };
  return countries.map(({ key, label }, at): Country => {
    const of = (values: Float64Array): number => values[at] ?? 0;
    return {
      key,
      label,
      worldPrice: figureText(of(solution.worldPrice)),
      compositePrice: figureText(of(solution.compositePrice)),
      producerSurplus: figureText(of(solution.producerSurplus)),
      consumerSurplus: figureText(of(solution.consumerSurplus)),
      tariffRevenue: figureText(of(solution.tariffRevenue)),
      netWelfare: figureText(of(solution.netWelfare)),
      sold: between((flow) => Math.floor(flow / size) === at),
      bought: between((flow) => flow % size === at),
      inDoubt: {
        worldPrice: range((one) => of(one.worldPrice)),
        tariffRevenue: range((one) => of(one.tariffRevenue)),
        netWelfare: range((one) => of(one.netWelfare)),
      },
    };
  });
}

export const inRange = (solution: GsimSolution | null): solution is GsimSolution =>
  solution !== null && solution.outOfRange.length === 0;

export function flowLines(keys: readonly string[], model: GsimModel, solution: GsimSolution): GsimResult["flows"] {
  const size = keys.length;
  return [...model.trade.keys()]
    .filter((flow) => (model.trade[flow] ?? 0) > 0)
    .map((flow) => {
      const of = (values: Float64Array): string => figureText(values[flow] ?? 0);
      const banned = model.banned[flow] === 1;
      return {
        origin: keys[Math.floor(flow / size)] ?? "",
        to: keys[flow % size] ?? "",
        before: of(model.trade),
        after: of(solution.tradeAfter),
        quantity: of(solution.quantity),
        price: banned ? null : of(solution.deliveredPrice),
        tariffBefore: figureText((model.powerBefore[flow] ?? 1) - 1),
        tariffAfter: banned ? null : figureText((model.powerAfter[flow] ?? 1) - 1),
        banned,
      };
    });
}

export function totalsOf(solution: GsimSolution): GsimResult["total"] {
  const total = (values: Float64Array): string => figureText(summed(values));
  return {
    producerSurplus: total(solution.producerSurplus),
    consumerSurplus: total(solution.consumerSurplus),
    tariffRevenue: total(solution.tariffRevenue),
    netWelfare: total(solution.netWelfare),
  };
}

export function runLines(
  countries: readonly { readonly key: string; readonly label: string }[],
  runs: readonly GsimRun[],
): GsimResult["sensitivity"] {
  const labels = countries.map(({ label }) => label);
  return runs.map(({ kind, side, solution }) => {
    if (!inRange(solution)) {
      const outOfRange = outOfRangeSentence(labels, solution);
      return { kind, side, outOfRange, netWelfare: null, tariffRevenue: null, countries: [] };
    }
    const { netWelfare, tariffRevenue } = totalsOf(solution);
    return {
      kind,
      side,
      outOfRange: null,
      netWelfare,
      tariffRevenue,
      countries: countries.map(({ key }, at) => ({
        key,
        worldPrice: figureText(solution.worldPrice[at] ?? 0),
        netWelfare: figureText(solution.netWelfare[at] ?? 0),
      })),
    };
  });
}

/** To one place, for a sentence. */
export const figure = (value: number): string => format(trim(round(decimal(figureText(value)), 1)));

/** What happens, in one sentence: to trade, to welfare in all, and to whom most. */
export function gsimSentence({ countries, total, trade }: Pick<GsimResult, "countries" | "total" | "trade">): string {
  const welfare = [...countries].sort((a, b) => Number(b.netWelfare) - Number(a.netWelfare));
  const [best, worst] = [welfare[0], welfare.at(-1)];
  const million = trade.unit === "USD";
  const unit = million ? "USD million" : trade.unit;
  const short = (text: string) => figure(Number(text) / (million ? 1e6 : 1));
  if (best === undefined || worst === undefined) return "Nothing is traded.";
  const change = (Number(trade.after) - Number(trade.before)) / Number(trade.before);
  const still = countries.every(({ worldPrice, netWelfare }) => Number(worldPrice) === 0 && Number(netWelfare) === 0);
  if (still) return "Nothing changes: tariffs after are those before.";
  return (
    `Trade at world prices changes by ${changeText(change)} and net welfare by ${short(total.netWelfare)} (${unit}) ` +
    `in all: most for ${best.label} (${short(best.netWelfare)}), least for ${worst.label} (${short(worst.netWelfare)}).`
  );
}
