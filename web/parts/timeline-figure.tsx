import { useId } from "preact/hooks";
import type { Answer } from "../../src/client/client.ts";
import { dutyFigure, enterOn, type TimelineResult } from "../state/duty-question.ts";
import { type DaySpan, spanOf, stepAt, stepPaths } from "./change-days.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { DAY_INSET, DaySlider, useChosenDay } from "./day-slider.tsx";
import { timelineTable } from "./duty-tables.ts";
import { perCent, writeCents } from "./duty-words.ts";
import { useWidth } from "./element-width.ts";

interface TimelineFigureProps {
  readonly answer: Answer<TimelineResult>;
  readonly question: object;
  /** The day of entry. */
  readonly on: string;
}

/** What is owed on every day, and a slider over the days. */
export function TimelineFigure({ answer, question, on }: TimelineFigureProps) {
  const { result, known } = answer;
  const { steps } = result;
  const span = spanOf(steps);
  const changes = Math.max(0, steps.length - 1);
  const [largest] = steps.toSorted((a, b) => Number(b.total) - Number(a.total));
  return (
    <ChartFigure
      name={`duty-days-${result.goods.code}-${result.goods.origin.key}`}
      title="Day by day"
      caption={
        span === null || largest === undefined
          ? "There is no day to show."
          : `Between ${span.first} and ${span.last} what is owed changes on ${changes} ${changes === 1 ? "day" : "days"}; it is the most from ${largest.from} on, ${writeCents(largest.total)} USD. All days as known on ${known}.`
      }
      table={timelineTable(result)}
      tableProps={{
        reference: (row) => dutyFigure(question, row, "duty-timeline"),
        action: (row) => ({ label: `Enter on ${steps[row]?.from}`, run: () => enterOn(steps[row]?.from ?? on) }),
        rowClass: (row) => (row === stepAt(steps, on) ? "lit" : undefined),
      }}
    >
      {span === null ? null : <Days steps={steps} span={span} on={on} />}
    </ChartFigure>
  );
}

const HEIGHT = 96;

type Steps = TimelineResult["steps"];

interface DaysProps {
  readonly steps: Steps;
  readonly span: DaySpan;
  readonly on: string;
}

function Days({ steps, span, on }: DaysProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const day = useChosenDay(on, (date) => enterOn(date, { replace: true }));
  const { date } = day;
  const step = steps[stepAt(steps, date)];
  const words =
    step === undefined ? date : `${date}: ${writeCents(step.total)} USD, ${perCent(step.rate)} % of the value`;
  return (
    <div ref={ref} class="days">
      <p class="days-now">
        <output>{words}</output>
      </p>
      {width.value === 0 ? null : (
        <DaysPicture steps={steps} span={span} date={date} width={width.value} onDay={day.choose} />
      )}
      <DaySlider
        label="Day of entry"
        day={day}
        first={span.first}
        last={span.last}
        changes={steps.map(({ from }) => from)}
        words={words}
      >
        Arrow keys go to the days on which it changes, with Shift to the day before or after. Hatched is what can be had
        back.
      </DaySlider>
    </div>
  );
}

interface DaysPictureProps extends Omit<DaysProps, "on"> {
  readonly date: string;
  readonly width: number;
  readonly onDay: (date: string) => void;
}

/** The line of what is owed with a mark on every change day. The slider below says the same to readers of the screen. */
function DaysPicture({ steps, span, date, width, onDay }: DaysPictureProps) {
  const hatch = useId();
  const { x, y, line, refundable } = stepPaths(steps, span, { width, height: HEIGHT, inset: DAY_INSET });
  const now = steps[stepAt(steps, date)];
  const years = [...new Set([span.first, span.last].map((day) => Number(day.slice(0, 4))))];
  const [first = 0, last = first] = years;
  const starts = Array.from({ length: last - first + 1 }, (_, at) => `${first + at}-01-01`);
  return (
    <svg class="day-steps" viewBox={`0 -6 ${width} ${HEIGHT + 28}`} aria-hidden="true">
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="refund-stripe" width="2" height="6" />
        </pattern>
      </defs>
      {starts.map((day) => (
        <g key={day}>
          <path class="axis" d={`M${x(day)} 0V${HEIGHT}`} />
          <text class="muted" x={x(day) + 3} y={HEIGHT + 16}>
            {day.slice(0, 4)}
          </text>
        </g>
      ))}
      <path fill={`url(#${hatch})`} d={refundable} />
      <path class="owed-line" d={line} />
      {steps.slice(1).map(({ from, total }) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the slider goes to the same days by keys.
        <g key={from} class="change-day" data-change={from} onClick={() => onDay(from)}>
          <title>{`${from}: ${writeCents(total)} USD`}</title>
          <rect class="target" x={x(from) - 6} y={-6} width={12} height={HEIGHT + 12} />
          <path class="change-mark" d={`M${x(from)} ${HEIGHT}v6`} />
          <circle class="change-dot" cx={x(from)} cy={y(Number(total))} r={3} />
        </g>
      ))}
      <path class="now" d={`M${x(date)} -6V${HEIGHT + 6}`} />
      {now === undefined ? null : <circle class="now-dot" cx={x(date)} cy={y(Number(now.total))} r={5} />}
    </svg>
  );
}
