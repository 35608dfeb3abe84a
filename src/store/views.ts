import { md5Hex, type Sql, sql } from "./sql.ts";
import { type Table, tableNamed } from "./tables.ts";

/** A view over the tables of a store: the same text on every engine. */
export interface View {
  readonly name: string;
  readonly about: string;
  readonly select: (facts: ViewFacts) => Sql;
}

/** What is known of a vintage before any of it is read; lets a view leave out a join that cannot change anything. */
export interface ViewFacts {
  readonly hasRates: boolean;
  readonly hasMasterBills: boolean;
}

/** Read in this order: a later view may stand on an earlier one. */
export const VIEWS: readonly View[] = [
  {
    name: "parties",
    about: "One row a party, over everything imports said about it; a party that is only named is there too.",
    select: () => sql`
      select party_id, max(kind) as kind, coalesce(min(record_name), min(other_name)) as name, min(country) as country,
        min(incorporated_in) as incorporated_in, min(headquartered_in) as headquartered_in,
        min(legal_form) as legal_form, min(listed) as listed
      from (
        select party_id, kind, name as record_name, cast(null as varchar) as other_name, country, incorporated_in,
          headquartered_in, legal_form, listed
        from party_records
        union all
        select party_id, null, null, name, null, null, null, null, null from party_names
        union all
        select party_id, null, null, null, null, null, null, null, null from party_ids
      ) as said
      group by party_id`,
  },
  {
    name: "shipments_usd",
    about: "Shipments with US dollars filled in by the rate of the day, month or year, the most specific there is.",
    select: ({ hasRates }) =>
      hasRates
        ? withRates(tableNamed("shipments"), sql`coalesce(t.usd_basis, ${ownBasis()})`, [
            sql`cast(t.arrived_on as varchar)`,
            sql`substr(cast(t.arrived_on as varchar), 1, 7)`,
            sql`substr(cast(t.arrived_on as varchar), 1, 4)`,
          ])
        : withoutRates(tableNamed("shipments"), sql`coalesce(t.usd_basis, ${ownBasis()})`),
  },
  {
    name: "flows_usd",
    about: "Flows with US dollars filled in by the rate of the period, else of its year.",
    select: ({ hasRates }) =>
      hasRates
        ? withRates(tableNamed("flows"), ownBasis(), [sql`t.period`, sql`substr(t.period, 1, 4)`])
        : withoutRates(tableNamed("flows"), ownBasis()),
  },
  {
    name: "shipments_counted",
    about: "Shipments in US dollars without master bills, whose house bills are there: each shipment counts once.",
    select: ({ hasMasterBills }) => {
      const all = sql`select s.* from shipments_usd as s`;
      if (!hasMasterBills) return all;
      return sql`
        with masters as (
          select distinct coalesce(source_id, '') as of_source, master_bill
          from shipments
          where master_bill is not null and (bill is null or bill <> master_bill)
        )
        ${all} left join masters as m on m.of_source = coalesce(s.source_id, '') and m.master_bill = s.bill
        where m.master_bill is null`;
    },
  },
];

const ownBasis = (): Sql => sql`case when t.usd is not null then 'reported' end`;

function withoutRates(table: Table, basis: Sql): Sql {
  return sql`select ${columnsOf(table, sql`t.usd`, basis)} from ${sql.id(table.name)} as t`;
}

/** One join a way of writing the period, the most specific first; each finds at most one rate. */
function withRates(table: Table, basis: Sql, periods: readonly Sql[]): Sql {
  const rates = periods.map((_, index) => sql.id(`r${index}`));
  const rate = sql`coalesce(${sql.join(rates.map((name) => sql`${name}.usd`))}, null)`;
  const money = table.columns.find(({ name }) => name === "usd")?.type ?? "decimal(18,2)";
  const usd = sql`coalesce(t.usd, cast(t.value * ${rate} as ${sql.type(money)}))`;
  const converted = sql`case when t.value is not null and ${rate} is not null then 'estimated' end`;
  // The case belongs to the key: a condition of its own would turn the hash join into every row with every rate.
  const currency = sql`case when t.usd is null then t.currency end`;
  const joins = periods.map((period, index) => {
    const alias = sql.id(`r${index}`);
    return sql`
      left join rates as ${alias} on ${alias}.currency = ${currency}
        and ${alias}.period = case when t.usd is null then ${period} end`;
  });
  // Of several rates for one period the one that was known last holds; the hash only breaks ties the same way always.
  const tie = md5Hex(sql`coalesce(source_id, '') || import_id || cast(coalesce(source_row, 0) as varchar)`);
  const latest = sql`coalesce(cast(known_on as varchar), '') || ${tie}`;
  return sql`
    with rates as (select currency, period, max_by(usd, ${latest}) as usd from fx group by currency, period)
    select ${columnsOf(table, usd, sql`coalesce(${basis}, ${converted})`)}
    from ${sql.id(table.name)} as t ${sql.join(joins, " ")}`;
}

function columnsOf(table: Table, usd: Sql, basis: Sql): Sql {
  const own = table.columns
    .filter(({ name }) => name !== "usd_basis")
    .map(({ name }) => {
      return name === "usd" ? sql`${usd} as usd` : sql`t.${sql.id(name)}`;
    });
  return sql.join([...own, sql`${basis} as usd_basis`]);
}
