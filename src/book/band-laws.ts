import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Source } from "../evidence/source.ts";
import { BAND_LAW_FILE, type BandLaw, bandRuleOf } from "../pricing/band-law.ts";
import type { Book } from "./book.ts";
import { bookProblem } from "./book-problem.ts";
import { readYaml } from "./yaml.ts";

const FILE = "prices/bands.yaml";

/**
 * Reads `prices/bands.yaml` of all folders of a book; a band of a later folder replaces the earlier one of its id. Throws
 * InvalidInput with file and line for what is malformed or cites no source of the book.
 */
export async function readBandLaws(book: Book): Promise<readonly BandLaw[]> {
  const found = new Map<string, BandLaw>();
  for (const [at, folder] of book.folders.entries()) {
    const path = join(folder, FILE);
    const shown = at === 0 ? `data/${FILE}` : path;
    const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    for (const one of text === null ? [] : readYaml(text, shown, BAND_LAW_FILE)) {
      const { id, title, border, status, currency, unit, terms, confidence } = one;
      found.set(id, {
        ...{ id, title, border, status, currency, unit, terms, confidence },
        from: one.from ?? null,
        until: one.until ?? null,
        rule: bandRuleOf(one),
        bound: one.bound ?? null,
        reviewMonths: one.review_months,
        bandMonths: one.band_months,
        risk: one.risk === undefined ? null : { text: one.risk.text, source: sourceOf(book, one.risk, shown) },
        note: one.note ?? null,
        source: sourceOf(book, one, shown),
      });
    }
  }
  return [...found.values()];
}

function sourceOf(book: Book, { source: id, locator }: Cited, shown: string): Source {
  const source = book.sources.get(id);
  if (source !== undefined) return locator === undefined ? source : { ...source, locator };
  throw bookProblem(shown, 1, `the source “${id}” is not in sources.yaml`, "Add it to sources.yaml.");
}

interface Cited {
  readonly source: string;
  readonly locator?: string | undefined;
}
