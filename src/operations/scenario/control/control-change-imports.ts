import type { Book } from "../../../book/book.ts";
import { UserError } from "../../../errors.ts";
import { heldParty } from "../../control/held-party.ts";
import type { Context } from "../../core/context.ts";
import type { ControlChange } from "./control-change-result.ts";

type Changes = Pick<ControlChange, "rules" | "verdicts">;

/** The imports that a scenario asks about of whose maker a rule says something else; makers that nobody knows are left. */
export async function importsOfChanged(
  baseline: Context,
  book: Book,
  imports: readonly Readonly<Record<string, unknown>>[],
  { rules, verdicts }: Changes,
): Promise<ControlChange["imports"]> {
  const means = new Map(rules.map((rule) => [rule.rule, rule.means]));
  const found = await Promise.all(
    imports.map(async ({ producer, product }, at): Promise<ControlChange["imports"]> => {
      if (typeof producer !== "string" || verdicts.length === 0) return [];
      const id = await idOf(baseline, book, producer);
      return verdicts.flatMap(({ party, rule, baseline: was, scenario: is }) => {
        if (party.key !== id) return [];
        const outcomes = { baseline: was.outcome, scenario: is.outcome };
        return [
          { item: at + 1, product: String(product), producer: party, rule, means: means.get(rule) ?? "", ...outcomes },
        ];
      });
    }),
  );
  return found.flat();
}

async function idOf(baseline: Context, book: Book, name: string): Promise<string | null> {
  try {
    return (await heldParty(baseline, book, name)).id;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
