import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { headwater } from "../cli/headwater.ts";

const TABLE = "examples/baci-2024/baci_2024.csv";
const CASES = [
  ["850511", "USA"],
  ["283691", "KOR"],
  ["282200", "CHN"],
  ["250490", "DEU"],
  ["740311", "CHN"],
] as const;
/** The members of the Union, as ISO 3166 alpha-3, written apart from our own table of groups. */
const EU =
  "AUT BEL BGR HRV CYP CZE DNK EST FIN FRA DEU GRC HUN IRL ITA LVA LTU LUX MLT NLD POL PRT ROU SVK SVN ESP SWE";

let folder: string;
let query: (sql: string) => Promise<Record<string, unknown>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headwater-concentration-"));
  const { code, err } = await headwater([
    "import",
    TABLE,
    "--source",
    "baci",
    "--store",
    join(folder, "store"),
    "--quiet",
  ]);
  if (code !== 0) throw new Error(err);
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`create table baci as select column0 as seller, column1 as buyer, column2 as hs,
    cast(column3 as decimal(20,3)) as usd from read_csv('${TABLE}', header = false, skip = 1, all_varchar = true)`);
  query = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson()[0] as Record<string, unknown>;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = async (...args: string[]) => {
  const { out, err, code } = await headwater(["concentration", ...args, "--store", join(folder, "store"), "--json"]);
  expect([err, code]).toEqual(["", 0]);
  return JSON.parse(out).result.years[0];
};

/** HHI over the sums of `by` where `which`, in floating point: the definition, and nothing of ours. */
const hhi = (by: string, which: string) => `(select sum(v * v) / (sum(v) * sum(v)) from (
  select cast(sum(usd) as double) as v from baci where ${which} group by ${by}) as sums)`;

describe("concentration on BACI 2024 against SQL over the file", () => {
  test.each(CASES)("HS %s bought by %s: HHI, GeoDep and the largest share", async (hs, buyer) => {
    const year = await ask("--product", hs, "--to", buyer);
    const own = `hs = '${hs}' and buyer = '${buyer}' and seller <> buyer`;
    const expected = await query(`select ${hhi("seller", own)} as imports,
      ${hhi("seller", `hs = '${hs}' and seller <> buyer`)} as world,
      (select cast(sum(usd) as double) from baci where ${own}) as bought,
      (select cast(sum(usd) as double) from baci where hs = '${hs}' and seller = '${buyer}' and seller <> buyer) as sold,
      (select max(v) / sum(v) from (select cast(sum(usd) as double) as v from baci where ${own} group by seller)) as top`);
    const [first, world, ratio] = year.tests[0].conditions;
    expect(Number(year.hhi)).toBeCloseTo(Number(expected.imports), 7);
    expect(Number(first.value)).toBeCloseTo(Number(expected.imports), 7);
    expect(Number(world.value)).toBeCloseTo(Number(expected.world), 7);
    expect(Number(ratio.value) / (Number(expected.bought) / Number(expected.sold))).toBeCloseTo(1, 7);
    expect(Number(year.parts[0].share)).toBeCloseTo(Number(expected.top), 7);
    expect(year.tests[0].dependent).toBe(
      Number(expected.imports) > 0.4 && Number(expected.world) > 0.4 && Number(expected.bought) > Number(expected.sold),
    );
  });

  test.each(CASES)("HS %s bought by the European Union: the three indicators of the Commission", async (hs) => {
    const year = await ask("--product", hs, "--to", "EU27");
    const list = EU.split(" ")
      .map((code) => `'${code}'`)
      .join(", ");
    const outside = `hs = '${hs}' and buyer in (${list}) and seller not in (${list})`;
    const value = (which: string) => `(select cast(sum(usd) as double) from baci where seller <> buyer and ${which})`;
    const expected = await query(`select ${hhi("seller", outside)} as cdi1,
      ${value(outside)} / ${value(`hs = '${hs}' and buyer in (${list})`)} as cdi2,
      ${value(outside)} / ${value(`hs = '${hs}' and seller in (${list})`)} as cdi3`);
    const measured = year.tests[0].conditions.map(({ value }: { value: string }) => Number(value));
    for (const [at, name] of ["cdi1", "cdi2", "cdi3"].entries()) {
      expect(measured[at] / Number(expected[name])).toBeCloseTo(1, 7);
    }
  });
});
