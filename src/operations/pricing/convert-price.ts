import { InvalidInput, NotFound } from "../../errors.ts";
import { type DeliveryCosts, type DeliveryTerms, deliveryCost, readTerms } from "../../pricing/delivery-terms.ts";
import type { ContentFactor } from "../../pricing/metal-content.ts";
import type { PriceRow, RateRow } from "../../store/queries/price-series.ts";
import { decimal, toNumber } from "../../vocab/decimal.ts";
import { nearest } from "../../vocab/nearest.ts";
import { convert, parseUnit, type Unit } from "../../vocab/quantity.ts";

/** What prices are asked to be brought to; what is not said stays as it is stated. */
export interface WantedPrice {
  readonly unit: Unit | undefined;
  readonly currency: string | undefined;
  readonly terms: DeliveryTerms | undefined;
  /** A unit, in the unit and the currency that are wanted. */
  readonly costs: DeliveryCosts;
  readonly basis: string | undefined;
  /** What the price is of, where the series does not say it in the words of the book. */
  readonly of: string | undefined;
}

/** How the prices of one series are brought to what is wanted. */
export interface PriceConversion {
  readonly unit: string | null;
  readonly currency: string;
  readonly terms: DeliveryTerms | null;
  readonly factor: ContentFactor | null;
  /** Each step in words, in the order in which it is taken. */
  readonly steps: readonly string[];
  /** The price, or null in a period without a rate of exchange. */
  of(row: PriceRow): number | null;
}

/** A series as its rows tell of it. */
type SeriesFacts = Pick<PriceRow, "series" | "product" | "grade" | "terms" | "unit" | "currency">;

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Throws InvalidInput that names what a conversion needs and nobody states. */
export function priceConversion(
  series: SeriesFacts,
  wanted: WantedPrice,
  { contents, rates }: { readonly contents: readonly ContentFactor[]; readonly rates: readonly RateRow[] },
): PriceConversion {
  const steps: string[] = [];
  const weight = weightOf(series, wanted.unit, steps);
  const rateIn = moneyOf(series, wanted.currency, rates, steps);
  const terms = readTerms(series.terms);
  const carriage = carriageOf(series, terms, wanted, steps);
  const factor = factorOf(series, wanted, contents, steps);
  return {
    unit: wanted.unit ?? series.unit,
    currency: wanted.currency ?? series.currency,
    terms: wanted.terms ?? terms,
    factor,
    steps,
    of(row) {
      const rate = rateIn(row);
      if (rate === null) return null;
      return (toNumber(decimal(row.value)) * weight * rate + carriage) / Number(factor?.factor ?? 1);
    },
  };
}

/** Units of the series in one that is wanted. */
function weightOf({ series, unit }: SeriesFacts, wanted: Unit | undefined, steps: string[]): number {
  if (wanted === undefined) return 1;
  if (unit === null) {
    throw new InvalidInput(`The series “${series}” does not say the unit of its price.`, {
      hint: "Import it again with a column or a constant for unit.",
    });
  }
  const own = parseUnit(unit);
  if (own === wanted) return 1;
  const { amount } = convert({ amount: decimal("1"), unit: wanted }, own);
  steps.push(`a price of one ${own} times ${toNumber(amount)}, the ${own} in one ${wanted}`);
  return toNumber(amount);
}

type RateIn = (row: Pick<PriceRow, "period" | "valid_from" | "valid_until">) => number | null;

function moneyOf(
  { series, currency }: SeriesFacts,
  wanted: string | undefined,
  rates: readonly RateRow[],
  steps: string[],
): RateIn {
  if (wanted === undefined || wanted === currency) return () => 1;
  const [from, to] = [currency, wanted].map((code) => usdIn(code, rates));
  const missing = [currency, wanted].find((code) => code !== "USD" && rates.every((rate) => rate.currency !== code));
  if (missing !== undefined || from === undefined || to === undefined) {
    throw new InvalidInput(
      `The store holds no rate of ${missing} to the US dollar, so “${series}” stays in ${currency}.`,
      {
        hint: "Import rates: headwater import FILE --as fx, with currency, period and usd.",
      },
    );
  }
  steps.push(`${currency} to ${wanted} by the rates of the store for each period`);
  return (row) => {
    const [own, other] = [from(row), to(row)];
    return own === null || other === null ? null : own / other;
  };
}

/** US dollars for one unit in a period: the rate of that period, else of the shortest that holds it. */
function usdIn(currency: string, rates: readonly RateRow[]): RateIn {
  if (currency === "USD") return () => 1;
  const own = rates.filter((rate) => rate.currency === currency);
  return (row) => {
    const exact = own.findLast(({ period }) => period === row.period);
    const holding = own
      .filter(({ valid_from: from, valid_until: until }) => holds(from, until, row))
      .sort((a, b) => spanOf(a) - spanOf(b))[0];
    const found = exact ?? holding;
    return found === undefined ? null : toNumber(decimal(found.usd));
  };
}

const holds = (from: string | null, until: string | null, row: Parameters<RateIn>[0]): boolean =>
  from !== null && until !== null && row.valid_from !== null && row.valid_until !== null
    ? from <= row.valid_from && row.valid_until <= until
    : false;

const spanOf = ({ valid_from: from, valid_until: until }: RateRow): number =>
  Date.parse(until ?? "") - Date.parse(from ?? "");

function carriageOf(
  { series, terms: written }: SeriesFacts,
  terms: DeliveryTerms | null,
  { terms: wanted, costs }: WantedPrice,
  steps: string[],
): number {
  if (wanted === undefined) return 0;
  if (terms === null) {
    const said =
      written === null ? "states no terms of delivery" : `has the terms “${written}”, which are not only of delivery`;
    throw new InvalidInput(`The series “${series}” ${said}: its price cannot be brought to ${wanted}.`, {
      hint: "Import it with a column or a constant for terms: EXW, FOB, CIF or DDP.",
    });
  }
  const cost = deliveryCost(terms, wanted, costs);
  if (cost !== 0)
    steps.push(`${terms} to ${wanted}: ${cost > 0 ? "plus" : "less"} ${Math.abs(cost)} a unit, as stated`);
  return cost;
}

function factorOf(
  { series, product, grade }: SeriesFacts,
  { basis, of }: WantedPrice,
  contents: readonly ContentFactor[],
  steps: string[],
): ContentFactor | null {
  if (basis === undefined) return null;
  const onBasis = contents.filter((factor) => same(factor.basis, basis));
  if (onBasis.length === 0) {
    const known = [...new Set(contents.map((factor) => factor.basis))];
    const near = nearest(basis, known, 1).map((each) => ` Did you mean ${each}?`);
    throw new NotFound(`The book has no factors for the basis “${basis}”.`, {
      hint: `It has: ${known.join(", ")}.${near.join("")}`,
    });
  }
  const names = of === undefined ? [grade, product, series] : [of];
  const found = names.flatMap((name) => onBasis.filter((factor) => name !== null && same(factor.product, name)))[0];
  if (found === undefined) {
    throw new InvalidInput(`What “${series}” is a price of is not known well enough to count it as ${basis}.`, {
      hint: `Say it with --of: ${onBasis.map((factor) => factor.product).join(", ")}.`,
    });
  }
  steps.push(`divided by ${found.factor}, the ${found.basis} in one unit of ${found.product} (${found.formula})`);
  return found;
}
