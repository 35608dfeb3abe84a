import { type Sql, sql } from "../sql.ts";
import type { DatasetRows } from "./compile-rows.ts";

/** Which rows of a dataset are wanted: of these codes, sold by the one or bought by the other (or by both). */
export interface LegsAsked {
  readonly products: readonly string[];
  readonly exporter: string | null;
  readonly importer: string | null;
  /** True: only what the one sold to the other. */
  readonly both: boolean;
}

/** Sums over one pair of countries, one code and one period. */
export interface LegLine {
  readonly exporter: string;
  readonly importer: string;
  readonly hs6: string;
  readonly first_day: string;
  readonly line_rows: number;
  /** Decimals as text; null if no row states one. */
  readonly usd: string | null;
  readonly kg: string | null;
  /** Rows that state a weight, and those that state a value. */
  readonly kg_rows: number;
  readonly usd_rows: number;
  /** fob or cif, where the rows say it. */
  readonly valuation: string | null;
}

/** A bill of lading as a leg counts it. */
export interface BillLine {
  readonly exporter: string;
  readonly importer: string;
  readonly hs6: string;
  readonly day: string;
  readonly origin: string | null;
  readonly shipper_id: string | null;
  readonly consignee_id: string | null;
  readonly usd: string | null;
  readonly kg: string | null;
  readonly import_id: string;
  readonly source_row: number;
}

function wanted({ products, exporter, importer, both }: LegsAsked, from: Sql, to: Sql): Sql {
  const ends = [
    ...(exporter === null ? [] : [sql`${from} = ${exporter}`]),
    ...(importer === null ? [] : [sql`${to} = ${importer}`]),
  ];
  const goods = sql`hs6 in ${sql.list(products)}`;
  return ends.length === 0 ? goods : sql`${goods} and (${sql.join(ends, both ? " and " : " or ")})`;
}

/** Statistics by pair, code and period; a country's trade with itself is left out. */
export function flowLegs({ sourceId, frequency, direction }: DatasetRows, asked: LegsAsked): Sql {
  const [exporter, importer] = direction === "export" ? [sql`reporter`, sql`partner`] : [sql`partner`, sql`reporter`];
  return sql`
    select ${exporter} as exporter, ${importer} as importer, hs6, cast(period_from as varchar) as first_day,
      count(*) as line_rows, cast(sum(usd) as varchar) as usd, cast(sum(kg) as varchar) as kg, count(kg) as kg_rows,
      count(usd) as usd_rows, max(valuation) as valuation
    from flows_usd
    where coalesce(source_id, '') = ${sourceId} and frequency = ${frequency ?? ""} and direction = ${direction ?? ""}
      and reporter <> partner and ${wanted(asked, exporter, importer)}
    group by ${exporter}, ${importer}, hs6, period_from
    order by 1, 2, 3, 4`;
}

/** The first days of the periods in which some countries reported anything at all, of any code. */
export function reportedPeriods({ sourceId, frequency, direction }: DatasetRows, reporter: string): Sql {
  return sql`
    select distinct cast(period_from as varchar) as first_day from flows
    where coalesce(source_id, '') = ${sourceId} and frequency = ${frequency ?? ""} and direction = ${direction ?? ""}
      and reporter = ${reporter}
    order by 1`;
}

/** The countries whose trade a dataset shows: those that report statistics, or that bills were recorded on entering. */
export function speakers({ table, sourceId, frequency, direction }: DatasetRows): Sql {
  return table === "shipments"
    ? sql`
    select distinct coalesce(b.import_country, c.country, '') as country from shipments as b
    left join parties as c on c.party_id = b.consignee_id
    where coalesce(b.source_id, '') = ${sourceId}
    order by 1`
    : sql`
    select distinct reporter as country from flows
    where coalesce(source_id, '') = ${sourceId} and frequency = ${frequency ?? ""} and direction = ${direction ?? ""}
    order by 1`;
}

/** Bills between countries, each once: shipped from where the bill says, else from where the shipper is. */
export function billLegs({ sourceId }: DatasetRows, asked: LegsAsked): Sql {
  const [exporter, importer] = [sql`exporter`, sql`importer`];
  return sql`
    select exporter, importer, hs6, arrived_day as "day", origin, shipper_id, consignee_id, usd, kg,
      import_id, source_row
    from (
      select coalesce(b.export_country, s.country, b.origin, '') as exporter,
        coalesce(b.import_country, c.country, '') as importer, b.hs6, cast(b.arrived_on as varchar) as arrived_day,
        b.origin, b.shipper_id, b.consignee_id, cast(b.usd as varchar) as usd, cast(b.kg as varchar) as kg,
        b.import_id, b.source_row
      from shipments_counted as b
      left join parties as s on s.party_id = b.shipper_id
      left join parties as c on c.party_id = b.consignee_id
      where coalesce(b.source_id, '') = ${sourceId} and b.hs6 in ${sql.list(asked.products)}
    ) as bills
    where exporter <> importer and ${wanted(asked, exporter, importer)}
    order by arrived_day, import_id, source_row`;
}
