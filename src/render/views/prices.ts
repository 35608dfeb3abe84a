import { chartCaption } from "../../charts/chart-caption.ts";
import { type Series as ChartLine, seriesChart, seriesChartSvg } from "../../charts/series-chart.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { PricesResult } from "../../operations/prices.ts";
import { decimal, format, round, trim } from "../../vocab/decimal.ts";
import type { Block, Cell, Document, Table } from "../document.ts";
import { groupThousands } from "../scale.ts";
import { banner, closing, counted, warnings } from "./parts.ts";

type Series = PricesResult["series"][number];

const DRAWN = 6;
const GAPS_NAMED = 12;

const short = (text: string | null): Cell => (text === null ? null : format(trim(round(decimal(text), 4))));
const per = ({ currency, unit, basis }: Series): string =>
  `${currency}${unit === null ? "" : ` a ${unit}`}${basis === null ? "" : ` of ${basis.name}`}`;

/** Every series with its terms, unit and span. */
export function listTable(series: readonly Series[], main: boolean): Table {
  return {
    kind: "table",
    title: "Series",
    ...(main ? { main: true as const } : {}),
    columns: [
      { name: "series", label: "Series", type: "text" },
      { name: "product", label: "Product", type: "text" },
      { name: "grade", label: "Grade", type: "text" },
      { name: "terms", label: "Terms", type: "text" },
      { name: "price_of", label: "Price in", type: "text" },
      { name: "first", label: "First", type: "text" },
      { name: "last", label: "Last", type: "text" },
      { name: "periods", label: "Periods", type: "count" },
      { name: "gaps", label: "Gaps", type: "count" },
      { name: "latest", label: "Last price", type: "number" },
      { name: "source", label: "Source", type: "text" },
    ],
    rows: series.map((each) => [
      each.series,
      each.product,
      each.grade,
      each.terms ?? each.stated.terms,
      per(each),
      each.first,
      each.last,
      each.periods,
      each.gaps.length,
      short(each.latest),
      each.source,
    ]),
  };
}

/** Period by period, as it is converted and as it is stated; none where the list alone was asked. */
export function pointTable(series: readonly Series[]): Table[] {
  const rows = series.flatMap((each) =>
    each.points.map(({ period, stated, value }): Cell[] => [
      each.series,
      period,
      short(value),
      per(each),
      short(stated),
    ]),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: "table",
      title: "Prices by period",
      main: true,
      columns: [
        { name: "series", label: "Series", type: "text" },
        { name: "period", label: "Period", type: "text" },
        { name: "value", label: "Price", type: "number" },
        { name: "price_of", label: "in", type: "text" },
        { name: "stated", label: "as stated", type: "number" },
      ],
      rows,
    },
  ];
}

/** Series of one unit and currency on one axis; those of others would not compare. Null where no two periods are there. */
export function pricesChart(series: readonly Series[]): {
  readonly title: string;
  readonly caption: string;
  readonly unit: string;
  readonly lines: readonly ChartLine[];
} | null {
  const [first] = series;
  if (first === undefined) return null;
  const drawn = series.filter((each) => per(each) === per(first) && each.points.length > 1).slice(0, DRAWN);
  if (drawn.length === 0) return null;
  const left = series.length - drawn.length;
  const caption = chartCaption(`Prices in ${per(first)}`, [
    "A period without a price is a gap",
    ...(left > 0
      ? [`${counted(left, "series", "series")} in other units or beyond the first ${DRAWN} are not drawn`]
      : []),
  ]);
  const pointsOf = ({ points, gaps }: Series) =>
    [
      ...points.flatMap(({ day, value }) =>
        day === null ? [] : [{ day, value: value === null ? null : Number(value) }],
      ),
      ...gaps.map((gap) => ({ day: firstDay(gap), value: null })),
    ].sort((a, b) => (a.day < b.day ? -1 : 1));
  const lines = drawn.map((each) => ({ label: each.series, points: pointsOf(each) }));
  return { title: `Prices in ${per(first)}`, caption, unit: per(first), lines };
}

function picture(series: readonly Series[], source: string): Block[] {
  const chart = pricesChart(series);
  if (chart === null) return [];
  const { title, caption, lines } = chart;
  const svg = () =>
    seriesChartSvg(
      seriesChart(lines, { width: 860, height: 380, writeTick: (value) => groupThousands(String(value)) }),
      { title, description: caption, source },
    );
  return [{ kind: "picture", caption, svg }];
}

/** Of a period as gaps are written: 2024, 2024-Q2 or 2024-03. */
function firstDay(period: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter !== null) return `${quarter[1]}-${String(3 * Number(quarter[2]) - 2).padStart(2, "0")}-01`;
  return period.length === 4 ? `${period}-01-01` : `${period}-01`;
}

/** How prices were converted, and where they are missing. */
export function priceNotes(series: readonly Series[]): Block[] {
  const steps = series.flatMap((each) => each.steps.map((step) => `${each.series}: ${step}.`));
  const gaps = series.flatMap((each) => {
    const more = each.gaps.length - GAPS_NAMED;
    const named = each.gaps.slice(0, GAPS_NAMED).join(", ");
    return each.gaps.length === 0 ? [] : [`${each.series}: ${named}${more > 0 ? ` and ${more} more` : ""}.`];
  });
  return [
    ...(steps.length === 0 ? [] : [{ kind: "note", title: "How prices were converted", items: steps } as const]),
    ...(gaps.length === 0 ? [] : [{ kind: "note", title: "Periods without a price", items: gaps } as const]),
  ];
}

export function pricesView(answer: Answer<PricesResult>): Document {
  const { series } = answer.result;
  const points = pointTable(series);
  const sources = [...new Set(series.flatMap(({ source }) => source ?? []))].join(", ");
  return {
    ...banner(answer.coverage),
    title: "Prices",
    blocks: [
      { kind: "paragraph", text: `${counted(series.length, "series", "series")} of prices.` },
      ...warnings(answer),
      ...picture(series, sources),
      listTable(series, points.length === 0),
      ...points,
      ...priceNotes(series),
      ...closing(answer, sources === "" ? undefined : `${sources}.`),
    ],
  };
}
