import type { DuckDBConnection } from "@duckdb/node-api";
import { literal } from "./canonical/sql-text.ts";

/** How the numbers of generated bills begin, so that they are known for made wherever the file goes. */
export const MADE_BILL = "MADE-";

/** Whether `bills`, a select with `value_bill`, holds a generated bill. */
export async function holdsMadeBills(connection: DuckDBConnection, bills: string): Promise<boolean> {
  const reader = await connection.runAndReadAll(
    `select exists (select 1 from (${bills}) as bills where starts_with(value_bill, ${literal(MADE_BILL)}))`,
  );
  return reader.getRows()[0]?.[0] === true;
}
