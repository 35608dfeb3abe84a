import type { Book } from "../../book/book.ts";
import { HS_REVISIONS, type Hs6, type HsRevision } from "../../vocab/hs-code.ts";

/** The revision that a dataset's codes are read in; the newest where the data do not say. */
export function revisionOf(hsRevision: number | null): HsRevision {
  return HS_REVISIONS.find((revision) => revision === hsRevision) ?? 2022;
}

/** Refuses a code that the revision does not have: the NotFound says where else it is, or which codes are near. */
export function requireProduct(book: Book, code: Hs6, revision: HsRevision): void {
  book.nomenclature.convert(code, revision, revision);
}
