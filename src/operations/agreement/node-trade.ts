import type { Book } from "../../book/book.ts";
import { NotFound } from "../../errors.ts";
import { type GroupTrade, groupTrade, type TradeLeg, type TradeSum } from "../../scenario/agreement/group-trade.ts";
import type { Context } from "../core/context.ts";
import { flowsFactsOf } from "../flows/flows-facts.ts";
import { tradeOfProduct } from "../market/trade-of-product.ts";
import { figureText, tonnesText, usdText } from "../scenario/figure-text.ts";
import { chooseDataset, type TradeDataset } from "../trade/trade-dataset.ts";
import type { AgreementNode } from "./agreement-input.ts";
import { inField, placeOfKey } from "./agreement-members.ts";
import type { NodeResult } from "./agreement-result.ts";

const KG_A_TONNE = 1000;

/** Trade statistics of one product in one year, between all countries. */
export interface YearOfTrade {
  readonly dataset: TradeDataset;
  readonly year: string;
  readonly legs: readonly TradeLeg[];
}

/** The last year that the data hold whole, else the last that they hold any of. */
function lastYear(years: readonly string[], { until }: TradeDataset): string | undefined {
  return years.findLast((year) => until !== null && until >= `${Number(year) + 1}-01-01`) ?? years.at(-1);
}

/** Trade of a product in a dataset by country pair, in the year asked or the last whole one; null where there is none. */
export async function yearOfTrade(
  context: Context,
  dataset: TradeDataset,
  product: string,
  asked: number | undefined,
): Promise<YearOfTrade | null> {
  const rows = await tradeOfProduct(context, dataset, product);
  const years = [...new Set(rows.map((row) => row.year))].sort();
  const year = asked === undefined ? lastYear(years, dataset) : String(asked);
  const own = rows.filter((row) => row.year === year);
  if (year === undefined || own.length === 0) return null;
  const legs = own.map(({ seller, buyer, usd, kg }): TradeLeg => {
    return {
      seller,
      buyer,
      usd: usd === null ? null : Number(usd),
      tonnes: kg === null ? null : Number(kg) / KG_A_TONNE,
    };
  });
  return { dataset, year, legs };
}

/** The trade of a node, or why there is none. */
export async function tradeOfNode(
  context: Context,
  book: Book,
  { product, trade, year }: AgreementNode,
  field: string,
): Promise<{ readonly trade: YearOfTrade | null; readonly missing: string | null }> {
  try {
    const dataset = await chooseDataset(context, book, product, { data: "flows", ...trade });
    const found = await yearOfTrade(context, dataset, product, year);
    const missing = found === null ? `“${dataset.source}” holds no trade of it of ${year ?? "any year"}.` : null;
    return { trade: found, missing };
  } catch (error) {
    const named = Object.values(trade).some((choice) => choice !== undefined);
    if (named || !(error instanceof NotFound)) throw inField(`${field}.trade`, error);
    return { trade: null, missing: error.message };
  }
}

const sumsText = ({ usd, tonnes }: TradeSum) => ({ usd: usdText(usd), tonnes: tonnesText(tonnes) });
export const shareText = (part: number, whole: number): string | null => (whole > 0 ? figureText(part / whole) : null);

/** Whose reports make up the statistics, where it is not the reports of all. */
function reportersOf({ dataset, legs }: YearOfTrade): ReadonlySet<string> | null {
  if (dataset.side === "reconciled" || dataset.side === null) return null;
  return new Set(legs.map(({ seller, buyer }) => (dataset.side === "export" ? seller : buyer)));
}

/** Statistics of exporters without any member among them say nothing of what members sell. */
export function seesSales(trade: YearOfTrade, members: ReadonlySet<string>): boolean {
  const reporters = trade.dataset.side === "export" ? reportersOf(trade) : null;
  return reporters === null || [...reporters].some((each) => members.has(each));
}

const MOST_REPORTERS = 12;

/** Trade as it is told; lines beyond `top` are counted. */
export function tradeLine(
  book: Book,
  trade: YearOfTrade,
  members: ReadonlySet<string>,
  top: number,
): NonNullable<NodeResult["trade"]> {
  const found: GroupTrade = groupTrade(trade.legs, members);
  const reporters = reportersOf(trade);
  const sees = seesSales(trade, members);
  return {
    dataset: flowsFactsOf(book, trade.dataset),
    year: trade.year,
    reporters: reporters === null || reporters.size > MOST_REPORTERS ? null : [...reporters].sort().map(placeOfKey),
    imports: sumsText(found.imports),
    within: sumsText(found.within),
    outside: sumsText(found.outside),
    share: sees ? shareText(found.outside.usd, found.imports.usd) : null,
    shareByWeight: sees ? shareText(found.outside.tonnes, found.imports.tonnes) : null,
    leaving: sees ? sumsText(found.leaving) : null,
    origins: found.origins.slice(0, top).map(({ key, usd, tonnes }) => ({
      ...placeOfKey(key),
      ...sumsText({ usd, tonnes }),
      share: shareText(usd, found.outside.usd),
      unitValue: tonnes > 0 ? usdText(usd / tonnes) : null,
    })),
    otherOrigins: Math.max(0, found.origins.length - top),
  };
}

/** What members sold to those outside who no longer buy, by an export control; null where their sales are not seen. */
export function keptLine(
  trade: YearOfTrade,
  members: ReadonlySet<string>,
  to: ReadonlySet<string> | null,
  top: number,
): NodeResult["kept"] {
  if (!seesSales(trade, members)) return null;
  const buyers = new Map<string, TradeSum>();
  for (const { seller, buyer, usd, tonnes } of trade.legs) {
    if (!members.has(seller) || members.has(buyer) || (to !== null && !to.has(buyer))) continue;
    const own = buyers.get(buyer) ?? { usd: 0, tonnes: 0 };
    buyers.set(buyer, { usd: own.usd + (usd ?? 0), tonnes: own.tonnes + (tonnes ?? 0) });
  }
  const lines = [...buyers].sort(([a, x], [b, y]) => y.usd - x.usd || (a < b ? -1 : 1));
  const total = lines.reduce((sum, [, own]) => ({ usd: sum.usd + own.usd, tonnes: sum.tonnes + own.tonnes }), {
    usd: 0,
    tonnes: 0,
  });
  return {
    ...sumsText(total),
    buyers: lines.slice(0, top).map(([key, own]) => ({ ...placeOfKey(key), ...sumsText(own) })),
    otherBuyers: Math.max(0, lines.length - top),
  };
}

/** Trade among members, of which one of them has checked what the other recognises. */
export const recognisedLine = (trade: YearOfTrade, members: ReadonlySet<string>): NodeResult["recognised"] =>
  sumsText(groupTrade(trade.legs, members).within);
