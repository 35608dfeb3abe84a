import { describe, expect, test } from "vitest";
import { link, networkOf, type TestRow } from "../../test/support/network-of.ts";
import { inputMap } from "./input-map.ts";
import { supplyPath } from "./supply-path.ts";

const CELL = "850760";
const ANODE = "380110";
const NEEDLE = "271312";
const OVEN = "841780";

const row = (seller: string, buyer: string, product: string, usd: number | null = 100, day = 10): TestRow => ({
  seller,
  buyer,
  product,
  usd,
  kg: 1,
  day,
  origin: "CN",
  destination: "US",
});

const links = [link(CELL, ANODE, "material"), link(ANODE, NEEDLE, "material"), link(ANODE, OVEN, "equipment")];

function pathTo(member: string, buyer: string, rows: readonly TestRow[], lastDay?: number) {
  const network = networkOf(rows);
  const found = supplyPath(network, inputMap(network.products, links), {
    buyers: [network.parties.find(buyer)],
    isMember: (party) => network.parties.id(party) === member,
    ...(lastDay === undefined ? {} : { lastDay }),
  });
  const legs = found.path?.legs.map(({ seller, buyer: to, product, usd, rows: count }) => {
    return [network.parties.id(seller), network.parties.id(to), network.products[product], usd, count];
  });
  return { ...found, legs: legs ?? null };
}

describe("A way of supply", () => {
  test("goes up all tiers by the input map and by resale, from the member down to the buyer", () => {
    const rows = [
      row("pack", "buyer", CELL, 500),
      row("resale", "pack", CELL, 400),
      row("cell", "resale", CELL, 300),
      row("anode", "cell", ANODE, 200),
      row("needle", "anode", NEEDLE, 50),
      row("needle", "anode", NEEDLE, 51),
    ];
    expect(pathTo("needle", "buyer", rows).legs).toEqual([
      ["needle", "anode", NEEDLE, 101, 2],
      ["anode", "cell", ANODE, 200, 1],
      ["cell", "resale", CELL, 300, 1],
      ["resale", "pack", CELL, 400, 1],
      ["pack", "buyer", CELL, 500, 1],
    ]);
  });

  test("does not follow what is no input, nor equipment, nor a sale of something else", () => {
    const rows = [
      row("cell", "buyer", CELL),
      row("oven", "cell", OVEN),
      row("oven2", "anode", OVEN),
      row("anode", "cell", ANODE),
      row("needle", "cell", NEEDLE),
    ];
    expect(pathTo("oven", "buyer", rows).path).toBe(null);
    expect(pathTo("oven2", "buyer", rows).path).toBe(null);
    expect(pathTo("needle", "buyer", rows).path).toBe(null);
    expect(pathTo("anode", "buyer", rows).legs?.length).toBe(2);
  });

  test("is the shortest, and of the shortest the one whose weakest leg is worth most", () => {
    const rows = [
      row("one", "buyer", CELL, 900),
      row("two", "buyer", CELL, 300),
      row("member", "one", ANODE, 100),
      row("member", "two", ANODE, 250),
      row("far", "buyer", CELL, 9000),
      row("farther", "far", CELL, 9000),
      row("member", "farther", CELL, 9000),
    ];
    expect(pathTo("member", "buyer", rows).legs?.map(([, to]) => to)).toEqual(["two", "buyer"]);
  });

  test("ends in a ring that leads to nobody, and knows no least amount", () => {
    const ring = [row("a", "buyer", CELL), row("b", "a", CELL), row("a", "b", CELL)];
    expect(pathTo("member", "buyer", ring)).toMatchObject({ path: null, tiers: 3, purchases: 3 });
    const small = [...ring, row("member", "b", ANODE, null)];
    expect(pathTo("member", "buyer", small).legs?.[0]).toEqual(["member", "b", ANODE, null, 1]);
  });

  test("looks at no row after the last day", () => {
    const rows = [row("cell", "buyer", CELL, 100, 10), row("member", "cell", ANODE, 100, 20)];
    expect(pathTo("member", "buyer", rows, 19).path).toBe(null);
    expect(pathTo("member", "buyer", rows, 20).legs?.length).toBe(2);
  });

  test("of a party that buys nothing is none", () => {
    expect(pathTo("member", "member", [row("member", "buyer", CELL)])).toMatchObject({ path: null, tiers: 0 });
  });
});
