import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/**
 * The trace held against plain SQL over the same files. Nothing of the engine is imported: the command is run as a user
 * would run it, and the SQL below reads the CSV, the input map and the concordance by itself.
 */
const root = fileURLToPath(new URL("../..", import.meta.url));
const baci = join(root, "examples/baci-2024/baci_2024.csv");
const scratch = mkdtempSync(join(tmpdir(), "headwater-oracle-"));
const store = join(scratch, "store");

let sql: DuckDBConnection;

function headwater(...args: string[]): string {
  return execFileSync(process.execPath, [join(root, "dist/cli/main.js"), ...args, "--store", store], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
}

beforeAll(async () => {
  headwater("init");
  headwater("import", baci);
  sql = await (await DuckDBInstance.create()).connect();
  await sql.run(`create table flow as
    select row_number() over () as id, i as seller, j as buyer, cast(cmd as varchar) as hs,
           cast(value as decimal(18,2)) as usd
    from read_csv('${baci}', types = {'i': 'varchar', 'j': 'varchar', 'cmd': 'varchar', 'value': 'decimal(18,2)'})`);
  await sql.run(`create table code as
    select hs2022, unnest(string_split(hs2017, ' ')) as hs2017
    from read_csv('${join(root, "data/concordance/hs2022-hs2017.csv")}', all_varchar = true)`);
  await sql.run(`create table link as
    select distinct o.hs2017 as made_of, i.hs2017 as input
    from read_csv('${join(root, "data/inputs/*.csv")}', all_varchar = true, union_by_name = true) l
    join code o on o.hs2022 = l.output_hs join code i on i.hs2022 = l.input_hs
    where l.hs_revision = '2022'`);
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Rows and dollars of tiers 1 to 3, tier by tier, each row in the first tier that it fits. */
async function plainTiers(product: string, importer: string): Promise<{ rows: number; usd: string }[]> {
  await sql.run(`create or replace table found as
    select id, 1 as tier from flow where hs = '${product}' and buyer = '${importer}'`);
  for (const tier of [2, 3]) {
    await sql.run(`insert into found
      select distinct f.id, ${tier}
      from flow f
      join (select distinct seller, hs from flow join found using (id) where tier = ${tier - 1}) sold
        on f.buyer = sold.seller
       and (f.hs = sold.hs or exists (select 1 from link where made_of = sold.hs and input = f.hs))
      where f.id not in (select id from found)`);
  }
  const totals = await sql.runAndReadAll(`select cast(count(*) as integer) as n, cast(sum(usd) as varchar) as usd
    from found join flow using (id) group by tier order by tier`);
  return totals.getRows().map(([n, usd]) => ({ rows: Number(n), usd: String(usd) }));
}

const iso3 = { US: "USA", DE: "DEU", KR: "KOR" } as const;

describe("the trace on BACI 2024 equals plain SQL over the CSV to the cent", () => {
  const asked = ["850511", "282200", "750210"].flatMap((product) =>
    (["US", "DE"] as const).map((to) => ({ product, to })),
  );

  test.each(asked)("$product to $to", async ({ product, to }) => {
    const answer = JSON.parse(headwater("trace", "--product", product, "--to", to, "--depth", "3", "--json"));
    const tiers = answer.result.tiers.map(({ rows, usd }: { rows: number; usd: string }) => ({ rows, usd }));
    const plain = await plainTiers(product, iso3[to]);
    expect(plain[0]?.rows).toBeGreaterThan(5);
    expect(tiers).toEqual(plain);
  });

  test("every part of a tier adds up to the tier", async () => {
    const answer = JSON.parse(headwater("trace", "--product", "850511", "--to", "KR", "--depth", "3", "--json"));
    for (const tier of answer.result.tiers) {
      const cents = tier.by.reduce((sum: bigint, { usd }: { usd: string }) => sum + BigInt(usd.replace(".", "")), 0n);
      expect(cents).toBe(BigInt(tier.usd.replace(".", "")));
    }
  });
});
