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
  for (const { kinds, countries, column, otherwise } of nationalities(world, group)) {
    const { kind } = world;
    for (let party = 0; party < world.parties; party++) {
      if (kinds[kind[party] as number] === 0) continue;
      if (countries[(column[party] as number) || (otherwise[party] as number)] === 1) members[party] = SURE;
    }
  }
  if (group.placedIn.length > 0) {
    for (const [party, places] of world.places) {
      const inside = places.filter((place) => group.placedIn.some((wanted) => isIn(place, wanted))).length;
      // Of a firm that also has plants elsewhere the place of one says nothing sure of its goods.
      if (inside > 0) members[party] = Math.max(members[party] as number, inside === places.length ? SURE : POSSIBLE);
    }
  }
  if (group.ultimate) {
    for (let party = 0; party < world.parties; party++) if (isUltimate(world, party)) members[party] = SURE;
  }
  return members;
}

/** Why the party is in the group by itself, or null. */
export function whyMember(world: World, group: Group, party: number): Belongs | null {
  for (const list of group.lists) {
    const parties = world.listed.get(list) ?? [];
    for (let at = 0; at < parties.length; at++) if (parties[at] === party) return { by: "list", list };
  }
  for (const { by, kinds, countries, column, otherwise } of nationalities(world, group)) {
    const country = (column[party] as number) || (otherwise[party] as number);
    if (countries[country] !== 1 || kinds[world.kind[party] as number] !== 1) continue;
    return { by, country: world.countries[country] as string };
  }
  const place = placeIn(world, group, party);
  if (place !== undefined) return { by: "place", place };
  return group.ultimate && isUltimate(world, party) ? { by: "ultimate" } : null;
}

/** A condition by kind and country: 1 for the kinds and countries that it takes. */
interface Nationality {
  readonly by: "government" | "national" | "organised" | "headquarters";
  readonly kinds: Uint8Array;
  readonly countries: Uint8Array;
  readonly column: Uint16Array;
  /** Read where the column does not say. */
  readonly otherwise: Uint16Array;
}

const FIRMS: readonly PartyKind[] = ["company", "forwarder", "trader"];

function nationalities(world: World, group: Group): readonly Nationality[] {
  const { seat, incorporated, headquartered } = world;
  const condition = (
    by: Nationality["by"],
    wanted: readonly string[],
    kinds: readonly PartyKind[],
    column: Uint16Array,
  ): Nationality[] => {
    if (wanted.length === 0) return [];
    const countries = Uint8Array.from(world.countries, (country) => (wanted.includes(country) ? 1 : 0));
    const taken = Uint8Array.from(PARTY_KINDS, (kind) => (kinds.includes(kind) ? 1 : 0));
    return [{ by, kinds: taken, countries, column, otherwise: seat }];
  };
  return [
    ...condition("government", group.governmentsOf, ["government", "country"], seat),
    ...condition("national", group.nationalsOf, ["person"], seat),
    ...condition("organised", group.organisedIn, FIRMS, incorporated),
    ...condition("headquarters", group.headquarteredIn, FIRMS, headquartered),
  ];
}

const isUltimate = ({ graph: { offsets } }: World, party: number): boolean => offsets[party] === offsets[party + 1];

function placeIn(world: World, { placedIn }: Group, party: number): Place | undefined {
  return world.places.get(party)?.find((each) => placedIn.some((wanted) => isIn(each, wanted)));
}

function isIn(place: Place, wanted: Place): boolean {
  if (place.country !== wanted.country) return false;
  return wanted.region === null || (place.region ?? "").toLowerCase().includes(wanted.region.toLowerCase());
}
