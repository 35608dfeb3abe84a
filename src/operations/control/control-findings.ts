import type { Book } from "../../book/book.ts";
import { crossings } from "../../control/crossings.ts";
import { type Evaluation, evaluateRule, outcomeName } from "../../control/evaluate-rule.ts";
import { INTERESTS } from "../../control/facts.ts";
import { holdsOn } from "../../control/in-force.ts";
import { integratedShares } from "../../control/integrated.ts";
import { proveRule, readingsOf, type Step } from "../../control/prove.ts";
import { askedGroup, type Rule, statusOn } from "../../control/rule.ts";
import { PARTS, shareText } from "../../control/share.ts";
import { turningStakes } from "../../control/turning-stakes.ts";
import type { Belongs } from "../../control/world.ts";
import { weakestConfidence } from "../../evidence/confidence.ts";
import type { Days } from "../core/operation.ts";
import { countryLabel } from "../trade/labels.ts";
import type { ControlResult, ControlRule, ControlStake } from "./control-result.ts";
import type { ControlWorld, KnownStake } from "./control-world.ts";
import type { TradeStep } from "./taint.ts";

/** What a rule's answer is made of. */
export interface RuleGround {
  readonly book: Book;
  readonly held: ControlWorld;
  readonly evaluation: Evaluation;
  readonly days: Days;
  /** The path along which goods of a group come to the party, of a test of supply. */
  readonly tradeSteps: readonly TradeStep[];
}

type PartyRef = ControlStake["holder"];

export function partyRef({ parties }: ControlWorld, index: number): PartyRef {
  const { id, name, country } = parties[index] as ControlWorld["parties"][number];
  return { key: id, label: name, country };
}

export function stakeOf(held: ControlWorld, stake: KnownStake): ControlStake {
  const { interest, low, high, from, until, known, basis, source, locator } = stake;
  return {
    holder: partyRef(held, stake.holder),
    held: partyRef(held, stake.held),
    interest,
    share: low === high ? shareText(low) : null,
    low: shareText(low),
    high: shareText(high),
    from,
    until,
    known,
    basis,
    source,
    locator,
  };
}

/** The stake of an edge of the graph: as its rows agree, cited by the first of them. */
export function edgeStake(held: ControlWorld, edge: number): ControlStake {
  const { graph } = held.world;
  const row = graph.rows[graph.rowOffsets[edge] as number] as number;
  const stake = held.stakes[held.stakeOfRow[row] as number] as KnownStake;
  return stakeOf(held, { ...stake, low: graph.low[edge] as number, high: graph.high[edge] as number });
}

export function ruleFindings(ground: RuleGround, rule: Rule, party: number): ControlRule {
  const { book, held, evaluation, days } = ground;
  const result = evaluateRule(evaluation, rule.id);
  const { test: deciding, steps } = proveRule(evaluation, rule.id, party);
  const status = statusOn(rule, days.on, days.known);
  const measured = (share: number | undefined) => (share === undefined ? null : shareText(share));
  const byParty = deciding.test.kind !== "holding";
  const [low, high] = [deciding.low?.share[party], deciding.high?.share[party]];
  const tests = result.tests.map((found): ControlRule["tests"][number] => {
    const { test } = found;
    const holding = test.kind === "holding" ? test : null;
    const most = found.high?.share[party];
    return {
      test: test.id,
      title: test.title,
      kind: test.kind,
      outcome: outcomeName(found.outcome[party] as number),
      low: measured(found.low?.share[party]),
      high: measured(most),
      threshold: holding === null ? null : shareText(holding.threshold),
      moreThan: holding?.moreThan ?? null,
      toThreshold: holding === null || most === undefined ? null : shareText(holding.threshold - most),
      readings: readingsOf(evaluation, found, party).map(({ id, title, outcome, source, locator, ...range }) => ({
        reading: id,
        title,
        outcome,
        share: range.low === range.high ? shareText(range.low) : null,
        low: shareText(range.low),
        high: shareText(range.high),
        toThreshold: shareText((holding?.threshold ?? 0) - range.high),
        source,
        locator,
      })),
      source: test.source,
      locator: test.locator,
    };
  });
  const own = tests.find(({ test }) => test === deciding.test.id) as ControlRule["tests"][number];
  return {
    rule: rule.id,
    title: rule.title,
    authority: rule.authority,
    means: rule.means,
    published: rule.published,
    outcome: outcomeName(result.outcome[party] as number),
    share: byParty || low !== high ? null : measured(low),
    low: byParty ? null : measured(low),
    high: byParty ? null : measured(high),
    path: steps.flatMap((step) => stepOf(ground, step)),
    test: deciding.test.id,
    threshold: own.threshold,
    status: {
      state: status?.state ?? "not known yet",
      since: status?.from ?? null,
      confidence: status?.confidence ?? null,
      note: status?.note ?? null,
      source: status?.source ?? rule.source,
      locator: status?.locator ?? null,
    },
    confidence: weakestConfidence(rule.confidence, deciding.test.confidence, status?.confidence ?? "high"),
    tests,
    toThreshold: own.toThreshold,
    turns: turningStakes(evaluation, rule.id, party)
      .slice(0, 5)
      .map(({ edge, at, becomes }) => {
        const { holder, held: into, interest, low: least, high: most } = edgeStake(held, edge);
        return { holder, held: into, interest, low: least, high: most, at: shareText(at), becomes };
      }),
    restructurings: crossings(
      rule,
      held.stakes.filter((stake) => stake.known === null || stake.known <= days.known),
    ).map(({ before, after, threshold, holder, held: into, interest, day, days: since, test }) => ({
      test,
      threshold: shareText(threshold),
      holder: partyRef(held, holder),
      held: partyRef(held, into),
      interest,
      before: { low: shareText(before.low), high: shareText(before.high) },
      after: { low: shareText(after.low), high: shareText(after.high) },
      day,
      published: rule.published,
      days: since,
    })),
    note: noteOf(rule, book),
    source: rule.source,
    locator: rule.locator,
  };
}

/** What the rule's own note says, and which of the lists that it asks for are not there or not whole. */
function noteOf(rule: Rule, book: Book): string | null {
  const lists = listsOf(rule, new Map(book.rules.map((each) => [each.id, each])));
  const partial = book.ownership.lists.filter(({ id, complete }) => lists.has(id) && !complete).map(({ id }) => id);
  const said = [rule.note, partial.length === 0 ? null : `Not all lines of ${partial.join(", ")} are here.`];
  return said.filter((each) => each !== null).join(" ") || null;
}

/** The lists that a rule asks for, by itself or by way of other rules. */
export function listsOf(rule: Rule, rules: ReadonlyMap<string, Rule>): ReadonlySet<string> {
  const lists = new Set<string>();
  const asked = new Set([rule]);
  for (const each of asked) {
    for (const test of each.tests) {
      const group = askedGroup(test);
      for (const list of group.lists) lists.add(list);
      for (const id of group.rules) {
        const other = rules.get(id);
        if (other !== undefined) asked.add(other);
      }
    }
  }
  return lists;
}

/** A step of a path with its sources; of a test of supply the whole trade behind it. */
export function stepOf(ground: RuleGround, step: Step): readonly ControlRule["path"][number][] {
  const { held } = ground;
  switch (step.step) {
    case "stake":
      return [{ step: "stake", ...edgeStake(held, step.edge) }];
    case "rule":
      return [{ step: "rule", party: partyRef(held, step.party), rule: step.rule, outcome: step.outcome }];
    case "supplied":
      return ground.tradeSteps;
    default:
      return [{ step: "is", party: partyRef(held, step.party), ...becauseOf(ground, step.party, step.because) }];
  }
}

/** Why a party is in a group, in words, with the source that says so. */
export function becauseOf(
  { book, held, days }: Pick<RuleGround, "book" | "held" | "days">,
  party: number,
  because: Belongs,
) {
  const plain = (words: string) => ({ because: words, list: null, source: "parties", locator: null });
  switch (because.by) {
    case "list": {
      const line = held.listings.get(party)?.find((each) => each.list === because.list && holdsOn(each, days));
      const title = book.ownership.lists.find(({ id }) => id === because.list)?.title ?? because.list;
      const since = line?.from == null ? "" : ` since ${line.from}`;
      return {
        because: `is on ${title}${since}`,
        list: because.list,
        source: line?.source ?? because.list,
        locator: line?.locator ?? null,
      };
    }
    case "government":
      return plain(`is a government of ${countryLabel(because.country)}`);
    case "national":
      return plain(`is a person of ${countryLabel(because.country)}`);
    case "organised":
      return plain(`is organised in ${countryLabel(because.country)}`);
    case "headquarters":
      return plain(`has its seat in ${countryLabel(because.country)}`);
    case "place": {
      const { country, region } = because.place;
      return plain(`has a plant in ${region === null ? "" : `${region}, `}${countryLabel(country)}`);
    }
    default:
      return plain("is held by nobody that is recorded");
  }
}

/** Direct stakes on the day, integrated shares of all behind, and how much of the party is recorded at all. */
export function ownershipFindings(
  held: ControlWorld,
  party: number,
): Pick<ControlResult, "holders" | "owners" | "recorded"> & { readonly closedRing: boolean } {
  const { graph } = held.world;
  const [from, until] = [graph.offsets[party] as number, graph.offsets[party + 1] as number];
  const edges = Array.from({ length: until - from }, (_, at) => from + at);
  const least = integratedShares(graph, party, "equity", "low");
  const most = new Map(integratedShares(graph, party, "equity", "high").shares.map((each) => [each.party, each.share]));
  const lows = new Map(least.shares.map((each) => [each.party, each.share]));
  const behind = [...new Set([...lows.keys(), ...most.keys()])];
  const owners = behind
    .map((owner) => ({ owner, low: lows.get(owner) ?? 0, high: Math.max(most.get(owner) ?? 0, lows.get(owner) ?? 0) }))
    .sort((a, b) => b.low - a.low || b.high - a.high || a.owner - b.owner);
  return {
    holders: edges.map((edge) => edgeStake(held, edge)),
    owners: owners.map(({ owner, low, high }) => ({
      party: partyRef(held, owner),
      low: shareText(low * PARTS),
      high: shareText(high * PARTS),
      ultimate: graph.offsets[owner] === graph.offsets[owner + 1],
    })),
    recorded: INTERESTS.flatMap((interest, index) => {
      const mine = edges.filter((edge) => graph.interest[edge] === index);
      if (mine.length === 0) return [];
      const sum = (values: Float64Array) => mine.reduce((total, edge) => total + (values[edge] as number), 0);
      return [
        {
          interest,
          low: shareText(sum(graph.low)),
          high: shareText(Math.min(Math.max(PARTS, sum(graph.low)), sum(graph.high))),
        },
      ];
    }),
    closedRing: least.closedRing,
  };
}
