import { constant, from, holdsAll, type Layout } from "../layout.ts";
import { storedSql, unitSql } from "../mineral-statistics.ts";

const NEEDED = [
  "country_trans",
  "country_iso2_code",
  "bgs_commodity_trans",
  "bgs_sub_commodity_trans",
  "bgs_statistic_type_trans",
  "units",
  "year",
  "quantity",
  "sdmx_translation",
  "concat_figure_notes_text",
];

/** World Mineral Statistics of the British Geological Survey, as its service gives them: one figure a record. */
export const layout: Layout = {
  name: "bgs-production",
  about: "BGS World Mineral Statistics, production by country and year",
  recognise: (header) => holdsAll(header, NEEDED),
  read: () => ({
    mapping: {
      as: "capacities",
      source: "bgs-wms",
      licence: "Contains British Geological Survey materials (c) UKRI",
      made: false,
      columns: {
        country: from("country_trans"),
        product: from("bgs_commodity_trans"),
        measure: constant("production"),
        period: from("year"),
        quantity: from("quantity"),
        unit: from("units"),
        basis: from("basis"),
        mark: from("mark"),
      },
    },
    reshape: {
      needs: NEEDED,
      gives: ["country_trans", "bgs_commodity_trans", "year", "quantity", "units", "basis", "mark"],
      // Codes are of the day: Zaire (ZR) became CD by ISO 3166-3; a state that fell apart is nobody's figure today.
      select: `select record, line,
          case when trim("country_iso2_code") = 'ZR' then 'CD'
            else coalesce(nullif(trim("country_iso2_code"), ''), trim("country_trans")) end as "country_trans",
          trim("bgs_commodity_trans") || coalesce(', ' || nullif(trim("bgs_sub_commodity_trans"), ''), '')
            || case when "units" like '%metal content%' and "bgs_commodity_trans" not like '%content%' then ' (metal content)' else '' end
            as "bgs_commodity_trans",
          left("year", 4) as "year", ${storedSql(`"quantity"`, `"units"`)} as "quantity", ${unitSql(`"units"`)} as "units",
          case when coalesce(trim("quantity"), '') = '' then null when "concat_figure_notes_text" like '%Estimate%' then 'estimated'
            else 'reported' end as basis,
          case when coalesce(trim("quantity"), '') = '' then lower("sdmx_translation") end as mark,
          case when "bgs_statistic_type_trans" <> 'Production' then 'a statistic of another kind: ' || lower("bgs_statistic_type_trans") end as aside
        from file`,
    },
    warnings: [],
  }),
};
