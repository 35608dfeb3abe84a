import type { Book } from "../../book/book.ts";
import { NotFound } from "../../errors.ts";
import type { InputLink } from "../../network/input-link.ts";
import { formatHs, HS_REVISIONS, type Hs6, type HsRevision } from "../../vocab/hs-code.ts";

/** The revision that a dataset's codes are read in; the newest where the data do not say. */
export function revisionOf(hsRevision: number | null): HsRevision {
  return HS_REVISIONS.find((revision) => revision === hsRevision) ?? 2022;
}

/** Refuses a code that the revision does not have, and says what it became or which codes are near it. */
export function requireProduct(book: Book, code: Hs6, revision: HsRevision): void {
  const { nomenclature } = book;
  if (nomenclature.has(code, revision)) return;
  const elsewhere = HS_REVISIONS.filter((other) => other !== revision && nomenclature.has(code, other));
  const became = elsewhere.flatMap((other) => nomenclature.convert(code, other, revision));
  const near = became.length > 0 ? [...new Set(became)] : nomenclature.near(code, revision);
  const list = near.slice(0, 5).map((each) => `${formatHs(each)} (${nomenclature.describe(each, revision) ?? ""})`);
  const where = elsewhere.length > 0 ? `, though HS ${elsewhere.join(" and HS ")} has it` : "";
  throw new NotFound(`HS ${formatHs(code)} is not in the HS ${revision} nomenclature, which these data use${where}.`, {
    hint:
      list.length === 0
        ? "Look the code up in the nomenclature of that revision."
        : `${became.length > 0 ? `In HS ${revision} it is` : "Near it"}: ${list.join("; ")}.`,
  });
}

/** The input map in one revision of the codes: links of other revisions are carried over by the concordance. */
export function linksIn(book: Book, revision: HsRevision): InputLink[] {
  const links = book.inputs.flatMap((link) => {
    if (link.hsRevision === revision) return [link];
    const convert = (code: Hs6) => book.nomenclature.convert(code, link.hsRevision, revision);
    return convert(link.outputHs).flatMap((outputHs) =>
      convert(link.inputHs).map((inputHs) => ({ ...link, outputHs, inputHs, hsRevision: revision })),
    );
  });
  const seen = new Set<string>();
  return links.filter((link) => {
    const key = `${link.outputHs} ${link.inputHs} ${link.kind}`;
    return link.outputHs !== link.inputHs && !seen.has(key) && seen.add(key);
  });
}
