import type { DuckDBConnection } from "@duckdb/node-api";
import type { Nomenclature } from "../../book/nomenclature.ts";
import { formatHs, HS_REVISIONS } from "../../vocab/hs-code.ts";
import type { FieldPlan } from "./column-plan.ts";

/** Says which codes no known edition of the Harmonized System has. They are stored all the same: as filed. */
export async function unknownHsWarning(
  connection: DuckDBConnection,
  plans: ReadonlyMap<string, FieldPlan>,
  nomenclature: Nomenclature,
): Promise<string[]> {
  if (plans.get("hs")?.join == null) return [];
  const reader = await connection.runAndReadAll("select distinct ok from map_hs where ok is not null order by ok");
  const unknown = (reader.getColumns()[0] ?? [])
    .map(String)
    .filter((code) => !HS_REVISIONS.some((revision) => nomenclature.has(code, revision)));
  if (unknown.length === 0) return [];
  const shown = unknown.slice(0, 3).map(formatHs).join(", ");
  const count = unknown.length === 1 ? "1 HS code is" : `${unknown.length} HS codes are`;
  return [`${count} in no edition of ${HS_REVISIONS.join(", ")}, such as ${shown}; the rows were stored as filed.`];
}
