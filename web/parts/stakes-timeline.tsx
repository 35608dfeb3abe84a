import {
  MARK_LINE,
  SPAN_ROW,
  type Span,
  type SpanChart,
  type SpanMark,
  spanChart,
} from "../../src/charts/span-chart.ts";
import { fitText } from "../../src/charts/svg.ts";
import type { Table } from "../../src/render/document.ts";
import { epochDay, fromEpochDay, isoDate } from "../../src/vocab/iso-date.ts";
import type { ControlFound, GroupAnswer, GroupStake } from "../state/company-question.ts";
import { changeEverywhere } from "../state/everywhere.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { sourceWords, stakeWords } from "./control-words.ts";
import { DAY_INSET, DaySlider, useChosenDay } from "./day-slider.tsx";
import { useWidth } from "./element-width.ts";

interface StakesTimelineProps {
  readonly group: GroupAnswer;
  /** Null while it is not known; then rules and lists are left out. */
  readonly control: ControlFound | null;
}

const MOST_ROWS = 24;

interface Row extends Span {
  readonly kind: "stake" | "list";
  readonly start: string | null;
  readonly end: string | null;
  readonly source: string;
}

const dayOf = (date: string | null): number | null => (date === null ? null : epochDay(isoDate(date)));

/** Stakes and listings over the years, with the days on which rules became public and the day that is asked for. */
export function StakesTimeline({ group, control }: StakesTimelineProps) {
  const { result, on } = group;
  const { rows, left } = rowsOf(group, control);
  const marks: readonly SpanMark[] = (control?.rules ?? []).map(({ rule, published }) => ({
    id: rule,
    label: rule,
    day: epochDay(isoDate(published)),
  }));
  if (rows.length === 0) return null;
  const moved = new Set((control?.rules ?? []).flatMap(({ restructurings }) => restructurings.map(({ day }) => day)));
  const caption =
    `${rows.length} ${rows.length === 1 ? "bar shows" : "bars show"} since when and until when stakes and listings hold; the lines above are the days on which rules became public.` +
    (moved.size === 0 ? "" : ` On ${[...moved].join(", ")} a stake crossed the threshold of a rule.`) +
    (left === 0 ? "" : ` ${left} more stakes stand in the table of the tree.`);
  return (
    <ChartFigure
      name={`stakes-days-${result.party.key}`}
      title="Day by day"
      caption={caption}
      table={spansTable(rows, control)}
      tableProps={{
        action: (row) => {
          const start = rows[row]?.start;
          return start == null ? null : { label: `Ask for ${start}`, run: () => changeEverywhere({ on: start }) };
        },
      }}
    >
      <Days rows={rows} marks={marks} on={on} />
    </ChartFigure>
  );
}

function rowsOf({ result }: GroupAnswer, control: ControlFound | null): { rows: readonly Row[]; left: number } {
  const all = [...result.up, ...result.ended, ...result.down];
  const most = new Map<string, number>();
  for (const stake of all) most.set(pairOf(stake), Math.max(most.get(pairOf(stake)) ?? 0, Number(stake.high)));
  const stakes = all.toSorted(
    (a, b) =>
      nearness(a) - nearness(b) ||
      (most.get(pairOf(b)) ?? 0) - (most.get(pairOf(a)) ?? 0) ||
      order(a).localeCompare(order(b)),
  );
  const lists = (control?.listings ?? []).map(
    (line, at): Row => ({
      id: `list ${line.list} ${at}`,
      label: `On the list ${line.title}`,
      text: line.list,
      kind: "list",
      from: dayOf(line.from),
      until: dayOf(line.until),
      start: line.from,
      end: line.until,
      source: sourceWords(line),
    }),
  );
  const shown = stakes.slice(0, Math.max(0, MOST_ROWS - lists.length));
  const bars = shown.map(
    (stake, at): Row => ({
      id: `stake ${at}`,
      label: `${stake.holder.label} in ${stake.held.label}`,
      text: stakeWords(stake),
      kind: "stake",
      from: dayOf(stake.from),
      until: dayOf(stake.until),
      start: stake.from,
      end: stake.until,
      source: sourceWords(stake),
    }),
  );
  return { rows: [...lists, ...bars], left: stakes.length - shown.length };
}

/** Those of one pair one below another, the older first. */
const order = (stake: GroupStake): string => [pairOf(stake), stake.interest, stake.from ?? ""].join(" ");

const pairOf = ({ held, holder }: GroupStake): string => `${held.key} ${holder.key}`;

/** Stakes near to the party first. */
const nearness = ({ level }: GroupStake): number => (level < 0 ? -level : 100 + level);

function spansTable(rows: readonly Row[], control: ControlFound | null): Table {
  return {
    kind: "table",
    title: "Stakes, lists and rules by day",
    columns: [
      { name: "what", label: "What", type: "text" },
      { name: "says", label: "Says", type: "text" },
      { name: "from", label: "From", type: "date" },
      { name: "until", label: "Until", type: "date" },
      { name: "source", label: "Source", type: "text" },
    ],
    rows: [
      ...rows.map(({ label, text, start, end, source }) => [label, text, start, end, source]),
      ...(control?.rules ?? []).map((rule) => [
        rule.title,
        "rule becomes public",
        rule.published,
        null,
        sourceWords(rule),
      ]),
    ],
  };
}

interface DaysProps {
  readonly rows: readonly Row[];
  readonly marks: readonly SpanMark[];
  readonly on: string;
}

function Days({ rows, marks, on }: DaysProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const day = useChosenDay(on, (date) => changeEverywhere({ on: date }));
  const chart = spanChart(rows, marks, { width: Math.max(280, width.value), days: [epochDay(isoDate(on))] });
  const changes = [...rows.flatMap(({ from, until }) => [from, until]), ...marks.map((mark) => mark.day)]
    .flatMap((each) => (each === null ? [] : [fromEpochDay(each)]))
    .sort();
  return (
    <div ref={ref} class="days">
      <p class="days-now">
        <output>{day.date}</output>
      </p>
      {width.value === 0 ? null : (
        <Bars
          chart={chart}
          rows={rows}
          day={epochDay(isoDate(day.date))}
          onDay={(each) => day.choose(fromEpochDay(each))}
        />
      )}
      <DaySlider
        label="Day that is asked for"
        day={day}
        first={fromEpochDay(chart.first)}
        last={fromEpochDay(chart.last)}
        changes={changes}
        words={day.date}
      >
        A click on a day asks for that day. Arrow keys go to the days on which something changes, with Shift to the day
        before or after. Bars without a day at an end run to the edge.
      </DaySlider>
    </div>
  );
}

interface BarsProps {
  readonly chart: SpanChart;
  readonly rows: readonly Row[];
  readonly day: number;
  readonly onDay: (day: number) => void;
}

/** The slider below says the days to those who cannot see the bars, and the table what they hold. */
function Bars({ chart, rows, day, onDay }: BarsProps) {
  return (
    <svg
      class="span-chart"
      viewBox={`0 0 ${chart.width} ${chart.height}`}
      width={chart.width}
      height={chart.height}
      aria-hidden="true"
      onClick={(event) => {
        const exact = (event.target as Element).closest<SVGElement>("[data-day]")?.dataset.day;
        const place = event.clientX - event.currentTarget.getBoundingClientRect().left;
        onDay(exact === undefined ? chart.dayAt(place) : Number(exact));
      }}
    >
      <rect class="target" width={chart.width} height={chart.height} />
      {chart.years.map(({ year, x }) => (
        <g key={year}>
          <path class="axis" d={`M${x} ${chart.top - 6}V${chart.foot}`} />
          <text class="muted" x={x + 3} y={chart.foot + 16}>
            {year}
          </text>
        </g>
      ))}
      {chart.marks.map(({ id, label, text, x, line, before, day: at }) => (
        <g key={id} class="rule-day" data-day={at}>
          <title>{`${label} becomes public on ${fromEpochDay(at)}`}</title>
          <path d={`M${x} ${line * MARK_LINE + 2}V${chart.foot}`} />
          <text x={before ? x - 4 : x + 4} y={line * MARK_LINE + 13} text-anchor={before ? "end" : "start"}>
            {text}
          </text>
        </g>
      ))}
      {chart.spans.map((span, at) => (
        <g key={span.id} class={`span ${rows[at]?.kind ?? "stake"}`} data-span={span.label}>
          <title>{`${span.label}: ${span.text}`}</title>
          <text class="halo" x={DAY_INSET} y={span.y + 13}>
            {fitText(span.label, 13, chart.width - 2 * DAY_INSET)}
          </text>
          <rect x={span.x} y={span.y + 18} width={span.width} height={SPAN_ROW - 24} rx={2} />
          <text class="halo small" x={span.textAt.x} y={span.y + 31}>
            {span.text}
          </text>
        </g>
      ))}
      <path class="now" d={`M${chart.x(day)} 0V${chart.foot + 4}`} />
    </svg>
  );
}
