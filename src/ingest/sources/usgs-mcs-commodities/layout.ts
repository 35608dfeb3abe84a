import { constant, from, holdsAll, type Layout, type LayoutReading } from "../layout.ts";
import { countrySql, figureSql, groupSql, markSql, storedSql, unitSql } from "../mineral-statistics.ts";

const NEEDED = ["Section", "Commodity", "Country", "Statistics", "Statistics_detail", "Unit", "Year", "Value", "Notes"];

const MEASURES: Readonly<Record<string, string>> = {
  Production: "production",
  Capacity: "nameplate",
  Reserves: "reserves",
  Consumption: "consumption",
  "Net import reliance": "import_reliance",
};

const SOURCE = {
  source: "usgs-mcs-2026",
  licence: "public domain (US Government work)",
  made: false,
} as const;

const DETAIL = `regexp_replace(trim("Statistics_detail"), ':? rounded$', '')`;
const ESTIMATED = `case when "Notes" ilike 'Estimated%' then 'estimated' else 'reported' end`;

function capacities(): LayoutReading {
  const figure = storedSql(`"Value"`, `"Unit"`);
  const measure = `case "Statistics" ${Object.entries(MEASURES)
    .map(([words, name]) => `when '${words}' then '${name}'`)
    .join(" ")} end`;
  return {
    mapping: {
      as: "capacities",
      ...SOURCE,
      columns: {
        country: from("Country"),
        product: from("Commodity"),
        measure: from("Statistics"),
        period: from("Year"),
        quantity: from("Value"),
        unit: from("Unit"),
        basis: from("basis"),
        mark: from("mark"),
      },
    },
    reshape: {
      needs: NEEDED,
      gives: ["Country", "Commodity", "Statistics", "Year", "Value", "Unit", "basis", "mark"],
      select: `select record, line, ${countrySql(`"Country"`)} as "Country",
          case when "Statistics" in ('Reserves', 'Net import reliance') and ${DETAIL} = 'Reserves' then trim("Commodity")
            else trim("Commodity") || ': ' || ${DETAIL} end as "Commodity", ${measure} as "Statistics", "Year",
          ${figure} as "Value", ${unitSql(`"Unit"`)} as "Unit",
          case when ${figure} is not null then ${ESTIMATED} end as basis,
          coalesce(${groupSql(`"Country"`)}, ${markSql(`"Value"`)}) as mark,
          case when ${measure} is null then 'a statistic of another kind: ' || lower("Statistics") end as aside
        from file`,
    },
    warnings: [],
  };
}

function prices(): LayoutReading {
  const unit = `regexp_extract("Unit", '^(?:dollars|cents) per (.+)$', 1)`;
  return {
    mapping: {
      as: "prices",
      ...SOURCE,
      columns: {
        series: from("Statistics_detail"),
        product: from("Commodity"),
        unit: from("Unit"),
        currency: constant("USD"),
        period: from("Year"),
        value: from("Value"),
      },
    },
    reshape: {
      needs: NEEDED,
      gives: ["Commodity", "Statistics_detail", "Unit", "Year", "Value"],
      select: `select record, line, trim("Commodity") as "Commodity",
          trim("Commodity") || ': ' || regexp_replace(trim("Statistics_detail"), '^Price, ', '') as "Statistics_detail",
          replace(${unit}, 'metric ton', 't') as "Unit", "Year",
          ${figureSql(`"Value"`)} / case when "Unit" like 'cents%' then 100 else 1 end as "Value",
          case when "Statistics" <> 'Price' then 'a statistic of another kind: ' || lower("Statistics")
            when coalesce(${unit}, '') = '' then 'a price of no money: ' || coalesce("Unit", 'no unit')
            when ${figureSql(`"Value"`)} is null then 'a mark in place of a price: ' || coalesce("Value", 'nothing') end as aside
        from file`,
    },
    warnings: [],
  };
}

/** The data release of the Mineral Commodity Summaries of all commodities: one figure a record. `as: prices` for prices. */
export const layout: Layout = {
  name: "usgs-mcs-commodities",
  about: "USGS Mineral Commodity Summaries, all statistics: production, reserves and reliance, or prices",
  recognise: (header) => holdsAll(header, ["MCS chapter", ...NEEDED]),
  read: ({ as }) => (as === "prices" ? prices() : capacities()),
};
