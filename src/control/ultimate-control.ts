import { PARTS } from "./share.ts";
import { interestIndex, type StakeGraph } from "./stake-graph.ts";
import { PARTY_KINDS, type World } from "./world.ts";

/**
 * Whose each party is in the end, as a country: the country of those who, by their own countries of ultimate control,
 * together hold at least one half of its equity or of its votes and more than those of any other country. Of a country the
 * larger of the two shares counts. Where nobody holds so, the party is its own country's, as are governments and persons.
 * At just one half each, two countries hold alike, and the party's own country stands.
 *
 * A ring of firms that hold each other is what those outside of it make of it: what enters the ring goes round until
 * nothing more follows (the least fixed point). A member of which neither those outside nor its ring hold one half is its
 * own country's, and what it holds follows; members that hold each other by halves, and whom nobody outside reaches, are
 * each its own country's. Any other choice would let a ring pick its country by the place where one begins to read it.
 *
 * Ranges are never guessed: every country that some shares within them would make it is in the set.
 */
export interface UltimateControl {
  /** Of each party the countries that it may be, as ascending indexes; 0 is a country that nobody knows. */
  readonly countries: readonly (readonly number[])[];
  /** 1 where nobody is found to hold enough, so that the one country is the party's own. */
  readonly own: Uint8Array;
}

/** In a set: the holder's country is not known, so that it may be any. */
const UNKNOWN = 0;

const HALF = PARTS / 2;

type Countries = readonly number[];

export function ultimateControl(world: World): UltimateControl {
  const { graph } = world;
  const single = Array.from({ length: world.countries.length }, (_, country): Countries => [country]);
  const found: Countries[] = Array.from({ length: world.parties }, () => []);
  const settling: Settling = {
    world,
    found,
    unsure: new Set(),
    own: new Uint8Array(world.parties),
    ownOf: (party) => single[seatOf(world, party)] as Countries,
  };
  for (let at = 0; at + 1 < graph.groups.length; at++) {
    const [from, until] = [graph.groups[at] as number, graph.groups[at + 1] as number];
    if (until - from === 1) {
      const party = graph.order[from] as number;
      found[party] = settled(settling, party);
    } else {
      settleRing(settling, graph.order.subarray(from, until));
    }
  }
  return { countries: found, own: settling.own };
}

interface Settling {
  readonly world: World;
  readonly found: Countries[];
  /** Members of a ring whose countries may still grow: what they hold is certain for no country. */
  readonly unsure: Set<number>;
  readonly own: Uint8Array;
  readonly ownOf: (party: number) => Countries;
}

/** What a party is by what its holders are found to be. */
function settled(settling: Settling, party: number): Countries {
  const { world, own, ownOf } = settling;
  if (isItself(world, party)) return ownOf(party);
  const { winners, always } = winnersOf(settling, party);
  own[party] = winners.length === 0 ? 1 : 0;
  return always ? winners : union(winners, ownOf(party));
}

/** Of a party's own country: its seat, or else where it is run from, or organised. */
function seatOf({ seat, headquartered, incorporated }: World, party: number): number {
  return (seat[party] as number) || (headquartered[party] as number) || (incorporated[party] as number);
}

function isItself({ kind }: World, party: number): boolean {
  const name = PARTY_KINDS[kind[party] as number];
  return name === "government" || name === "person" || name === "country";
}

/** Narrows what a ring may be from anything down; what that leaves open is then built up from outside. */
function settleRing(settling: Settling, ring: Int32Array): void {
  const { world, found, unsure, own, ownOf } = settling;
  const anything: Countries = world.countries.map((_, country) => country);
  const change = (party: number, next: Countries): boolean => {
    const same = equal(next, found[party] as Countries);
    found[party] = next;
    return !same;
  };
  for (const party of ring) found[party] = anything;
  untilStill(ring, (party) => change(party, settled(settling, party)));
  const open = [...ring].filter((party) => (found[party] as Countries).length > 1);
  for (const party of open) {
    found[party] = [];
    unsure.add(party);
  }
  const grow = (party: number, more: Countries) => change(party, union(found[party] as Countries, more));
  for (let rest = open; rest.length > 0; ) {
    untilStill(unsure, (party) => grow(party, winnersOf(settling, party).winners));
    rest = rest.filter((party) => (found[party] as Countries).length === 0);
    const free = rest.filter((party) => mostOfMates(world.graph, party, rest) < HALF);
    const closed = free.length > 0 ? free : rest;
    // A ring that is closed as a whole stays so; beside others its members may yet be reached by what those turn out to be.
    const certain = closed.length === open.length && !open.some((party) => isRanged(world.graph, party));
    for (const party of closed) {
      found[party] = ownOf(party);
      own[party] = 1;
      if (certain) unsure.delete(party);
    }
    rest = rest.filter((party) => !closed.includes(party));
  }
  // Ranges may turn out so that nobody outside reaches those who can hold each other by halves.
  if (open.some((party) => isRanged(world.graph, party))) {
    for (const party of holdingEachOther(world.graph, open)) grow(party, ownOf(party));
  }
  untilStill(unsure, (party) => grow(party, settled(settling, party)));
  unsure.clear();
}

/** Those of a ring of each of whom the others of them may have one half. */
function holdingEachOther(graph: StakeGraph, ring: readonly number[]): readonly number[] {
  const left = ring.filter((party) => mostOfMates(graph, party, ring) >= HALF);
  return left.length === ring.length ? left : holdingEachOther(graph, left);
}

/** The most that others of a ring, which nobody outside reaches, have of a member. */
function mostOfMates(graph: StakeGraph, party: number, mates: readonly number[]): number {
  const sums = [0, 0];
  for (let edge = graph.offsets[party] as number; edge < (graph.offsets[party + 1] as number); edge++) {
    const which = COUNTED.indexOf(graph.interest[edge] as number);
    if (which >= 0 && mates.includes(graph.holder[edge] as number)) {
      sums[which] = (sums[which] as number) + (graph.high[edge] as number);
    }
  }
  return Math.max(...sums);
}

function isRanged({ offsets, low, high }: StakeGraph, party: number): boolean {
  for (let edge = offsets[party] as number; edge < (offsets[party + 1] as number); edge++) {
    if (low[edge] !== high[edge]) return true;
  }
  return false;
}

function untilStill(parties: Iterable<number>, move: (party: number) => boolean): void {
  for (let moved = true; moved; ) {
    moved = false;
    for (const party of parties) moved = move(party) || moved;
  }
}

interface Winners {
  /** Countries that hold enough under some shares within the ranges. */
  readonly winners: Countries;
  /** Whether some country does whatever the shares are. */
  readonly always: boolean;
}

const NOBODY: Winners = { winners: [], always: false };
const COUNTED = [interestIndex("equity"), interestIndex("vote")];

function winnersOf({ world, found, unsure }: Settling, party: number): Winners {
  const edges = countedEdges(world.graph, party, found, unsure);
  if (edges.length === 0) return NOBODY;
  const candidates = [...new Set(edges.flatMap(({ countries }) => countries))].sort((a, b) => a - b);
  const least = candidates.map((country) => leastOf(edges, country));
  const winners = candidates.filter((country, at) => {
    const most = mostOf(edges, country);
    return most >= HALF && least.every((other, place) => place === at || other < most);
  });
  return winners.length === 0 ? NOBODY : { winners, always: winsAlways(edges, candidates, least) };
}

interface Counted {
  readonly countries: Countries;
  /** 0 equity, 1 votes. */
  readonly which: number;
  readonly sure: boolean;
  readonly low: number;
  readonly high: number;
}

/** Stakes in equity and votes of holders that are some country's, the highest shares no more than others leave. */
function countedEdges(
  graph: StakeGraph,
  party: number,
  found: readonly Countries[],
  unsure: ReadonlySet<number>,
): readonly Counted[] {
  const [from, until] = [graph.offsets[party] as number, graph.offsets[party + 1] as number];
  const certain = [0, 0];
  for (let edge = from; edge < until; edge++) {
    const which = COUNTED.indexOf(graph.interest[edge] as number);
    if (which >= 0) certain[which] = (certain[which] as number) + (graph.low[edge] as number);
  }
  const edges: Counted[] = [];
  for (let edge = from; edge < until; edge++) {
    const which = COUNTED.indexOf(graph.interest[edge] as number);
    const holder = graph.holder[edge] as number;
    const countries = found[holder] as Countries;
    if (which < 0 || countries.length === 0) continue;
    const room = Math.max(0, PARTS - (certain[which] as number));
    const low = graph.low[edge] as number;
    edges.push({
      countries,
      which,
      sure: !unsure.has(holder),
      low,
      high: Math.min(graph.high[edge] as number, low + room),
    });
  }
  return edges;
}

/** What is certain to be held by a country; of an unknown one nothing is, since two of them need not be the same. */
function leastOf(edges: readonly Counted[], country: number): number {
  const sums = [0, 0];
  for (const { countries, which, sure, low } of edges) {
    if (sure && country !== UNKNOWN && countries.length === 1 && countries[0] === country) {
      sums[which] = (sums[which] as number) + low;
    }
  }
  return Math.max(...sums);
}

/** The most that may be held by a country, those of unknown country with it. */
function mostOf(edges: readonly Counted[], country: number, except?: Counted): number {
  const sums = [0, 0];
  for (const edge of edges) {
    const { countries, which, high } = edge;
    if (edge === except || !(countries.includes(country) || countries.includes(UNKNOWN))) continue;
    sums[which] = Math.min(PARTS, (sums[which] as number) + high);
  }
  return Math.max(...sums);
}

/**
 * Whether some country holds enough at the lowest: all that is certain of one country, or one holder of whatever country,
 * against the most that any other can have beside it.
 */
function winsAlways(edges: readonly Counted[], candidates: Countries, least: readonly number[]): boolean {
  const first = least.findIndex((each) => each >= HALF);
  if (first >= 0) {
    const held = least[first] as number;
    if (candidates.every((other, at) => at === first || mostOf(edges, other) < held)) return true;
  }
  return edges.some((edge) => {
    return edge.low >= HALF && candidates.every((other) => mostOf(edges, other, edge) < edge.low);
  });
}

const MOST_EDGES = 100;

/**
 * The stakes by which a party is its country's, as edges of the graph, from those who stand at the end down to the party:
 * of each party between the largest that together reach one half; of a party that ranges leave open all that may count.
 */
export function controllingStakes(world: World, { countries, own }: UltimateControl, party: number): readonly number[] {
  const { graph } = world;
  const met = new Set<number>();
  const found: number[] = [];
  const climb = (held: number): void => {
    if (met.has(held) || own[held] === 1 || isItself(world, held) || found.length > MOST_EDGES) return;
    met.add(held);
    for (const edge of decidingStakes(graph, countries, held)) {
      climb(graph.holder[edge] as number);
      found.push(edge);
    }
  };
  climb(party);
  return found;
}

function decidingStakes(graph: StakeGraph, countries: readonly Countries[], party: number): readonly number[] {
  const wanted = countries[party] as Countries;
  const byInterest = COUNTED.map((interest) => {
    const edges: number[] = [];
    for (let edge = graph.offsets[party] as number; edge < (graph.offsets[party + 1] as number); edge++) {
      const of = countries[graph.holder[edge] as number] as Countries;
      if (graph.interest[edge] === interest && of.some((country) => wanted.includes(country))) edges.push(edge);
    }
    return edges.sort((a, b) => (graph.high[b] as number) - (graph.high[a] as number) || a - b);
  });
  if (wanted.length > 1) return byInterest.flat();
  const sum = (edges: readonly number[]) => edges.reduce((total, edge) => total + (graph.low[edge] as number), 0);
  const [best = []] = byInterest.sort((a, b) => sum(b) - sum(a));
  const enough = best.findIndex((_, at) => sum(best.slice(0, at + 1)) >= HALF);
  return enough < 0 ? best : best.slice(0, enough + 1);
}

function union(a: Countries, b: Countries): Countries {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  return [...new Set([...a, ...b])].sort((x, y) => x - y);
}

function equal(a: Countries, b: Countries): boolean {
  return a.length === b.length && a.every((country, at) => country === b[at]);
}
