import { rmSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { OUT } from "./paths.mjs";
import { readableTime, timed } from "./timing.mjs";
import { importWorld } from "./world.mjs";

/** An import (validated, rejects kept, names keyed) against DuckDB reading the same CSV into one Parquet file. */
export async function compareImport(world) {
  const parquet = join(OUT, "plain.parquet");
  const text = (path) => `'${path.replaceAll("'", "''")}'`;
  const plain = await timed(async () => {
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(
      `copy (select * from read_csv(${text(world.csv)}, header = true)) to ${text(parquet)} (format parquet, compression zstd)`,
    );
    const reader = await connection.runAndReadAll(`select count(*) from read_parquet(${text(parquet)})`);
    connection.closeSync();
    instance.closeSync();
    return Number(reader.getRows()[0][0]);
  });
  rmSync(parquet, { force: true });
  console.log(`  DuckDB read_csv -> Parquet: ${readableTime(plain.ms)}`);
  const own = await timed(() => importWorld(world));
  console.log(`  import: ${readableTime(own.ms)}, ${own.value.rows} rows, ${own.value.rejected} rejected`);
  if (own.value.rows + own.value.rejected !== plain.value) throw new Error("The two read different numbers of rows.");
  const ratio = own.ms / plain.ms;
  return [
    {
      what: "import of a CSV of bills: validated, rejects kept, names keyed",
      ours: readableTime(own.ms),
      peer: `DuckDB read_csv -> Parquet ${readableTime(plain.ms)}`,
      figure: `${ratio.toFixed(2)} x its time`,
      target: "at most 2.5 x",
      met: ratio <= 2.5,
      raw: { importMs: own.ms, duckdbMs: plain.ms, ratio },
    },
  ];
}
