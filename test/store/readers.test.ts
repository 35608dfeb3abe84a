import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Engine } from "../../src/store/engine.ts";
import { sql } from "../../src/store/sql.ts";
import { Store } from "../../src/store/store.ts";
import { compiledSources } from "../support/build.ts";
import { newStore } from "../support/store-fixture.ts";

const WRITER = fileURLToPath(new URL("../support/store-writer.mjs", import.meta.url));

test("readers beside a busy writer of another process never see two tables that do not belong together", async () => {
  const { folder } = await newStore();
  const child = spawn(process.execPath, [WRITER, compiledSources(), folder, "many", "0"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  let code: number | null | undefined;
  const ended = new Promise<void>((done) =>
    child.on("close", (status) => {
      code = status;
      done();
    }),
  );
  const seen = new Set<number>();
  let last = 0;
  while (code === undefined) {
    const store = await Store.open(folder);
    const vintage = await store.vintage();
    expect(vintage.number).toBeGreaterThanOrEqual(last);
    last = vintage.number;
    seen.add(last);
    const engine = await Engine.open(vintage, { threads: 1 });
    const ask = () =>
      engine.rows<{ said: number; there: number }>(sql`
        select coalesce(cast(sum("rows") as bigint), 0) as said, (select count(*) from flows) as there from imports`);
    const [first] = await ask();
    expect(first?.there).toBe(first?.said);
    const [again] = await ask();
    expect(again).toEqual(first);
    engine.close();
  }
  await ended;
  expect(code).toBe(0);
  expect(seen.size).toBeGreaterThan(3);
});
