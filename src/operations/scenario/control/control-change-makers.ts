import type { Book } from "../../../book/book.ts";
import { nameKey } from "../../../resolve/name-key.ts";
import { partyBook } from "../../control/party-book.ts";
import type { Context } from "../../core/context.ts";
import { marketOf } from "../../market/company-market.ts";
import type { ControlChange } from "./control-change-result.ts";
import type { ChangedParty } from "./control-change-verdicts.ts";

const MADE: readonly string[] = ["production", "sales", "operational", "nameplate"];

/** What sources say that parties of the book make, as a part of what the world or their country makes, the last year first. */
export async function makersAtStake(
  context: Context,
  book: Book,
  changed: readonly ChangedParty[],
): Promise<ControlChange["makers"]> {
  const names = partyBook(book);
  const found: ControlChange["makers"] = [];
  for (const { id, name, country, made } of changed) {
    if (made) continue;
    const keys = new Set((names.company(id)?.names ?? []).map((each) => nameKey(each.name)));
    const isCalled = (text: string) => keys.has(nameKey(text));
    const { ranks } = await marketOf(context, book, { ids: [...names.all(id)], isCalled });
    for (const { product, measure, period, quantity, unit, bound, wholes, source } of ranks) {
      if (!MADE.includes(measure)) continue;
      for (const { label, share } of wholes) {
        found.push({
          ...{ party: { key: id, label: name, country }, product, measure, period, quantity, unit, bound },
          ...{ whole: label, share, source, title: book.sources.get(source)?.title ?? source },
        });
      }
    }
  }
  return found.sort((a, b) => (a.period === b.period ? 0 : a.period > b.period ? -1 : 1));
}
