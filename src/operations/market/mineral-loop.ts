import type { Book } from "../../book/book.ts";
import { readClaims, readLoops } from "../../book/market-book.ts";
import { countryLabel } from "../trade/labels.ts";
import type { MineralResult } from "./mineral-result.ts";

/** The loop of a mineral step by step, as documents state it, with what none of them says. */
export async function loopOf(book: Book, mineral: string): Promise<MineralResult["loop"]> {
  const rows = (await readLoops(book)).filter(({ loop }) => loop === mineral);
  if (rows.length === 0) return [];
  const claims = new Map((await readClaims(book)).map((claim) => [claim.id, claim]));
  return rows.map(({ step, country, claim: id, gap }) => {
    const claim = claims.get(id ?? "");
    return {
      step,
      country: country === null ? null : { key: country, label: countryLabel(country) },
      claim:
        claim === undefined
          ? null
          : {
              ...{ id: claim.id, text: claim.claim, figure: claim.figure, unit: claim.unit, relation: claim.relation },
              ...{ source: claim.source, locator: claim.locator, caveat: claim.reason },
            },
      gap,
    };
  });
}
