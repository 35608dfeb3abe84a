import type { Book } from "../../book/book.ts";
import { formatHs, type Hs6 } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { productLabel } from "../trade/labels.ts";
import { requireProduct } from "../trade/product.ts";
import type { ConcentrationResult } from "./concentration-result.ts";
import { controlOfMakers } from "./control-of-makers.ts";
import { byCountry, mineralsOfCode, seriesOf, yearsOf } from "./production-of.ts";
import { yearOfShares } from "./year-of-shares.ts";

const REVISION = 2022;

interface Asked {
  readonly product: Hs6;
  readonly top: number;
}

/** A question of making, which has no buyer and no tests. */
function ofMaking(book: Book, product: Hs6) {
  requireProduct(book, product, REVISION);
  return {
    ...{ dataset: null, place: null, unit: "t", geoDep: null },
    product: { code: product, label: productLabel(book, product, REVISION), revision: REVISION },
    ...{ reliance: [], relianceComputed: [], without: [] },
  };
}

/** Production by country of the minerals that are traded under the code, each source and year by itself. */
export async function concentrationOfProduction(
  context: Context,
  book: Book,
  { product, top }: Asked,
  warnings: string[],
): Promise<ConcentrationResult> {
  const base = ofMaking(book, product);
  const rows = (await mineralsOfCode(context, product)).filter(({ kind }) => kind === "production");
  const series = await seriesOf(context, rows, "production");
  if (rows.length === 0) {
    warnings.push(`The book's map of minerals has none that is traded as HS ${formatHs(product)}.`);
  } else if (series.length === 0) {
    warnings.push(
      "The store holds no production of it: import the tables of the USGS or the BGS with headwater import.",
    );
  }
  return {
    ...base,
    of: "production",
    basis: "production by the country that it is in, as each source counts it",
    years: series
      .flatMap(({ row, figures }) =>
        yearsOf(figures).map((year) => ({
          ...yearOfShares(year, byCountry(figures, year), top),
          source: row.source,
          series: row.series,
          tests: [],
        })),
      )
      .filter(({ hhi }) => hhi !== null)
      .sort((a, b) => (a.year < b.year ? -1 : a.year > b.year ? 1 : 0)),
  };
}

/** What is made by makers whom sources name, by the country of ultimate control on the day. */
export async function concentrationOfMakers(
  context: Context,
  book: Book,
  { product, top, days }: Asked & { readonly days: Days },
  warnings: string[],
): Promise<ConcentrationResult> {
  const base = ofMaking(book, product);
  const rows = (await mineralsOfCode(context, product)).filter(({ kind }) => kind === "makers");
  const products = [...new Set([...rows.map(({ series }) => series), product, formatHs(product)])];
  const years = await controlOfMakers(context, book, products, { top, days });
  if (years.length === 0) {
    warnings.push(
      `Neither the store nor the book names makers of HS ${formatHs(product)} with figures: give --to for imports by control, or import capacities.`,
    );
  }
  return {
    ...base,
    of: "control",
    basis:
      "production, sales and capacity of makers that sources name, by the country of ultimate control; what a source gives for the world beyond them is not known whose it is, and where it gives none shares are of those named",
    years,
  };
}
