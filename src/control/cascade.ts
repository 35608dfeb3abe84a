import type { Interest } from "./facts.ts";
import { heldBy } from "./held-by.ts";
import { type Holdings, meets, type Side } from "./holdings.ts";
import type { Measured } from "./rule.ts";
import { PARTS } from "./share.ts";
import { edgesInto, interestIndex, roomLeft } from "./stake-graph.ts";
import { type Members, POSSIBLE, SURE, type World } from "./world.ts";

/**
 * What a group has of every party where a firm that it holds to the threshold joins it with all that it holds: shares are
 * added up and never multiplied (OFAC FAQ 401). By `direct` nobody joins. From the members on, each stake of the group is
 * looked at once.
 */
export function cascadeHoldings(
  { graph, parties }: World,
  members: Members,
  interests: readonly Interest[],
  measured: Measured,
  side: Side,
): Holdings {
  const { offsets, held, interest, low, high } = heldBy(graph);
  const ranged = side === "high" && graph.ranged;
  const share = new Float64Array(parties);
  const joined = new Int32Array(parties);
  const wanted = interests.map(interestIndex);
  // What the group has by each interest: of one alone it is the share.
  const shares = wanted.map((_, at) => (at === 0 ? share : new Float64Array(parties)));
  // Of ranges that is as much as the others leave of the highest shares that add up here.
  const highest = ranged ? wanted.map(() => new Float64Array(parties)) : [];
  const certain = ranged ? wanted.map(() => new Float64Array(parties)) : [];
  const place = new Int8Array(8).fill(-1);
  wanted.forEach((each, at) => {
    place[each] = at;
  });
  const least = side === "low" ? SURE : POSSIBLE;
  const queue = new Int32Array(parties);
  let waiting = 0;
  for (let party = 0; party < parties; party++) {
    if ((members[party] as number) >= least) queue[waiting++] = party;
  }
  const { together } = measured;
  let joins = measured.through === "cascade" ? 0 : null;
  for (let next = 0; next < waiting; next++) {
    const holder = queue[next] as number;
    for (let edge = offsets[holder] as number; edge < (offsets[holder + 1] as number); edge++) {
      const kind = place[interest[edge] as number] as number;
      if (kind < 0) continue;
      const party = held[edge] as number;
      const mine = shares[kind] as Float64Array;
      let sum: number;
      if (ranged) {
        const [sure, most] = [certain[kind] as Float64Array, highest[kind] as Float64Array];
        const lowest = (together ? (sure[party] as number) : 0) + (low[edge] as number);
        const top = (together ? (most[party] as number) : 0) + (high[edge] as number);
        sure[party] = lowest;
        most[party] = top;
        const [from, until] = edgesInto(graph, party, wanted[kind] as number);
        sum = Math.min(top, lowest + roomLeft(graph, from, until));
      } else sum = (together ? (mine[party] as number) : 0) + (low[edge] as number);
      if (together || sum > (mine[party] as number)) mine[party] = sum;
      // Last what lies elsewhere in memory: few holdings meet the threshold.
      if (joins !== null && meets(sum, measured) && joined[party] === 0 && (members[party] as number) < least) {
        joined[party] = ++joins;
        queue[waiting++] = party;
      }
    }
  }
  for (let party = 0; party < parties; party++) {
    let most = share[party] as number;
    for (let at = 1; at < shares.length; at++) most = Math.max(most, (shares[at] as Float64Array)[party] as number);
    share[party] = Math.min(PARTS, most);
  }
  let passes: Float64Array | null = null;
  return {
    share,
    joined,
    // Of a whole register nobody asks for it: it is laid out for a path alone.
    get passes() {
      passes ??= Float64Array.from(joined, (join, party) =>
        join > 0 || (members[party] as number) >= least ? PARTS : 0,
      );
      return passes;
    },
  };
}
