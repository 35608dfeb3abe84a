import type { Series, SeriesEvent } from "../../../src/charts/series-chart.ts";
import type { WeeksHit, WeeksResult } from "../../../src/operations/scenario/impact/impact-result.ts";
import type { Table } from "../../../src/render/document.ts";
import { writeUsd } from "../../../src/render/scale.ts";
import { formatHs } from "../../../src/vocab/hs-code.ts";
import { addDays, isoDate } from "../../../src/vocab/iso-date.ts";
import { SeriesFigure } from "../series-figure.tsx";

interface WeeksFigureProps {
  readonly weeks: WeeksResult;
  readonly source: string;
  readonly reference: string;
}

/** Buyers that are drawn one by one, beside all of them together. */
const DRAWN = 3;

const nameOf = ({ label, product }: WeeksHit): string => `${label}, HS ${formatHs(product)}`;

function hitsTable({ hits }: WeeksResult): Table {
  return {
    kind: "table",
    title: "Who runs short, and when",
    columns: [
      { name: "buyer", label: "Buyer", type: "text" },
      { name: "product", label: "HS", type: "code" },
      { name: "role", label: "It", type: "text" },
      { name: "tier", label: "Tier", type: "count" },
      { name: "hit_in", label: "Short in week", type: "count" },
      { name: "hit_on", label: "from", type: "date" },
      { name: "full_weeks", label: "Weeks at full output", type: "count" },
      { name: "trough", label: "Least output", type: "share" },
      { name: "back_in", label: "Back in week", type: "count" },
      { name: "lost_weeks", label: "Weeks lost", type: "number" },
      { name: "lost_usd", label: "Lost", type: "usd" },
      { name: "lacks", label: "For want of", type: "code" },
      { name: "stock", label: "Stock", type: "number", unit: "days" },
      { name: "stock_of", label: "Stock as", type: "text" },
    ],
    rows: hits.map((hit) => [
      hit.label,
      formatHs(hit.product),
      hit.role,
      hit.tier,
      hit.hitIn,
      hit.hitOn,
      hit.fullWeeks,
      hit.trough,
      hit.backIn,
      Number(hit.lostWeeks).toFixed(1),
      hit.lostUsd,
      formatHs(hit.lacks.product),
      hit.lacks.stockDays,
      hit.lacks.stockOf === "scenario" ? "the scenario says" : "assumed",
    ]),
  };
}

function findingOf({ totals, hits, weeks }: WeeksResult): string {
  const { first, hit, buyers, lostUsd } = totals;
  const [worst] = hits;
  if (first === null || worst === undefined) return `Nobody runs short within ${weeks} weeks.`;
  const back = worst.backIn === null ? `and is not back within ${weeks} weeks` : `and is back in week ${worst.backIn}`;
  return (
    `${first.label} is the first to run short, in week ${first.week} (${first.on}); ${hit} of ${buyers} buyers do, and ` +
    `${writeUsd(lostUsd)} of output is lost. ${nameOf(worst)} loses most weeks: it falls to ` +
    `${(Number(worst.trough) * 100).toFixed(0)} % in week ${worst.troughIn} ${back}.`
  );
}

/** The output of those who lose most, week by week after the shock, and of all buyers together. */
export function WeeksFigure({ weeks, source, reference }: WeeksFigureProps) {
  const { from, largest, hits, totals } = weeks;
  const dayOf = (week: number): string => addDays(isoDate(from), week * 7);
  const points = (shares: readonly string[]) =>
    shares.map((share, week) => ({ day: dayOf(week), value: Number(share) * 100 }));
  const drawn = [...new Map([...hits.slice(0, 1), ...largest].map((hit) => [nameOf(hit), hit])).values()].slice(
    0,
    DRAWN,
  );
  const series: readonly Series[] = [
    { label: "All buyers", points: points(totals.output) },
    ...drawn.map((hit) => ({ label: nameOf(hit), points: points(hit.output) })),
  ];
  const events: readonly SeriesEvent[] =
    totals.first === null ? [] : [{ day: totals.first.on, label: `week ${totals.first.week}: ${totals.first.label}` }];
  const weekOf = new Map(totals.output.map((_, week) => [dayOf(week), week]));
  return (
    <SeriesFigure
      name="weeks"
      title="When they run short"
      finding={findingOf(weeks)}
      series={hits.length === 0 ? [] : series}
      events={events}
      unit="% of usual output"
      period={(day) => `Week ${weekOf.get(day) ?? "?"}, from ${day}`}
      table={hitsTable(weeks)}
      source={source}
      reference={reference}
    />
  );
}
