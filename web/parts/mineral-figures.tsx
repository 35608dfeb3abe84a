import { chartCaption } from "../../src/charts/chart-caption.ts";
import { seriesChart, seriesChartSvg } from "../../src/charts/series-chart.ts";
import { stackedBars, stackedBarsSvg } from "../../src/charts/stacked-bars.ts";
import { writeShare } from "../../src/render/scale.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import { type Mineral, type MineralsPlace, mineralsFigure } from "../state/minerals-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { claimAmount } from "./claim-words.ts";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "./fitted-picture.tsx";
import { conflictsTable, relianceComputedTable, relianceTable, tradeTable } from "./mineral-tables.ts";
import { shortAmount } from "./short-amount.ts";

interface MineralFigureProps {
  readonly mineral: Mineral;
  readonly values: MineralsPlace;
}

const HEIGHT = 240;
const EXPORTERS = 5;
const percent = (value: number): string => `${Math.round(value * 100)} %`;
const dayOf = (period: string): string => `${period}-01-01`.slice(0, 10);

/** What sources say otherwise of one place, year and stage, each with its own bar. */
export function MineralConflicts({ mineral, values }: MineralFigureProps) {
  const { conflicts } = mineral;
  const [widest] = conflicts.filter(({ spread }) => spread !== null);
  if (conflicts.length === 0) return null;
  const caption = chartCaption(
    `Of ${conflicts.length} ${conflicts.length === 1 ? "figure" : "figures"} sources say otherwise`,
    widest === undefined
      ? []
      : [`Widest apart: ${widest.label}, ${widest.year}, ${Number(widest.spread).toFixed(1)} to one`],
  );
  const draw: DrawPicture = (width, options) => {
    const groups = conflicts.map(({ label, year, stage, figures }) => ({
      label: [label, year, stage].filter((part) => part !== null).join(", "),
      rows: figures.map(({ source, amount, basis }) => ({
        label: source,
        text: `${shortAmount(amount)} t`,
        parts: [{ kind: basis === "estimated" ? 1 : 0, value: Number(amount), valueText: claimAmount(amount, "t") }],
      })),
    }));
    const chart = stackedBars(groups, {
      width,
      kinds: [
        { label: "as reported", texture: "solid" },
        { label: "estimated by the source", texture: "hatched" },
      ],
      writeTick: (tick) => `${shortAmount(tick)} t`,
    });
    return stackedBarsSvg(chart, { title: "Where sources say otherwise", description: caption, source: "" }, options);
  };
  return (
    <ChartFigure
      name={`${mineral.mineral}-conflicts`}
      title="Where sources say otherwise"
      caption={caption}
      table={conflictsTable(mineral)}
      tableProps={{ reference: () => mineralsFigure(values) }}
      svg={() => draw(FILE_WIDTH, {})}
    >
      <FittedPicture draw={draw} label={caption} />
    </ChartFigure>
  );
}

/** Net import reliance over the years; what is told by a mark alone is a gap. */
export function MineralReliance({ mineral, values }: MineralFigureProps) {
  const { reliance } = mineral;
  const last = reliance.at(-1);
  if (last === undefined) return null;
  const stated = last.percent === null ? last.mark : last.percent;
  const caption = chartCaption(`${last.country} relied on imports for ${stated} % in ${last.year}, by ${last.source}`, [
    ...(reliance.some(({ percent: own }) => own === null)
      ? ["A mark in place of a figure, such as >50, is a gap"]
      : []),
  ]);
  const ends = [...new Set(reliance.map(({ country, source }) => `${country}, ${source}`))];
  const series = ends.map((label) => ({
    label,
    points: reliance
      .filter(({ country, source }) => `${country}, ${source}` === label)
      .map(({ year, percent: own }) => ({ day: dayOf(year), value: own === null ? null : Number(own) })),
  }));
  const isDrawn = series.some(({ points }) => points.some(({ value }) => value !== null));
  const draw: DrawPicture = (width, options) =>
    seriesChartSvg(
      seriesChart(series, { width, height: HEIGHT, writeTick: (tick) => `${tick} %` }),
      { title: "Net import reliance", description: caption, source: "" },
      options,
    );
  return (
    <ChartFigure
      name={`${mineral.mineral}-reliance`}
      title="Import reliance"
      caption={caption}
      table={relianceTable(mineral)}
      tableProps={{ reference: () => mineralsFigure(values) }}
      {...(isDrawn ? { svg: () => draw(FILE_WIDTH, {}) } : {})}
    >
      {isDrawn ? <FittedPicture draw={draw} label={caption} /> : undefined}
    </ChartFigure>
  );
}

/** Each price series by itself: units and bases differ. */
export function MineralPrices({ mineral, values }: MineralFigureProps) {
  return (
    <>
      {mineral.prices.map(({ series, source, currency, unit, last, yearBefore, change, points }) => {
        const money = `${currency}${unit === null ? "" : `/${unit}`}`;
        const moved =
          change === null || yearBefore === null
            ? ""
            : `, ${writeShare(change.replace(/^-/, ""))} ${change.startsWith("-") ? "less" : "more"} than in ${yearBefore.period}`;
        const caption = chartCaption(`${claimAmount(last.value, money)} in ${last.period}${moved}`, [source]);
        const line = {
          label: money,
          points: points.map(({ period, value }) => ({ day: dayOf(period), value: Number(value) })),
        };
        const draw: DrawPicture = (width, options) =>
          seriesChartSvg(
            seriesChart([line], { width, height: HEIGHT, writeTick: shortAmount }),
            { title: series, description: caption, source: `Source: ${source}` },
            options,
          );
        return (
          <ChartFigure
            key={`${series} ${source}`}
            name={`${mineral.mineral}-price`}
            title={`Price: ${series}`}
            caption={caption}
            table={{
              kind: "table",
              title: series,
              columns: [
                { name: "period", label: "Period", type: "code" },
                { name: "price", label: "Price", type: "number", unit: money },
              ],
              rows: points.map(({ period, value }) => [period, value]),
            }}
            tableProps={{ reference: () => mineralsFigure(values) }}
            svg={() => draw(FILE_WIDTH, {})}
          >
            <FittedPicture draw={draw} label={caption} />
          </ChartFigure>
        );
      })}
    </>
  );
}

/** Who exports the codes that the mineral is traded under. */
export function MineralTrade({ mineral, values }: MineralFigureProps) {
  const { trade } = mineral;
  const most = trade
    .filter(({ exporters }) => exporters.length > 1)
    .toSorted((a, b) => Number(b.hhi ?? 0) - Number(a.hhi ?? 0))[0];
  const alone = trade.filter(({ exporters }) => exporters.length === 1);
  const first = most?.exporters[0];
  const caption = chartCaption(
    most === undefined || first === undefined
      ? `${trade.length} ${trade.length === 1 ? "code is" : "codes are"} traded`
      : `Most concentrated is ${formatHs(most.code)}: ${first.label} sells ${writeShare(first.share)} of it (${most.source}, ${most.year})`,
    alone.map(
      ({ code, source, exporters }) =>
        `Of ${formatHs(code)} ${source} holds what ${exporters[0]?.label ?? "one country"} exports alone, so its share says nothing`,
    ),
  );
  const draw: DrawPicture = (width, options) => {
    const groups = trade.map(({ code, label, source, year, exporters }) => ({
      label: `${formatHs(code)} ${label} (${source}, ${year})`,
      rows: exporters.slice(0, EXPORTERS).map((each) => ({
        label: each.label,
        text: writeShare(each.share),
        parts: [{ kind: 0, value: Number(each.share), valueText: writeShare(each.share) }],
      })),
    }));
    const kinds = [{ label: "share of exports", texture: "solid" }] as const;
    const text = { title: "Who exports it", description: caption, source: "" };
    return stackedBarsSvg(stackedBars(groups, { width, kinds, writeTick: percent }), text, options);
  };
  return (
    <ChartFigure
      name={`${mineral.mineral}-trade`}
      title="Trade of its codes"
      caption={caption}
      table={tradeTable(mineral)}
      tableProps={{ reference: () => mineralsFigure(values) }}
      svg={() => draw(FILE_WIDTH, {})}
    >
      <FittedPicture draw={draw} label={caption} />
    </ChartFigure>
  );
}

/** Reliance as production and trade of the store give it, beside what sources state; or why it cannot be computed. */
export function MineralRelianceComputed({ mineral, values }: MineralFigureProps) {
  const { relianceComputed: all } = mineral;
  if (all.length === 0) return null;
  const known = all.filter(({ share }) => share !== null);
  const last = known.toSorted((a, b) => ((a.year ?? "") < (b.year ?? "") ? -1 : 1)).at(-1);
  return (
    <ChartFigure
      name={`${mineral.mineral}-reliance-computed`}
      title="Import reliance, computed"
      caption={
        last?.share == null
          ? `It cannot be computed: ${all[0]?.missing ?? "no figures"}`
          : `By production and trade, ${last.country.label} relied on imports for ${writeShare(last.share)} of its ${last.goods} in ${last.year}.`
      }
      table={relianceComputedTable(mineral)}
      tableProps={{ reference: () => mineralsFigure(values) }}
    />
  );
}
