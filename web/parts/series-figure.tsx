import { useSignal } from "@preact/signals";
import {
  type Series,
  type SeriesBand,
  type SeriesChart,
  type SeriesEvent,
  seriesChart,
  seriesChartSvg,
} from "../../src/charts/series-chart.ts";
import { fitText } from "../../src/charts/svg.ts";
import { writeScaled } from "../../src/render/scale.ts";
import { explainFigure } from "../state/everywhere.ts";
import { ChartFigure, type ChartFigureProps } from "./chart-figure.tsx";
import { useWidth } from "./element-width.ts";
import "../styles/series.css";

interface SeriesFigureProps extends Pick<ChartFigureProps, "name" | "title" | "table" | "tableProps"> {
  /** One sentence that states the finding. */
  readonly finding: string;
  /** In the unit of the chart, by day. */
  readonly series: readonly Series[];
  readonly bands?: readonly SeriesBand[];
  readonly events?: readonly SeriesEvent[];
  /** What all values are in: `t`, `USD million`. */
  readonly unit: string;
  /** How a day is called; itself where left out. */
  readonly period?: (day: string) => string;
  /** Who is to be cited in its files. */
  readonly source: string;
  /** What explains its figures; left out where the screen explains its answer as a whole. */
  readonly reference?: string;
}

const FILE = { width: 860, height: 400 };
const HEIGHT = 260;
const NO_BANDS: readonly SeriesBand[] = [];
const NO_EVENTS: readonly SeriesEvent[] = [];

const writeTick = (value: number): string =>
  writeScaled(String(value), { power: 0, decimals: Math.abs(value) < 10 ? 1 : 0 });

const writeValue = (value: number | null | undefined): string =>
  value == null ? "not known" : writeScaled(String(value), { power: 0, decimals: 1 });

/**
 * Lines over time with their finding, table and files, to be walked from day to day: what is missing stays a gap. Where
 * nothing is known the table stands alone.
 */
export function SeriesFigure(props: SeriesFigureProps) {
  const { name, title, table, tableProps, finding, series, source, reference } = props;
  const { bands = NO_BANDS, events = NO_EVENTS } = props;
  const isKnown = series.some(({ points }) => points.some(({ value }) => value !== null));
  return (
    <ChartFigure
      name={name}
      title={title}
      caption={
        reference === undefined ? (
          finding
        ) : (
          <>
            {finding}{" "}
            <button type="button" class="link" onClick={() => explainFigure(reference)}>
              How it was computed<span class="visually-hidden">: {title}</span>
            </button>
          </>
        )
      }
      table={table}
      tableProps={{ ...(reference === undefined ? {} : { reference: () => reference }), ...tableProps }}
      svg={
        !isKnown
          ? undefined
          : () =>
              seriesChartSvg(seriesChart(series, { ...FILE, writeTick, bands, events }), {
                title,
                description: finding,
                source,
              })
      }
    >
      {isKnown ? <Walk {...props} bands={bands} events={events} /> : undefined}
    </ChartFigure>
  );
}

/** What is known of a day: `2024-07: actual 4,926.0 t, expected 819.1 t, interval of 90 % 195.2 to 1,508.5 t`. */
function wordsOf(day: string, { series, bands = NO_BANDS, unit, period = String }: SeriesFigureProps): string {
  const lines = series.flatMap(({ label, points }) => {
    const point = points.find((each) => each.day === day);
    if (point === undefined) return [];
    return [`${label} ${writeValue(point.value)}${point.value === null ? "" : ` ${unit}`}`];
  });
  const spans = bands.flatMap(({ label, points }) => {
    const point = points.find((each) => each.day === day);
    if (point === undefined || point.low === null || point.high === null) return [];
    return [`${label} ${writeValue(point.low)} to ${writeValue(point.high)} ${unit}`];
  });
  return `${period(day)}: ${[...lines, ...spans].join(", ")}`;
}

/** The picture with one day in hand: the slider, by keys too, and a pointer or a touch go along the days. */
function Walk(props: SeriesFigureProps) {
  const { title, series, bands = NO_BANDS, events = NO_EVENTS, unit } = props;
  const { ref, width } = useWidth<HTMLDivElement>();
  const chosen = useSignal<string | null>(null);
  const chart =
    width.value === 0 ? null : seriesChart(series, { width: width.value, height: HEIGHT, writeTick, bands, events });
  const days = chart?.places ?? [];
  const held = days.findIndex(({ day }) => day === chosen.value);
  const at = held < 0 ? days.length - 1 : held;
  const now = days[at];
  const words = now === undefined ? "" : wordsOf(now.day, props);
  const point = (event: PointerEvent & { readonly currentTarget: SVGElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width.value;
    const nearest = days.toSorted((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0];
    if (nearest !== undefined) chosen.value = nearest.day;
  };
  return (
    <div ref={ref} class="series">
      {chart === null || now === undefined ? null : (
        <>
          <svg
            class="series-chart"
            viewBox={`0 0 ${chart.width} ${chart.height}`}
            aria-hidden="true"
            onPointerMove={point}
            onPointerDown={point}
          >
            <Drawn chart={chart} now={now} unit={unit} />
          </svg>
          <input
            type="range"
            aria-label={`${title}, in ${unit}`}
            min={0}
            max={days.length - 1}
            value={at}
            aria-valuetext={words}
            onInput={(event) => {
              chosen.value = days[Number(event.currentTarget.value)]?.day ?? null;
            }}
          />
          <p class="series-now" aria-hidden="true">
            {words}
          </p>
        </>
      )}
    </div>
  );
}

interface DrawnProps {
  readonly chart: SeriesChart;
  readonly now: SeriesChart["places"][number];
  readonly unit: string;
}

const SIZE = 12;

/** The marks themselves; the slider below says the same to readers of the screen. */
function Drawn({ chart, now, unit }: DrawnProps) {
  const { left, right, foot, legend } = chart;
  return (
    <>
      <rect class="target" width={chart.width} height={chart.height} />
      {chart.ticks.map(({ y, text }) => (
        <g key={text}>
          <path class="axis" d={`M${left} ${y}H${right}`} />
          <text class="muted" x={left - 6} y={y + 4} text-anchor="end">
            {text}
          </text>
        </g>
      ))}
      {chart.days.map(({ x, text }) => (
        <text key={text} class="muted" x={x} y={foot + 18}>
          {text}
        </text>
      ))}
      {chart.bands.map(({ label, path }) => (
        <path key={label} class="band" d={path} />
      ))}
      {chart.events.map((event) => (
        <Event key={`${event.x} ${event.lane}`} event={event} chart={chart} />
      ))}
      <path class="now" d={`M${now.x} 4V${foot}`} />
      {chart.series.map(({ label, path, dash, lone, points, labelAt }, at) => {
        const held = points.find(({ day }) => day === now.day);
        return (
          <g key={label} class={`series-${at % 6}`}>
            <path class="line" d={path} stroke-dasharray={dash ?? undefined} />
            {lone.map(({ x, y }) => (
              <circle key={x} class="dot" cx={x} cy={y} r={3} />
            ))}
            {held === undefined ? null : <circle class="dot" cx={held.x} cy={held.y} r={4.5} />}
            <text x={labelAt.x} y={labelAt.y + 4.5}>
              {fitText(label, SIZE, chart.width - labelAt.x)}
            </text>
          </g>
        );
      })}
      {legend === null ? null : (
        <>
          <rect class="band" x={left} y={legend - 11} width={24} height={12} />
          <text class="muted" x={left + 32} y={legend}>
            {fitText(`${chart.bands.map(({ label }) => label).join("; ")}, ${unit}`, SIZE, chart.width - left - 32)}
          </text>
        </>
      )}
    </>
  );
}

interface EventProps {
  readonly event: SeriesChart["events"][number];
  readonly chart: SeriesChart;
}

const LANE = 16;

function Event({ event: { x, label, lane }, chart: { left, right, foot, width } }: EventProps) {
  const isLeft = x > (left + right) / 2;
  const room = isLeft ? x - 4 : width - x - 4;
  return (
    <>
      <path class="event" d={`M${x} ${4 + lane * LANE}V${foot}`} />
      <text x={x + (isLeft ? -4 : 4)} y={14 + lane * LANE} text-anchor={isLeft ? "end" : "start"}>
        {fitText(label, SIZE, room)}
      </text>
    </>
  );
}
