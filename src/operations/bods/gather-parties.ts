import type { PartySaying } from "../../store/queries/ownership-export.ts";
import type { ExportedParty } from "./statements.ts";

export interface Sayings {
  readonly records: readonly PartySaying[];
  readonly names: readonly { readonly party_id: string; readonly name: string }[];
  readonly ids: readonly { readonly party_id: string; readonly scheme: string; readonly value: string }[];
}

function grouped<T extends { readonly party_id: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.party_id);
    if (group === undefined) groups.set(row.party_id, [row]);
    else group.push(row);
  }
  return groups;
}

const firstOf = (values: readonly (string | null)[]): string | null => values.find((value) => value !== null) ?? null;

/** One party for each id, of all that is said of it; the first name in order is its main one. */
export function gatherParties(wanted: Iterable<string>, sayings: Sayings): readonly ExportedParty[] {
  const records = grouped(sayings.records);
  const names = grouped(sayings.names);
  const ids = grouped(sayings.ids);
  return [...wanted].sort().map((id): ExportedParty => {
    const said = records.get(id) ?? [];
    const called = names.get(id) ?? [];
    const name = firstOf([...said.map((each) => each.name), ...called.map((each) => each.name)]);
    const others = new Set([...said.flatMap((each) => each.name ?? []), ...called.map((each) => each.name)]);
    return {
      id,
      kind: firstOf(said.map(({ kind }) => kind)),
      name,
      names: [...others].filter((other) => other !== name).sort(),
      countries: [...new Set(said.flatMap(({ country }) => country ?? []))].sort(),
      incorporatedIn: firstOf(said.map((each) => each.incorporated_in)),
      legalForm: firstOf(said.map((each) => each.legal_form)),
      ids: (ids.get(id) ?? []).map(({ scheme, value }) => ({ scheme, value })),
    };
  });
}
