import { billFacilityIdSql, listedFacilityIdSql } from "../../resolve/facility-key.ts";
import type { Family } from "../family.ts";
import { type BillFacility, billFacilityJoin, facilityJoin, facilityRecords } from "./facility-tables.ts";
import {
  day,
  type FamilyContext,
  type FamilyWriter,
  figure,
  firstOf,
  has,
  idOf,
  joinOf,
  origin,
  partyColumn,
  partyTables,
  type TableRows,
  validity,
  value,
} from "./family-context.ts";
import { listings, stakes } from "./ownership-families.ts";
import { literal } from "./sql-text.ts";

/** The edition in force on a day, when the file does not say which its codes are of. */
const revision = (context: FamilyContext, date: string): string => {
  const byDay = `case when ${date} >= '2022-01-01' then 2022 when ${date} >= '2017-01-01' then 2017 else 2012 end`;
  return has(context, "hs_revision") ? `coalesce(cast(value_hs_revision as integer), ${byDay})` : byDay;
};

const usd = (context: FamilyContext): string =>
  has(context, "value") && has(context, "currency")
    ? "case when value_currency = 'USD' then value_value end"
    : "cast(null as decimal(18,2))";

const SHIPPER_COUNTRY = ["shipper_country", "export_country", "origin"];
const CONSIGNEE_COUNTRY = ["consignee_country", "import_country"];

interface BillSide {
  readonly alias: "shipper" | "consignee";
  readonly countries: readonly string[];
}

const SIDES: readonly [BillSide, BillSide] = [
  { alias: "shipper", countries: SHIPPER_COUNTRY },
  { alias: "consignee", countries: CONSIGNEE_COUNTRY },
];

/** The party of one side, and its facility; none where the file names none. */
function billSide(context: FamilyContext, { alias, countries }: BillSide) {
  const [party] = partyColumn(context, `${alias}_name`, countries, "'company'", `${alias}_code`);
  const field = `${alias}_facility`;
  const partyId = idOf(alias, party);
  const named = party !== undefined && has(context, field);
  return {
    party,
    partyId,
    partyJoin: joinOf(alias, party),
    facilityId: named ? billFacilityIdSql(`${alias}_place.key`, partyId) : "cast(null as varchar)",
    facilityJoin: named ? billFacilityJoin(`${alias}_place`, field) : "",
    fields: named ? [...party.fields, ...(party.code === undefined ? [] : [`${alias}_code`]), field] : null,
  };
}

/** The facilities that the bills name, each of the party that stands beside it. */
function billFacilities(context: FamilyContext): TableRows[] {
  const sides = SIDES.flatMap((each): BillFacility[] => {
    const side = billSide(context, each);
    if (side.fields === null || side.party === undefined) return [];
    const fields = side.fields.filter((field) => has(context, field));
    const from = `from (${context.rowsOf(fields)}) as bills ${side.partyJoin} ${side.facilityJoin}`;
    const alias = `${each.alias}_place`;
    return [{ id: side.facilityId, operatorId: side.partyId, country: side.party.country, alias, from }];
  });
  if (sides.length === 0) return [];
  const source = `${literal(context.source)} as source_id`;
  return [{ table: "facilities", select: `select *, ${source} from (${facilityRecords(sides)}) as places` }];
}

const shipments: FamilyWriter = {
  day: { field: "arrived_on", column: "value_arrived_on" },
  parties: (context) => [
    ...partyColumn(context, "shipper_name", SHIPPER_COUNTRY, "'company'", "shipper_code"),
    ...partyColumn(context, "consignee_name", CONSIGNEE_COUNTRY, "'company'", "consignee_code"),
    ...partyColumn(context, "forwarder_name", [], "'forwarder'"),
  ],
  facilities: ["shipper_facility", "consignee_facility"],
  tables(context) {
    const [shipper, consignee] = [billSide(context, SIDES[0]), billSide(context, SIDES[1])];
    const [forwarder] = partyColumn(context, "forwarder_name", [], "'forwarder'");
    const text = (field: string, part = field, as = field) => `${value(context, field, part)} as ${as}`;
    const select = `select ${literal(`${context.importId.slice(0, 10)}-`)} || record as shipment_id, ${text("bill")},
      ${text("master_bill")}, ${day(context, "arrived_on")} as arrived_on, ${shipper.partyId} as shipper_id,
      ${shipper.facilityId} as shipper_facility_id, ${consignee.partyId} as consignee_id,
      ${consignee.facilityId} as consignee_facility_id, ${idOf("forwarder", forwarder)} as forwarder_id,
      ${text("hs", "hs", "hs6")}, ${text("hs", "hs_full", "hs_full")},
      ${has(context, "hs") ? `case when value_hs is not null then ${revision(context, "value_arrived_on")} end` : "cast(null as integer)"} as hs_revision,
      ${text("description")}, ${text("origin")}, ${text("export_country")}, ${text("import_country")},
      ${text("port_of_lading")}, ${text("port_of_unlading")}, ${figure(context, "value")} as value, ${text("currency")},
      ${usd(context)} as usd, case when ${usd(context)} is not null then 'reported' end as usd_basis,
      ${figure(context, "kg")} as kg, ${figure(context, "quantity")} as quantity, ${text("unit")}, ${origin(context)}
      from (${context.rows}) as bills ${shipper.partyJoin} ${consignee.partyJoin}
      ${joinOf("forwarder", forwarder)} ${shipper.facilityJoin} ${consignee.facilityJoin}`;
    const parties = partyTables(context, shipments.parties(context));
    return [{ table: "shipments", select }, ...parties, ...billFacilities(context)];
  },
};

const flows: FamilyWriter = {
  day: { field: "period", column: "value_period_from" },
  parties: () => [],
  tables(context) {
    const frequency = has(context, "frequency")
      ? "coalesce(value_frequency, value_period_frequency)"
      : "value_period_frequency";
    const select = `select value_period as period, cast(value_period_from as date) as period_from,
      ${frequency} as frequency, value_reporter as reporter, value_partner as partner, value_direction as direction,
      value_hs as hs6, ${revision(context, "value_period_from")} as hs_revision,
      ${value(context, "valuation")} as valuation, ${figure(context, "value")} as value,
      ${value(context, "currency")} as currency, ${usd(context)} as usd, ${figure(context, "kg")} as kg,
      ${origin(context)} from (${context.rows}) as statistics`;
    return [{ table: "flows", select }];
  },
};

const parties: FamilyWriter = {
  day: null,
  parties: (context) => [
    ...partyColumn(context, "name", ["country"], value(context, "kind")),
    ...partyColumn(context, "same_as", ["country"], value(context, "kind")),
  ],
  tables(context) {
    const main = firstOf(context, "same_as", "name");
    const id = `case when ${value(context, "kind")} = 'country' then coalesce(${value(context, "country")}, party.party_id) else party.party_id end`;
    const from = `from (${context.rows}) as saying join parties_seen as party on party.name = ${main}
      and party.country = coalesce(${value(context, "country")}, '')`;
    const fields = ["incorporated_in", "headquartered_in", "legal_form", "listed"];
    const records = `select ${id} as party_id, ${value(context, "kind")} as kind, trim(regexp_replace(${main}, '\\s+', ' ', 'g')) as name,
      ${value(context, "country")} as country, ${fields.map((field) => `${value(context, field)} as ${field}`).join(", ")},
      ${origin(context)} ${from}`;
    const names = `select distinct ${id} as party_id, named.display as name, named.script,
      ${has(context, "name_kind") ? "value_name_kind" : "'as_filed'"} as kind, ${literal(context.source)} as source_id
      ${from} join parties_seen as named on named.name = value_name and named.country = party.country`;
    const ids = `select distinct ${id} as party_id, ${value(context, "scheme")} as scheme,
      ${value(context, "identifier")} as value, ${literal(context.source)} as source_id
      ${from} where ${value(context, "identifier")} is not null and ${value(context, "scheme")} is not null`;
    return [
      { table: "party_records", select: records },
      { table: "party_names", select: names },
      ...(has(context, "identifier") ? [{ table: "party_ids", select: ids }] : []),
    ];
  },
};

const facilities: FamilyWriter = {
  day: { field: "valid_from", column: "value_valid_from" },
  parties: (context) => partyColumn(context, "operator", ["operator_country", "country"], "'company'"),
  facilities: ["name"],
  tables(context) {
    const [operator] = facilities.parties(context);
    const operatorId = operator === undefined ? "cast(null as varchar)" : "operator.party_id";
    const texts = ["address", "country", "region", "stage"].map((field) => `${value(context, field)} as ${field}`);
    const select = `select ${listedFacilityIdSql("coalesce(place.key, '')", value(context, "country"))} as facility_id,
      ${operatorId} as operator_id, value_name as name, ${texts.join(", ")},
      cast(${figure(context, "lat")} as double) as lat, cast(${figure(context, "lon")} as double) as lon,
      ${validity(context)}, ${origin(context)} from (${context.rows}) as plants ${joinOf("operator", operator)}
      ${facilityJoin("place", "name")}`;
    return [{ table: "facilities", select }, ...partyTables(context, facilities.parties(context))];
  },
};

const prices: FamilyWriter = {
  day: { field: "period", column: "value_period_from" },
  parties: () => [],
  tables(context) {
    const texts = ["product", "grade", "terms", "unit"].map((field) => `${value(context, field)} as ${field}`);
    const select = `select value_series as series, ${texts.join(", ")}, value_currency as currency,
      value_period as period, value_value as value, cast(value_period_from as date) as valid_from,
      cast(value_period_until as date) as valid_until, ${day(context, "known_on")} as known_on, ${origin(context)}
      from (${context.rows}) as prices`;
    return [{ table: "prices", select }];
  },
};

const capacities: FamilyWriter = {
  day: { field: "valid_from", column: "value_valid_from" },
  parties: (context) => partyColumn(context, "party", ["country"], "'company'"),
  facilities: ["facility"],
  tables(context) {
    const [party] = capacities.parties(context);
    const named = has(context, "facility");
    const facility = named ? listedFacilityIdSql("place.key", value(context, "country")) : "cast(null as varchar)";
    // A figure of a country stands under the country itself.
    const nation = named
      ? `case when value_facility is null then ${value(context, "country")} end`
      : value(context, "country");
    const texts = ["product", "measure", "period", "unit", "basis", "mark"].map(
      (field) => `${value(context, field)} as ${field}`,
    );
    const select = `select ${facility} as facility_id,
      ${party === undefined ? nation : `coalesce(owner.party_id, case when value_party is null then ${nation} end)`} as party_id, ${texts.join(", ")},
      ${figure(context, "quantity")} as quantity, ${validity(context)}, ${origin(context)}
      from (${context.rows}) as capacities ${joinOf("owner", party)}
      ${named ? facilityJoin("place", "facility") : ""}`;
    return [{ table: "capacities", select }, ...partyTables(context, capacities.parties(context))];
  },
};

const COST_RANGES = [
  "capacity",
  "price",
  "capex",
  "fixed_opex",
  "var_opex",
  "freight",
  "byproduct",
  "rate",
  "utilisation",
];

const costs: FamilyWriter = {
  day: { field: "valid_from", column: "value_valid_from" },
  parties: (context) => partyColumn(context, "party", ["country"], "'company'"),
  facilities: ["facility"],
  tables(context) {
    const [party] = costs.parties(context);
    const texts = ["status", "country", "unit", "currency", "period", "basis", "confidential", "note"];
    const figures = [...COST_RANGES.flatMap((name) => [name, `${name}_max`]), "years"];
    const select = `select ${listedFacilityIdSql("place.key", value(context, "country"))} as facility_id,
      value_product as product, place.display as facility,
      ${party === undefined ? "cast(null as varchar)" : "owner.party_id"} as party_id,
      ${texts.map((field) => `${value(context, field)} as ${field}`).join(", ")},
      ${figures.map((field) => `${figure(context, field)} as ${field}`).join(", ")},
      ${validity(context)}, ${origin(context)}
      from (${context.rows}) as costs ${joinOf("owner", party)} ${facilityJoin("place", "facility")}`;
    return [{ table: "costs", select }, ...partyTables(context, costs.parties(context))];
  },
};

const fx: FamilyWriter = {
  day: { field: "period", column: "value_period_from" },
  parties: () => [],
  tables: (context) => [
    {
      table: "fx",
      select: `select value_currency as currency, value_period as period, value_usd as usd, cast(value_period_from as date) as valid_from,
        cast(value_period_until as date) as valid_until, ${day(context, "known_on")} as known_on, ${origin(context)}
        from (${context.rows}) as rates`,
    },
  ],
};

export const FAMILY_WRITERS: Readonly<Record<Family, FamilyWriter>> = {
  shipments,
  flows,
  parties,
  facilities,
  stakes,
  listings,
  prices,
  capacities,
  costs,
  fx,
};
