import type { Engine } from "../../store/engine.ts";
import { type PartyIdRow, partiesSharingIds, partiesWithIds, type SharedIdRow } from "../../store/queries/stakes.ts";
import type { Context } from "../core/context.ts";
import type { PartyBook } from "./party-book.ts";

/**
 * Which ids of a store and the book stand for one party: those of a company of the book, and those of parties that have an
 * identifier in common. A name alone makes nobody one.
 */
export interface SameParties {
  /** The id that stands for all of them: the book's, else the first in order. */
  one(id: string): string;
  all(id: string): readonly string[];
  /** Looks up who has an identifier in common with some parties, or with any. To be asked before `one` and `all` are. */
  learn(ids: readonly string[] | "any"): Promise<void>;
}

/** Made parties have no identifiers in common with anybody, and the book does not know them. */
export const EACH_ITS_OWN: SameParties = {
  one: (id) => id,
  all: (id) => [id],
  learn: async () => undefined,
};

const IDS_AT_ONCE = 5000;

export async function sameParties(context: Context, engine: Engine, names: PartyBook): Promise<SameParties> {
  const groups = new Map<string, Set<string>>();
  const learned = new Set<string>();
  const groupOf = (id: string): Set<string> => groups.get(id) ?? new Set(names.all(id));
  const join = (a: string, b: string) => {
    const joined = new Set([...groupOf(a), ...groupOf(b)]);
    for (const id of joined) groups.set(id, joined);
  };
  const known = new Map(names.identifiers.map(({ scheme, value, id }) => [`${scheme.toLowerCase()} ${value}`, id]));
  if (known.size > 0) {
    const values = names.identifiers.map(({ value }) => value);
    for (const { party_id: id, scheme, value } of await engine.rows<PartyIdRow>(
      partiesWithIds(values),
      context.signal,
    )) {
      const company = known.get(`${scheme.toLowerCase()} ${value}`);
      if (company !== undefined) join(company, id);
    }
  }
  const pairs = async (ids: readonly string[] | null) => {
    for (const row of await engine.rows<SharedIdRow>(partiesSharingIds(ids), context.signal)) {
      join(row.party_id, row.other_id);
    }
  };
  return {
    one(id) {
      const group = groups.get(id);
      if (group === undefined) return names.one(id);
      return (
        [...group].find((each) => names.one(each) === each && names.company(each) !== null) ??
        ([...group].sort()[0] as string)
      );
    },
    all: (id) => [...groupOf(id)],
    async learn(ids) {
      if (ids === "any") return pairs(null);
      for (let next = ids.flatMap((id) => [...groupOf(id)]); ; ) {
        next = [...new Set(next)].filter((id) => !learned.has(id));
        if (next.length === 0) return;
        for (const id of next) learned.add(id);
        for (let at = 0; at < next.length; at += IDS_AT_ONCE) await pairs(next.slice(at, at + IDS_AT_ONCE));
        next = next.flatMap((id) => [...groupOf(id)]);
      }
    },
  };
}
