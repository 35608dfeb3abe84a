import type { Book } from "../../book/book.ts";
import { evaluateRule, evaluation, type Outcome, outcomeName } from "../../control/evaluate-rule.ts";
import { UserError } from "../../errors.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { ruleFindings } from "./control-findings.ts";
import type { ControlRule } from "./control-result.ts";
import { worldBehind } from "./control-world.ts";
import { heldParty } from "./held-party.ts";

/** What one rule says of a party that was named; null outcome where nobody of that name is known. */
export interface NamedOutcome {
  readonly name: string;
  readonly outcome: Outcome | null;
  readonly party: { readonly key: string; readonly label: string } | null;
  readonly path: ControlRule["path"];
  /** The party is of made rows. */
  readonly made: boolean;
  /** Why there is no outcome. */
  readonly problem: string | null;
}

/** What a rule says of each of some parties, each by id, identifier or exact name, in their order. */
export async function outcomesOf(
  context: Context,
  book: Book,
  names: readonly string[],
  ruleId: string,
  days: Days,
): Promise<readonly NamedOutcome[]> {
  const rule = book.rules.find(({ id }) => id === ruleId);
  if (rule === undefined) throw new RangeError(`There is no rule "${ruleId}".`);
  const found = [];
  for (const name of names) {
    try {
      found.push({ name, held: await heldParty(context, book, name), problem: null });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      found.push({ name, held: null, problem: error.message });
    }
  }
  const answers = new Map<string, Omit<NamedOutcome, "name" | "problem" | "made">>();
  for (const made of [false, true]) {
    const ids = [...new Set(found.flatMap(({ held }) => (held !== null && held.made === made ? [held.id] : [])))];
    if (ids.length === 0) continue;
    const world = await worldBehind(context, book, ids, { made, days });
    const indexes = ids.map((id) => world.indexOf.get(id) as number);
    const evaluated = evaluation(world.world, book.rules, { only: indexes });
    const { outcome } = evaluateRule(evaluated, ruleId);
    indexes.forEach((party, at) => {
      const { id, name: label } = world.parties[party] as (typeof world.parties)[number];
      const row = ruleFindings({ book, held: world, evaluation: evaluated, days, tradeSteps: [] }, rule, party);
      answers.set(ids[at] as string, {
        outcome: outcomeName(outcome[party] as number),
        party: { key: id, label },
        path: row.path,
      });
    });
  }
  return found.map(({ name, held, problem }) => {
    const answer = held === null ? undefined : answers.get(held.id);
    return { name, problem, made: held?.made ?? false, ...(answer ?? { outcome: null, party: null, path: [] }) };
  });
}
