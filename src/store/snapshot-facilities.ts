import type { Dataset, FacilityTable } from "../network/network.ts";
import type { Engine } from "./engine.ts";
import { compileFacilities, type FacilityGroupLine } from "./queries/compile-facilities.ts";
import { PARTY_SEPARATOR } from "./queries/compile-parties.ts";
import { type NamedColumns, type NamedTexts, namedColumns } from "./snapshot-parties.ts";
import type { Sql } from "./sql.ts";

/** The facilities of a dataset; the first is "", which stands for none. */
export interface FacilityTexts extends NamedTexts {
  /** Ids of the parties that run them, or "". */
  readonly operators: string[];
}

export async function readFacilities(
  engine: Engine,
  dataset: Dataset,
  numbered: Sql,
  signal: AbortSignal | undefined,
): Promise<FacilityTexts> {
  const texts: FacilityTexts = { ids: [""], names: [""], countries: [""], operators: [""] };
  for (const group of await engine.rows<FacilityGroupLine>(compileFacilities(dataset, numbered), signal)) {
    for (const column of ["ids", "names", "countries", "operators"] as const) {
      for (const text of group[column].split(PARTY_SEPARATOR)) texts[column].push(text);
    }
  }
  return texts;
}

/** Lays facilities out as a snapshot keeps them; one that is not described goes by its id. */
export function facilityColumns(
  { ids, names, countries: codes, operators }: FacilityTexts,
  countries: readonly string[],
  findParty: (id: string) => number,
): { readonly columns: NamedColumns; readonly operators: Int32Array; readonly table: FacilityTable } {
  const named = names.map((name, index) => name || (ids[index] ?? ""));
  const { columns, table } = namedColumns({ ids, names: named, countries: codes }, countries);
  const byIndex = Int32Array.from(operators, (id) => (id === "" ? -1 : findParty(id)));
  return { columns, operators: byIndex, table: { ...table, operator: (index) => byIndex[index] ?? -1 } };
}
