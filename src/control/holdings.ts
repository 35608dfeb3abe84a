import type { Interest } from "./facts.ts";
import type { Measured } from "./rule.ts";
import { multiplied, PARTS } from "./share.ts";
import { interestIndex, roomLeft, type StakeGraph } from "./stake-graph.ts";
import { type Members, POSSIBLE, SURE, type World } from "./world.ts";

/** At the least: sure members with their lowest shares. At the most: possible members with their highest. */
export type Side = "low" | "high";

/** What a group has of every party, in parts of 10^12, and how much of what a party holds counts to the group. */
export interface Holdings {
  /** Of every party, the highest of the interests. */
  readonly share: Float64Array;
  /** Of every party, the part of its own holdings that counts as the group's. */
  readonly passes: Float64Array;
  /** Of parties that are no members and yet pass on whole, after which others they came to, so that proofs go nowhere round. */
  readonly joined?: Int32Array;
  /** Of every party the member that has the share, -1 where none; only where single members are measured by attribution. */
  readonly by?: Int32Array;
}

/** Whether a share meets the threshold of a test. */
export function meets(share: number, { threshold, moreThan }: Pick<Measured, "threshold" | "moreThan">): boolean {
  return moreThan ? share > threshold : share >= threshold;
}

const MOST_ROUNDS = 100_000;

/**
 * What the group has of every party under the ways of `Through` that pass holdings from firm to firm by one figure each
 * (all but `attributed`, and `multiplied` of a single holder). The least fixed point: rings are gone round until nothing
 * moves. At the most a party's holders together have no more of it than the whole, what others hold for certain left out.
 */
export function holdingsOf(
  world: World,
  members: Members,
  interests: readonly Interest[],
  measured: Measured,
  side: Side,
): Holdings {
  const { graph } = world;
  const share = new Float64Array(world.parties);
  const passes = new Float64Array(world.parties);
  const joined = new Int32Array(world.parties);
  let joins = 0;
  const least = side === "low" ? SURE : POSSIBLE;
  for (let party = 0; party < world.parties; party++) {
    if ((members[party] as number) >= least) passes[party] = PARTS;
  }
  const into = intoParty(graph, interests, measured, side);
  const settle = (party: number): boolean => {
    if (graph.offsets[party] === graph.offsets[party + 1]) return false;
    const found = into(party, passes);
    const isMember = (members[party] as number) >= least;
    const passed = isMember ? PARTS : passedOn(found, measured);
    const moved = found.share !== share[party] || passed !== passes[party];
    share[party] = found.share;
    passes[party] = passed;
    if (!isMember && joined[party] === 0 && isWhole(found, measured)) joined[party] = ++joins;
    return moved;
  };
  for (let at = 0; at + 1 < graph.groups.length; at++) {
    const [from, until] = [graph.groups[at] as number, graph.groups[at + 1] as number];
    if (until - from === 1) {
      settle(graph.order[from] as number);
      continue;
    }
    for (let round = 0, moved = true; moved && round < MOST_ROUNDS; round++) {
      moved = false;
      for (let place = from; place < until; place++) moved = settle(graph.order[place] as number) || moved;
    }
  }
  return { share, passes, joined };
}

/** What comes together at one party: of an interest the most; `direct` counts only what passes whole. */
interface Into {
  share: number;
  direct: number;
}

function passedOn({ share, direct }: Into, measured: Measured): number {
  switch (measured.through) {
    case "cascade":
      return meets(share, measured) ? PARTS : 0;
    case "multiplied":
      return share;
    case "look-through":
    case "look-through-as-one":
      return direct >= measured.passAt ? PARTS : share;
    default:
      return 0;
  }
}

/** Whether the party passes on whole by what those hold of it who pass on whole. */
function isWhole({ share, direct }: Into, measured: Measured): boolean {
  if (measured.through === "cascade") return meets(share, measured);
  return measured.through.startsWith("look") && direct >= measured.passAt;
}

function intoParty(graph: StakeGraph, interests: readonly Interest[], measured: Measured, side: Side) {
  const wanted = new Uint8Array(8);
  for (const interest of interests) wanted[interestIndex(interest)] = 1;
  const asOne = measured.through === "look-through-as-one";
  const found: Into = { share: 0, direct: 0 };
  const sum = side === "low" || !graph.ranged ? sumOfPoints : sumOfRanges;
  return (party: number, passes: Float64Array): Into => {
    found.share = 0;
    found.direct = 0;
    const until = graph.offsets[party + 1] as number;
    for (let from = graph.offsets[party] as number; from < until; ) {
      const interest = graph.interest[from] as number;
      let next = from + 1;
      while (next < until && graph.interest[next] === interest) next += 1;
      if (wanted[interest] === 1) sum(graph, from, next, passes, measured, asOne, found);
      from = next;
    }
    return found;
  };
}

/**
 * Adds up what comes into a party. A firm that is held to `passAt` may be one with its parent: then it has at least what the
 * parent has, as far as it is held, and no more for having two such parents.
 */
function sumOfPoints(
  { low, holder }: StakeGraph,
  from: number,
  until: number,
  passes: Float64Array,
  { together, passAt }: Measured,
  asOne: boolean,
  found: Into,
): void {
  let [share, direct, parent] = [0, 0, 0];
  for (let edge = from; edge < until; edge++) {
    const passed = passes[holder[edge] as number] as number;
    if (passed === 0) continue;
    const held = low[edge] as number;
    const part = multiplied(passed, held);
    if (asOne && held >= passAt && passed < PARTS) parent = Math.max(parent, Math.min(passed, held));
    share = together ? share + part : Math.max(share, part);
    if (passed === PARTS) direct += held;
  }
  found.share = Math.max(found.share, Math.min(share, PARTS), parent);
  found.direct = Math.max(found.direct, direct);
}

/** As `sumOfPoints` at the highest shares that leave room for what others hold for certain. */
function sumOfRanges(
  graph: StakeGraph,
  from: number,
  until: number,
  passes: Float64Array,
  { together, passAt }: Measured,
  asOne: boolean,
  found: Into,
): void {
  const { low, high, holder } = graph;
  const room = roomLeft(graph, from, until);
  const open: number[] = [];
  let [share, direct, directMore, parent] = [0, 0, 0, 0];
  for (let edge = from; edge < until; edge++) {
    const passed = passes[holder[edge] as number] as number;
    if (passed === 0) continue;
    const [held, more] = [low[edge] as number, Math.min(room, (high[edge] as number) - (low[edge] as number))];
    if (asOne && held + more >= passAt && passed < PARTS) parent = Math.max(parent, Math.min(passed, held + more));
    if (passed === PARTS) {
      direct += held;
      directMore += more;
    }
    if (!together) {
      share = Math.max(share, multiplied(passed, held + more));
      continue;
    }
    share += multiplied(passed, held);
    if (more > 0) open.push(edge);
  }
  if (open.length > 0) {
    open.sort((a, b) => (passes[holder[b] as number] as number) - (passes[holder[a] as number] as number));
    let left = room;
    for (const edge of open) {
      const more = Math.min(left, (high[edge] as number) - (low[edge] as number));
      share += multiplied(passes[holder[edge] as number] as number, more);
      left -= more;
    }
  }
  found.share = Math.max(found.share, Math.min(share, PARTS), parent);
  found.direct = Math.max(found.direct, direct + Math.min(room, directMore));
}
