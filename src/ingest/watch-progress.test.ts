import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { watchProgress } from "./watch-progress.ts";

test("says how far a statement is while it runs, and passes its result on", async () => {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("create table numbers as select range as n, hash(range) as h from range(3_000_000)");
  const shares: number[] = [];
  const result = await watchProgress(
    connection,
    (share) => shares.push(share),
    async () => {
      let rows = 0;
      while (shares.length < 2 && rows < 200) {
        await connection.run("create or replace table sorted as select * from numbers order by h");
        rows++;
      }
      return "done";
    },
  );
  expect(result).toBe("done");
  expect(shares.length).toBeGreaterThanOrEqual(2);
  expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
});
