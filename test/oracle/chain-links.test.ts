import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChainResult } from "../../src/operations/trade/chain-result.ts";
import { COUNTRIES } from "../../src/vocab/country.ts";

/**
 * The links of a chain held against plain SQL over the same file. Of the engine nothing is imported but the table of
 * country codes: the command is run as a user would run it.
 */
const root = fileURLToPath(new URL("../..", import.meta.url));
const baci = join(root, "examples/baci-2024/baci_2024.csv");
const scratch = mkdtempSync(join(tmpdir(), "headwater-oracle-"));
const store = join(scratch, "store");
/** S19 is "Other Asia, not elsewhere specified", which the book reads as Taiwan. */
const alpha2 = new Map([...COUNTRIES.map(({ code, alpha3 }) => [alpha3, code] as [string, string]), ["S19", "TW"]]);

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
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface PlainLink {
  readonly tier: number;
  readonly seller: string;
  readonly buyer: string;
  readonly usd: string;
}

/** Tiers of the product itself, each row in the first tier that it fits, by seller and buyer. */
async function plainLinks(product: string, importer: string, depth: number): Promise<PlainLink[]> {
  await sql.run(`create or replace table found as
    select id, 1 as tier from flow where hs = '${product}' and buyer = '${importer}'`);
  for (let tier = 2; tier <= depth; tier++) {
    await sql.run(`insert into found
      select f.id, ${tier} from flow f
      where f.hs = '${product}' and f.id not in (select id from found)
        and f.buyer in (select seller from flow join found using (id) where tier = ${tier - 1})`);
  }
  const links = await sql.runAndReadAll(`select tier, seller, buyer, cast(sum(usd) as varchar)
    from found join flow using (id) group by tier, seller, buyer`);
  return links.getRows().map(([tier, seller, buyer, usd]) => ({
    tier: Number(tier),
    seller: alpha2.get(String(seller)) ?? String(seller),
    buyer: alpha2.get(String(buyer)) ?? String(buyer),
    usd: String(usd),
  }));
}

const inOrder = (links: readonly PlainLink[]): string[] =>
  links.map(({ tier, seller, buyer, usd }) => `${tier} ${seller} ${buyer} ${usd}`).sort();

const cents = (usd: string): bigint => BigInt(usd.replace(".", ""));

describe("the chain on BACI 2024 equals plain SQL over the CSV to the cent", () => {
  test.each([
    ["850511", "US", "USA"],
    ["282200", "DE", "DEU"],
  ])("%s to %s", async (product, to, alpha3) => {
    const args = ["--product", product, "--to", to, "--inputs", "same", "--depth", "3", "--json"];
    const whole: ChainResult = JSON.parse(headwater("chain", ...args, "--top", "250")).result;
    const plain = await plainLinks(product, alpha3, 3);
    const key = (id: string): string => id.slice(id.indexOf("|") + 1);
    const links = whole.links.map(({ tier, source, target, usd }) => ({
      tier,
      seller: key(source),
      buyer: key(target),
      usd,
    }));
    expect(plain.length).toBeGreaterThan(100);
    expect(inOrder(links)).toEqual(inOrder(plain));

    const pooled: ChainResult = JSON.parse(headwater("chain", ...args, "--top", "3")).result;
    for (const { tier, usd, hhi } of pooled.tiers) {
      const bySeller = new Map<string, bigint>();
      for (const link of plain.filter((each) => each.tier === tier)) {
        bySeller.set(link.seller, (bySeller.get(link.seller) ?? 0n) + cents(link.usd));
      }
      const total = cents(usd);
      const index = [...bySeller.values()].reduce((sum, part) => sum + (Number(part) / Number(total)) ** 2, 0);
      expect([...bySeller.values()].reduce((sum, part) => sum + part, 0n)).toBe(total);
      expect(Number(hhi)).toBeCloseTo(index, 6);
      const nodes = pooled.nodes.filter((node) => node.tier === tier);
      expect(nodes.reduce((sum, node) => sum + cents(node.usd), 0n)).toBe(total);
    }
  });
});
