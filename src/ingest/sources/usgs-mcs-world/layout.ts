import { from, holdsAll, type Layout } from "../layout.ts";
import { countrySql, groupSql, storedSql, unitSql } from "../mineral-statistics.ts";

const NEEDED = ["SOURCE", "COMMODITY", "COUNTRY", "TYPE", "UNIT_MEAS", "PROD_NOTES", "CAP_NOTES", "RESERVE_NOTES"];
const YEAR_COLUMN = /^(PROD|CAP|RESERVES)_(EST_ ?)?(\d{4})$/;

/** One column of figures of the table: what it measures, of which year. */
interface Figures {
  readonly header: string;
  readonly measure: string;
  readonly year: string;
  readonly estimated: boolean;
  readonly notes: string;
}

function figuresOf(header: readonly string[]): Figures[] {
  return header.flatMap((column) => {
    const [, kind, estimated, year] = YEAR_COLUMN.exec(column) ?? [];
    if (kind === undefined || year === undefined) return [];
    const [measure, notes] =
      kind === "PROD"
        ? ["production", "PROD_NOTES"]
        : kind === "CAP"
          ? ["nameplate", "CAP_NOTES"]
          : ["reserves", "RESERVE_NOTES"];
    return [{ header: column, measure, year, estimated: estimated !== undefined, notes }] as Figures[];
  });
}

/** A column with a year in its name becomes rows of that year; a cell without figure keeps its note as a mark. */
function rowsOf({ header, measure, year, estimated, notes }: Figures): string {
  const note = `trim(coalesce("${notes}", ''))`;
  const mark = `case when ${note} ilike 'W for%' then 'withheld' when ${note} ilike 'na' then 'not available'
    when regexp_matches(coalesce("${header}", ''), '^[<>]') then trim("${header}") else nullif(${note}, '') end`;
  const says = `(${estimated} or "TYPE" ilike '%estimated%' or ${note} ilike 'estimated%')`;
  const kept = measure === "production" ? "" : ` and (trim(coalesce("${header}", '')) <> '' or ${note} <> '')`;
  const figure = storedSql(`"${header}"`, `"UNIT_MEAS"`);
  return `select record, line, trim("COMMODITY") || ': ' || regexp_replace(trim("TYPE"), ', estimated$', '') as "COMMODITY",
      ${countrySql(`"COUNTRY"`)} as "COUNTRY", '${measure}' as measure, '${year}' as year, ${figure} as quantity,
      ${unitSql(`"UNIT_MEAS"`)} as "UNIT_MEAS", case when ${figure} is null then null when ${says} then 'estimated' else 'reported' end as basis,
      coalesce(${groupSql(`"COUNTRY"`)}, case when ${figure} is null then ${mark} end) as mark,
      case when ${figure} is null and (${mark}) is null then 'the record has no figure' end as aside
    from file where "COUNTRY" is not null${kept}`;
}

/** The world table of the Mineral Commodity Summaries as the USGS releases it: years side by side. */
export const layout: Layout = {
  name: "usgs-mcs-world",
  about: "USGS Mineral Commodity Summaries, world production, capacity and reserves",
  recognise: (header) => holdsAll(header, NEEDED) && figuresOf(header).length > 0,
  read: ({ header }) => {
    const figures = figuresOf(header);
    return {
      mapping: {
        as: "capacities",
        source: "usgs-mcs-2025",
        licence: "public domain (US Government work)",
        made: false,
        columns: {
          country: from("COUNTRY"),
          product: from("COMMODITY"),
          measure: from("measure"),
          period: from("year"),
          quantity: from("quantity"),
          unit: from("UNIT_MEAS"),
          basis: from("basis"),
          mark: from("mark"),
        },
      },
      reshape: {
        needs: [...NEEDED, ...figures.map(({ header }) => header)],
        gives: ["COMMODITY", "COUNTRY", "measure", "year", "quantity", "UNIT_MEAS", "basis", "mark"],
        select: figures.map(rowsOf).join(" union all "),
      },
      warnings: [],
    };
  },
};
