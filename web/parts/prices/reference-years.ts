import type { Series, SeriesBand } from "../../../src/charts/series-chart.ts";
import type { Table } from "../../../src/render/document.ts";
import { groupThousands } from "../../../src/render/scale.ts";
import { yearTable } from "../../../src/render/views/reference-price.ts";
import type { ReferenceResult } from "../../state/prices-question.ts";

interface YearsChart {
  readonly title: string;
  readonly finding: string;
  readonly table: Table;
  readonly series: readonly Series[];
  readonly bands: readonly SeriesBand[];
  readonly unit: string;
  readonly period: (day: string) => string;
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));
const whole = (text: string): string => groupThousands(String(Math.round(Number(text))));

/** The reference year by year, a gap where demand is not met; null where one year alone was asked. */
export function yearsChart(result: ReferenceResult): YearsChart | null {
  const { years, currency, unit, terms } = result;
  const [table] = yearTable(result);
  const dated = years.flatMap(({ year, ...more }) => (year === null ? [] : [{ ...more, day: `${year}-01-01`, year }]));
  if (table === undefined || dated.length < 2) return null;
  const told = dated.filter(({ reference }) => reference.central !== null);
  const short = dated.filter(({ reference }) => reference.central === null);
  const said = told.map(({ year, reference }) => `${whole(reference.central ?? "")} in ${year}`);
  const [first, last] = [said[0], said.at(-1)];
  const missed = short.map(({ year }) => year).join(", ");
  const finding =
    first === undefined
      ? "Demand is met in no year: there is no reference."
      : `The reference is ${first}${first === last ? "" : ` and ${last}`}.${missed === "" ? "" : ` Demand is not met in ${missed}: a gap.`}`;
  return {
    title: "The reference by year",
    finding,
    unit: `${currency} a ${unit}, ${terms}`,
    period: (day) => day.slice(0, 4),
    series: [
      { label: "reference", points: dated.map(({ day, reference }) => ({ day, value: numberOf(reference.central) })) },
    ],
    bands: [
      {
        label: "over all ranges of costs",
        points: dated.map(({ day, reference }) => ({
          day,
          low: numberOf(reference.low),
          high: numberOf(reference.high),
        })),
      },
    ],
    table,
  };
}
