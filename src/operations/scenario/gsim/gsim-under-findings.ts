import type { GsimModel, GsimSolution } from "../../../scenario/gsim/gsim-model.ts";
import type { GsimRun } from "../../../scenario/gsim/gsim-sensitivity.ts";
import { inSentence } from "../../../vocab/in-sentence.ts";
import { figureText, usdText } from "../figure-text.ts";
import { changeText, figure, inRange, outOfRangeSentence } from "./gsim-findings.ts";
import type { ProductPrices } from "./gsim-under-result.ts";

type Found = NonNullable<ProductPrices["found"]>;
type Country = { readonly key: string; readonly label: string };

interface Solved {
  readonly model: GsimModel;
  readonly solution: GsimSolution;
  readonly runs: readonly GsimRun[];
  readonly top: number;
}

/** Whether a ban ends every sale of the seller at a place. */
const isIdle = ({ trade, banned, countries: { length: size } }: GsimModel, seller: number): boolean =>
  trade.every((value, flow) => Math.floor(flow / size) !== seller || value === 0 || banned[flow] === 1);

/** The solution without what is out of range of sellers who sell nothing: the price of none of their goods is paid. */
export function withoutIdleSellers(model: GsimModel, solution: GsimSolution | null): GsimSolution | null {
  if (solution === null) return null;
  const outOfRange = solution.outOfRange.filter(({ what, seller }) => what === "quantity" || !isIdle(model, seller));
  return { ...solution, outOfRange };
}

/** Why the model has no answer, in a sentence; null where it has one. */
export function whyNothing(labels: readonly string[], solution: GsimSolution | null): string | null {
  const sentence = outOfRangeSentence(labels, solution);
  return sentence === null ? null : `${sentence} It gives no figures.`;
}

/** What happens to the buyer at place `at`, and in a sentence. */
export function foundAt(
  countries: readonly Country[],
  at: number,
  solved: Solved,
): { readonly found: Found; readonly because: string } {
  const { model, solution, runs, top } = solved;
  const size = countries.length;
  const answered = [solution, ...runs.flatMap((run) => (inRange(run.solution) ? [run.solution] : []))];
  const inDoubt = (of: (one: GsimSolution) => Float64Array, write: (value: number) => string) => {
    const values = answered.map((one) => of(one)[at] ?? 0);
    return {
      value: write(values[0] ?? 0),
      low: write(Math.min(...values)),
      high: write(Math.max(...values)),
    };
  };
  const origins = originsOf(countries, at, solved);
  const bought = (trade: Float64Array) => sumOf(trade, (flow) => flow % size === at);
  const found: Found = {
    price: inDoubt(({ compositePrice }) => compositePrice, figureText),
    imports: { before: usdText(bought(model.trade)), after: usdText(bought(solution.tradeAfter)) },
    tariffRevenue: inDoubt(({ tariffRevenue }) => tariffRevenue, usdText),
    consumerSurplus: inDoubt(({ consumerSurplus }) => consumerSurplus, usdText),
    producerSurplus: inDoubt(({ producerSurplus }) => producerSurplus, usdText),
    netWelfare: inDoubt(({ netWelfare }) => netWelfare, usdText),
    origins: origins.slice(0, top),
    otherOrigins: Math.max(0, origins.length - top),
    hit: hitOf(countries, solved),
    sensitivity: runs.map(({ kind, side, solution: one }) => {
      const fits = inRange(one);
      return {
        kind,
        side,
        price: fits ? figureText(one.compositePrice[at] ?? 0) : null,
        netWelfare: fits ? usdText(one.netWelfare[at] ?? 0) : null,
        outOfRange: fits
          ? null
          : outOfRangeSentence(
              countries.map(({ label }) => label),
              one,
            ),
      };
    }),
  };
  return { found, because: sentenceOf(countries[at]?.label ?? "", found) };
}

function sumOf(values: Float64Array, counts: (flow: number) => boolean): number {
  return values.reduce((sum, value, flow) => (counts(flow) ? sum + value : sum), 0);
}

function originsOf(countries: readonly Country[], at: number, { model, solution }: Solved): Found["origins"] {
  const size = countries.length;
  const moved = (flow: number) => Math.abs((solution.tradeAfter[flow] ?? 0) - (model.trade[flow] ?? 0));
  return countries
    .map((country, seller) => ({ ...country, flow: seller * size + at }))
    .filter(({ flow }) => (model.trade[flow] ?? 0) > 0)
    .sort((a, b) => moved(b.flow) - moved(a.flow) || (a.key < b.key ? -1 : 1))
    .map(({ key, label, flow }) => {
      const stopped = model.banned[flow] === 1;
      return {
        key,
        label,
        before: usdText(model.trade[flow] ?? 0),
        after: usdText(solution.tradeAfter[flow] ?? 0),
        quantity: figureText(solution.quantity[flow] ?? 0),
        price: stopped ? null : figureText(solution.deliveredPrice[flow] ?? 0),
        dutyBefore: figureText((model.powerBefore[flow] ?? 1) - 1),
        dutyAfter: stopped ? null : figureText((model.powerAfter[flow] ?? 1) - 1),
        stopped,
      };
    });
}

function hitOf(countries: readonly Country[], { model, solution }: Solved): Found["hit"] {
  const size = countries.length;
  const sold = (trade: Float64Array, seller: number) => sumOf(trade, (flow) => Math.floor(flow / size) === seller);
  const lines = countries.map((country, seller) => {
    const [before, after] = [sold(model.trade, seller), sold(solution.tradeAfter, seller)];
    return { country, seller, before, after };
  });
  const [worst] = lines.sort((a, b) => b.before - b.after - (a.before - a.after) || a.seller - b.seller);
  if (worst === undefined || worst.after >= worst.before) return null;
  const { country, seller, before, after } = worst;
  return {
    key: country.key,
    label: country.label,
    worldPrice: isIdle(model, seller) ? null : figureText(solution.worldPrice[seller] ?? 0),
    sold: { before: usdText(before), after: usdText(after) },
    producerSurplus: isIdle(model, seller) ? null : usdText(solution.producerSurplus[seller] ?? 0),
  };
}

function sentenceOf(label: string, { price, imports, netWelfare, hit }: Found): string {
  const [before, after] = [Number(imports.before), Number(imports.after)];
  const million = (text: string) => figure(Number(text) / 1e6);
  const change = Number(price.value);
  const dearer =
    change === 0
      ? "costs as much as before"
      : `costs ${changeText(Math.abs(change))} ${change > 0 ? "more" : "less"} (${changeText(Number(price.low))} to ${changeText(Number(price.high))})`;
  const lost =
    hit === null
      ? ""
      : ` ${hit.label} loses most: ${million(String(Number(hit.sold.before) - Number(hit.sold.after)))} million USD of ${million(hit.sold.before)} million USD sold.`;
  return (
    `What ${inSentence(label)} buys of it ${dearer}; its imports change by ${changeText((after - before) / before)} and ` +
    `its net welfare by ${million(netWelfare.value)} million USD (${million(netWelfare.low)} to ${million(netWelfare.high)}).${lost}`
  );
}
