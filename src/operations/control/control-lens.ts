import type { Book } from "../../book/book.ts";
import { controllingStakes, ultimateControl } from "../../control/ultimate-control.ts";
import type { KeyOf } from "../../network/attribution/lens.ts";
import type { Network } from "../../network/network.ts";
import type { Context } from "../core/context.ts";
import { edgeStake } from "./control-findings.ts";
import type { ControlStake } from "./control-result.ts";
import { type WorldAsked, wholeWorld, worldBehind } from "./control-world.ts";
import { partyBook } from "./party-book.ts";

/** The key of parties of which ranges of stakes leave open whose they are. */
export const OPEN_CONTROL = "open";

/** Whose the parties of a network are in the end, by their indexes in it. */
export interface ControlLens extends KeyOf {
  /** How many of the parties asked about have a holder that is recorded. */
  readonly recorded: number;
  /** Whether a holder of the party is recorded. */
  isRecorded(party: number): boolean;
  /** The countries that a party may be where ranges leave it open; "" is an unknown one. */
  mayBe(party: number): readonly string[];
  /** The stakes by which it is somebody's, from the end of the chain down to it; none where it is its own country's. */
  path(party: number): readonly ControlStake[];
}

/** More parties than this are not looked up one by one: every stake that there is is read instead. */
const MOST_ASKED = 20_000;

/**
 * The lens of ultimate control over some parties of a network. A party that nobody holds keeps the country that the lens of
 * origin gives it; parties of a made dataset are answered from made stakes alone.
 */
export async function controlLens(
  context: Context,
  book: Book,
  network: Network,
  parties: Iterable<number>,
  asked: WorldAsked,
): Promise<ControlLens> {
  const names = partyBook(book);
  const one = (id: string) => (asked.made ? id : names.one(id));
  const ids = [...new Set(Array.from(parties, (party) => one(network.parties.id(party))))];
  const held =
    ids.length > MOST_ASKED ? await wholeWorld(context, book, asked) : await worldBehind(context, book, ids, asked);
  const control = ultimateControl(held.world);
  const places = new Map<number, number>();
  const placeOf = (party: number): number => {
    const known = places.get(party) ?? held.indexOf.get(one(network.parties.id(party))) ?? -1;
    places.set(party, known);
    return known;
  };
  const mayBe = (party: number): readonly string[] => {
    const place = placeOf(party);
    if (place < 0) return [];
    return (control.countries[place] ?? []).map((country) => held.world.countries[country] as string);
  };
  const { offsets } = held.world.graph;
  const hasHolder = (place: number) => place >= 0 && offsets[place] !== offsets[place + 1];
  return {
    name: "control",
    recorded: ids.filter((id) => hasHolder(held.indexOf.get(id) ?? -1)).length,
    isRecorded: (party) => hasHolder(placeOf(party)),
    keyOf(party, _product, origin) {
      const place = placeOf(party);
      const countries = place < 0 ? [] : (control.countries[place] as readonly number[]);
      if (countries.length > 1) return OPEN_CONTROL;
      if (place < 0 || control.own[place] === 1) return origin();
      return held.world.countries[countries[0] as number] as string;
    },
    mayBe,
    path(party) {
      const place = placeOf(party);
      return place < 0 ? [] : controllingStakes(held.world, control, place).map((edge) => edgeStake(held, edge));
    },
  };
}
