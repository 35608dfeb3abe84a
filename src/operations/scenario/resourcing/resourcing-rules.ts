import type { Book } from "../../../book/book.ts";
import { evaluateRule, evaluation, outcomeName } from "../../../control/evaluate-rule.ts";
import type { Rule } from "../../../control/rule.ts";
import { InvalidInput } from "../../../errors.ts";
import { nearest } from "../../../vocab/nearest.ts";
import { ruleFindings } from "../../control/control-findings.ts";
import type { ControlRule } from "../../control/control-result.ts";
import { worldBehind } from "../../control/control-world.ts";
import type { Context } from "../../core/context.ts";
import type { Days } from "../../core/operation.ts";

/** Whom rules keep out, and of whom they cannot tell, each by id with a sentence for each rule. */
export interface Eligibility {
  readonly barred: ReadonlyMap<string, readonly string[]>;
  readonly open: ReadonlyMap<string, readonly string[]>;
}

export const ALL_ELIGIBLE: Eligibility = { barred: new Map(), open: new Map() };

/** The rules of the book by id. Throws InvalidInput for one that it does not have. */
export function rulesNamed(book: Book, ids: readonly string[]): readonly Rule[] {
  return [...new Set(ids)].map((id) => {
    const rule = book.rules.find((each) => each.id === id);
    if (rule !== undefined) return rule;
    const known = book.rules.map((each) => each.id);
    const near = nearest(id, known, 1).map((each) => `Did you mean ${each}? `);
    throw new InvalidInput(`There is no rule “${id}” in the book.`, {
      hint: `${near.join("")}Rules: ${known.join(", ")}.`,
    });
  });
}

/** What rules of control say of some parties on the day, in the world of the context; their own purchases are not followed. */
export async function eligibility(
  context: Context,
  rules: readonly string[],
  parties: readonly string[],
  asked: { readonly made: boolean; readonly days: Days },
): Promise<Eligibility> {
  const book = await context.openBook();
  const named = rulesNamed(book, rules);
  if (named.length === 0 || parties.length === 0) return ALL_ELIGIBLE;
  const held = await worldBehind(context, book, parties, asked);
  const places = parties.map((id) => held.indexOf.get(id) as number);
  const evaluated = evaluation(held.world, book.rules, { only: places });
  const [barred, open] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const rule of named) {
    const { outcome } = evaluateRule(evaluated, rule.id);
    parties.forEach((id, at) => {
      const place = places[at] as number;
      const verdict = outcomeName(outcome[place] as number);
      if (verdict === "no") return;
      const found = ruleFindings({ book, held, evaluation: evaluated, days: asked.days, tradeSteps: [] }, rule, place);
      const into = verdict === "yes" ? barred : open;
      into.set(id, [...(into.get(id) ?? []), sentenceOf(rule, found)]);
    });
  }
  return { barred, open };
}

function sentenceOf({ id, title }: Rule, { outcome, path }: ControlRule): string {
  const stakes = path.filter(({ step }) => step === "stake").length;
  const because = path.flatMap((step) => {
    if (step.step !== "is") return [];
    return [`${stakes === 0 ? "it" : step.party.label} ${step.because}`];
  });
  const by = stakes === 0 ? "" : `, by ${stakes} ${stakes === 1 ? "stake" : "stakes"}`;
  const said = outcome === "yes" ? "It is under" : "It may be under";
  return `${said} ${title} (${id})${because.length === 0 ? "" : `: ${because.join("; ")}`}${by}.`;
}
