// The reach of `docs` in DuckDB's SQL, two ways, over one Parquet file of counted rows: bill_row, shipper_id,
// consignee_id, hs6, import_country, usd.
import { DuckDBInstance } from "@duckdb/node-api";

export async function openPeer(parquet, links) {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`create view bills as select * from read_parquet('${parquet.replaceAll("'", "''")}')`);
  await connection.run("create table links (output varchar, input varchar)");
  const appender = await connection.createAppender("links");
  for (const [output, input] of links) {
    appender.appendVarchar(output);
    appender.appendVarchar(input);
    appender.endRow();
  }
  appender.closeSync();
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const FIGURES = `count(*) as n, cast(coalesce(sum(usd), 0) * 100 as bigint) as cents,
  count(distinct shipper_id) as senders, count(distinct consignee_id) as buyers`;
const IS_ROOT = "hs6 = $product and import_country = $country";

/** Tier by tier: each a semi-join of all rows with the buyers and products that the tier before has led to. */
export async function semiJoinReach({ connection }, { product, country, depth }) {
  const values = { product, country };
  await connection.run("create or replace temp table visited (party varchar, hs6 varchar)");
  await connection.run(
    `create or replace temp table found as select shipper_id, consignee_id, hs6, usd from bills where ${IS_ROOT}`,
    values,
  );
  const tiers = [];
  for (let tier = 1; ; tier++) {
    const figures = await rows(connection, `select ${FIGURES} from found`);
    if (figures[0].n === 0 && tier > 1) return tiers;
    tiers.push(figures[0]);
    if (tier === depth) return tiers;
    await connection.run(`create or replace temp table frontier as
      select distinct f.shipper_id as party, l.input as hs6 from found f inner join links l on l.output = f.hs6
      where not exists (select 1 from visited v where v.party = f.shipper_id and v.hs6 = l.input)`);
    await connection.run("insert into visited select party, hs6 from frontier");
    await connection.run(
      `create or replace temp table found as
      select b.shipper_id, b.consignee_id, b.hs6, b.usd
      from bills b semi join frontier f on f.party = b.consignee_id and f.hs6 = b.hs6
      where not (b.hs6 = $product and coalesce(b.import_country = $country, false))`,
      values,
    );
  }
}

/** One recursive statement that keeps each buyer and product once, with its smallest tier. */
export async function keyedReach({ connection }, { product, country, depth }) {
  const tiers = await rows(
    connection,
    `with recursive reached(party, hs6, tier) using key (party, hs6) as (
      select distinct b.shipper_id, l.input, 2
      from bills b inner join links l on l.output = b.hs6
      where b.hs6 = $product and b.import_country = $country
      union
      select distinct b.shipper_id, l.input, r.tier + 1
      from reached r
      inner join bills b on b.consignee_id = r.party and b.hs6 = r.hs6
      inner join links l on l.output = b.hs6
      where r.tier < $depth and not exists (
        select 1 from recurring.reached k where k.party = b.shipper_id and k.hs6 = l.input)
    )
    select 1 as tier, ${FIGURES} from bills where ${IS_ROOT}
    union all
    select r.tier, ${FIGURES}
    from bills b inner join reached r on r.party = b.consignee_id and r.hs6 = b.hs6
    where not (b.hs6 = $product and coalesce(b.import_country = $country, false))
    group by r.tier
    order by tier`,
    { product, country, depth },
  );
  return tiers.map(({ tier: _, ...figures }) => figures);
}

async function rows(connection, text, values) {
  const reader = await connection.runAndReadAll(text, values);
  return reader
    .getRowObjectsJson()
    .map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, Number(v)])));
}
