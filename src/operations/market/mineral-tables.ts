import { BASES } from "../../evidence/basis.ts";
import { ratioOf, sharesOf } from "../../market/concentration.ts";
import type { FigureOfProduct } from "../../store/queries/figures-of-products.ts";
import { compare, type Decimal, decimal, format, sum, trim } from "../../vocab/decimal.ts";
import { countryLabel } from "../trade/labels.ts";
import type { MineralResult } from "./mineral-result.ts";
import { byCountry, type SourceSeries, yearsOf } from "./production-of.ts";

type Table = MineralResult["production"][number];

const write = (value: Decimal): string => format(trim(value));
const basisOf = (figure: FigureOfProduct | undefined) => BASES.find((each) => each === figure?.basis) ?? null;

/** Figures by country and year of each source, the last `years` of each. */
export function tablesOf(series: readonly SourceSeries[], years: number, top: number): Table[] {
  return series.map(({ row, figures }) => ({
    series: row.series,
    source: row.source,
    stage: row.stage,
    note: row.note,
    years: yearsOf(figures)
      .slice(-years)
      .map((year) => yearOf(figures, year, top)),
  }));
}

function yearOf(figures: readonly FigureOfProduct[], year: string, top: number): Table["years"][number] {
  const own = figures.filter(({ period }) => period === year);
  const { total, parts, hhi } = sharesOf(byCountry(own, year));
  const group = (mark: string): string | null => {
    const stated = own.flatMap((each) =>
      each.mark === mark && each.quantity !== null ? [decimal(each.quantity)] : [],
    );
    return stated.length === 0 ? null : write(sum(stated));
  };
  return {
    year,
    total: write(total),
    worldTotal: group("world total"),
    others: group("other countries"),
    hhi,
    countries: parts.slice(0, top).map(({ key, amount, share }) => ({
      key,
      label: countryLabel(key),
      amount: write(amount),
      share,
      basis: basisOf(own.find(({ country }) => country === key)),
    })),
    marks: own
      .filter(({ quantity, mark, country }) => quantity === null && mark !== null && country !== null)
      .map(({ country, mark }) => ({
        key: country as string,
        label: countryLabel(country as string),
        mark: mark as string,
      })),
  };
}

/** What several sources say of one country, stage and year, where they do not say the same; widest apart first. */
export function conflictsOf(series: readonly SourceSeries[], years: number): MineralResult["conflicts"] {
  const cells = new Map<string, { stage: string | null; year: string; key: string; figures: Figure[] }>();
  const told = new Map<string, number>();
  for (const { figures } of series) for (const year of yearsOf(figures)) told.set(year, (told.get(year) ?? 0) + 1);
  const last = [...told]
    .filter(([, sources]) => sources > 1)
    .map(([year]) => year)
    .sort()
    .slice(-years);
  for (const { row, figures } of series) {
    for (const year of last) {
      for (const { key, amount } of byCountry(figures, year)) {
        const at = JSON.stringify([row.stage, year, key]);
        const cell = cells.get(at) ?? { stage: row.stage, year, key, figures: [] };
        const basis = basisOf(figures.find(({ country, period }) => country === key && period === year));
        cell.figures.push({ source: row.source, amount, basis });
        cells.set(at, cell);
      }
    }
  }
  return [...cells.values()]
    .filter(({ figures }) => figures.some(({ amount }) => compare(amount, (figures[0] as Figure).amount) !== 0))
    .map(({ stage, year, key, figures }) => {
      const sorted = [...figures].sort((a, b) => compare(a.amount, b.amount));
      const [least, most] = [sorted[0] as Figure, sorted.at(-1) as Figure];
      return {
        ...{ stage, year, key, label: countryLabel(key) },
        figures: figures.map(({ source, amount, basis }) => ({ source, amount: write(amount), basis })),
        spread: ratioOf(most.amount, least.amount),
      };
    })
    .sort((a, b) => Number(b.spread ?? Infinity) - Number(a.spread ?? Infinity) || (a.key < b.key ? -1 : 1));
}

interface Figure {
  readonly source: string;
  readonly amount: Decimal;
  readonly basis: ReturnType<typeof basisOf>;
}
