import { constant, from, holdsAll, type Layout } from "../layout.ts";

const NEEDED = ["period", "commodity", "unit", "price_usd"];

/** The monthly prices of the World Bank's Commodity Price Data ("Pink Sheet"), one series a commodity, in long form. */
export const layout: Layout = {
  name: "world-bank-prices",
  about: "World Bank Commodity Price Data, monthly, nominal US dollars",
  recognise: (header) => holdsAll(header, NEEDED),
  read: () => ({
    mapping: {
      as: "prices",
      source: "world-bank-pink-sheet",
      licence: "CC BY 4.0, World Bank",
      made: false,
      columns: {
        series: from("series"),
        product: from("commodity"),
        unit: from("unit"),
        currency: constant("USD"),
        period: from("period"),
        value: from("price_usd"),
      },
    },
    reshape: {
      needs: NEEDED,
      gives: ["series", "commodity", "unit", "period", "price_usd"],
      select: `select record, line, trim("commodity") || ' (World Bank)' as series, trim("commodity") as "commodity",
          case trim("unit") when '$/mt' then 't' when 'cents/sheet' then 'sheet' else replace(trim("unit"), '$/', '') end as "unit",
          trim("period") as "period",
          case when "unit" like 'cents/%' then cast(cast("price_usd" as decimal(20,8)) / 100 as decimal(24,6))
            else cast("price_usd" as decimal(24,6)) end as "price_usd",
          case when "unit" like '%=100' then 'an index, not a price' end as aside
        from file`,
    },
    warnings: [],
  }),
};
