import type { Book } from "../../book/book.ts";
import type { MineralSeries } from "../../book/market-book.ts";
import { ratioOf, sharesOf } from "../../market/concentration.ts";
import type { PriceOfSeries } from "../../store/queries/figures-of-products.ts";
import { decimal, format, minus, trim } from "../../vocab/decimal.ts";
import { hs6 } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import { countryLabel, productLabel } from "../trade/labels.ts";
import { revisionOf } from "../trade/product.ts";
import { tradeDatasets } from "../trade/trade-dataset.ts";
import type { MineralResult } from "./mineral-result.ts";
import { byEnd, tradeOfProduct } from "./trade-of-product.ts";

const MOST_POINTS = 24;

/** Price series of the store that the map names, with the change on the same period a year before. */
export async function pricesFor(context: Context, rows: readonly MineralSeries[]): Promise<MineralResult["prices"]> {
  if (rows.length === 0) return [];
  const { pricesOfSeries } = await import("../../store/queries/figures-of-products.ts");
  const query = pricesOfSeries(rows.map(({ series }) => series));
  const found = await (await context.openEngine()).rows<PriceOfSeries>(query, context.signal);
  return rows.flatMap((row) => {
    const own = found.filter(({ series, source_id }) => series === row.series && source_id === row.source);
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined) return [];
    const before = own.find(({ period }) => period === yearEarlier(last.period));
    const points = own.slice(-MOST_POINTS).map(({ period, value }) => ({ period, value: plain(value) }));
    return [
      {
        ...{ series: row.series, source: row.source, currency: last.currency, unit: last.unit, first: first.period },
        last: { period: last.period, value: plain(last.value) },
        yearBefore: before === undefined ? null : { period: before.period, value: plain(before.value) },
        change:
          before === undefined
            ? null
            : ratioOf(minus(decimal(last.value), decimal(before.value)), decimal(before.value)),
        points,
      },
    ];
  });
}

const plain = (value: string): string => format(trim(decimal(value)));
const yearEarlier = (period: string): string => `${Number(period.slice(0, 4)) - 1}${period.slice(4)}`;

/** World trade under the codes of the map, in the last year of each dataset of annual or monthly statistics. */
export async function tradeFor(
  context: Context,
  book: Book,
  rows: readonly MineralSeries[],
  top: number,
): Promise<MineralResult["trade"]> {
  const found = [];
  for (const row of rows) {
    const code = hs6(row.series);
    const held = (await tradeDatasets(context, code)).filter(
      ({ data, productRows, made }) => data === "flows" && productRows > 0 && !made,
    );
    for (const dataset of held) {
      const flows = await tradeOfProduct(context, dataset, code);
      const year = flows.at(-1)?.year;
      if (year === undefined) continue;
      const sellers = byEnd(
        flows.filter((flow) => flow.year === year),
        "seller",
      );
      const { total, parts, hhi } = sharesOf(sellers);
      found.push({
        ...{ code, label: productLabel(book, code, revisionOf(dataset.hsRevision)), stage: row.stage },
        ...{ source: dataset.source, year, usd: format(total), hhi },
        exporters: parts.slice(0, top).map(({ key, share }) => ({ key, label: countryLabel(key), share })),
      });
    }
  }
  return found;
}
