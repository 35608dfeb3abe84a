import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { Store } from "../../src/store/store.ts";

/** One row of monthly statistics: "2024-03", exporter, importer, HS, USD, kg. */
export type FlowRow = readonly [string, string, string, string, string | null, string | null];

export interface FlowTable {
  readonly source: string;
  readonly side: "export" | "import";
  readonly rows: readonly FlowRow[];
}

const text = (value: string | null): string => (value === null ? "null" : `'${value}'`);

/** A store in a folder of its own with monthly statistics of HS 2022; exports are fob, imports cif. */
export async function flowsStore(tables: readonly FlowTable[]): Promise<string> {
  const folder = join(mkdtempSync(join(tmpdir(), "headwater-flows-")), "store");
  const store = await Store.create(folder, { now: () => new Date("2026-11-20T10:00:00Z") });
  const connection = await (await DuckDBInstance.create()).connect();
  await store.write("Import flows", async (tx) => {
    for (const { source, side, rows } of tables) {
      const values = rows.map((row, at) => `(${row.map(text).join(", ")}, ${at + 1})`).join(", ");
      const [reporter, partner] = side === "export" ? ["exporter", "importer"] : ["importer", "exporter"];
      await tx.add(
        "flows",
        connection,
        `select period, cast(period || '-01' as date) as period_from, 'monthly' as frequency, ${reporter} as reporter,
          ${partner} as partner, '${side}' as direction, hs6, 2022 as hs_revision,
          '${side === "export" ? "fob" : "cif"}' as valuation, cast(usd as decimal(18,2)) as value, 'USD' as currency,
          cast(usd as decimal(18,2)) as usd, cast(kg as decimal(18,3)) as kg, '${source}' as source_id, n as source_row
        from (values ${values}) as t(period, exporter, importer, hs6, usd, kg, n)`,
        `import-${source}`,
      );
      await tx.add(
        "imports",
        connection,
        `select '${source}' as source_id, 1 as source_row, 'flows' as family, '${source}.csv' as file,
          date '2026-11-20' as imported_on, ${rows.length} as "rows", 0 as rejected, false as made,
          date '2020-01-01' as first_day, date '2024-12-31' as last_day, 'CC0 1.0' as licence`,
        `import-${source}`,
      );
    }
  });
  connection.closeSync();
  return folder;
}

/** "2022-01" and the months after it. */
export function monthsFrom(first: string, count: number): string[] {
  const [year = 0, month = 1] = first.split("-").map(Number);
  return Array.from({ length: count }, (_, at) => {
    const all = year * 12 + month - 1 + at;
    return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, "0")}`;
  });
}
