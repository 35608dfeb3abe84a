import type { Ownership } from "../control/facts.ts";
import type { Source } from "../evidence/source.ts";
import { readCompanies } from "./companies.ts";
import type { BookFolder } from "./folder.ts";
import { readListInfos, readListings } from "./lists.ts";
import { readStakes } from "./stakes.ts";

/** Companies, stakes and official lists of all folders, each checked against the others. */
export function readOwnership(folders: readonly BookFolder[], sources: ReadonlyMap<string, Source>): Ownership {
  const companies = readCompanies(folders, sources);
  const stakes = readStakes(folders, companies, sources);
  const lists = readListInfos(folders, sources);
  return { companies, stakes, lists, listings: readListings(folders, lists, companies, sources) };
}
