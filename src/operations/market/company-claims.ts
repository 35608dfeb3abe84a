import type { Book } from "../../book/book.ts";
import { type DocumentClaim, readClaims } from "../../book/market-book.ts";
import { checkClaims } from "../claims.ts";
import type { Context } from "../core/context.ts";
import type { CompanyClaim } from "./company-market-result.ts";

/** Claims of documents that name the party or rest on figures of it, each with what comes of it here. */
export async function claimsAbout(
  context: Context,
  book: Book,
  names: readonly string[],
): Promise<readonly CompanyClaim[]> {
  const words = names.filter((name) => name.length > 2).map(wholeWords);
  const wanted = (await readClaims(book)).filter((claim) => words.some((word) => word.test(textOf(claim))));
  return (await checkClaims(context, book, wanted)).map(
    ({ id, document, locator, claim, figure, unit, computed, verdict, reason }) => ({
      ...{ id, document, locator, claim, figure, unit, computed, verdict, reason },
    }),
  );
}

const textOf = ({ claim, locator, figure, computes, readings }: DocumentClaim): string =>
  [claim, locator, figure ?? "", computes ?? "", readings].join("\n");

/** “BTR” is not in “BTRX”; letters of any script count. */
function wholeWords(name: string): RegExp {
  const plain = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, "u");
}
