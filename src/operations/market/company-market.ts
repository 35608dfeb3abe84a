import type { Book } from "../../book/book.ts";
import { readFigures, type StatedFigure } from "../../book/market-book.ts";
import { BASES } from "../../evidence/basis.ts";
import { computedFigures } from "../../market/company-figures.ts";
import { type ComputedFigure, type MarketFigure, written } from "../../market/market-figure.ts";
import {
  type FigureBeside,
  type FigureOfParty,
  figuresBeside,
  figuresOfParty,
} from "../../store/queries/figures-of-products.ts";
import { compare, decimal, format, trim } from "../../vocab/decimal.ts";
import type { Context } from "../core/context.ts";
import type { CompanyMarket } from "./company-market-result.ts";
import { asMarketFigure, isAdditive, isWholeCountry, type Listed, partsOfWholes, rankedList } from "./makers.ts";

const MOST_FIGURES = 400;
const MOST_RANKS = 60;
const WORLD = "world total";

export interface MarketAsked {
  /** All ids that the party has in the store. */
  readonly ids: readonly string[];
  /** Whether a text of a document names the party. */
  readonly isCalled: (name: string) => boolean;
}

type Reported = CompanyMarket["figures"][number];

/** What the book and the store say of what a party makes, sells, holds and can make, and what that comes to. */
export async function marketOf(context: Context, book: Book, asked: MarketAsked): Promise<CompanyMarket> {
  const stated = await readFigures(book);
  const own = stated.filter(
    ({ subject, facility }) => asked.isCalled(subject) || (facility !== null && isPlant(asked, facility)),
  );
  const stored = await figuresOfStore(context, asked.ids);
  const figures = [...own.map(ofBook), ...stored.map(ofStore)];
  const computed = computedFigures([...own.map(asMarketFigure), ...stored.flatMap(storedFigure)]);
  const ranks = [...ranksInBook(stated, own), ...(await ranksInStore(context, stored, asked.ids))];
  return {
    figures: figures.slice(0, MOST_FIGURES),
    computed: computed.slice(0, MOST_FIGURES).map(writeComputed),
    ranks: ranks.slice(0, MOST_RANKS),
    truncated: figures.length > MOST_FIGURES || computed.length > MOST_FIGURES || ranks.length > MOST_RANKS,
  };
}

/** “BTR Indonesia, phase I” is a plant of BTR Indonesia. */
const isPlant = ({ isCalled }: MarketAsked, facility: string): boolean =>
  isCalled(facility) || isCalled(facility.split(",")[0] as string);

export const writeComputed = ({ inputs, ...figure }: ComputedFigure): CompanyMarket["computed"][number] => ({
  ...figure,
  inputs: inputs.map(({ measure, period, quantity, unit, bound, basis, source, locator }) => ({
    ...{ measure, period, quantity: written(quantity), unit, bound, basis, source, locator },
  })),
});

async function figuresOfStore(context: Context, ids: readonly string[]): Promise<readonly FigureOfParty[]> {
  const { tables } = await context.openVintage();
  if ((tables.capacities?.files.length ?? 0) === 0) return [];
  return (await context.openEngine()).rows<FigureOfParty>(figuresOfParty(ids), context.signal);
}

const ofBook = ({ subject: _, note, ...figure }: StatedFigure): Reported => ({ ...figure, mark: note });

function ofStore(figure: FigureOfParty): Reported {
  const { product, facility_id: id, facility_name: name, stage, country, measure, unit, mark } = figure;
  return {
    ...{ product, facility: name ?? id, stage, country, measure, period: figure.period ?? figure.valid_from },
    quantity: figure.quantity === null ? null : format(trim(decimal(figure.quantity))),
    ...{ unit, bound: null, basis: BASES.find((each) => each === figure.basis) ?? null, mark },
    ...{ source: figure.source_id ?? "", locator: figure.source_row === null ? null : `record ${figure.source_row}` },
  };
}

/** A figure that can be put into a formula: one with a period, a quantity and a unit. */
function storedFigure(figure: FigureOfParty): MarketFigure[] {
  const { product, measure, facility, period, quantity, unit, basis, source, locator, bound } = ofStore(figure);
  if (period === null || quantity === null || unit === null || source === "") return [];
  return [
    {
      product,
      measure,
      facility,
      period,
      quantity: decimal(quantity),
      unit,
      basis: basis ?? "reported",
      source,
      locator,
      bound,
    },
  ];
}

const listOf = ({ product, measure, period, source, unit }: Omit<MarketFigure, "quantity">): string =>
  JSON.stringify([product, measure, period, source, unit]);

function ranksInBook(all: readonly StatedFigure[], own: readonly StatedFigure[]): CompanyMarket["ranks"] {
  return own.flatMap((figure) => {
    if (figure.facility !== null || !isAdditive(figure.measure)) return [];
    const key = listOf(asMarketFigure(figure));
    const beside = all.filter((each) => each.facility === null && listOf(asMarketFigure(each)) === key);
    const listed = beside.map((each): Listed => {
      return { party: each.subject, amount: decimal(each.quantity), bound: each.bound, isWhole: isWholeCountry(each) };
    });
    return rankIn(figure, figure.subject, listed);
  });
}

/** A list with one name alone and no whole beside it says nothing of its place. */
function rankIn(
  figure: Pick<MarketFigure, "product" | "measure" | "period" | "source" | "unit">,
  party: string,
  listed: readonly Listed[],
): CompanyMarket["ranks"] {
  const { product, measure, period, source, unit } = figure;
  const list = rankedList(listed, measure);
  const place = list.parts.find((part) => part.party === party);
  if (place === undefined) return [];
  const { rank, quantity, bound, share } = place;
  const wholes = partsOfWholes(decimal(quantity), list).map((whole) => ({
    ...whole,
    quantity: written(whole.quantity),
  }));
  if (list.parts.length < 2 && wholes.length === 0) return [];
  return [{ product, measure, period, source, unit, quantity, bound, rank, of: list.parts.length, share, wholes }];
}

/** The place by the last year that each source gives of each product and measure. */
async function ranksInStore(
  context: Context,
  stored: readonly FigureOfParty[],
  ids: readonly string[],
): Promise<CompanyMarket["ranks"]> {
  const last = new Map<string, FigureOfParty>();
  for (const figure of stored) {
    if (figure.facility_id !== null || figure.period === null || figure.quantity === null) continue;
    const key = JSON.stringify([figure.product, figure.measure, figure.source_id, figure.unit]);
    if (!isAdditive(figure.measure) || (last.get(key)?.period ?? "") > figure.period) continue;
    last.set(key, figure);
  }
  if (last.size === 0) return [];
  const wanted = [...last.values()];
  const products = [...new Set(wanted.map(({ product }) => product))];
  const periods = [...new Set(wanted.flatMap(({ period }) => period ?? []))];
  const engine = await context.openEngine();
  const beside = new Map<string, FigureBeside[]>();
  for (const row of await engine.rows<FigureBeside>(figuresBeside(products, periods), context.signal)) {
    const key = JSON.stringify([row.product, row.measure, row.period, row.source_id, row.unit]);
    beside.set(key, [...(beside.get(key) ?? []), row]);
  }
  const found = wanted.flatMap(({ product, measure, period, source_id: source, unit }) => {
    if (period === null || source === null || unit === null) return [];
    const rows = beside.get(JSON.stringify([product, measure, period, source, unit])) ?? [];
    const listed = rows.flatMap(({ party_id: id, quantity, mark }): Listed[] => {
      if (id === null && mark !== WORLD) return [];
      const isWhole = mark === WORLD;
      const party = isWhole ? "the world" : ids.includes(id ?? "") ? (ids[0] as string) : (id as string);
      return [{ party, amount: decimal(quantity), bound: null, isWhole }];
    });
    return rankIn({ product, measure, period, source, unit }, ids[0] as string, listed);
  });
  return found.sort((a, b) => a.rank - b.rank || compare(decimal(b.share ?? "0"), decimal(a.share ?? "0")));
}
