import { type Attribution, attributionOf } from "./attributed.ts";
import type { Evaluation, TestResult } from "./evaluate-rule.ts";
import type { Interest } from "./facts.ts";
import { type Holdings, holdingsOf, meets, type Side } from "./holdings.ts";
import { integratedShares } from "./integrated.ts";
import type { HoldingTest } from "./rule.ts";
import { multiplied, PARTS } from "./share.ts";
import { edgesInto, interestIndex } from "./stake-graph.ts";
import { POSSIBLE, SURE, type World } from "./world.ts";

/** The edges by which holders come to what a test measures of a party. */
export interface Carriers {
  /** Whether the party counts as a holder by itself, so that the path begins there. */
  readonly isHolder: (party: number) => boolean;
  /** Of the party asked about, as few as reach the threshold; all where nothing does. */
  readonly asked: (party: number) => readonly number[];
  /** Of a firm between, those that make it pass on what it passes on. */
  readonly between: (party: number) => readonly number[];
}

/** Whose holdings carry a test to its outcome of the party; null where nobody is behind it. */
export function carriersOf(
  { world }: Pick<Evaluation, "world">,
  found: TestResult,
  test: HoldingTest,
  party: number,
  side: Side,
): Carriers | null {
  const holdings = found[side];
  const members = found.holders;
  if (holdings === null || members === null) return null;
  const least = side === "low" ? SURE : POSSIBLE;
  const isMember = (each: number) => (members[each] as number) >= least;
  const asked: Asked = { world, test, side, isHolder: isMember };
  if (test.through === "attributed") {
    if (test.together) return addedUp(asked, (name) => attributionOf(world, members, name, test, side), holdings);
    const owner = holdings.by?.[party] ?? -1;
    if (owner < 0) return null;
    const [best] = test.interests
      .map((name) => ({ name, ...ofOne(attributionOf(world, members, name, test, side), owner) }))
      .sort((a, b) => b.has(party) - a.has(party));
    return best === undefined ? null : single({ ...asked, isHolder: (each) => each === owner }, best.name, best.part);
  }
  if (test.through !== "multiplied" || test.together) return passing(asked, holdings);
  const owners = test.interests.flatMap((name) => {
    const { shares } = integratedShares(world.graph, party, name, side);
    return shares.filter((each) => isMember(each.party)).slice(0, 1);
  });
  const [largest] = owners.sort((a, b) => b.share - a.share);
  if (largest === undefined) return null;
  const alone = Uint8Array.from(members, (_, each) => (each === largest.party ? SURE : 0));
  const together = { ...test, together: true };
  return passing(
    { ...asked, test: together, isHolder: (each) => each === largest.party },
    holdingsOf(world, alone, test.interests, together, side),
  );
}

interface Asked {
  readonly world: World;
  readonly test: HoldingTest;
  readonly side: Side;
  readonly isHolder: (party: number) => boolean;
}

interface Carried {
  readonly edge: number;
  readonly part: number;
  /** Whether the holder passes on whole without leaning on the party itself. */
  readonly first: boolean;
  /** Whether the holder stands in one ring with the party. */
  readonly ring: boolean;
}

/** Where each party passes on one figure. */
function passing({ world, test, side, isHolder }: Asked, { passes, joined }: Holdings): Carriers {
  const { graph } = world;
  const sharesOf = side === "low" ? graph.low : graph.high;
  const carried = (party: number): readonly (readonly Carried[])[] => {
    const after = joined?.[party] ?? 0;
    /** Each parent that the party is one with, alone. */
    const parents: (readonly Carried[])[] = [];
    const into = test.interests.map((name) => {
      const [from, until] = edgesInto(graph, party, interestIndex(name));
      const list: Carried[] = [];
      for (let edge = from; edge < until; edge++) {
        const holder = graph.holder[edge] as number;
        const [passed, share] = [passes[holder] as number, sharesOf[edge] as number];
        const part = multiplied(passed, share);
        const ring = graph.rank[holder] === graph.rank[party];
        const came = joined?.[holder] ?? 0;
        const first = isHolder(holder) || (came > 0 && (after === 0 ? !ring : came < after));
        if (part > 0) list.push({ edge, part, first, ring });
        const one = test.through === "look-through-as-one" && share >= test.passAt && passed < PARTS;
        if (one) parents.push([{ edge, part: Math.min(passed, share), first, ring }]);
      }
      return inOrder(list);
    });
    return [...into, ...parents].filter((list) => list.length > 0);
  };
  /** All edges of all interests where what comes to the party leans on the party itself. */
  const roundRings = (lists: readonly (readonly Carried[])[]) => {
    const all = lists.flat();
    return test.together && all.some(({ ring, first }) => ring && !first)
      ? [...new Set(all.map(({ edge }) => edge))]
      : null;
  };
  const best = (lists: readonly (readonly Carried[])[]) => largest(lists, (list) => total(list, test.together));
  return {
    isHolder,
    asked: (party) => {
      const lists = carried(party);
      const first = lists.map((list) => list.filter((each) => each.first));
      const strong = largest(first, (list) => total(list, test.together));
      if (meets(total(strong, test.together), test)) return reaching(strong, test, test.together);
      return roundRings(lists) ?? reaching(best(lists), test, test.together);
    },
    between: (party) => {
      const lists = carried(party);
      const direct = lists.map((list) => list.filter((each) => each.first));
      if (test.through === "cascade") {
        const strong = largest(direct, (list) => total(list, test.together));
        return reaching(strong, test, test.together);
      }
      if (test.through !== "multiplied" && passes[party] === PARTS) {
        const whole = largest(direct, (list) => total(list, true));
        if (total(whole, true) >= test.passAt)
          return reaching(whole, { threshold: test.passAt, moreThan: false }, true);
      }
      const round = roundRings(lists);
      if (round !== null) return round;
      const list = best(lists);
      return (test.together ? list : list.slice(0, 1)).map(({ edge }) => edge);
    },
  };
}

/** Where one member has a part of what each of its firms holds. */
function single({ world, test, side, isHolder }: Asked, name: Interest, part: (holder: number) => number): Carriers {
  const into = (party: number) => carriedBy(world, side, party, interestIndex(name), part);
  return {
    isHolder,
    asked: (party) => reaching(into(party), test, true),
    between: (party) => into(party).map(({ edge }) => edge),
  };
}

/** Where what members have of firms, each for itself, is added up. */
function addedUp(
  { world, test, side, isHolder }: Asked,
  attribution: (name: Interest) => Attribution,
  { passes }: Holdings,
): Carriers {
  const attributions = new Map(test.interests.map((name) => [name, attribution(name)]));
  const ownersOf = (party: number, name: Interest) => {
    const owners = new Set<number>();
    const met = new Set([party]);
    for (const each of met) {
      const [from, until] = edgesInto(world.graph, each, interestIndex(name));
      for (let edge = from; edge < until; edge++) {
        const holder = world.graph.holder[edge] as number;
        if (isHolder(holder)) owners.add(holder);
        else if ((passes[holder] as number) > 0) met.add(holder);
      }
    }
    return [...owners].map((owner) => ofOne(attributions.get(name) as Attribution, owner));
  };
  const through = (holder: number) => (isHolder(holder) ? PARTS : (passes[holder] as number));
  return {
    isHolder,
    asked: (party) => {
      const lists = test.interests.map((name) => carriedBy(world, side, party, interestIndex(name), through));
      return reaching(
        largest(lists, (list) => total(list, true)),
        test,
        true,
      );
    },
    between: (party) => {
      const edges = test.interests.flatMap((name) => {
        const owners = ownersOf(party, name).filter(({ part }) => part(party) > 0);
        return owners.flatMap(({ part }) => carriedBy(world, side, party, interestIndex(name), part));
      });
      return [...new Set(edges.map(({ edge }) => edge))];
    },
  };
}

/** What one member has of each party, and what of a holder's own stakes counts to it. */
function ofOne({ of, passesOn }: Attribution, owner: number) {
  const wholes = of(owner);
  const has = (party: number) => wholes.get(party) ?? 0;
  const part = (holder: number) => (holder === owner ? PARTS : passesOn(holder, has(holder)) ? has(holder) : 0);
  return { has, part };
}

function carriedBy(
  { graph }: World,
  side: Side,
  party: number,
  interest: number,
  passed: (holder: number) => number,
): readonly Carried[] {
  const sharesOf = side === "low" ? graph.low : graph.high;
  const [from, until] = edgesInto(graph, party, interest);
  const list: Carried[] = [];
  for (let edge = from; edge < until; edge++) {
    const holder = graph.holder[edge] as number;
    const part = multiplied(passed(holder), sharesOf[edge] as number);
    const ring = graph.rank[holder] === graph.rank[party];
    if (part > 0) list.push({ edge, part, first: passed(holder) === PARTS, ring });
  }
  return inOrder(list);
}

function inOrder(list: Carried[]): readonly Carried[] {
  return list.sort((a, b) => b.part - a.part || Number(a.ring) - Number(b.ring) || a.edge - b.edge);
}

function total(list: readonly Carried[], together: boolean): number {
  if (!together) return list[0]?.part ?? 0;
  return list.reduce((sum, { part }) => sum + part, 0);
}

function largest(
  lists: readonly (readonly Carried[])[],
  figure: (list: readonly Carried[]) => number,
): readonly Carried[] {
  return lists.reduce((best, list) => (figure(list) > figure(best) ? list : best), []);
}

/**
 * The first of the list that reach the threshold; all of them where they do not, or where one of them leans on the party
 * itself and so on all that comes to it.
 */
function reaching(
  list: readonly Carried[],
  threshold: Pick<HoldingTest, "threshold" | "moreThan">,
  together: boolean,
): readonly number[] {
  const edges: number[] = [];
  let sum = 0;
  for (const { edge, part, first, ring } of list) {
    if (together && ring && !first) return list.map((each) => each.edge);
    edges.push(edge);
    sum += part;
    if (!together || meets(sum, threshold)) break;
  }
  return edges;
}
