import { z } from "zod";
import { computedFigures } from "../../market/company-figures.ts";
import { BOUNDS, type ComputedFigure, type MarketFigure, written } from "../../market/market-figure.ts";
import { decimal } from "../../vocab/decimal.ts";
import { amount } from "../core/fields.ts";
import { writeComputed } from "./company-market.ts";
import { computedFigure } from "./company-market-result.ts";
import { type Listed, partsOfWholes, rankedList } from "./makers.ts";

/** By what makers can be ranked, and the measures that each takes. */
export const RANKED_BY = {
  production: ["production"],
  sales: ["sales"],
  capacity: ["operational", "nameplate"],
  expansion: ["under_construction", "planned"],
  revenue: ["revenue"],
  utilisation: ["utilisation", "sales_of_capacity"],
  price: ["implied_price"],
} as const;

export type RankedBy = keyof typeof RANKED_BY;

const bound = z.enum(BOUNDS).nullable();

export const makersRanking = z.object({
  measure: z.string(),
  product: z.string(),
  period: z.string(),
  source: z.string(),
  unit: z.string(),
  makers: z.array(
    z.object({
      rank: z.number().int().describe("1 is the largest; equals have the same"),
      party: z.string(),
      quantity: amount(),
      bound,
      share: amount().nullable().describe("of those listed; null of utilisation and prices"),
      wholes: z
        .array(z.object({ label: z.string(), quantity: amount(), share: amount() }))
        .describe("its part of a country or of the world, where the same source gives that"),
    }),
  ),
});

export type MakersRanking = z.output<typeof makersRanking>;

export const costOfCapacity = computedFigure.extend({ party: z.string().nullable() });

/** A figure of a maker, a country or the world. */
export interface MakerFigure extends MarketFigure {
  readonly party: string | null;
  readonly isWhole: boolean;
}

/** Who makes, sells, can make or earns most; each source, period and unit by itself. A list of one says nothing. */
export function makersRanked(figures: readonly MakerFigure[], by: RankedBy | null): readonly MakersRanking[] {
  const measures = (by === null ? Object.values(RANKED_BY).flat() : RANKED_BY[by]) as readonly string[];
  const named = figures.flatMap((each) => (each.party === null || each.facility !== null ? [] : [listedOf(each)]));
  const computed = computedByParty(figures).flatMap(({ party, facility, inputs: [first], ...figure }) => {
    if (party === null || facility !== null || first === undefined) return [];
    const { value, measure, product, period, unit, bound: within } = figure;
    const listed = { party, amount: decimal(value), bound: within, isWhole: false };
    return [{ measure, product, period, source: first.source, unit, listed }];
  });
  const lists = new Map<string, { readonly of: (typeof named)[number]; readonly listed: Listed[] }>();
  for (const each of [...named, ...computed]) {
    if (!measures.includes(each.measure)) continue;
    const { measure, product, period, source, unit } = each;
    const key = JSON.stringify([product, measures.indexOf(measure), period, source, unit]);
    const list = lists.get(key) ?? { of: each, listed: [] };
    list.listed.push(each.listed);
    lists.set(key, list);
  }
  return [...lists].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, { of, listed }]) => ranked(of, listed));
}

function listedOf({ party, isWhole, quantity, bound: within, measure, product, period, source, unit }: MakerFigure) {
  return {
    ...{ measure, product, period, source, unit },
    listed: { party: party ?? "", amount: quantity, bound: within, isWhole },
  };
}

function ranked(
  { measure, product, period, source, unit }: Omit<MakersRanking, "makers">,
  listed: readonly Listed[],
): readonly MakersRanking[] {
  const named = listed.some(({ isWhole }) => !isWhole);
  const list = rankedList(named ? listed : listed.map((each) => ({ ...each, isWhole: each.party === WORLD })), measure);
  if (list.parts.length < 2) return [];
  const makers = list.parts.map(({ rank, party, quantity, bound: within, share }) => ({
    ...{ rank, party, quantity, bound: within, share },
    wholes: partsOfWholes(decimal(quantity), list).map((whole) => ({ ...whole, quantity: written(whole.quantity) })),
  }));
  return [{ measure, product, period, source, unit, makers }];
}

/** How a total of the world is named in a list. */
export const WORLD = "the world";

/** What a tonne of new capacity costs where one source states outlay and capacity, with whose it is. */
export function costsOfCapacity(figures: readonly MakerFigure[]): readonly z.output<typeof costOfCapacity>[] {
  return computedByParty(figures)
    .filter(({ measure }) => measure === "cost_of_capacity")
    .map(({ party, ...figure }) => ({ ...writeComputed(figure), party }));
}

function computedByParty(
  figures: readonly MakerFigure[],
): readonly (ComputedFigure & { readonly party: string | null })[] {
  const parties = new Map<string | null, MakerFigure[]>();
  for (const each of figures) parties.set(each.party, [...(parties.get(each.party) ?? []), each]);
  return [...parties].flatMap(([party, own]) => computedFigures(own).map((figure) => ({ ...figure, party })));
}
