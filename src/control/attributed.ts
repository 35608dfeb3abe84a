import type { Interest } from "./facts.ts";
import type { Holdings, Side } from "./holdings.ts";
import type { Measured } from "./rule.ts";
import { multiplied, PARTS } from "./share.ts";
import { interestIndex, type StakeGraph } from "./stake-graph.ts";
import { type Members, POSSIBLE, SURE, type World } from "./world.ts";

/**
 * What members have of every party, directly and by attribution (26 USC 318(a)(2)): what a corporation holds counts to a
 * member that has `passAt` of it, in proportion; what a partnership holds counts to every partner. What a member holds
 * counts as its own and not to those behind it, so that nothing counts twice. In parts; together, or the largest alone.
 */
export function attributedHoldings(
  world: World,
  members: Members,
  interests: readonly Interest[],
  measured: Measured,
  side: Side,
): Holdings {
  const { graph } = world;
  const sharesOf = side === "low" ? graph.low : graph.high;
  const least = side === "low" ? SURE : POSSIBLE;
  const isMember = (party: number) => (members[party] as number) >= least;
  const share = new Float64Array(world.parties);
  for (const interest of interests) {
    const wanted = interestIndex(interest);
    const mine = new Float64Array(world.parties);
    const origins = new Set<number>();
    for (let edge = 0; edge < graph.holder.length; edge++) {
      if (graph.interest[edge] !== wanted) continue;
      const holder = graph.holder[edge] as number;
      if (!isMember(holder)) continue;
      const [held, part] = [graph.held[edge] as number, sharesOf[edge] as number];
      mine[held] = measured.together ? (mine[held] as number) + part : Math.max(mine[held] as number, part);
      if (!isMember(held) && (world.partnership[held] === 1 || part >= measured.passAt)) origins.add(holder);
    }
    if (origins.size > 0) {
      const sales = edgesByHolder(graph, wanted);
      for (const member of [...origins].sort((a, b) => a - b)) {
        for (const [party, { direct, whole }] of reached(world, sales, sharesOf, member, isMember, measured.passAt)) {
          if (whole === direct) continue;
          const before = mine[party] as number;
          mine[party] = measured.together ? before + whole - direct : Math.max(before, whole);
        }
      }
    }
    for (let party = 0; party < world.parties; party++) {
      share[party] = Math.max(
        share[party] as number,
        Math.min(PARTS, roomFor(graph, party, wanted, mine, isMember, side)),
      );
    }
  }
  const passes = Float64Array.from(share, (whole, party) => {
    if (isMember(party)) return PARTS;
    return world.partnership[party] === 1 || whole >= measured.passAt ? whole : 0;
  });
  return { share, passes };
}

/** At the most, no more than others leave for certain. */
function roomFor(
  graph: StakeGraph,
  party: number,
  interest: number,
  mine: Float64Array,
  isMember: (party: number) => boolean,
  side: Side,
): number {
  const found = mine[party] as number;
  if (side === "low" || !graph.ranged || found === 0) return found;
  let [others, certain] = [0, 0];
  for (let edge = graph.offsets[party] as number; edge < (graph.offsets[party + 1] as number); edge++) {
    if (graph.interest[edge] !== interest) continue;
    if (isMember(graph.holder[edge] as number)) certain += graph.low[edge] as number;
    else if (graph.offsets[graph.holder[edge] as number] === graph.offsets[(graph.holder[edge] as number) + 1]) {
      others += graph.low[edge] as number;
    }
  }
  return Math.min(found, Math.max(PARTS - others, certain));
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

/** What one member has of parties, directly and through firms that pass on; rings until nothing moves. */
function reached(
  world: World,
  { offsets, edges }: Edges,
  sharesOf: Float64Array,
  member: number,
  isMember: (party: number) => boolean,
  passAt: number,
): ReadonlyMap<number, { direct: number; whole: number }> {
  const { graph } = world;
  const found = new Map<number, { direct: number; whole: number }>();
  const passed = new Map<number, number>();
  const at = (party: number) => {
    const known = found.get(party) ?? { direct: 0, whole: 0 };
    found.set(party, known);
    return known;
  };
  const queue: number[] = [];
  const eachHeld = (holder: number, visit: (held: number, part: number) => void) => {
    for (let place = offsets[holder] as number; place < (offsets[holder + 1] as number); place++) {
      const edge = edges[place] as number;
      visit(graph.held[edge] as number, sharesOf[edge] as number);
    }
  };
  eachHeld(member, (held, part) => {
    const known = at(held);
    known.direct += part;
    known.whole += part;
    queue.push(held);
  });
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { whole } = at(next);
    const before = passed.get(next) ?? 0;
    if (next === member || isMember(next) || whole <= before) continue;
    if (world.partnership[next] !== 1 && whole < passAt) continue;
    passed.set(next, whole);
    eachHeld(next, (held, part) => {
      const more = multiplied(Math.min(whole, PARTS), part) - multiplied(Math.min(before, PARTS), part);
      if (more <= 0 || held === member) return;
      const known = at(held);
      known.whole = Math.min(PARTS, known.whole + more);
      queue.push(held);
    });
  }
  return found;
}
