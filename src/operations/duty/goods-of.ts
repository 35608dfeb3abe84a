import type { Book } from "../../book/book.ts";
import { Ambiguous, InvalidInput, NotFound } from "../../errors.ts";
import type { GoodsAmounts, GoodsKind } from "../../tariff/goods.ts";
import type { Mode } from "../../tariff/measure.ts";
import type { Border } from "../../tariff/tariff-book.ts";
import type { AsOf } from "../../vocab/as-of.ts";
import { compare, decimal, format, sum } from "../../vocab/decimal.ts";
import { formatHs, HS_REVISIONS, hs6 } from "../../vocab/hs-code.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import { parseContent } from "./goods-fields.ts";

/** The fields of `goodsFields`, parsed. */
export interface GoodsQuestion {
  readonly product: string;
  readonly origin: string;
  readonly to: string;
  readonly value: string;
  readonly kg?: string | undefined;
  readonly pieces?: string | undefined;
  readonly producer?: string | undefined;
  readonly exporter?: string | undefined;
  readonly article?: string | undefined;
  readonly mode?: Mode | undefined;
  readonly content: readonly string[];
  readonly metalWeight?: string | undefined;
  readonly usContent?: string | undefined;
  readonly loadedOn?: IsoDate | undefined;
  readonly claim: readonly string[];
}

/** The border of a country of entry; NotFound when the book has none. */
export function borderOf(book: Book, importer: string): Border {
  const border = book.tariff.border(importer);
  if (border !== null) return border;
  throw new NotFound(`The book has no duties of “${importer}”.`, {
    hint: `It has those of ${book.tariff.importers.join(", ")}. A book of your own can add others: --book DIR.`,
  });
}

/**
 * The tariff line that a code means on a day: the code itself, or the one line under a shorter code.
 *
 * Throws NotFound for a code of no edition of the Harmonized System, Ambiguous for a short code with several lines.
 */
export function tariffLineOf(book: Book, border: Border, code: string, asOf: AsOf): string {
  const six = hs6(code);
  const latest = HS_REVISIONS.at(-1) as (typeof HS_REVISIONS)[number];
  if (!HS_REVISIONS.some((revision) => book.nomenclature.has(six, revision))) {
    const near = book.nomenclature.near(six, latest).map(formatHs);
    throw new NotFound(`There is no code ${formatHs(six)} in the Harmonized System of ${HS_REVISIONS.join(", ")}.`, {
      hint: near.length > 0 ? `Near it in HS ${latest}: ${near.join(", ")}.` : 'Ask "headwater search" for the goods.',
    });
  }
  if (border.schedule.line(code, asOf) !== null) return code;
  const under = border.schedule.under(code);
  if (under.length > 1) {
    const candidates = under.map(({ hts, description }) => `${formatHs(hts)} ${description}`);
    throw new Ambiguous(`${formatHs(code)} holds ${under.length} tariff lines.`, candidates, {
      hint: `Say which: ${candidates.slice(0, 6).join("; ")}.`,
    });
  }
  return under[0]?.hts ?? code;
}

/** What was asked as goods of a kind, and their amounts. */
export function goodsOf(
  question: GoodsQuestion,
  hts: string,
): { readonly kind: GoodsKind; readonly amounts: GoodsAmounts } {
  const value = decimal(question.value);
  const parts = question.content.map(parseContent);
  const contents = new Map(parts.map(({ name, value: part }) => [name, part]));
  if (contents.size < parts.length)
    throw new InvalidInput("A content is stated twice.", { hint: "State each content once." });
  const together = sum(contents.values());
  if (compare(together, value) > 0) {
    throw new InvalidInput(
      `The contents come to ${format(together)} USD, more than the value of ${format(value)} USD.`,
      {
        hint: "A content is a part of the customs value.",
      },
    );
  }
  return {
    kind: {
      importer: question.to,
      hts,
      origin: question.origin,
      producer: question.producer ?? null,
      exporter: question.exporter ?? null,
      article: question.article ?? null,
      mode: question.mode ?? null,
      loadedOn: question.loadedOn ?? null,
      claims: question.claim,
      metalWeight: question.metalWeight === undefined ? null : decimal(question.metalWeight),
      usContent: question.usContent === undefined ? null : decimal(question.usContent),
      control: null,
    },
    amounts: {
      value,
      contents,
      quantities: [
        ...(question.kg === undefined ? [] : [{ amount: decimal(question.kg), unit: "kg" as const }]),
        ...(question.pieces === undefined ? [] : [{ amount: decimal(question.pieces), unit: "piece" as const }]),
      ],
    },
  };
}
