import type { Interest } from "./facts.ts";
import type { Side } from "./holdings.ts";
import { integratedShares } from "./integrated.ts";
import { PARTS } from "./share.ts";
import { edgesInto, interestIndex, roomLeft, type StakeGraph } from "./stake-graph.ts";
import { type Members, POSSIBLE, SURE } from "./world.ts";

const MOST_ROUNDS = 1000;
const SETTLED = 1e-15;

/**
 * Of every party the largest integrated share (see `integratedShares`) that one member has of it, in parts: holders before
 * what they hold, the owners of a party kept until all that it holds is done. Rings are gone round until they settle, and
 * solved where they do not.
 */
export function largestIntegratedShares(
  graph: StakeGraph,
  members: Members,
  interest: Interest,
  side: Side,
): Float64Array {
  const { holder, low, high, rank, order, groups } = graph;
  const wanted = interestIndex(interest);
  const least = side === "low" ? SURE : POSSIBLE;
  const largest = new Float64Array(graph.parties);
  const asked = heldCounts(graph, wanted);
  const owners: (Owners | undefined)[] = new Array(graph.parties);
  const sums = new Float64Array(graph.parties);
  const touched = new Int32Array(graph.parties);
  let met = 0;
  const add = (member: number, share: number) => {
    if (sums[member] === 0) touched[met++] = member;
    sums[member] = (sums[member] as number) + share;
  };
  /** Adds up what members have of a party, by its holders and those behind them. */
  const gather = (party: number) => {
    const [from, until] = edgesInto(graph, party, wanted);
    let certain = 0;
    for (let edge = from; edge < until; edge++) certain += low[edge] as number;
    const room = side === "low" ? 0 : roomLeft(graph, from, until);
    const whole = side === "low" ? Math.max(PARTS, certain) : PARTS;
    for (let edge = from; edge < until; edge++) {
      const by = holder[edge] as number;
      const sure = low[edge] as number;
      const share = (side === "low" ? sure : Math.min(high[edge] as number, sure + room)) / whole;
      if (share === 0) continue;
      if ((members[by] as number) >= least) add(by, share);
      const behind = owners[by];
      if (behind === undefined) continue;
      const { member, share: theirs } = behind;
      for (let at = 0; at < member.length; at++) add(member[at] as number, share * (theirs[at] as number));
    }
  };
  /** Takes the sums away again, and keeps them for those that the party holds. */
  const take = (party: number, keep: boolean): number => {
    const own: Owners | null = keep ? { member: [], share: [] } : null;
    let total = 0;
    let most = 0;
    for (let at = 0; at < met; at++) {
      const member = touched[at] as number;
      const share = sums[member] as number;
      if (own !== null) {
        own.member.push(member);
        own.share.push(share);
      }
      if (member !== party && share > most) most = share;
      total += share;
      sums[member] = 0;
    }
    met = 0;
    largest[party] = Math.min(PARTS, Math.round(most * PARTS));
    if (own !== null) owners[party] = own;
    return total;
  };
  const settle = (party: number): number => {
    gather(party);
    return take(party, (asked[party] as number) > 0);
  };
  /** Goes round a ring until nothing moves; false where it would take too long. */
  const goRound = (from: number, until: number): boolean => {
    const totals = new Float64Array(until - from);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      let moved = 0;
      for (let place = from; place < until; place++) {
        const total = settle(order[place] as number);
        moved = Math.max(moved, Math.abs(total - (totals[place - from] as number)));
        totals[place - from] = total;
      }
      if (moved < SETTLED) return true;
    }
    return false;
  };
  const solve = (party: number) => {
    for (const { party: by, share } of integratedShares(graph, party, interest, side).shares) {
      if ((members[by] as number) >= least) add(by, share);
    }
    take(party, (asked[party] as number) > 0);
  };
  for (let group = 0; group + 1 < groups.length; group++) {
    const [from, until] = [groups[group] as number, groups[group + 1] as number];
    if (until - from === 1) settle(order[from] as number);
    else if (!goRound(from, until)) for (let place = from; place < until; place++) solve(order[place] as number);
    for (let place = from; place < until; place++) {
      const [first, last] = edgesInto(graph, order[place] as number, wanted);
      for (let edge = first; edge < last; edge++) {
        const by = holder[edge] as number;
        asked[by] = (asked[by] as number) - 1;
        if (asked[by] === 0 && rank[by] !== group) owners[by] = undefined;
      }
    }
  }
  return largest;
}

/** What the members that count have of one party, multiplied along every path: members and shares beside each other. */
interface Owners {
  readonly member: number[];
  readonly share: number[];
}

/** In how many parties each one holds the interest. */
function heldCounts({ parties, holder, interest }: StakeGraph, wanted: number): Int32Array {
  const counts = new Int32Array(parties);
  for (let edge = 0; edge < holder.length; edge++) {
    const by = holder[edge] as number;
    if (interest[edge] === wanted) counts[by] = (counts[by] as number) + 1;
  }
  return counts;
}
