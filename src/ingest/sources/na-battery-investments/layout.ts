import { constant, from, holdsAll, type Layout, type LayoutReading } from "../layout.ts";

const NEEDED = [
  "technology",
  "company_name",
  "product",
  "reported_investment",
  "city",
  "state",
  "country",
  "latitude",
  "longitude",
];

const SOURCE = {
  source: "na-battery-investments",
  licence: "MIT, Copyright (c) 2024 acheng98",
  made: false,
} as const;

/** The plant is named by its company and town: the tracker has no name of its own. */
const PLANT = `trim("company_name") || coalesce(', ' || nullif(nullif(trim("city"), 'TBD'), ''), '')`;
const REGION = `nullif(nullif(trim("state"), 'TBD'), '')`;
const STAGE = `case when "product" ilike '%Cells%' then 'cell' when "product" ilike '%Packs%' then 'pack'
  when "product" ilike '%Recycl%' then 'recycle' when "product" ilike '%Materials Processing%' then 'refine'
  when "product" ilike 'Batteries: Minerals%' then 'materials' when "product" ilike '%Assembly%' then 'vehicle'
  else lower(trim("product")) end`;

function facilities(): LayoutReading {
  return {
    mapping: {
      as: "facilities",
      ...SOURCE,
      columns: {
        name: from("company_name"),
        operator: from("operator"),
        country: from("country"),
        region: from("state"),
        lat: from("latitude"),
        lon: from("longitude"),
        stage: from("product"),
      },
    },
    reshape: {
      needs: NEEDED,
      gives: ["company_name", "operator", "country", "state", "latitude", "longitude", "product"],
      select: `select record, line, ${PLANT} as "company_name", trim("company_name") as operator, trim("country") as "country",
          ${REGION} as "state", "latitude", "longitude", ${STAGE} as "product", cast(null as varchar) as aside from file`,
    },
    warnings: ["These are announcements: nothing here says that a plant runs. Coordinates are rounded to 0.1 degrees."],
  };
}

function capacities(): LayoutReading {
  const amount = `try_cast(replace("reported_investment", ',', '') as decimal(18,6))`;
  return {
    mapping: {
      as: "capacities",
      ...SOURCE,
      columns: {
        facility: from("company_name"),
        party: from("operator"),
        country: from("country"),
        product: from("product"),
        measure: constant("investment"),
        quantity: from("reported_investment", { times: "1000000" }),
        unit: constant("USD"),
        basis: constant("reported"),
      },
    },
    reshape: {
      needs: NEEDED,
      gives: ["company_name", "operator", "country", "product", "reported_investment"],
      // Zero stands for a sum that was not said as well as for none: neither is a figure.
      select: `select record, line, ${PLANT} as "company_name", trim("company_name") as operator, trim("country") as "country",
          trim("product") as "product", ${amount} as "reported_investment",
          case when coalesce(${amount}, 0) = 0 then 'no investment is stated' end as aside from file`,
    },
    warnings: ["These are announcements of money, not of capacity: the tracker has no capacity in GWh or tonnes."],
  };
}

/** Announced plants of electric vehicles and batteries in North America. `as: capacities` for the money announced. */
export const layout: Layout = {
  name: "na-battery-investments",
  about: "announced North American plants for vehicles and batteries: facilities, or the investment of each",
  recognise: (header) => holdsAll(header, NEEDED),
  read: ({ as }) => (as === "capacities" ? capacities() : facilities()),
};
