import { type PartyIdRow, type PartyNameRow, partyIdentifiers, partyNames } from "../../store/queries/party-index.ts";
import type { Context } from "../core/context.ts";
import { placeName } from "./countries.ts";
import type { Finder, Hit } from "./finder.ts";
import { folded, type Match, matcherOf, rankOf } from "./text-match.ts";

interface NamedParty {
  readonly id: string;
  country: string | null;
  kind: string | null;
  readonly names: { readonly written: string; readonly folded: string }[];
  readonly ids: { readonly scheme: string; readonly value: string }[];
}

const indexes = new WeakMap<object, Promise<readonly NamedParty[]>>();

/** Every party of the store with its names, read once for all questions of a vintage that are warm together. */
function partyIndex(context: Context): Promise<readonly NamedParty[]> {
  const known = indexes.get(context.warm);
  if (known !== undefined) return known;
  const index = readParties(context);
  indexes.set(context.warm, index);
  index.catch(() => indexes.delete(context.warm));
  return index;
}

async function readParties(context: Context): Promise<readonly NamedParty[]> {
  const engine = await context.openEngine();
  const parties = new Map<string, NamedParty>();
  const partyOf = (id: string): NamedParty => {
    const party = parties.get(id) ?? { id, country: null, kind: null, names: [], ids: [] };
    parties.set(id, party);
    return party;
  };
  for (const row of await engine.rows<PartyNameRow>(partyNames(), context.signal)) {
    const party = partyOf(row.party_id);
    party.country ??= row.country;
    party.kind ??= row.kind;
    party.names.push({ written: row.name, folded: folded(row.name) });
  }
  for (const { party_id: id, scheme, value } of await engine.rows<PartyIdRow>(partyIdentifiers(), context.signal)) {
    partyOf(id).ids.push({ scheme, value });
  }
  return [...parties.values()].filter(({ kind }) => kind !== "country");
}

interface Ranked {
  readonly party: NamedParty;
  readonly rank: number;
  readonly name: string;
  readonly why: string;
}

/** By identifier, then by the closest of its names. */
function rankedAs(
  party: NamedParty,
  text: string,
  plain: string,
  matchOf: ReturnType<typeof matcherOf>,
): Ranked | null {
  const first = party.names[0]?.written ?? party.ids[0]?.value ?? party.id;
  if (party.id === text) return { party, rank: -2, name: first, why: "its id in the store" };
  const id = party.ids.find(({ value }) => folded(value).replaceAll(" ", "") === plain);
  if (id !== undefined) return { party, rank: -1, name: first, why: `its ${id.scheme} is ${id.value}` };
  let best: { match: Match; written: string } | null = null;
  for (const { folded: name, written } of party.names) {
    const match = matchOf(name);
    if (match !== null && (best === null || rankOf(match) < rankOf(best.match))) best = { match, written };
  }
  if (best === null) return null;
  const what = best.written === first ? "its name" : `its other name, “${best.written}”,`;
  const why = best.match === "is exactly" ? `${what} is exactly that` : `${what} ${best.match} “${text}”`;
  return { party, rank: rankOf(best.match), name: first, why };
}

function hitOf({ party, name, why }: Ranked): Hit {
  const others = party.names.map(({ written }) => written).filter((each) => each !== name);
  const also = others.length === 0 ? "" : `, also ${others.slice(0, 3).join(", ")}`;
  return {
    key: party.id,
    label: name,
    detail: `${party.kind ?? "company"}${also}`,
    place: placeName(party.country),
    ids: party.ids.map(({ scheme, value }) => `${scheme} ${value}`),
    why,
  };
}

/** Parties of the store by any name they were seen under, in any script, or by an identifier. */
export const companyFinder: Finder = {
  kind: "company",
  needsStore: true,
  async find(context, text, top) {
    const asked = folded(text);
    if (asked === "") return { hits: [], total: 0 };
    const plain = asked.replaceAll(" ", "");
    const matchOf = matcherOf(asked);
    const ranked: Ranked[] = [];
    for (const party of await partyIndex(context)) {
      const found = rankedAs(party, text, plain, matchOf);
      if (found !== null) ranked.push(found);
    }
    ranked.sort(
      (a, b) =>
        a.rank - b.rank ||
        a.name.length - b.name.length ||
        (a.name === b.name ? (a.party.id < b.party.id ? -1 : 1) : a.name < b.name ? -1 : 1),
    );
    return { hits: ranked.slice(0, top).map(hitOf), total: ranked.length };
  },
};
