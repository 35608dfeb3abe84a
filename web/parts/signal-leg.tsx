import type { SeriesEvent } from "../../src/charts/series-chart.ts";
import type { Table } from "../../src/render/document.ts";
import { chooseScale, type Scale, writeScaled, writeShare } from "../../src/render/scale.ts";
import { sourceWords } from "../../src/render/views/trade-words.ts";
import { findCountry } from "../../src/vocab/country.ts";
import { decimal, toNumber } from "../../src/vocab/decimal.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import { inSentence } from "../../src/vocab/in-sentence.ts";
import type { DiversionResult, FlowsResult, Leg } from "../state/signals-question.ts";
import { SeriesFigure } from "./series-figure.tsx";

/** A figure in the unit of a chart; null where it is not known. */
export const plotted = (text: string | null, { power }: Pick<Scale, "power">): number | null =>
  text === null ? null : toNumber(decimal(text)) / 10 ** power;

const nameOf = (code: string): string => inSentence(findCountry(code)?.name ?? code);

/** What a leg is called: `First leg: China to Indonesia`. */
const legTitle = (lead: string, { from, to }: Pick<Leg, "from" | "to">): string =>
  `${lead}: ${nameOf(from)} to ${nameOf(to)}`;

/** The most days of measures that a chart can name and still be read. */
const MOST_MEASURES = 5;

/** Days on which measures began, and the month from which on the legs are judged. */
export function eventsOf(
  { event }: Pick<DiversionResult, "event">,
  measures: FlowsResult["measures"],
): readonly SeriesEvent[] {
  const days = measures.map(({ day, measure }) => ({ day, label: `${day} ${measure}` }));
  const isNamed = measures.some(({ measure }) => measure === event.measure);
  const judged = { day: `${event.month}-01`, label: `${event.month} ${event.measure ?? "judged from here"}` };
  return [...days.slice(-MOST_MEASURES), ...(isNamed ? [] : [judged])];
}

/** What came on a leg against what was expected of it, in a sentence. */
function legFinding(leg: Leg, { event, until, unit }: DiversionResult): string {
  const { expected, low, high, actual, changeShare, score, stops } = leg;
  if (actual === null || expected === null || low === null || high === null) {
    return "This leg cannot be judged: it is not in the data, or not for twelve months before.";
  }
  const scale = chooseScale(unit, [expected, high, actual]);
  const amount = (text: string) => `${writeScaled(text, scale)} ${scale.unit}`;
  const share = changeShare === null ? "" : `: ${changeShare.startsWith("-") ? "" : "+"}${writeShare(changeShare)}`;
  const far =
    score === null
      ? ""
      : Math.abs(score) >= 99
        ? ", beyond all scatter before"
        : `, ${Math.abs(score)} standard deviations ${score < 0 ? "below" : "above"}`;
  const stopped = stops.map(({ month, months, over }) => {
    const long = months === 1 ? `in ${month} alone` : `for ${months} months from ${month}`;
    return ` It stopped ${long}${over ? " and came back" : ""}.`;
  });
  const read = leg.source?.joined === true ? ` Read from ${leg.source.source}.` : "";
  return `From ${event.month} to ${until} came ${amount(actual)} where ${amount(expected)} were expected (interval of 90 %: ${amount(low)} to ${amount(high)})${share}${far}.${stopped.join("")}${read}`;
}

function legTable(leg: Leg, unit: "kg" | "usd"): Table {
  return {
    kind: "table",
    title: legTitle("Leg", leg),
    columns: [
      { name: "month", label: "Month", type: "code" },
      { name: "actual", label: "Came", type: unit },
      { name: "expected", label: "Expected", type: unit },
      { name: "low", label: "Low", type: unit },
      { name: "high", label: "High", type: unit },
    ],
    rows: leg.points.map(({ month, actual, expected, low, high }) => [month, actual, expected, low, high]),
  };
}

interface LegFigureProps {
  readonly lead: string;
  readonly leg: Leg;
  readonly result: DiversionResult;
  readonly events: readonly SeriesEvent[];
  readonly reference: string;
}

/** A leg month by month, with what was expected of it and the interval of that. */
export function LegFigure({ lead, leg, result, events, reference }: LegFigureProps) {
  const title = legTitle(lead, leg);
  if (!leg.points.some(({ actual }) => actual !== null)) {
    return (
      <section>
        <h3>{title}</h3>
        <p>
          No month of this leg is in these data: figures of {nameOf(leg.to)} on what it imported from {nameOf(leg.from)}
          , or of {nameOf(leg.from)} on what it exported there, would fill it.
        </p>
      </section>
    );
  }
  const scale = chooseScale(
    result.unit,
    leg.points.flatMap(({ actual, high }) => [actual, high]),
  );
  const day = (month: string) => `${month}-01`;
  const code = leg.code === result.product.code ? "" : ` (HS ${formatHs(leg.code)})`;
  return (
    <SeriesFigure
      name={`signals-${leg.code}-${leg.from}-${leg.to}`}
      title={title + code}
      finding={legFinding(leg, result)}
      table={legTable(leg, result.unit)}
      unit={scale.unit}
      period={(each) => each.slice(0, 7)}
      source={`${result.dataset.made ? "MADE WORLD. " : ""}Source: ${sourceWords(result.dataset)}`}
      reference={reference}
      events={events}
      series={[
        {
          label: "came",
          points: leg.points.map(({ month, actual }) => ({ day: day(month), value: plotted(actual, scale) })),
        },
        {
          label: "expected",
          points: leg.points
            .filter(({ month }) => month >= result.event.month)
            .map(({ month, expected }) => ({ day: day(month), value: plotted(expected, scale) })),
        },
      ]}
      bands={[
        {
          label: "interval of 90 %",
          points: leg.points
            .filter(({ month }) => month >= result.event.month)
            .map(({ month, low, high }) => ({ day: day(month), low: plotted(low, scale), high: plotted(high, scale) })),
        },
      ]}
    />
  );
}
