import { quantileOf, type Sql, sql } from "../sql.ts";

/** The shipments whose missing values are sought. */
export interface BillsOf {
  readonly sourceId: string;
  readonly made: boolean;
}

/** One dataset of trade statistics with values and weights. */
export interface StatisticsKey {
  readonly source_id: string;
  readonly direction: string;
  readonly frequency: string;
}

export interface StatisticsLine extends StatisticsKey {
  /** HS codes of bills without a value that it has a unit value of. */
  readonly codes: number;
  readonly line_rows: number;
}

/** How many rows of trade statistics there are at all. */
export function countFlows(): Sql {
  return sql`select count(*) as flow_rows from flows`;
}

/** Datasets of trade statistics with unit values of goods on bills without a value; made with made, real with real. */
export function statisticsForBills(bills: BillsOf): Sql {
  return sql`
    select coalesce(source_id, '') as source_id, direction, frequency, count(distinct hs6) as codes,
      count(*) as line_rows
    from flows_usd
    where usd > 0 and kg > 0 and ${importedAs(bills.made)}
      and hs6 in (select hs6 from shipments where ${withoutValue(bills)})
    group by coalesce(source_id, ''), direction, frequency
    order by 1, 2, 3`;
}

export interface UnitValueLine {
  /** Place in ESTIMATE_STEPS. */
  readonly step: number;
  readonly hs6: string;
  readonly origin: string | null;
  readonly importer: string | null;
  readonly of_year: number | null;
  /** USD per kg. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
  readonly line_rows: number;
}

const FIELDS = ["hs6", "origin", "importer", "of_year"] as const;

/** The fields that each step keeps, in the order of ESTIMATE_STEPS. */
const STEPS: readonly (readonly (typeof FIELDS)[number][])[] = [
  ["hs6", "origin", "importer", "of_year"],
  ["hs6", "origin", "of_year"],
  ["hs6", "importer", "of_year"],
  ["hs6", "of_year"],
  ["hs6"],
];

/** Quartiles of the unit values of trade statistics, at each step from bills to statistics, as far as bills need them. */
export function compileUnitValues(bills: BillsOf, statistics: StatisticsKey): Sql {
  const exporterReports = statistics.direction === "export";
  const [origin, importer] = exporterReports ? [sql`reporter`, sql`partner`] : [sql`partner`, sql`reporter`];
  return sql`
    with missing as (
      select distinct hs6, origin, import_country as importer, ${yearOf(sql`arrived_on`)} as of_year
      from shipments where ${withoutValue(bills)}
    ), priced as (
      select hs6, ${origin} as origin, ${importer} as importer, ${yearOf(sql`period_from`)} as of_year,
        cast(usd as double) / cast(kg as double) as unit_value
      from flows_usd
      where usd > 0 and kg > 0 and ${importedAs(bills.made)} and coalesce(source_id, '') = ${statistics.source_id}
        and direction = ${statistics.direction} and frequency = ${statistics.frequency}
    )
    ${sql.join(STEPS.map(stepOf), " union all ")}
    order by 1, 2, 3, 4, 5`;
}

function stepOf(kept: readonly (typeof FIELDS)[number][], step: number): Sql {
  const keys = sql.join(kept.map((field) => sql.id(field)));
  const same = sql.join(
    kept.map((field) => sql`p.${sql.id(field)} = m.${sql.id(field)}`),
    " and ",
  );
  const shown = FIELDS.map((field) => {
    if (kept.includes(field)) return sql`p.${sql.id(field)}`;
    return field === "of_year" ? sql`cast(null as integer)` : sql`cast(null as varchar)`;
  });
  const grouped = sql.join(kept.map((field) => sql`p.${sql.id(field)}`));
  const value = sql`p.unit_value`;
  return sql`
    select ${step} as step, ${shown[0] as Sql} as hs6, ${shown[1] as Sql} as origin, ${shown[2] as Sql} as importer,
      ${shown[3] as Sql} as of_year, ${quantileOf(value, 0.25)} as low, ${quantileOf(value, 0.5)} as median,
      ${quantileOf(value, 0.75)} as high, count(*) as line_rows
    from priced as p inner join (select distinct ${keys} from missing) as m on ${same}
    group by ${grouped}`;
}

function withoutValue({ sourceId }: BillsOf): Sql {
  return sql`coalesce(source_id, '') = ${sourceId} and usd is null and kg > 0`;
}

function importedAs(made: boolean): Sql {
  return sql`import_id in (select import_id from imports group by import_id having bool_or(made) = ${made})`;
}

function yearOf(date: Sql): Sql {
  return sql`cast(extract(year from ${date}) as integer)`;
}
