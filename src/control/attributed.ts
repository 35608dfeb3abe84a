import type { Interest } from "./facts.ts";
import type { Holdings, Side } from "./holdings.ts";
import type { Measured } from "./rule.ts";
import { multiplied, PARTS } from "./share.ts";
import { edgesInto, interestIndex, roomLeft, type StakeGraph } from "./stake-graph.ts";
import { type Members, POSSIBLE, SURE, type World } from "./world.ts";

/**
 * What members have of every party, directly and by attribution (26 USC 318(a)(2)): what a corporation holds counts to a
 * member that has `passAt` of it, in proportion; what a partnership holds counts to every partner. Where members are added
 * up, what one holds counts as its own and not to those behind it as well, so that nothing counts twice; where the largest
 * alone counts, a member has what its own firms have, members or not. In parts.
 */
export function attributedHoldings(
  world: World,
  members: Members,
  interests: readonly Interest[],
  measured: Measured,
  side: Side,
): Holdings {
  const { graph } = world;
  const least = side === "low" ? SURE : POSSIBLE;
  const isMember = (party: number) => (members[party] as number) >= least;
  const share = new Float64Array(world.parties);
  const passes = new Float64Array(world.parties);
  const by = new Int32Array(world.parties).fill(-1);
  for (const name of interests) {
    const attribution = attributionOf(world, members, name, measured, side);
    const through = new Float64Array(world.parties);
    const found = new Float64Array(world.parties);
    const take = (party: number, whole: number, member: number) => {
      if (whole <= (found[party] as number)) return;
      found[party] = whole;
      if (whole > (share[party] as number)) by[party] = member;
    };
    for (const member of attribution.origins) {
      for (const [party, whole] of attribution.of(member)) {
        if (measured.together && attribution.passesOn(party, whole) && !isMember(party)) {
          through[party] = Math.min(PARTS, (through[party] as number) + whole);
        }
        if (!measured.together) take(party, whole, member);
      }
    }
    eachParty(graph, interestIndex(name), (party, from, until) => {
      const part = (holder: number) => (isMember(holder) ? PARTS : (through[holder] as number));
      if (measured.together) found[party] = most(graph, from, until, side, part);
      else {
        const room = side === "low" ? 0 : roomLeft(graph, from, until);
        for (let edge = from; edge < until; edge++) {
          const holder = graph.holder[edge] as number;
          if (isMember(holder)) take(party, shareOf(graph, edge, room), holder);
        }
      }
    });
    for (let party = 0; party < world.parties; party++) {
      share[party] = Math.max(share[party] as number, found[party] as number);
      passes[party] = isMember(party) ? PARTS : Math.max(passes[party] as number, through[party] as number);
    }
  }
  return measured.together ? { share, passes } : { share, passes, by };
}

/** What single members have of parties through the firms between. */
export interface Attribution {
  /** Members that hold enough of a firm for it to pass on to them; what all others have, they hold themselves. */
  readonly origins: readonly number[];
  /** What the member has of each party, directly and through the firms between. */
  readonly of: (member: number) => ReadonlyMap<number, number>;
  /** Whether what the party holds counts to a member that has so much of it. */
  readonly passesOn: (party: number, whole: number) => boolean;
}

export function attributionOf(
  world: World,
  members: Members,
  name: Interest,
  { together, passAt }: Pick<Measured, "together" | "passAt">,
  side: Side,
): Attribution {
  const { graph } = world;
  const interest = interestIndex(name);
  const least = side === "low" ? SURE : POSSIBLE;
  const passesOn = (party: number, whole: number): boolean => {
    if (together && (members[party] as number) >= least) return false;
    return whole > 0 && (world.partnership[party] === 1 || whole >= passAt);
  };
  const origins = new Set<number>();
  const sharesOf = side === "low" ? graph.low : graph.high;
  for (let edge = 0; edge < graph.holder.length; edge++) {
    const holder = graph.holder[edge] as number;
    if (graph.interest[edge] !== interest || (members[holder] as number) < least) continue;
    if (passesOn(graph.held[edge] as number, sharesOf[edge] as number)) origins.add(holder);
  }
  let sales: Edges | null = null;
  const of = (member: number) => {
    sales ??= edgesByHolder(graph, interest);
    return reached(graph, sales, interest, member, passesOn, side);
  };
  return { origins: [...origins].sort((a, b) => a - b), of, passesOn };
}

/** What a holding amounts to when each holder's part of it counts: at the most, with no more than others leave for certain. */
function most(graph: StakeGraph, from: number, until: number, side: Side, part: (holder: number) => number): number {
  const { low, high, holder } = graph;
  let sum = 0;
  for (let edge = from; edge < until; edge++) {
    const counts = part(holder[edge] as number);
    if (counts > 0) sum += multiplied(counts, low[edge] as number);
  }
  if (side === "low" || !graph.ranged) return Math.min(PARTS, sum);
  const open: { readonly counts: number; readonly more: number }[] = [];
  for (let edge = from; edge < until; edge++) {
    const counts = part(holder[edge] as number);
    const more = (high[edge] as number) - (low[edge] as number);
    if (counts > 0 && more > 0) open.push({ counts, more });
  }
  let room = open.length === 0 ? 0 : roomLeft(graph, from, until);
  for (const { counts, more } of open.sort((a, b) => b.counts - a.counts)) {
    const taken = Math.min(room, more);
    sum += multiplied(counts, taken);
    room -= taken;
  }
  return Math.min(PARTS, sum);
}

const shareOf = ({ low, high }: StakeGraph, edge: number, room: number): number =>
  (low[edge] as number) + Math.min(room, (high[edge] as number) - (low[edge] as number));

/** Calls for every party into which there are edges of the interest. */
function eachParty(graph: StakeGraph, interest: number, visit: (party: number, from: number, until: number) => void) {
  for (let party = 0; party < graph.parties; party++) {
    const [from, until] = edgesInto(graph, party, interest);
    if (from < until) visit(party, from, until);
  }
}

interface Edges {
  readonly offsets: Int32Array;
  readonly edges: Int32Array;
}

function edgesByHolder(graph: StakeGraph, interest: number): Edges {
  const offsets = new Int32Array(graph.parties + 1);
  for (let edge = 0; edge < graph.holder.length; edge++) {
    const at = (graph.holder[edge] as number) + 1;
    if (graph.interest[edge] === interest) offsets[at] = (offsets[at] as number) + 1;
  }
  for (let party = 0; party < graph.parties; party++) {
    offsets[party + 1] = (offsets[party + 1] as number) + (offsets[party] as number);
  }
  const edges = new Int32Array(offsets[graph.parties] as number);
  const next = offsets.slice();
  for (let edge = 0; edge < graph.holder.length; edge++) {
    if (graph.interest[edge] !== interest) continue;
    const holder = graph.holder[edge] as number;
    const at = next[holder] as number;
    next[holder] = at + 1;
    edges[at] = edge;
  }
  return { offsets, edges };
}

/** A ring of partnerships that keeps next to nothing back would be gone round almost without end. */
const MOST_STEPS = 1_000_000;

/** What one member has of parties, directly and through firms that pass on; rings until nothing moves. */
function reached(
  graph: StakeGraph,
  { offsets, edges }: Edges,
  interest: number,
  member: number,
  passesOn: (party: number, whole: number) => boolean,
  side: Side,
): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const part = (holder: number): number => {
    if (holder === member) return PARTS;
    const whole = found.get(holder) ?? 0;
    return passesOn(holder, whole) ? whole : 0;
  };
  const queue = [member];
  for (let at = 0; at < queue.length && at < MOST_STEPS; at++) {
    const next = queue[at] as number;
    for (let place = offsets[next] as number; place < (offsets[next + 1] as number); place++) {
      const party = graph.held[edges[place] as number] as number;
      if (party === member) continue;
      const [from, until] = edgesInto(graph, party, interest);
      const whole = most(graph, from, until, side, part);
      if (whole <= (found.get(party) ?? 0)) continue;
      found.set(party, whole);
      if (passesOn(party, whole)) queue.push(party);
    }
  }
  return found;
}
