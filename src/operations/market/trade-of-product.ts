import type { Holding } from "../../market/concentration.ts";
import type { TradePartner } from "../../store/queries/trade-partners.ts";
import { country } from "../../vocab/country.ts";
import { COUNTRY_GROUPS, findGroup } from "../../vocab/country-group.ts";
import { decimal, sum } from "../../vocab/decimal.ts";
import type { Context } from "../core/context.ts";
import { partnersUnder } from "../scenario/trade-under.ts";
import type { TradeDataset } from "../trade/trade-dataset.ts";

/** A country, or a group of them that is looked at as one. */
export interface Place {
  readonly key: string;
  readonly label: string;
  readonly members: ReadonlySet<string>;
  readonly group: boolean;
}

/** Reads a country or a group such as EU27. Throws InvalidInput for what is neither. */
export function placeOf(text: string): Place {
  const group = findGroup(text);
  if (group !== null) return { key: group, label: group, members: new Set(COUNTRY_GROUPS[group]), group: true };
  const { code, name } = country(text);
  return { key: code, label: name, members: new Set([code]), group: false };
}

/** Everything that one dataset holds of the trade of one product, by year; under a scenario what is left of it. */
export async function tradeOfProduct(
  context: Context,
  dataset: TradeDataset,
  product: string,
): Promise<readonly TradePartner[]> {
  const { tradePartners } = await import("../../store/queries/trade-partners.ts");
  const { source, side, frequency, made } = dataset;
  const query = tradePartners({ source, side: side ?? "import", frequency: frequency ?? "annual", product, made });
  const rows = await (await context.openEngine()).rows<TradePartner>(query, context.signal);
  return context.scenario === null ? rows : partnersUnder(context.scenario, product, rows);
}

export const valueTraded = (rows: readonly TradePartner[]) =>
  sum(rows.flatMap(({ usd }) => (usd === null ? [] : [decimal(usd)])));

/** Sums of value by one end of the trade. */
export function byEnd(rows: readonly TradePartner[], end: "seller" | "buyer"): Holding[] {
  const groups = new Map<string, TradePartner[]>();
  for (const row of rows) {
    const own = groups.get(row[end]);
    if (own === undefined) groups.set(row[end], [row]);
    else own.push(row);
  }
  return [...groups].map(([key, own]) => ({ key, amount: valueTraded(own) }));
}
