import { InvalidInput } from "../../errors.ts";
import { type BandMonth, priceBand } from "../../pricing/band.ts";
import type { BandLaw } from "../../pricing/band-law.ts";
import { minimumImportPrice, variableLevy } from "../../pricing/border-charge.ts";
import { type Month, monthAfter } from "../../pricing/month.ts";
import { contractForDifference, indexedOfftake, priceFloor } from "../../pricing/producer-support.ts";
import { type QuotaMonth, tariffRateQuota } from "../../pricing/quota.ts";
import { type StockpileMonth, stockpile } from "../../pricing/stockpile.ts";
import type { MarketMonth, ToolMonth } from "../../pricing/tool-month.ts";
import { bandTermsOf } from "./tool-band.ts";
import type { ToolAsked, ToolKind } from "./tool-input.ts";
import type { ToolMarket } from "./tool-market.ts";
import { type Term, ToolTerms } from "./tool-terms.ts";
import { requireOrder } from "./tool-units.ts";

/** A tool of a kind as it ran over its months. */
export type ToolRunMonth = ToolMonth &
  Partial<Pick<BandMonth, "band" | "reference">> &
  Partial<Pick<QuotaMonth, "quota">> &
  Partial<Pick<StockpileMonth, "stock">>;

export interface ToolRun {
  readonly name: string;
  readonly kind: ToolKind;
  readonly asked: ToolAsked;
  readonly terms: readonly Term[];
  readonly law: BandLaw | null;
  readonly months: readonly ToolRunMonth[];
}

export const nameOf = ({ name, kind }: ToolAsked): string => name ?? kind;

/** Every tool over its own months of the path; none sees another. Throws InvalidInput that names the tool at fault. */
export function runTools(
  tools: readonly ToolAsked[],
  market: ToolMarket,
  laws: readonly BandLaw[],
): readonly ToolRun[] {
  const runs = tools.map((asked, at) => runTool(asked, `Tool ${at + 1} (${nameOf(asked)})`, market, laws));
  runs.forEach((run, at) => {
    const other = runs.slice(0, at).find((earlier) => earlier.name === run.name && overlap(earlier, run) !== undefined);
    if (other === undefined) return;
    throw new InvalidInput(`Two tools are called “${run.name}” and both hold in ${overlap(other, run)}.`, {
      hint: "Let one end (until) before the other begins (from), or give each a name of its own.",
    });
  });
  return runs;
}

const overlap = (a: ToolRun, b: ToolRun): Month | undefined =>
  a.months.find(({ month }) => b.months.some((other) => other.month === month))?.month;

function runTool(asked: ToolAsked, what: string, market: ToolMarket, laws: readonly BandLaw[]): ToolRun {
  const { within, before } = monthsOf(asked, what, market.months);
  const run = { name: nameOf(asked), kind: asked.kind, asked, law: null };
  const terms = new ToolTerms(market, what);
  const done = (months: readonly ToolRunMonth[], law: BandLaw | null = null): ToolRun => {
    requireReadable(months, what);
    return { ...run, law, months, terms: terms.list };
  };
  const border = () =>
    "duty" in asked
      ? {
          duty: terms.share("ordinary duty", asked.duty),
          passThrough: terms.share("share of a charge that the price at home follows", asked.pass_through),
        }
      : { duty: 0, passThrough: 1 };
  switch (asked.kind) {
    case "floor": {
      const payer = terms.word("paid by", asked.paid_by);
      return done(priceFloor(within, { floor: terms.price("floor", asked.floor), payer }));
    }
    case "contract": {
      if (asked.ways === "two" && asked.upside_share !== undefined) {
        throw new InvalidInput(`${what} is a contract of two ways and states an upside_share.`, {
          hint: "Of two ways the producer pays back all of the excess: leave it out, or write ways: one.",
        });
      }
      return done(
        contractForDifference(within, {
          strike: terms.price("strike", asked.strike),
          ways: terms.word("ways", asked.ways),
          upsideShare: asked.ways === "two" ? 1 : terms.share("share of the excess", asked.upside_share ?? 0),
          payer: terms.word("paid by", asked.paid_by),
        }),
      );
    }
    case "offtake": {
      const floor = asked.floor === undefined ? null : terms.price("floor", asked.floor);
      const ceiling = asked.ceiling === undefined ? null : terms.price("ceiling", asked.ceiling);
      requireOrder(floor, ceiling, what, "floor", "ceiling");
      return done(
        indexedOfftake(within, {
          share: terms.share("share of the index", asked.share),
          premium: terms.amount("premium", asked.premium, terms.perUnit),
          floor,
          ceiling,
        }),
      );
    }
    case "levy":
      return done(variableLevy(within, { ...border(), floor: terms.price("floor", asked.floor) }));
    case "minimum-import-price":
      return done(
        minimumImportPrice(within, {
          ...border(),
          minimum: terms.price("minimum", asked.minimum),
          rate: terms.share("duty below it", asked.rate),
          rebate: asked.rebate === undefined ? 0 : terms.price("given back by sellers", asked.rebate),
        }),
      );
    case "band": {
      const { law, ...of } = bandTermsOf(asked, terms, what, laws);
      return done(
        priceBand(
          within,
          { ...of, ...border() },
          before.map(({ price }) => price),
        ),
        law,
      );
    }
    case "quota": {
      const quota = terms.quantity("quota a year", asked.quota);
      if (quota === 0) throw new InvalidInput(`${what} has a quota of nothing.`);
      return done(
        tariffRateQuota(within, {
          quota,
          rateWithin: terms.share("duty within the quota", asked.rate_within),
          rateOver: terms.share("duty over the quota", asked.rate_over),
          opens: terms.amount("its year begins in month", asked.opens, null),
        }),
      );
    }
    case "stockpile": {
      const buyBelow = terms.price("buys below", asked.buy_below);
      const sellAbove = terms.price("sells above", asked.sell_above);
      requireOrder(buyBelow, sellAbove, what, "buy_below", "sell_above");
      return done(
        stockpile(within, {
          buyBelow,
          sellAbove,
          mostAMonth: mostAMonth(asked, within, terms, market, what),
          budget: terms.amount("budget", asked.budget, market.currency),
          revolving: asked.revolving,
          opening: asked.opening === undefined ? 0 : terms.quantity("held before", asked.opening),
          storage: asked.storage === undefined ? 0 : terms.price("storage a month", asked.storage),
        }),
      );
    }
  }
}

/** Beyond this a figure has no places left that anybody could read. */
const MOST = 1e18;

function requireReadable(months: readonly ToolRunMonth[], what: string): void {
  for (const { month, perUnit, adValorem, government, producer, buyer, volume, stock } of months) {
    const figures = [perUnit, adValorem, government, producer, buyer, volume, stock?.held, stock?.budgetLeft];
    if (figures.every((figure) => Math.abs(figure ?? 0) < MOST)) continue;
    throw new InvalidInput(`${what} comes to figures of ${month} that are too large to mean anything.`, {
      hint: "Look at the price, the volume and their units: a price next to nothing makes any charge endless.",
    });
  }
}

function mostAMonth(
  asked: Extract<ToolAsked, { kind: "stockpile" }>,
  within: readonly MarketMonth[],
  terms: ToolTerms,
  market: ToolMarket,
  what: string,
): number {
  const { share_of_market: share, most_a_year: most } = asked;
  if ((share === undefined) === (most === undefined)) {
    throw new InvalidInput(`${what} needs either share_of_market or most_a_year.`);
  }
  if (most !== undefined) return terms.amount("most a month", terms.quantity("most a year", most) / 12, market.unit);
  const traded = within.flatMap(({ month }) => market.market.get(month) ?? []);
  if (traded.length === 0) {
    throw new InvalidInput(`${what} takes a share of the market, and volumes.market is not stated in its months.`);
  }
  const mean = traded.reduce((sum, amount) => sum + amount, 0) / traded.length;
  return terms.amount("most a month", terms.share("most of the market", share ?? 0) * mean, market.unit);
}

/** The months of the path on which a tool holds, and those before them. */
function monthsOf({ from, until }: ToolAsked, what: string, months: readonly MarketMonth[]) {
  const [first, last] = [months[0]?.month, months.at(-1)?.month];
  if (first === undefined || last === undefined) return { within: [], before: [] };
  const [begins, ends] = [from ?? first, until ?? monthAfter(last)];
  if (ends <= begins) throw new InvalidInput(`${what} ends in ${ends}, not after it begins in ${begins}.`);
  if (begins < first || ends > monthAfter(last)) {
    throw new InvalidInput(
      `${what} holds from ${begins} until ${ends}, beyond the path of prices from ${first} to ${last}.`,
      { hint: "State the prices of those months, null where nobody knows one." },
    );
  }
  return {
    within: months.filter(({ month }) => month >= begins && month < ends),
    before: months.filter(({ month }) => month < begins),
  };
}
