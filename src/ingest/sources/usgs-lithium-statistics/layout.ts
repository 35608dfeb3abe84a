import { constant, from, holdsAll, type Layout, type LayoutReading } from "../layout.ts";
import { figureSql, markSql } from "../mineral-statistics.ts";

const YEAR = "Year";
const PRICE = "Unit value ($/t)";
/** The columns that are made, used or reserved, and of which country: null is the world. */
const MEASURES = [
  { header: "Production", measure: "production", product: "lithium: production", country: "US" },
  { header: "Estimated consumption", measure: "consumption", product: "lithium: consumption", country: "US" },
  {
    header: "World production (lithium content)",
    measure: "production",
    product: "lithium: mine production, lithium content",
    country: null,
  },
  {
    header: "World production (lithium carbonate equivalent)",
    measure: "production",
    product: "lithium: mine production, carbonate equivalent",
    country: null,
  },
] as const;

const SOURCE = {
  source: "usgs-ds140-lithium",
  licence: "public domain (US Government work)",
  made: false,
} as const;

function prices(): LayoutReading {
  return {
    mapping: {
      as: "prices",
      ...SOURCE,
      columns: {
        series: constant("Lithium: unit value (USGS Data Series 140)"),
        product: constant("Lithium"),
        unit: constant("t"),
        currency: constant("USD"),
        period: from(YEAR),
        value: from(PRICE),
      },
    },
    reshape: {
      needs: [YEAR, PRICE],
      gives: [YEAR, PRICE],
      select: `select record, line, "${YEAR}", ${figureSql(`"${PRICE}"`)} as "${PRICE}",
        case when ${figureSql(`"${PRICE}"`)} is null then 'a mark in place of a price: ' || coalesce("${PRICE}", 'nothing') end as aside
        from file`,
    },
    warnings: [],
  };
}

function capacities(): LayoutReading {
  const select = MEASURES.map(({ header, measure, product, country }) => {
    const place = country === null ? "cast(null as varchar)" : `'${country}'`;
    const mark = country === null ? "'world total'" : markSql(`"${header}"`);
    return `select record, line, ${place} as country, '${product}' as product, '${measure}' as measure, "${YEAR}",
      ${figureSql(`"${header}"`)} as quantity, case when ${figureSql(`"${header}"`)} is null then null
      when '${measure}' = 'consumption' then 'estimated' else 'reported' end as basis, ${mark} as mark,
      case when trim(coalesce("${header}", 'NA')) in ('NA', '') then 'the record has no figure' end as aside from file`;
  }).join(" union all ");
  return {
    mapping: {
      as: "capacities",
      ...SOURCE,
      columns: {
        country: from("country"),
        product: from("product"),
        measure: from("measure"),
        period: from(YEAR),
        quantity: from("quantity"),
        unit: constant("t"),
        basis: from("basis"),
        mark: from("mark"),
      },
    },
    reshape: {
      needs: [YEAR, ...MEASURES.map(({ header }) => header)],
      gives: ["country", "product", "measure", YEAR, "quantity", "basis", "mark"],
      select,
    },
    warnings: [],
  };
}

/** Historical statistics of lithium in the United States, USGS Data Series 140: prices, or `as: capacities` production. */
export const layout: Layout = {
  name: "usgs-lithium-statistics",
  about: "USGS Data Series 140 for lithium, unit value or production by year",
  recognise: (header) => holdsAll(header, [YEAR, PRICE, ...MEASURES.map(({ header: column }) => column)]),
  read: ({ as }) => (as === "capacities" ? capacities() : prices()),
};
