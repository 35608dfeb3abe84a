import { type Carriers, carriersOf } from "./carriers.ts";
import {
  type Evaluation,
  evaluateRule,
  measure,
  type Outcome,
  outcomeName,
  type RuleResult,
  type TestResult,
} from "./evaluate-rule.ts";
import { meets } from "./holdings.ts";
import type { Group, HoldingTest } from "./rule.ts";
import type { Belongs } from "./world.ts";
import { whyMember } from "./world.ts";

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
  /** What has been shown already: each party once a test, side and part in it. */
  readonly met: Set<string>;
}

function isNew({ met }: Path, key: string): boolean {
  if (met.has(key)) return false;
  met.add(key);
  return true;
}

function proveTest(path: Path, result: RuleResult, found: TestResult, party: number): void {
  const { test } = found;
  if (path.steps.length > MOST_STEPS || !isNew(path, `${result.rule.id} ${test.id} ${party}`)) return;
  if (test.kind === "party") {
    if (found.outcome[party] !== 0) proveMember(path, result, test.party, party);
    return;
  }
  if (test.kind === "supply") {
    if (found.outcome[party] !== 0) path.steps.push({ step: "supplied", party });
    return;
  }
  const side = outcomeName(found.outcome[party] as number) === "yes" ? "low" : "high";
  const carriers = carriersOf(path.evaluation, found, test, party, side);
  if (carriers === null) return;
  // One owner is followed alone: what is shown of a firm between is shown of that owner.
  const alone = test.together ? "" : ` of ${party}`;
  const proof = { result, test, carriers, key: `${result.rule.id} ${test.id} ${side}${alone}` };
  proveEdges(path, proof, carriers.asked(party));
}

interface HoldingsProof {
  readonly result: RuleResult;
  readonly test: HoldingTest;
  readonly carriers: Carriers;
  readonly key: string;
}

function proveEdges(path: Path, proof: HoldingsProof, edges: readonly number[]): void {
  const { graph } = path.evaluation.world;
  const { result, test, carriers, key } = proof;
  for (const edge of edges) {
    const holder = graph.holder[edge] as number;
    if (carriers.isHolder(holder)) {
      if (isNew(path, `${key} holder ${holder}`)) proveMember(path, result, test.holders, holder);
    } else if (isNew(path, `${key} between ${holder}`)) {
      proveEdges(path, proof, carriers.between(holder));
    }
    if (isNew(path, `stake ${edge}`)) path.steps.push({ step: "stake", edge });
  }
}

/** Shows why a party is in a group: by what it is, by an earlier test, or by another rule with that rule's own path. */
function proveMember(path: Path, result: RuleResult, group: Group, party: number): void {
  const because = whyMember(path.evaluation.world, group, party);
  if (because !== null) {
    path.steps.push({ step: "is", party, because });
    return;
  }
  const outcomeOf = (each: { readonly outcome: Uint8Array }) => each.outcome[party] as number;
  const earlier = result.tests.filter(({ test }) => group.tests.includes(test.id));
  const others = group.rules.map((id) => evaluateRule(path.evaluation, id));
  const most = Math.max(...[...earlier, ...others].map(outcomeOf));
  const test = earlier.find((each) => outcomeOf(each) === most);
  const other = others.find((each) => outcomeOf(each) === most);
  if (most <= 0) return;
  if (test !== undefined) proveTest(path, result, test, party);
  else if (other !== undefined) {
    proveTest(path, other, decidingTest(other, party), party);
    path.steps.push({ step: "rule", party, rule: other.rule.id, outcome: outcomeName(most) });
  }
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
