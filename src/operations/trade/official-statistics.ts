import type { OfficialImports } from "../../store/queries/official-imports.ts";
import type { Context } from "../core/context.ts";
import type { Frequency } from "./trade-dataset.ts";

/** One dataset of official statistics of the imports asked about, its lines by period. */
export interface OfficialStatistics {
  readonly source: string;
  readonly side: "import" | "reconciled" | "export";
  readonly frequency: Frequency;
  readonly valuation: string | null;
  readonly hsRevision: number | null;
  readonly lines: readonly OfficialImports[];
}

const SIDES = ["import", "reconciled", "export"];
const FREQUENCIES = ["monthly", "quarterly", "annual", "daily"];

/**
 * Every dataset of the store that says what a country imported of a product, the best first; none that is made beside
 * real shipments, and none that is real beside made ones.
 */
export async function officialStatistics(
  context: Context,
  made: boolean,
  product: string,
  importer: string,
): Promise<OfficialStatistics[]> {
  const { officialImports } = await import("../../store/queries/official-imports.ts");
  const engine = await context.openEngine();
  return datasetsOf(await engine.rows<OfficialImports>(officialImports(importer, product, made), context.signal));
}

/** What importers reported before what was reconciled or what exporters did; then the finest periods, and the name. */
function datasetsOf(lines: readonly OfficialImports[]): OfficialStatistics[] {
  const groups = new Map<string, OfficialImports[]>();
  for (const line of lines) {
    const key = JSON.stringify([line.source_id, line.direction, line.frequency]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const found = [...groups.values()].map((own): OfficialStatistics => {
    const [first] = own as [OfficialImports];
    return {
      source: first.source_id,
      side: first.direction as OfficialStatistics["side"],
      frequency: first.frequency as Frequency,
      valuation: first.valuation,
      hsRevision: first.hs_revision,
      lines: own,
    };
  });
  return found.sort(
    (a, b) =>
      SIDES.indexOf(a.side) - SIDES.indexOf(b.side) ||
      FREQUENCIES.indexOf(a.frequency) - FREQUENCIES.indexOf(b.frequency) ||
      (a.source < b.source ? -1 : 1),
  );
}
