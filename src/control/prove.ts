import type { Outcome } from "./evaluate-rule.ts";
import {
  type Evaluation,
  evaluateRule,
  measure,
  outcomeName,
  type RuleResult,
  type TestResult,
} from "./evaluate-rule.ts";
import { type Holdings, holdingsOf, meets } from "./holdings.ts";
import { integratedShares } from "./integrated.ts";
import type { Group, HoldingTest } from "./rule.ts";
import { multiplied, PARTS } from "./share.ts";
import { interestIndex } from "./stake-graph.ts";
import { type Belongs, POSSIBLE, SURE, whyMember } from "./world.ts";

/** A step of a path, from those that count as holders down to the party asked about. */
export type Step =
  | { readonly step: "is"; readonly party: number; readonly because: Belongs }
  | { readonly step: "rule"; readonly party: number; readonly rule: string; readonly outcome: Outcome }
  | { readonly step: "stake"; readonly edge: number }
  | { readonly step: "supplied"; readonly party: number };

export interface Proof {
  /** The test that decides; of a no the one that is nearest to a yes. */
  readonly test: TestResult;
  readonly steps: readonly Step[];
}

const MOST_STEPS = 200;

/** The test that decides what the rule says of the party. */
export function decidingTest(result: RuleResult, party: number): TestResult {
  const outcome = result.outcome[party];
  const [first] = result.tests.filter((test) => test.outcome[party] === outcome && outcome !== 0);
  if (first !== undefined) return first;
  const near = (test: TestResult) => {
    if (test.test.kind !== "holding" || test.high === null) return -1;
    return (test.high.share[party] as number) / Math.max(1, test.test.threshold);
  };
  return result.tests.reduce((best, test) => (near(test) > near(best) ? test : best));
}

/**
 * Why the rule says what it says of the party: of a yes the holdings that reach the threshold by their lowest shares, of
 * the others the strongest there are by their highest.
 */
export function proveRule(evaluation: Evaluation, id: string, party: number): Proof {
  const result = evaluateRule(evaluation, id);
  const test = decidingTest(result, party);
  const steps: Step[] = [];
  proveTest({ evaluation, steps, met: new Set() }, result, test, party);
  return { test, steps: steps.slice(0, MOST_STEPS) };
}

interface Path {
  readonly evaluation: Evaluation;
  readonly steps: Step[];
  /** What has been shown already: each party once a test. */
  readonly met: Set<string>;
}

function proveTest(path: Path, result: RuleResult, found: TestResult, party: number): void {
  const { test } = found;
  const key = `${result.rule.id} ${test.id} ${party}`;
  if (path.met.has(key) || path.steps.length > MOST_STEPS) return;
  path.met.add(key);
  if (test.kind === "party") {
    if (found.outcome[party] !== 0) proveMember(path, result, test.party, party);
    return;
  }
  if (test.kind === "supply") {
    if (found.outcome[party] !== 0) path.steps.push({ step: "supplied", party });
    return;
  }
  const side = outcomeName(found.outcome[party] as number) === "yes" ? "low" : "high";
  const holdings = passingHoldings(path.evaluation, found, test, party, side);
  if (holdings !== null) proveHoldings(path, { result, found, test, holdings, side }, party);
}

interface HoldingsProof {
  readonly result: RuleResult;
  readonly found: TestResult;
  readonly test: HoldingTest;
  readonly holdings: Holdings;
  readonly side: "low" | "high";
}

/** What each holder passes on: of a single holder that is followed along all paths, that holder's alone. */
function passingHoldings(
  { world }: Evaluation,
  found: TestResult,
  test: HoldingTest,
  party: number,
  side: "low" | "high",
): Holdings | null {
  const holdings = found[side];
  if (holdings === null || test.through !== "multiplied" || test.together) return holdings;
  const least = side === "low" ? SURE : POSSIBLE;
  const owners = test.interests.flatMap((interest) => {
    const { shares } = integratedShares(world.graph, party, interest, side);
    return shares.filter((each) => (found.holders?.[each.party] as number) >= least).slice(0, 1);
  });
  const [largest] = owners.sort((a, b) => b.share - a.share);
  if (largest === undefined) return null;
  const alone = new Uint8Array(world.parties);
  alone[largest.party] = SURE;
  return holdingsOf(world, alone, test.interests, { ...test, together: true }, side);
}

function proveHoldings(path: Path, proof: HoldingsProof, party: number): void {
  const { graph } = path.evaluation.world;
  for (const edge of decidingEdges(path.evaluation, proof, party)) {
    const holder = graph.holder[edge] as number;
    proveHolder(path, proof, holder);
    path.steps.push({ step: "stake", edge });
  }
}

function proveHolder(path: Path, proof: HoldingsProof, holder: number): void {
  const { evaluation, met } = path;
  const { result, found, test, side } = proof;
  const member = (found.holders?.[holder] as number) >= (side === "low" ? SURE : POSSIBLE);
  if (member) {
    const key = `${result.rule.id} ${test.id} holder ${holder}`;
    if (met.has(key)) return;
    met.add(key);
    proveMember(path, result, test.holders, holder);
    return;
  }
  const key = `${result.rule.id} ${test.id} ${holder}`;
  if (met.has(key) || evaluation.world.graph.offsets[holder] === evaluation.world.graph.offsets[holder + 1]) return;
  met.add(key);
  proveHoldings(path, proof, holder);
}

/** Shows why a party is in a group: by what it is, by an earlier test, or by another rule with that rule's own path. */
function proveMember(path: Path, result: RuleResult, group: Group, party: number): void {
  const because = whyMember(path.evaluation.world, group, party);
  if (because !== null) {
    path.steps.push({ step: "is", party, because });
    return;
  }
  for (const id of group.tests) {
    const earlier = result.tests.find(({ test }) => test.id === id);
    if (earlier === undefined || earlier.outcome[party] === 0) continue;
    proveTest(path, result, earlier, party);
    return;
  }
  for (const id of group.rules) {
    const other = evaluateRule(path.evaluation, id);
    if (other.outcome[party] === 0) continue;
    proveTest(path, other, decidingTest(other, party), party);
    path.steps.push({ step: "rule", party, rule: id, outcome: outcomeName(other.outcome[party] as number) });
    return;
  }
}

/**
 * The edges into a party that carry what the test measures, the largest first: as few as reach the threshold (or, of a
 * firm between that passes on, what makes it pass), all where nothing does.
 */
function decidingEdges(
  { world }: Evaluation,
  { test, holdings, side }: HoldingsProof,
  party: number,
): readonly number[] {
  const { graph } = world;
  const sharesOf = side === "low" ? graph.low : graph.high;
  const wanted = test.interests.map(interestIndex);
  const byInterest = new Map<number, { edge: number; part: number }[]>();
  for (let edge = graph.offsets[party] as number; edge < (graph.offsets[party + 1] as number); edge++) {
    const interest = graph.interest[edge] as number;
    const passes = holdings.passes[graph.holder[edge] as number] as number;
    if (passes === 0 || !wanted.includes(interest)) continue;
    const share = sharesOf[edge] as number;
    const whole = test.through === "look-through-as-one" && share >= test.passAt && passes < PARTS;
    const part = whole ? passes : multiplied(passes, share);
    if (part > 0) byInterest.set(interest, [...(byInterest.get(interest) ?? []), { edge, part }]);
  }
  const total = (parts: readonly { part: number }[]) => {
    const figures = parts.map(({ part }) => part);
    return test.together ? figures.reduce((sum, part) => sum + part, 0) : Math.max(...figures);
  };
  const [best] = [...byInterest.values()].sort((a, b) => total(b) - total(a));
  if (best === undefined) return [];
  best.sort((a, b) => b.part - a.part || a.edge - b.edge);
  if (!test.together) return best.slice(0, 1).map(({ edge }) => edge);
  const edges: number[] = [];
  let sum = 0;
  for (const { edge, part } of best) {
    edges.push(edge);
    sum += part;
    if (meets(sum, test)) break;
  }
  return edges;
}

/** What each reading of a test says of a party, the default first; none where the law is read in one way. */
export function readingsOf(evaluation: Evaluation, found: TestResult, party: number) {
  const { test, holders } = found;
  if (test.kind !== "holding" || test.readings.length === 0 || holders === null) return [];
  return [{ ...test, id: "default", title: test.reading ?? test.title }, ...test.readings].map((reading) => {
    const { low, high } = measure(evaluation, holders, test.interests, reading);
    const [least, most] = [low.share[party] as number, high.share[party] as number];
    const outcome: Outcome = meets(least, reading) ? "yes" : meets(most, reading) ? "open" : "no";
    return {
      id: reading.id,
      title: reading.title,
      source: reading.source,
      locator: reading.locator,
      outcome,
      low: least,
      high: most,
    };
  });
}
