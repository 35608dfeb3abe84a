import type { Interest } from "./facts.ts";
import type { Side } from "./holdings.ts";
import { sharesInto } from "./integrated.ts";
import { PARTS } from "./share.ts";
import { interestIndex, type StakeGraph } from "./stake-graph.ts";
import { type Members, POSSIBLE, SURE } from "./world.ts";

/** What the members that count have of one party, multiplied along every path: members and shares beside each other. */
interface Owners {
  readonly member: Int32Array;
  readonly share: Float64Array;
}

const NOBODY: Owners = { member: new Int32Array(0), share: new Float64Array(0) };
const MOST_ROUNDS = 10_000;
const SETTLED = 1e-15;

/**
 * Of every party the largest integrated share (see `integratedShares`) that one member has of it, in parts: holders before
 * what they hold, each party's owners kept until all that it holds is done. Rings are gone round until they settle.
 */
export function largestIntegratedShares(
  graph: StakeGraph,
  members: Members,
  interest: Interest,
  side: Side,
): Float64Array {
  const wanted = interestIndex(interest);
  const shares = sharesInto(graph, wanted, side);
  const least = side === "low" ? SURE : POSSIBLE;
  const largest = new Float64Array(graph.parties);
  const owners: (Owners | undefined)[] = new Array(graph.parties);
  const asked = heldCounts(graph, wanted);
  const sums = new Float64Array(graph.parties);
  const touched: number[] = [];
  const add = (member: number, share: number) => {
    if (sums[member] === 0) touched.push(member);
    sums[member] = (sums[member] as number) + share;
  };
  const gather = (party: number): Owners => {
    shares(party, (holder, share) => {
      if (share === 0) return;
      if ((members[holder] as number) >= least) add(holder, share);
      const behind = owners[holder] ?? NOBODY;
      for (let at = 0; at < behind.member.length; at++)
        add(behind.member[at] as number, share * (behind.share[at] as number));
    });
    const found = {
      member: Int32Array.from(touched),
      share: Float64Array.from(touched, (member) => sums[member] as number),
    };
    for (const member of touched) sums[member] = 0;
    touched.length = 0;
    return found;
  };
  const settle = (party: number): number => {
    const found = gather(party);
    const before = owners[party] ?? NOBODY;
    owners[party] = found;
    return Math.abs(total(found) - total(before));
  };
  const { order, groups } = graph;
  for (let group = 0; group + 1 < groups.length; group++) {
    const [from, until] = [groups[group] as number, groups[group + 1] as number];
    for (let round = 0; round < MOST_ROUNDS; round++) {
      let moved = 0;
      for (let place = from; place < until; place++) moved = Math.max(moved, settle(order[place] as number));
      if (until - from === 1 || moved < SETTLED) break;
    }
    for (let place = from; place < until; place++) {
      const party = order[place] as number;
      const found = owners[party] as Owners;
      let most = 0;
      for (let at = 0; at < found.share.length; at++) {
        if (found.member[at] !== party) most = Math.max(most, found.share[at] as number);
      }
      largest[party] = Math.min(PARTS, Math.round(most * PARTS));
      if (asked[party] === 0) owners[party] = undefined;
      shares(party, (holder) => {
        asked[holder] = (asked[holder] as number) - 1;
        if (asked[holder] === 0 && graph.rank[holder] !== group) owners[holder] = undefined;
      });
    }
  }
  return largest;
}

const total = ({ share }: Owners): number => share.reduce((sum, each) => sum + each, 0);

/** In how many parties each one holds the interest. */
function heldCounts({ parties, holder, interest }: StakeGraph, wanted: number): Int32Array {
  const counts = new Int32Array(parties);
  for (let edge = 0; edge < holder.length; edge++) {
    if (interest[edge] === wanted) counts[holder[edge] as number] = (counts[holder[edge] as number] as number) + 1;
  }
  return counts;
}
