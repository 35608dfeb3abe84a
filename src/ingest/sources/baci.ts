import { InvalidInput } from "../../errors.ts";
import type { Mapping } from "../mapping.ts";
import { constant } from "./layout.ts";

/** What every form of BACI has in common: reconciled, free on board, in US dollars, the importer as reporter. */
export const BACI: Pick<Mapping, "as" | "licence" | "made"> & { readonly columns: Mapping["columns"] } = {
  as: "flows",
  licence: "Etalab 2.0, CEPII BACI",
  made: false,
  columns: {
    frequency: constant("annual"),
    direction: constant("reconciled"),
    valuation: constant("fob"),
    currency: constant("USD"),
  },
};

/** The HS edition in a name such as BACI_HS17_Y2024_V202601.csv, and a warning when it is not there. */
export function baciRevision(name: string): { revision: string; warnings: readonly string[] } {
  const digits = /HS(12|17|22)/i.exec(name)?.[1];
  if (digits !== undefined) return { revision: `20${digits}`, warnings: [] };
  return { revision: "2017", warnings: [`“${name}” does not name its HS edition; its codes were read as HS 2017.`] };
}

export function yearInName(name: string): string {
  const year = /(?:^|[^0-9])((?:19|20)\d{2})(?:[^0-9]|$)/.exec(name)?.[1];
  if (year !== undefined) return year;
  throw new InvalidInput(`“${name}” has no column for the year and no year in its name.`, {
    hint: "Name it like baci_2024.csv, or give a mapping with `period: {constant: 2024}`.",
  });
}
