import { type Sql, sql } from "../sql.ts";

/** What one dataset of statistics says went from one country to another in a year. */
export interface TradePartner {
  readonly year: string;
  readonly seller: string;
  readonly buyer: string;
  readonly rows: number;
  /** Decimals as text; null if no row states one. */
  readonly usd: string | null;
  readonly kg: string | null;
}

export interface PartnersOf {
  readonly source: string;
  readonly side: string;
  readonly frequency: string;
  readonly product: string;
  readonly made: boolean;
}

/** Trade of a product between all countries by year, in one dataset; a country with itself is left out. */
export function tradePartners({ source, side, frequency, product, made }: PartnersOf): Sql {
  const [seller, buyer] = side === "export" ? ["reporter", "partner"] : ["partner", "reporter"];
  return sql`
    select substr(period, 1, 4) as year, ${sql.id(seller)} as seller, ${sql.id(buyer)} as buyer, count(*) as "rows",
      cast(sum(usd) as varchar) as usd, cast(sum(kg) as varchar) as kg
    from flows_usd
    where coalesce(source_id, '') = ${source} and direction = ${side} and frequency = ${frequency} and hs6 = ${product}
      and reporter <> partner
      and import_id in (select import_id from imports group by import_id having bool_or(made) = ${made})
    group by substr(period, 1, 4), ${sql.id(seller)}, ${sql.id(buyer)}
    order by 1, 2, 3`;
}
