import type { PartyKind } from "./facts.ts";
import type { Place } from "./rule.ts";
import { type StakeColumns, stakeGraph } from "./stake-graph.ts";
import { PARTY_KINDS, type World } from "./world.ts";

/** What holds of one party on the day. */
export interface PartyOnDay {
  readonly kind: PartyKind;
  /** Countries, null where not known. */
  readonly seat: string | null;
  readonly incorporated: string | null;
  readonly headquartered: string | null;
  /** As written. */
  readonly legalForm: string | null;
  readonly lists: readonly string[];
  readonly plants: readonly Place[];
}

/** Lays out parties, by their place, and the stakes between them on one day. */
export function buildWorld(parties: readonly PartyOnDay[], stakes: StakeColumns): World {
  const countries = [""];
  const numbers = new Map([["", 0]]);
  const numberOf = (code: string | null): number => {
    const key = code ?? "";
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, countries.length);
    return countries.push(key) - 1;
  };
  const listed = new Map<string, number[]>();
  const places = new Map<number, readonly Place[]>();
  parties.forEach(({ lists, plants }, party) => {
    for (const list of lists) {
      const named = listed.get(list);
      if (named === undefined) listed.set(list, [party]);
      else named.push(party);
    }
    if (plants.length > 0) places.set(party, plants);
  });
  return {
    parties: parties.length,
    countries,
    kind: Uint8Array.from(parties, ({ kind }) => PARTY_KINDS.indexOf(kind)),
    seat: Uint16Array.from(parties, ({ seat }) => numberOf(seat)),
    incorporated: Uint16Array.from(parties, ({ incorporated }) => numberOf(incorporated)),
    headquartered: Uint16Array.from(parties, ({ headquartered }) => numberOf(headquartered)),
    partnership: Uint8Array.from(parties, ({ legalForm }) => (isPartnership(legalForm) ? 1 : 0)),
    listed,
    places,
    graph: stakeGraph(parties.length, stakes),
  };
}

/** Forms whose holdings law counts to each partner. A limited partnership is one; a limited company is not. */
function isPartnership(legalForm: string | null): boolean {
  return (
    legalForm !== null &&
    /partnership|合伙|^(l\.?p\.?|l\.?l\.?p\.?|kg|gmbh & co\.? kg|c\.?v\.?)$/i.test(legalForm.trim())
  );
}
