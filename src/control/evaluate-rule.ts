import { attributedHoldings } from "./attributed.ts";
import { cascadeHoldings } from "./cascade.ts";
import type { Interest } from "./facts.ts";
import { type Holdings, holdingsOf, type Side } from "./holdings.ts";
import { integratedShares } from "./integrated.ts";
import { largestIntegratedShares } from "./integrated-all.ts";
import { askedGroup, type Group, type HoldingTest, type Measured, type Rule, type Test } from "./rule.ts";
import { PARTS } from "./share.ts";
import { type Members, membersOf, POSSIBLE, SURE, type World } from "./world.ts";

/** What a rule or a test says of a party, in a byte. */
export const NO = 0;
export const OPEN = 1;
export const YES = 2;

export type Outcome = "no" | "open" | "yes";

export const outcomeName = (byte: number): Outcome => (byte === YES ? "yes" : byte === OPEN ? "open" : "no");

/** What a test says of every party. */
export interface TestResult {
  readonly test: Test;
  readonly outcome: Uint8Array;
  /** Only of a test of holdings: who counts as a holder by itself, and what the group has at the least and at the most. */
  readonly holders: Members | null;
  readonly low: Holdings | null;
  readonly high: Holdings | null;
}

export interface RuleResult {
  readonly rule: Rule;
  /** Of every party NO, OPEN or YES. */
  readonly outcome: Uint8Array;
  readonly tests: readonly TestResult[];
}

/** Parties to which goods of a group come, by the trade that was looked at; null where none was. */
export type Supplied = ((test: Test) => ReadonlySet<number>) | null;

/** The rules of a book over one world; what one rule says is kept for the others that ask for it. */
export interface Evaluation {
  readonly world: World;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly supplied: Supplied;
  /** Parties that a question asks about, where only they are wanted; all where null. */
  readonly only: readonly number[] | null;
  readonly done: Map<string, RuleResult>;
}

export function evaluation(
  world: World,
  rules: readonly Rule[],
  options: { readonly supplied?: Supplied; readonly only?: readonly number[] } = {},
): Evaluation {
  return {
    world,
    rules: new Map(rules.map((rule) => [rule.id, rule])),
    supplied: options.supplied ?? null,
    only: options.only ?? null,
    done: new Map(),
  };
}

/** What the rule says of every party. Throws RangeError for a rule that is not in the book, or that asks for itself. */
export function evaluateRule(evaluation: Evaluation, id: string): RuleResult {
  const known = evaluation.done.get(id);
  if (known !== undefined) return known;
  const rule = evaluation.rules.get(id);
  if (rule === undefined) throw new RangeError(`There is no rule "${id}".`);
  const tests: TestResult[] = [];
  const outcome = new Uint8Array(evaluation.world.parties);
  for (const test of rule.tests) {
    const result = evaluateTest(evaluation, test, tests);
    tests.push(result);
    raise(outcome, result.outcome);
  }
  const result = { rule, outcome, tests };
  evaluation.done.set(id, result);
  return result;
}

/** Each byte becomes the larger of the two: OPEN and YES are POSSIBLE and SURE. */
function raise(bytes: Uint8Array, by: Uint8Array): void {
  for (let at = 0; at < bytes.length; at++) {
    const found = by[at] as number;
    if (found > (bytes[at] as number)) bytes[at] = found;
  }
}

/** The members of a group, those that other rules and earlier tests say yes of with them. */
export function groupMembers(evaluation: Evaluation, group: Group, earlier: readonly TestResult[]): Members {
  const members = membersOf(evaluation.world, group);
  for (const rule of group.rules) raise(members, evaluateRule(evaluation, rule).outcome);
  for (const id of group.tests) {
    const test = earlier.find((each) => each.test.id === id);
    if (test !== undefined) raise(members, test.outcome);
  }
  return members;
}

function evaluateTest(evaluation: Evaluation, test: Test, earlier: readonly TestResult[]): TestResult {
  const { world } = evaluation;
  if (test.kind === "party") {
    const outcome = groupMembers(evaluation, test.party, earlier);
    return { test, outcome, holders: null, low: null, high: null };
  }
  if (test.kind === "supply") {
    const outcome = new Uint8Array(world.parties);
    for (const party of evaluation.supplied?.(test) ?? []) outcome[party] = YES;
    return { test, outcome, holders: null, low: null, high: null };
  }
  const holders = groupMembers(evaluation, test.holders, earlier);
  const only = asksFor(evaluation, test) ? null : evaluation.only;
  const { low, high } = measure({ world, only }, holders, test.interests, test);
  return { test, outcome: outcomes(low, high, test), holders, low, high };
}

/** Whether a rule asks of its holders what the test says: of all of them, then, and not of the parties asked about alone. */
function asksFor({ rules }: Evaluation, asked: Test): boolean {
  const all = [...rules.values()];
  const groups = all.flatMap(({ tests }) => tests.map(askedGroup));
  const own = all.find(({ tests }) => tests.includes(asked));
  return (
    groups.some((group) => own !== undefined && group.rules.includes(own.id)) ||
    own?.tests.some((test) => askedGroup(test).tests.includes(asked.id)) === true
  );
}

/** What a group has of every party at the least and at the most, measured in one way. */
export function measure(
  { world, only }: Pick<Evaluation, "world" | "only">,
  holders: Members,
  interests: readonly Interest[],
  measured: Measured,
): { readonly low: Holdings; readonly high: Holdings } {
  const low = oneSide(world, only, holders, interests, measured, "low");
  const certain = !world.graph.ranged && !holders.includes(POSSIBLE);
  return { low, high: certain ? low : oneSide(world, only, holders, interests, measured, "high") };
}

function oneSide(
  world: World,
  only: readonly number[] | null,
  holders: Members,
  interests: readonly Interest[],
  measured: Measured,
  side: Side,
): Holdings {
  if (measured.through === "attributed") {
    return attributedHoldings(world, holders, interests, measured, side);
  }
  if (measured.through === "multiplied" && !measured.together) {
    return largestIntegrated(world, only, holders, interests, side);
  }
  const through = measured.through === "cascade" || measured.through === "direct" ? cascadeHoldings : holdingsOf;
  return through(world, holders, interests, measured, side);
}

/** Of the parties that are asked about the largest integrated share that one member has of each. */
function largestIntegrated(
  { graph }: World,
  only: readonly number[] | null,
  holders: Members,
  interests: readonly Interest[],
  side: Side,
): Holdings {
  const share = new Float64Array(graph.parties);
  const least = side === "low" ? SURE : POSSIBLE;
  for (const interest of interests) {
    const all = only === null ? largestIntegratedShares(graph, holders, interest, side) : null;
    for (const party of only ?? graph.order) {
      const found =
        all?.[party] ?? largestOf(graph, party, interest, side, (each) => (holders[each] as number) >= least);
      share[party] = Math.max(share[party] as number, found);
    }
  }
  return { share, passes: share };
}

function largestOf(
  graph: World["graph"],
  party: number,
  interest: Interest,
  side: Side,
  counts: (holder: number) => boolean,
): number {
  const { shares } = integratedShares(graph, party, interest, side);
  return Math.round((shares.find((each) => counts(each.party))?.share ?? 0) * PARTS);
}

function outcomes(low: Holdings, high: Holdings, test: HoldingTest): Uint8Array {
  const outcome = new Uint8Array(low.share.length);
  mark(outcome, low.share, test, YES);
  if (high !== low) mark(outcome, high.share, test, OPEN);
  return outcome;
}

/** Marks every party whose share meets the threshold, unless more is known of it. */
function mark(outcome: Uint8Array, share: Float64Array, { threshold, moreThan }: HoldingTest, by: number): void {
  for (let party = 0; party < outcome.length; party++) {
    const found = share[party] as number;
    if (found < threshold || (moreThan && found === threshold) || (outcome[party] as number) > by) continue;
    outcome[party] = by;
  }
}
