import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Book, readBook } from "../../src/book/book.ts";
import { parseCsv } from "../../src/book/csv.ts";
import { goodsIndex } from "../../src/operations/goods/goods-index.ts";
import { MEASURED } from "../../src/operations/goods/measured.ts";
import { rankGoods } from "../../src/operations/goods/rank-goods.ts";

/**
 * Goods as letters of American and British customs describe them, shortened, with the code that the letter gave. A letter
 * that the list of trade words or the input map cites has been seen: only the others say how good a first guess is.
 */
const file = new URL("./goods-descriptions.csv", import.meta.url);
const [, ...records] = parseCsv(readFileSync(file, "utf8"), "goods-descriptions.csv");
const cases = records.map(({ cells: [description = "", hs6 = "", ruling = ""] }) => ({ description, hs6, ruling }));

function isSeen({ tradeWords, inputs }: Book, ruling: string): boolean {
  const name = /(?:N|HQ |H|C|R|J|ATaR )?\d{5,}|letter.*/.exec(ruling)?.[0].replace("ATaR ", "") ?? ruling;
  return [...tradeWords, ...inputs].some(({ locator }) => locator?.includes(name) ?? false);
}

function places(book: Book): { readonly seen: boolean; readonly place: number; readonly text: string }[] {
  const index = goodsIndex(book);
  return cases.map(({ description, hs6, ruling }) => {
    const { ranked } = rankGoods(index, description, 5);
    const place = ranked.findIndex(({ code }) => code === hs6) + 1;
    const text = `${place} ${hs6} ${description}: ${ranked.map(({ code, score }) => `${code} ${score.toFixed(2)}`).join(", ")}`;
    return { seen: isSeen(book, ruling), place, text };
  });
}

const rate = (found: readonly { readonly place: number }[], within: number) =>
  found.filter(({ place }) => place > 0 && place <= within).length;

test("names the right code as often as the answers say, for letters it has seen and for letters it has not", async () => {
  const found = places(await readBook());
  const [seen, unseen] = [found.filter((each) => each.seen), found.filter((each) => !each.seen)];
  const misses = unseen.filter(({ place }) => place === 0).map(({ text }) => text);
  expect([unseen.length, rate(unseen, 1), rate(unseen, 5)], misses.join("\n")).toEqual([
    MEASURED.descriptions,
    MEASURED.first,
    MEASURED.amongFive,
  ]);
  expect(unseen.length + seen.length).toBeGreaterThanOrEqual(40);
  expect([rate(seen, 1) / seen.length, rate(seen, 5) / seen.length]).toEqual([
    expect.closeTo(0.7, 1),
    expect.closeTo(0.95, 1),
  ]);
});
