import type { Book } from "../../book/book.ts";
import { InvalidInput } from "../../errors.ts";
import type { Edit, Scenario } from "../../scenario/overlay/edit.ts";
import { editFault } from "../../scenario/overlay/read-scenario.ts";
import { formatHs, HS_REVISIONS } from "../../vocab/hs-code.ts";

const LATEST_FIRST = [...HS_REVISIONS].reverse();

/** Throws InvalidInput that names the edit for a code of no edition of the Harmonized System: it would reach nothing. */
export function requireKnownGoods({ nomenclature }: Book, { ask, edits }: Scenario): void {
  const isKnown = (code: string) => LATEST_FIRST.some((revision) => nomenclature.has(code, revision));
  const hintOf = (code: string) => `Near it: ${nomenclature.near(code, 2022).map(formatHs).join(", ")}.`;
  const whatOf = (code: string) => `there is no code ${formatHs(code)} in the Harmonized System`;
  for (const edit of edits) {
    for (const code of codesOf(edit)) {
      if (!isKnown(code)) throw editFault(edit.number, edit.kind, whatOf(code), hintOf(code));
    }
  }
  for (const code of ask?.products ?? []) {
    if (isKnown(code)) continue;
    throw new InvalidInput(`What the scenario asks cannot be used: ${whatOf(code)}.`, { hint: hintOf(code) });
  }
}

function codesOf(edit: Edit): readonly string[] {
  switch (edit.kind) {
    case "ban":
    case "price":
    case "agreement":
    case "elasticity":
    case "inventory":
      return edit.products ?? [];
    case "capacity":
      return [edit.product];
    default:
      return [];
  }
}
