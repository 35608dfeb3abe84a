import { chartCaption } from "../../charts/chart-caption.ts";
import {
  type Series,
  type SeriesBand,
  type SeriesEvent,
  seriesChart,
  seriesChartSvg,
} from "../../charts/series-chart.ts";
import type { PriceToolResult } from "../../operations/price-tool.ts";
import type { Block } from "../document.ts";
import { writeScaled } from "../scale.ts";

type Tool = PriceToolResult["tools"][number];

/** Lines that a chart can name and still be read. */
const MOST_LINES = 4;
const MOST_EVENTS = 6;

const dayOf = (month: string): string => `${month}-01`;
const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

/** The path of prices with what tools make of it, and what is paid month by month, a picture a tool. */
export function priceToolPictures(result: PriceToolResult): Block[] {
  return [pricePicture(result), ...result.tools.slice(0, MOST_LINES).map((tool) => payoffPicture(result, tool))];
}

/** Lines, bands and events of a picture, its unit, and what is said of it. */
export interface ToolChart {
  readonly title: string;
  readonly caption: string;
  readonly unit: string;
  readonly series: readonly Series[];
  readonly bands: readonly SeriesBand[];
  readonly events: readonly SeriesEvent[];
}

/** The path of prices, with what tools make of it. */
export function pathChart(result: PriceToolResult): ToolChart {
  const { path, tools, currency, unit, title } = result;
  const series: Series[] = [
    { label: "price", points: path.prices.map(({ month, price }) => ({ day: dayOf(month), value: numberOf(price) })) },
    ...tools.flatMap(lineOf).slice(0, MOST_LINES - 1),
  ];
  const events = tools.flatMap(({ name, triggers }) =>
    triggers
      .filter(({ acts }) => acts !== "rests" && acts !== "not known")
      .map(({ month, acts }) => ({ day: dayOf(month), label: `${name}: ${acts}` })),
  );
  const ends = `${path.low} to ${path.high} ${currency} per ${unit}`;
  const caption = chartCaption(`Prices of ${path.first} to ${path.last}: ${ends}.`, [
    ...tools.slice(0, MOST_LINES).map(({ name, because }) => `${name}: ${because.replace(/\.$/, "")}`),
    "What is missing is a gap",
    ...(events.length > MOST_EVENTS ? [`The first ${MOST_EVENTS} of ${events.length} turns are drawn`] : []),
  ]);
  return {
    title,
    caption,
    unit: `${currency} per ${unit}`,
    series,
    bands: tools.flatMap(bandOf).slice(0, 1),
    events: events.slice(0, MOST_EVENTS),
  };
}

function pricePicture(result: PriceToolResult): Block {
  const { title, caption, unit, series, bands, events } = pathChart(result);
  const { path } = result;
  return {
    kind: "picture",
    caption,
    svg: () =>
      seriesChartSvg(
        seriesChart(series, {
          width: 860,
          height: 380,
          writeTick: (value) => writeScaled(String(value), { power: 0, decimals: 0 }),
          events,
          bands,
        }),
        {
          title: `${title} (${unit})`,
          description: caption,
          source: path.source === null ? `Prices ${path.basis}` : `Prices: ${path.source}`,
        },
      ),
  };
}

/** What the one who is protected gets: producers of what they are paid, buyers of what lands at the border. */
function lineOf({ name, kind, months }: Tool): Series[] {
  if (kind === "stockpile") return [];
  const isBorder = kind === "levy" || kind === "minimum-import-price" || kind === "band" || kind === "quota";
  const points = months.map((one) => {
    return { day: dayOf(one.month), value: numberOf(isBorder ? one.buyerPrice : one.producerPrice) };
  });
  return [{ label: `${isBorder ? "landed" : "got"}, ${name}`, points }];
}

function bandOf({ name, months }: Tool): SeriesBand[] {
  if (!months.some(({ band }) => band !== null && band.ceiling !== null)) return [];
  const points = months.map(({ month, band }) => ({
    day: dayOf(month),
    low: numberOf(band?.floor ?? null),
    high: numberOf(band?.ceiling ?? null),
  }));
  return [{ label: `floor to ceiling, ${name}`, points }];
}

/** What government, producers and buyers get of a tool, month by month, in an amount that fits. */
export function payoffChart({ currency, title }: PriceToolResult, { name, because, months }: Tool): ToolChart {
  const known = months.flatMap(({ government, producer, buyer }) => [government, producer, buyer]).map(numberOf);
  const most = Math.max(0, ...known.map((value) => Math.abs(value ?? 0)));
  const power = most >= 1e6 ? 6 : most >= 1e3 ? 3 : 0;
  const unit = power === 6 ? `${currency} million` : power === 3 ? `${currency} thousand` : currency;
  const parties = ["government", "producer", "buyer"] as const;
  const series = parties
    .filter((party) => months.some((month) => month[party] !== null && Number(month[party]) !== 0))
    .map((party): Series => {
      const points = months.map((month) => {
        const value = numberOf(month[party]);
        return { day: dayOf(month.month), value: value === null ? null : value / 10 ** power };
      });
      return { label: party === "government" ? party : `${party}s`, points };
    });
  const caption = chartCaption(because, [`What each gets a month, in ${unit}; below 0 it pays`]);
  return { title: `${title}: ${name}`, caption, unit, series, bands: [], events: [] };
}

function payoffPicture(result: PriceToolResult, tool: Tool): Block {
  const { title, caption, unit, series } = payoffChart(result, tool);
  return {
    kind: "picture",
    caption,
    svg: () =>
      seriesChartSvg(
        seriesChart(series, {
          width: 860,
          height: 320,
          writeTick: (value) => writeScaled(String(value), { power: 0, decimals: Math.abs(value) < 10 ? 1 : 0 }),
        }),
        { title: `${title} (${unit} a month)`, description: caption, source: "" },
      ),
  };
}
