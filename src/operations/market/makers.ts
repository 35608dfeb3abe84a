import type { StatedFigure } from "../../book/market-book.ts";
import type { MarketFigure } from "../../market/market-figure.ts";
import { type Ranked, type RankedPart, ranking } from "../../market/ranking.ts";
import { type Decimal, decimal, shareOf } from "../../vocab/decimal.ts";
import { countryLabel } from "../trade/labels.ts";

/** Amounts of which a part is a share of the whole; of utilisation or a price it is not. */
const ADDITIVE: readonly string[] = [
  "production",
  "sales",
  "inventory",
  "revenue",
  "nameplate",
  "operational",
  "under_construction",
  "planned",
  "investment",
];

export const isAdditive = (measure: string): boolean => ADDITIVE.includes(measure);

export const asMarketFigure = (figure: StatedFigure): MarketFigure => ({
  ...figure,
  quantity: decimal(figure.quantity),
});

/** Whether a figure of the book is one of a country or of the world, and not of a maker there. */
export const isWholeCountry = ({ subject, country, facility }: StatedFigure): boolean =>
  facility === null && (country === null || subject === countryLabel(country));

/** One figure of a maker, or a total beside it, in a list of one product, measure, period, source and unit. */
export interface Listed extends Ranked {
  /** A country or the world, of which the makers are parts. */
  readonly isWhole: boolean;
}

export interface RankedList {
  readonly parts: readonly RankedPart[];
  readonly wholes: readonly { readonly label: string; readonly amount: Decimal }[];
}

/** Makers by size, with what is said of the whole; a maker that is listed twice is left out, since neither figure is it. */
export function rankedList(all: readonly Listed[], measure: string): RankedList {
  const counts = new Map<string, number>();
  for (const { party } of all) counts.set(party, (counts.get(party) ?? 0) + 1);
  const once = all.filter(({ party }) => counts.get(party) === 1);
  return {
    parts: ranking(
      once.filter(({ isWhole }) => !isWhole),
      isAdditive(measure),
    ),
    wholes: once.filter(({ isWhole }) => isWhole).map(({ party, amount }) => ({ label: party, amount })),
  };
}

/** The part that an amount is of each whole, as far as it is one. */
export const partsOfWholes = (amount: Decimal, { wholes }: RankedList) =>
  wholes
    .filter((whole) => whole.amount.units > 0n)
    .map((whole) => ({ label: whole.label, quantity: whole.amount, share: shareOf(amount, whole.amount) }));
