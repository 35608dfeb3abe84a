import type { PartyKind } from "./facts.ts";
import type { Group, Place } from "./rule.ts";
import type { StakeGraph } from "./stake-graph.ts";

export const PARTY_KINDS: readonly PartyKind[] = ["company", "government", "person", "forwarder", "trader", "country"];

/** Parties by index and what holds of them on one day; countries are indexes into `countries`, 0 where not known. */
export interface World {
  readonly parties: number;
  readonly countries: readonly string[];
  /** Index into PARTY_KINDS. */
  readonly kind: Uint8Array;
  readonly seat: Uint16Array;
  readonly incorporated: Uint16Array;
  readonly headquartered: Uint16Array;
  /** 1 where law looks through the party as a partnership. */
  readonly partnership: Uint8Array;
  /** The parties on each list. */
  readonly listed: ReadonlyMap<string, ArrayLike<number>>;
  /** Where a party has plants, for the few of which it is known. */
  readonly places: ReadonlyMap<number, readonly Place[]>;
  readonly graph: StakeGraph;
}

/** Of each party whether it is in a group: 0 no, POSSIBLE, SURE. */
export type Members = Uint8Array;

export const POSSIBLE = 1;
export const SURE = 2;

/** Why a party is in a group by itself, in the order in which it is looked for; null where it is not. */
export type Belongs =
  | { readonly by: "list"; readonly list: string }
  | { readonly by: "government" | "national" | "organised" | "headquarters"; readonly country: string }
  | { readonly by: "place"; readonly place: Place }
  | { readonly by: "ultimate" };

/** The parties that are in the group by what they are themselves; rules and tests are left to the caller. */
export function membersOf(world: World, group: Group): Members {
  const members = new Uint8Array(world.parties);
  for (const list of group.lists) {
    const parties = world.listed.get(list) ?? [];
    for (let at = 0; at < parties.length; at++) members[parties[at] as number] = SURE;
  }
  const conditions = conditionsOf(world, group);
  if (conditions.length > 0) {
    for (let party = 0; party < world.parties; party++) {
      if (members[party] === 0 && conditions.some((holds) => holds(party) !== null)) members[party] = SURE;
    }
  }
  return members;
}

/** Why the party is in the group by itself, or null. */
export function whyMember(world: World, group: Group, party: number): Belongs | null {
  for (const list of group.lists) {
    const parties = world.listed.get(list) ?? [];
    for (let at = 0; at < parties.length; at++) if (parties[at] === party) return { by: "list", list };
  }
  for (const condition of conditionsOf(world, group)) {
    const found = condition(party);
    if (found !== null) return found;
  }
  return null;
}

type Condition = (party: number) => Belongs | null;

function conditionsOf(world: World, group: Group): readonly Condition[] {
  const { countries, kind } = world;
  const isKind = (party: number, ...kinds: readonly PartyKind[]) => {
    return kinds.includes(PARTY_KINDS[kind[party] as number] as PartyKind);
  };
  const inside = (list: readonly string[]): Uint8Array => {
    return Uint8Array.from(countries, (country) => (list.includes(country) ? 1 : 0));
  };
  const country = (index: number) => countries[index] as string;
  const conditions: Condition[] = [];
  if (group.governmentsOf.length > 0) {
    const wanted = inside(group.governmentsOf);
    conditions.push((party) => {
      const seat = world.seat[party] as number;
      return wanted[seat] === 1 && isKind(party, "government", "country")
        ? { by: "government", country: country(seat) }
        : null;
    });
  }
  if (group.nationalsOf.length > 0) {
    const wanted = inside(group.nationalsOf);
    conditions.push((party) => {
      const seat = world.seat[party] as number;
      return wanted[seat] === 1 && isKind(party, "person") ? { by: "national", country: country(seat) } : null;
    });
  }
  if (group.organisedIn.length > 0) {
    const wanted = inside(group.organisedIn);
    conditions.push((party) => {
      const law = (world.incorporated[party] as number) || (world.seat[party] as number);
      const firm = isKind(party, "company", "forwarder", "trader");
      return wanted[law] === 1 && firm ? { by: "organised", country: country(law) } : null;
    });
  }
  if (group.headquarteredIn.length > 0) {
    const wanted = inside(group.headquarteredIn);
    conditions.push((party) => {
      const seat = (world.headquartered[party] as number) || (world.seat[party] as number);
      const firm = isKind(party, "company", "forwarder", "trader");
      return wanted[seat] === 1 && firm ? { by: "headquarters", country: country(seat) } : null;
    });
  }
  if (group.placedIn.length > 0) {
    conditions.push((party) => {
      const place = world.places.get(party)?.find((each) => group.placedIn.some((wanted) => isIn(each, wanted)));
      return place === undefined ? null : { by: "place", place };
    });
  }
  if (group.ultimate) {
    const { offsets } = world.graph;
    conditions.push((party) => (offsets[party] === offsets[party + 1] ? { by: "ultimate" } : null));
  }
  return conditions;
}

function isIn(place: Place, wanted: Place): boolean {
  if (place.country !== wanted.country) return false;
  return wanted.region === null || (place.region ?? "").toLowerCase().includes(wanted.region.toLowerCase());
}
