import type { Book } from "../../book/book.ts";
import { formatHs, heading, hs6 } from "../../vocab/hs-code.ts";
import { goodsIndex, type Place } from "../goods/goods-index.ts";
import { rankGoods } from "../goods/rank-goods.ts";
import { productLabel } from "../trade/labels.ts";
import type { Finder, Found, Hit } from "./finder.ts";

const REVISION = 2022;
/** Most that a search by words looks at; more say too little. */
const MOST = 200;
/** Codes of which less is said than this share of the best are not what was meant. */
const LEAST_OF_BEST = 0.4;

/** Texts that say what a code covers; the others only speak of it. */
const NAMING: ReadonlySet<Place> = new Set(["trade word", "subheading", "heading"]);

/** Digits of a code with or without dots, two to ten of them; null for anything else. */
function digitsIn(text: string): string | null {
  const digits = text.replace(/^HS\s*/i, "").replace(/[.\s-]/g, "");
  return /^\d{2,10}$/.test(digits) ? digits : null;
}

function hitOf(book: Book, code: string, why: string): Hit {
  const above =
    code.length > 4 ? `of ${formatHs(heading(code))}: ${productLabel(book, heading(code), REVISION)}` : null;
  const level = code.length === 2 ? "chapter" : code.length === 4 ? "heading" : "subheading";
  return {
    key: code,
    label: productLabel(book, code, REVISION),
    detail: above === null ? `${level} of HS 2022` : `${level} of HS 2022, ${above}`,
    place: null,
    ids: [formatHs(code)],
    why,
  };
}

function byDigits(book: Book, digits: string, top: number): Found {
  const { nomenclature } = book;
  const asked = digits.slice(0, 6);
  const known = (code: string) => nomenclature.has(code, REVISION);
  const own = asked.length % 2 === 0 && known(asked) ? [asked] : [];
  const under = nomenclature.subheadings(REVISION).filter((code) => code.startsWith(asked) && code !== asked);
  const headings = [...new Set(under.map(heading))].filter((code) => code.startsWith(asked) && code !== asked);
  const codes = [...own, ...(asked.length < 4 ? headings : []), ...under];
  const older = own.length > 0 || asked.length < 6 ? [] : olderCodes(book, asked);
  const why = (code: string) =>
    code !== asked
      ? `the code begins with ${asked}`
      : digits.length > 6
        ? `the first six digits of ${digits}`
        : "the code itself";
  const hits = [...codes.map((code) => hitOf(book, code, why(code))), ...older];
  return { hits: hits.slice(0, top), total: hits.length };
}

/** What a code that only an older edition has became. */
function olderCodes(book: Book, code: string): Hit[] {
  const { nomenclature } = book;
  return ([2017, 2012] as const)
    .flatMap((revision) => {
      if (!nomenclature.has(code, revision)) return [];
      const now = nomenclature.convert(hs6(code), revision, REVISION);
      return now.map((each) => hitOf(book, each, `what HS ${revision} had as ${formatHs(code)}`));
    })
    .slice(0, 5);
}

function byWords(book: Book, text: string, top: number): Found {
  const { ranked } = rankGoods(goodsIndex(book), text, MOST);
  const best = ranked[0]?.score ?? 0;
  const near = ranked.filter(
    ({ score, parts }) => score >= best * LEAST_OF_BEST && parts.some(({ place }) => NAMING.has(place)),
  );
  const hits = near.slice(0, top).map(({ code, parts }) => {
    const words = parts.map(({ word, place, by }) =>
      by === null ? `“${word}” in the ${place}` : `“${word}”, a word of the trade for it`,
    );
    return hitOf(book, code, [...new Set(words)].join("; "));
  });
  return { hits, total: near.length };
}

/** HS codes by their digits, or by words of the nomenclature and of the trade. */
export const productFinder: Finder = {
  kind: "product",
  needsStore: false,
  async find(context, text, top) {
    const book = await context.openBook();
    const digits = digitsIn(text);
    return digits === null ? byWords(book, text, top) : byDigits(book, digits, top);
  },
};
