import { type MineralSeries, readMinerals } from "../../book/market-book.ts";
import type { FigureOfProduct } from "../../store/queries/figures-of-products.ts";
import { decimal, sum } from "../../vocab/decimal.ts";
import type { Context } from "../core/context.ts";

/** One series of figures by country of one source: what stands, and what the source marks instead. */
export interface SourceSeries {
  readonly row: MineralSeries;
  readonly figures: readonly FigureOfProduct[];
}

/** What the store holds of these rows of the map of minerals; a series without a figure is left out. */
export async function seriesOf(
  context: Context,
  rows: readonly MineralSeries[],
  measure: string,
): Promise<readonly SourceSeries[]> {
  if (rows.length === 0) return [];
  const { figuresOfProducts } = await import("../../store/queries/figures-of-products.ts");
  const engine = await context.openEngine();
  const wanted = [...new Set(rows.map(({ series }) => series))];
  const found = await engine.rows<FigureOfProduct>(figuresOfProducts(wanted), context.signal);
  return rows
    .map((row) => ({
      row,
      figures: found.filter(
        (figure) => figure.product === row.series && figure.measure === measure && figure.source_id === row.source,
      ),
    }))
    .filter(({ figures }) => figures.length > 0);
}

/** Rows of the map for minerals that are traded under this HS code. */
export async function mineralsOfCode(context: Context, hs6: string): Promise<readonly MineralSeries[]> {
  const all = await readMinerals(await context.openBook());
  const names = new Set(all.filter(({ kind, series }) => kind === "trade" && series === hs6).map((row) => row.mineral));
  return all.filter(({ mineral }) => names.has(mineral));
}

/** Quantities of a year by country, totals left out. */
export function byCountry(figures: readonly FigureOfProduct[], year: string) {
  const groups = new Map<string, FigureOfProduct[]>();
  for (const figure of figures) {
    if (figure.period !== year || figure.country === null || figure.quantity === null) continue;
    groups.set(figure.country, [...(groups.get(figure.country) ?? []), figure]);
  }
  return [...groups].map(([key, own]) => ({
    key,
    amount: sum(own.map(({ quantity }) => decimal(quantity as string))),
  }));
}

export const yearsOf = (figures: readonly FigureOfProduct[]): string[] =>
  [...new Set(figures.flatMap(({ period }) => period ?? []))].sort();
