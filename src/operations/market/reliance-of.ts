import type { MineralSeries } from "../../book/market-book.ts";
import { BASES, type Basis, weakest } from "../../evidence/basis.ts";
import { netImportReliance, RELIANCE_FORMULA } from "../../market/import-reliance.ts";
import type { FigureOfProduct } from "../../store/queries/figures-of-products.ts";
import type { TradePartner } from "../../store/queries/trade-partners.ts";
import { type Decimal, decimal, format, minus, sum, trim, ZERO } from "../../vocab/decimal.ts";
import { formatHs, hs6 } from "../../vocab/hs-code.ts";
import { convert, dimension, findUnit } from "../../vocab/quantity.ts";
import type { Context } from "../core/context.ts";
import { countryLabel } from "../trade/labels.ts";
import { type TradeDataset, tradeDatasets } from "../trade/trade-dataset.ts";
import type { ComputedReliance, ConcentrationResult } from "./concentration-result.ts";
import { type SourceSeries, seriesOf } from "./production-of.ts";
import { tradeOfProduct } from "./trade-of-product.ts";
import { writeAmount } from "./year-of-shares.ts";

type Stated = ConcentrationResult["reliance"][number];

/** Net import reliance of a country as sources of the store state it. */
export async function statedReliance(
  context: Context,
  rows: readonly MineralSeries[],
  country: string,
): Promise<Stated[]> {
  const series = await seriesOf(
    context,
    rows.filter(({ kind }) => kind === "reliance"),
    "import_reliance",
  );
  return series.flatMap(({ row, figures }) =>
    figures
      .filter((figure) => figure.country === country)
      .map(({ period, quantity, mark, basis }) => ({
        year: period ?? "",
        percent: quantity === null ? null : format(trim(decimal(quantity))),
        mark,
        basis,
        series: row.series,
        source: row.source,
      })),
  );
}

interface Asked {
  /** All rows of the map of minerals for one or more minerals. */
  readonly rows: readonly MineralSeries[];
  readonly country: string;
  readonly dataset: TradeDataset;
  readonly stated: readonly Stated[];
}

/**
 * Net import reliance from production and trade of the same goods, in every year that both hold; one line with the reason
 * for a series that no trade agrees with. Stocks that the store does not hold are taken not to have changed.
 */
export async function computedRelianceOf(context: Context, asked: Asked): Promise<ComputedReliance[]> {
  const production = await seriesOf(
    context,
    asked.rows.filter(({ kind }) => kind === "production"),
    "production",
  );
  const goods = new Set(production.flatMap(({ row }) => row.goods ?? []));
  const trade = new Map<string, readonly TradePartner[]>();
  for (const { kind, goods: own, series: code } of asked.rows) {
    if (kind !== "trade" || own === null || !goods.has(own) || trade.has(code)) continue;
    trade.set(code, await tradeOfProduct(context, asked.dataset, code));
  }
  const found = [];
  for (const series of production) found.push(...(await ofSeries(context, asked, series, trade)));
  return found;
}

/** For each country whose reliance sources state, by every dataset of real statistics that holds a code of the mineral. */
export async function computedForStated(context: Context, rows: readonly MineralSeries[]): Promise<ComputedReliance[]> {
  const reliance = await seriesOf(
    context,
    rows.filter(({ kind }) => kind === "reliance"),
    "import_reliance",
  );
  const countries = new Set(reliance.flatMap(({ figures }) => figures.flatMap(({ country }) => country ?? [])));
  const codes = rows.flatMap(({ kind, series }) => (kind === "trade" ? [hs6(series)] : []));
  const datasets = (await tradeDatasets(context, codes)).filter(
    ({ data, productRows, made }) => data === "flows" && productRows > 0 && !made,
  );
  const found = [];
  for (const country of countries) {
    const stated = await statedReliance(context, rows, country);
    for (const dataset of datasets)
      found.push(...(await computedRelianceOf(context, { rows, country, dataset, stated })));
  }
  return found;
}

async function ofSeries(
  context: Context,
  asked: Asked,
  series: SourceSeries,
  tradeOfCode: ReadonlyMap<string, readonly TradePartner[]>,
): Promise<ComputedReliance[]> {
  const { rows, country, dataset } = asked;
  const { row, figures } = series;
  const counted = `${row.series} (${row.source})`;
  const codes = rows.filter(
    ({ kind, mineral, goods }) => kind === "trade" && mineral === row.mineral && goods !== null && goods === row.goods,
  );
  if (row.goods === null || codes.length === 0) {
    const of = row.note === null ? "" : `, ${row.note},`;
    return [
      missing(asked, row.series, null, `No trade code of the map is of the goods that ${counted}${of} counts alone.`),
    ];
  }
  const trade: TradePartner[] = [];
  for (const { series: code } of codes) {
    const found = tradeOfCode.get(code) ?? [];
    if (found.length === 0) {
      return [
        missing(
          asked,
          row.goods,
          null,
          `${dataset.source} holds no trade of HS ${formatHs(code)}, which is of the goods.`,
        ),
      ];
    }
    trade.push(...found);
  }
  const traded = new Set(trade.map(({ year }) => year));
  const made = new Set(figures.flatMap(({ period }) => period ?? []));
  const years = [...made].filter((year) => traded.has(year)).sort();
  if (years.length === 0) {
    const last = [...made].sort().at(-1) ?? "no year";
    return [
      missing(
        asked,
        row.goods,
        null,
        `${counted} ends with ${last}, and ${dataset.source} holds no trade of those years.`,
      ),
    ];
  }
  const held = await seriesOf(context, [row], "inventory");
  const stocks = held.flatMap((each) => each.figures);
  const names = codes.map(({ series: code }) => formatHs(code)).join(" and ");
  return years.map((year): ComputedReliance => {
    const fault = (reason: string) => missing(asked, row.goods as string, year, reason);
    const faulty = outsideOf(dataset, year) ?? oneSided(trade, year, dataset);
    if (faulty !== null) return fault(faulty);
    const own = figures.filter((each) => each.period === year && each.country === country);
    const output = tonnesOf(own);
    if (output === null) return fault(`${counted} ${notMade(own, country)} in ${year}.`);
    const flows = trade.filter((each) => each.year === year && (each.buyer === country || each.seller === country));
    const silent = flows.filter(({ kg }) => kg === null).length;
    const moved = (end: "buyer" | "seller") =>
      convert(
        {
          amount: sum(flows.flatMap((each) => (each[end] === country && each.kg !== null ? [decimal(each.kg)] : []))),
          unit: "kg",
        },
        "t",
      ).amount;
    const change = stockChangeOf(stocks, country, year);
    const tradeBasis: Basis = silent > 0 ? "estimated" : "reported";
    const unweighed = silent === 0 ? "" : `; ${silent} of ${flows.length} flows state no weight and take no part`;
    const inputs: ComputedReliance["inputs"] = [
      input("production", output.amount, output.basis, row.source, counted),
      input("imports", moved("buyer"), tradeBasis, dataset.source, `HS ${names}, gross weight${unweighed}`),
      input("exports", moved("seller"), tradeBasis, dataset.source, `HS ${names}, gross weight${unweighed}`),
      change === null
        ? input("stock change", ZERO, "assumed", null, "the store holds no stocks of it: taken not to have changed")
        : input("stock change", change, "reported", row.source, "stocks at the beginning less those at the end"),
    ];
    const amountOf = (name: string) => decimal(inputs.find((each) => each.name === name)?.quantity ?? "0");
    const share = netImportReliance({
      production: amountOf("production"),
      imports: amountOf("imports"),
      exports: amountOf("exports"),
      stockChange: amountOf("stock change"),
    });
    return {
      ...missing(asked, row.goods as string, year, null),
      share,
      missing:
        share === null ? "More is exported than is made and bought: the figures leave nothing to be used." : null,
      basis: weakest(inputs.map(({ basis }) => basis)),
      inputs,
    };
  });
}

const input = (
  name: ComputedReliance["inputs"][number]["name"],
  amount: Decimal,
  basis: Basis,
  source: string | null,
  about: string,
) => ({ name, quantity: writeAmount(amount), unit: "t", basis, source, about });

function missing(
  { country, stated }: Asked,
  goods: string,
  year: string | null,
  reason: string | null,
): ComputedReliance {
  return {
    year,
    country: { key: country, label: countryLabel(country) },
    goods,
    share: null,
    missing: reason,
    formula: RELIANCE_FORMULA,
    basis: null,
    inputs: [],
    stated: stated.filter((each) => each.year === year).map(({ percent, mark, source }) => ({ percent, mark, source })),
  };
}

/** Why a year of a dataset is no whole year. */
function outsideOf({ from, until, source }: TradeDataset, year: string): string | null {
  const whole = from !== null && until !== null && from <= `${year}-01-01` && until >= `${Number(year) + 1}-01-01`;
  return whole ? null : `${source} holds only a part of ${year}.`;
}

/** Why a dataset cannot tell both imports and exports: it holds what one country reports of its own trade alone. */
function oneSided(trade: readonly TradePartner[], year: string, { source }: TradeDataset): string | null {
  const own = trade.filter((each) => each.year === year);
  const single = new Set(own.map(({ seller }) => seller)).size < 2 || new Set(own.map(({ buyer }) => buyer)).size < 2;
  return single ? `${source} holds the trade of one country alone, and not all that was bought and sold.` : null;
}

/** Sum of what is stated in a unit of weight; null where a figure is missing or in another unit. */
function tonnesOf(figures: readonly FigureOfProduct[]): { readonly amount: Decimal; readonly basis: Basis } | null {
  const amounts = figures.map(({ quantity, unit }) => {
    const known = unit === null ? null : findUnit(unit);
    if (quantity === null || known === null || dimension(known) !== "mass") return null;
    return convert({ amount: decimal(quantity), unit: known }, "t").amount;
  });
  const stated = amounts.flatMap((amount) => amount ?? []);
  if (stated.length === 0 || stated.length < amounts.length) return null;
  const bases = figures.map(({ basis }) => BASES.find((each) => each === basis) ?? "reported");
  return { amount: sum(stated), basis: weakest(bases) };
}

function notMade(figures: readonly FigureOfProduct[], country: string): string {
  const [first] = figures;
  if (first === undefined) return `does not say whether ${countryLabel(country)} made any`;
  if (first.quantity === null) return `gives “${first.mark ?? "no figure"}” for ${countryLabel(country)}`;
  return `gives ${countryLabel(country)} in ${first.unit ?? "no unit"}, which is no weight,`;
}

function stockChangeOf(stocks: readonly FigureOfProduct[], country: string, year: string): Decimal | null {
  const at = (period: string) => tonnesOf(stocks.filter((each) => each.period === period && each.country === country));
  const [before, after] = [at(String(Number(year) - 1)), at(year)];
  return before === null || after === null ? null : minus(before.amount, after.amount);
}
