import { chartCaption } from "../../src/charts/chart-caption.ts";
import { type Series, seriesChart, seriesChartSvg } from "../../src/charts/series-chart.ts";
import { type StackRow, stackedBars, stackedBarsSvg } from "../../src/charts/stacked-bars.ts";
import { writeShare } from "../../src/render/scale.ts";
import { inSentence } from "../../src/render/views/trade-words.ts";
import { type MineralsPlace, type MineralTable, mineralsFigure } from "../state/minerals-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { claimAmount } from "./claim-words.ts";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "./fitted-picture.tsx";
import { amountIn, lastYear, productionTable } from "./mineral-tables.ts";
import { shortAmount } from "./short-amount.ts";

/** So many lines can be told apart. */
const LINES = 4;
const BARS = 10;
/** With fewer years a line would say no more than a bar. */
const FEWEST_YEARS = 3;
const HEIGHT = 280;

const KINDS = [
  { label: "as reported", texture: "solid" },
  { label: "estimated by the source", texture: "hatched" },
] as const;

interface MineralProductionProps {
  readonly mineral: string;
  readonly of: "production" | "reserves";
  readonly table: MineralTable;
  readonly values: MineralsPlace;
}

function finding({ of, table }: MineralProductionProps): string {
  const year = lastYear(table);
  const [largest, second] = year?.countries ?? [];
  if (year === undefined || largest === undefined) return "The source gives no figure.";
  const verb = of === "production" ? "makes" : "holds";
  const next = second === undefined ? "" : `, ${inSentence(second.label)} ${writeShare(second.share)}`;
  const hhi = year.hhi === null ? "" : ` The HHI is ${Number(year.hhi).toFixed(2)}.`;
  return `${largest.label} ${verb} ${writeShare(largest.share)} of what is listed in ${year.year}${next}.${hhi}`;
}

/** The years from the first to the last: those that the source leaves out are gaps. */
function yearsThrough(table: MineralTable): readonly string[] {
  const numbers = table.years.map(({ year }) => Number(year)).filter(Number.isInteger);
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: last - first + 1 }, (_, at) => String(first + at));
}

function linesOf(table: MineralTable): readonly Series[] {
  const places = lastYear(table)?.countries.slice(0, LINES) ?? [];
  return places.map(({ key, label }) => ({
    label,
    points: yearsThrough(table).map((year) => {
      const own = table.years.find((each) => each.year === year);
      const amount = own === undefined ? null : amountIn(own, key);
      return { day: `${year}-01-01`, value: amount === null ? null : Number(amount) };
    }),
  }));
}

function barsOf(table: MineralTable): readonly StackRow[] {
  const before = table.years.at(-2);
  return (lastYear(table)?.countries ?? []).slice(0, BARS).map(({ key, label, amount, share, basis }) => {
    const earlier = before === undefined ? Number.NaN : Number(amountIn(before, key) ?? Number.NaN);
    return {
      label,
      text: `${shortAmount(amount)} t, ${writeShare(share)}`,
      parts: [{ kind: basis === "estimated" ? 1 : 0, value: Number(amount), valueText: claimAmount(amount, "t") }],
      ...(Number.isFinite(earlier) ? { mark: earlier } : {}),
    };
  });
}

/** What one source says of who makes or holds a mineral: over the years, or where it has few, of the last. */
export function MineralProduction(props: MineralProductionProps) {
  const { mineral, of, table, values } = props;
  const { source, stage, note, series } = table;
  const title = `${of === "production" ? "Production" : "Reserves"}${stage === null ? "" : `, ${stage}`}: ${source}`;
  const isOverTime = table.years.length >= FEWEST_YEARS;
  const caption = chartCaption(finding(props), [
    `Series “${series}”${note === null ? "" : `, ${note}`}`,
    ...(isOverTime && (lastYear(table)?.countries.length ?? 0) > LINES ? [`The ${LINES} largest are drawn`] : []),
  ]);
  const draw: DrawPicture = (width, options) => {
    const text = { title: `${mineral}: ${title}`, description: caption, source: `Source: ${source}` };
    if (isOverTime) {
      const chart = seriesChart(linesOf(table), {
        width,
        height: HEIGHT,
        writeTick: (tick) => `${shortAmount(tick)} t`,
      });
      return seriesChartSvg(chart, text, options);
    }
    const chart = stackedBars([{ label: "", rows: barsOf(table) }], {
      ...{ width, kinds: KINDS, writeTick: (tick: number) => `${shortAmount(tick)} t` },
      markLabel: `in ${table.years.at(-2)?.year ?? ""}`,
    });
    return stackedBarsSvg(chart, text, options);
  };
  return (
    <ChartFigure
      name={`${mineral}-${of}-${source}`}
      title={title}
      caption={caption}
      table={productionTable(title, table)}
      tableProps={{ reference: () => mineralsFigure(values) }}
      svg={() => draw(FILE_WIDTH, {})}
    >
      <FittedPicture draw={draw} label={caption} />
    </ChartFigure>
  );
}
