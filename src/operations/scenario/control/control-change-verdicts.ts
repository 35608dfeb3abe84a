import type { Book } from "../../../book/book.ts";
import {
  type Evaluation,
  evaluateRule,
  evaluation,
  type Outcome,
  outcomeName,
} from "../../../control/evaluate-rule.ts";
import { proveRule } from "../../../control/prove.ts";
import { type Rule, statusOn } from "../../../control/rule.ts";
import { ultimateControl } from "../../../control/ultimate-control.ts";
import { partyRef, stepOf } from "../../control/control-findings.ts";
import { type ControlWorld, worldBehind } from "../../control/control-world.ts";
import { heldParty } from "../../control/held-party.ts";
import type { Context } from "../../core/context.ts";
import type { Days } from "../../core/operation.ts";
import { countryLabel } from "../../trade/labels.ts";
import type { Worlds } from "../duty/duty-change-imports.ts";
import { editsOf, foundFor, type ScenarioWorld } from "../scenario-world.ts";
import type { ControlChange, VerdictChange } from "./control-change-result.ts";

/** A party that rules say something else of, by the id that stands for it. */
export interface ChangedParty {
  readonly id: string;
  readonly name: string;
  readonly country: string | null;
  readonly made: boolean;
}

interface VerdictsFound extends Pick<ControlChange, "looked" | "rules" | "verdicts" | "ultimate"> {
  /** Each once, nearest to the edits first. */
  readonly changed: readonly ChangedParty[];
  /** Names of the parties that are listed. */
  readonly listed: readonly string[];
  readonly left: number;
}

/** So many parties below those that are edited are looked at. */
const MOST_PARTIES = 3000;

/**
 * What every rule of the book says of the parties that listings and stakes of the scenario name, and of all that they hold at
 * any remove, in both worlds. Purchases are not followed: a rule that also asks for them is answered by stakes and lists alone.
 */
export async function verdictChanges(worlds: Worlds, world: ScenarioWorld, days: Days): Promise<VerdictsFound> {
  const [before, after] = [await worlds.baseline.openBook(), await worlds.scenario.openBook()];
  const named = await editedParties(worlds.baseline, before, world);
  const found: VerdictsFound[] = [];
  for (const made of [false, true]) {
    const own = named.filter((party) => party.made === made);
    if (own.length > 0) found.push(await changesOf({ ...worlds, before, after, days, made }, own));
  }
  const rules = new Map(found.flatMap((each) => each.rules).map((rule) => [rule.rule, rule]));
  return {
    looked: found.reduce((count, each) => count + each.looked, 0),
    rules: before.rules.flatMap(({ id }) => rules.get(id) ?? []),
    verdicts: found.flatMap((each) => each.verdicts),
    ultimate: found.flatMap((each) => each.ultimate),
    changed: found.flatMap((each) => each.changed),
    listed: found.flatMap((each) => each.listed),
    left: found.reduce((count, each) => count + each.left, 0),
  };
}

interface EditedParty {
  readonly id: string;
  readonly made: boolean;
  readonly isListed: boolean;
}

/** Who is listed, and whose stake is another; who holds it is under no rule for that. */
async function editedParties(baseline: Context, book: Book, world: ScenarioWorld): Promise<readonly EditedParty[]> {
  return Promise.all(
    editsOf(world, "listing", "stake").map(async (edit) => {
      const isListed = edit.kind === "listing";
      const party = await foundFor(edit, () => heldParty(baseline, book, isListed ? edit.party : edit.held));
      return { id: party.id, made: party.made, isListed };
    }),
  );
}

interface Ground extends Worlds {
  readonly before: Book;
  readonly after: Book;
  readonly days: Days;
  readonly made: boolean;
}

interface Side {
  readonly book: Book;
  readonly held: ControlWorld;
  readonly evaluated: Evaluation;
}

async function changesOf(ground: Ground, edited: readonly EditedParty[]): Promise<VerdictsFound> {
  const { before, after, days } = ground;
  const all = await partiesBelow(ground, [...new Set(edited.map(({ id }) => id))]);
  const ids = all.slice(0, MOST_PARTIES);
  const sideOf = async (context: Context, book: Book): Promise<Side> => {
    const held = await worldBehind(context, book, ids, { made: ground.made, days });
    const only = ids.map((id) => held.indexOf.get(id) as number);
    return { book, held, evaluated: evaluation(held.world, book.rules, { only }) };
  };
  const [was, is] = [await sideOf(ground.baseline, before), await sideOf(ground.scenario, after)];
  const verdicts: VerdictChange[] = [];
  const changed = new Map<string, ChangedParty>();
  const rules = new Map<string, Rule>();
  for (const id of ids) {
    for (const rule of after.rules) {
      const [old, own] = [outcomeOf(was, rule, id), outcomeOf(is, rule, id)];
      if (old === own) continue;
      const { name, country } = knownIn(is, id);
      changed.set(id, { id, name, country, made: ground.made });
      rules.set(rule.id, rule);
      verdicts.push({
        party: { key: id, label: name, country },
        rule: rule.id,
        baseline: verdictOf(was, rule, id, days),
        scenario: verdictOf(is, rule, id, days),
      });
    }
  }
  return {
    looked: ids.length,
    rules: [...rules.values()].map((rule) => writeRule(rule, days)),
    verdicts,
    ultimate: ultimateChanges(was.held, is.held, ids),
    changed: [...changed.values()],
    listed: [...new Set(edited.filter(({ isListed }) => isListed).map(({ id }) => knownIn(is, id).name))],
    left: all.length - ids.length,
  };
}

/** The edited parties and all that they hold in either world, on whatever days, the nearest first. */
async function partiesBelow(ground: Ground, edited: readonly string[]): Promise<readonly string[]> {
  const below = new Map<string, Set<string>>();
  const asked = { made: ground.made, days: ground.days, below: true };
  const start = new Set<string>();
  for (const [context, book] of [
    [ground.baseline, ground.before],
    [ground.scenario, ground.after],
  ] as const) {
    const held = await worldBehind(context, book, edited, asked);
    const idOf = (at: number) => held.parties[at]?.id ?? "";
    for (const id of edited) start.add(idOf(held.indexOf.get(id) as number));
    for (const stake of held.stakes) {
      const own = below.get(idOf(stake.holder)) ?? new Set();
      below.set(idOf(stake.holder), own.add(idOf(stake.held)));
    }
  }
  for (const id of start) for (const held of below.get(id) ?? []) start.add(held);
  return [...start];
}

const knownIn = (side: Side, id: string) => side.held.parties[placeOf(side, id)] as ControlWorld["parties"][number];

const placeOf = ({ held }: Side, id: string): number => held.indexOf.get(id) as number;

const outcomeOf = (side: Side, { id }: Rule, party: string): Outcome =>
  outcomeName(evaluateRule(side.evaluated, id).outcome[placeOf(side, party)] as number);

function verdictOf(side: Side, rule: Rule, party: string, days: Days): VerdictChange["baseline"] {
  const place = placeOf(side, party);
  const outcome = outcomeOf(side, rule, party);
  const { test, steps } = proveRule(side.evaluated, rule.id, place);
  const ground = { book: side.book, held: side.held, evaluation: side.evaluated, days, tradeSteps: [] };
  return {
    outcome,
    test: test.test.id,
    because: test.test.title,
    path: outcome === "no" ? [] : steps.flatMap((step) => stepOf(ground, step)),
  };
}

function writeRule(rule: Rule, days: Days): ControlChange["rules"][number] {
  const { id, title, authority, means, note, confidence, source, locator } = rule;
  const state = statusOn(rule, days.on, days.known)?.state ?? ("not known yet" as const);
  return { rule: id, title, authority, means, note, state, confidence, source, locator };
}

function ultimateChanges(was: ControlWorld, is: ControlWorld, ids: readonly string[]): ControlChange["ultimate"] {
  const [old, own] = [ultimateControl(was.world), ultimateControl(is.world)];
  const countriesOf = (held: ControlWorld, control: typeof old, id: string) =>
    (control.countries[held.indexOf.get(id) as number] ?? [])
      .map((country) => held.world.countries[country] as string)
      .sort()
      .map((key) => ({ key: key || "unknown", label: countryLabel(key) }));
  return ids.flatMap((id) => {
    const [baseline, scenario] = [countriesOf(was, old, id), countriesOf(is, own, id)];
    const same = baseline.length === scenario.length && baseline.every(({ key }, at) => key === scenario[at]?.key);
    return same ? [] : [{ party: partyRef(is, is.indexOf.get(id) as number), baseline, scenario }];
  });
}
