import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ALLOY,
  LINKS,
  MAGNET,
  MOTOR,
  ORE,
  PLACES,
  PRODUCTS,
  placedNetwork,
  randomRows,
  ringlessRows,
  row,
  shared,
} from "../../test/network-questions/random-network.ts";
import type { TestRow } from "../../test/support/network-of.ts";
import { type Cone, gatherCone } from "./attribution/cone.ts";
import { type SharedCone, shareInputs } from "./attribution/input-shares.ts";
import { recipesOf } from "./attribution/recipes.ts";
import { exposure, nodeNumbers } from "./exposure.ts";
import { type StoppedTradeQuestion, stoppedTrade } from "./exposure-edits.ts";
import { TIERS } from "./exposure-edits-values.ts";
import type { Ends } from "./exposure-values.ts";
import type { InputLink } from "./input-link.ts";
import { type RunInWords, runInWords } from "./run-in-words.ts";

type Left = (run: RunInWords) => number;

const ask = (
  rows: readonly TestRow[],
  left: Left,
  { links = LINKS, ...extra }: Partial<StoppedTradeQuestion> & { readonly links?: readonly InputLink[] } = {},
) => {
  const network = placedNetwork(rows);
  const wordsOf = runInWords(network);
  const leftOf = (run: number) => left(wordsOf(run));
  return stoppedTrade(network, links, { inputs: "all", by: "country", bought: PRODUCTS, leftOf, ...extra });
};

const CHAIN = [
  row("DE works", "US b", MOTOR, 1000),
  row("CN magnets", "DE works", MAGNET, 400, { kg: 80 }),
  row("JP magnets", "DE works", MAGNET, 100, { kg: 10 }),
  row("CN magnets", "JP c", MAGNET, 300),
  row("AU mine", "CN magnets", ALLOY, 100),
];
const CHAIN_LINKS = [shared(MOTOR, MAGNET, "0.5"), shared(MAGNET, ALLOY, "0.25")];
const fromChina =
  (left: number): Left =>
  ({ origin }) =>
    origin === "CN" ? left : 1;

const lines = (found: ReturnType<typeof stoppedTrade>) =>
  found.products.flatMap(({ code, hit }) =>
    hit.map(({ key, usd, through, byTier }) => [code, key, usd, through, ...byTier.slice(0, 3)]),
  );

describe("value that comes over trade that stops", () => {
  test("is told by product, buyer and tier of the first stop", () => {
    expect(lines(ask(CHAIN, fromChina(0), { links: CHAIN_LINKS }))).toEqual([
      [MOTOR, "US", 1000, 400, 0, 400, 0],
      [MAGNET, "DE", 500, 400, 400, 0, 0],
      [MAGNET, "JP", 300, 300, 300, 0, 0],
    ]);
    const mine: Left = ({ seller }) => (seller === "AU mine" ? 0 : 1);
    expect(lines(ask(CHAIN, mine, { links: CHAIN_LINKS }))).toEqual([
      [ALLOY, "CN", 100, 100, 100, 0, 0],
      [MOTOR, "US", 1000, 100, 0, 0, 100],
      [MAGNET, "DE", 500, 100, 0, 100, 0],
      [MAGNET, "JP", 300, 75, 0, 75, 0],
    ]);
  });

  test("counts a unit once, at its first stop", () => {
    const all = ask(CHAIN, () => 0, { links: CHAIN_LINKS, bought: [MOTOR] });
    expect(lines(all)).toEqual([[MOTOR, "US", 1000, 1000, 1000, 0, 0]]);
    const half = ask(CHAIN, () => 0.5, { links: CHAIN_LINKS, bought: [MOTOR] });
    expect(lines(half)).toEqual([[MOTOR, "US", 1000, 637.5, 500, 125, 12.5]]);
  });

  test("halves with half of the only link", () => {
    const half = ask(CHAIN, fromChina(0.5), { links: CHAIN_LINKS, to: ["US"] });
    expect(lines(half)).toEqual([[MOTOR, "US", 1000, 200, 0, 200, 0]]);
  });

  test("is at the least what stops directly, and what comes by shares that somebody states", () => {
    const leastOf = (links: readonly InputLink[]) =>
      ask(CHAIN, fromChina(0), { links, bought: [MOTOR, MAGNET] }).products.map(({ least }) => least);
    expect(leastOf(CHAIN_LINKS)).toEqual([400, 700]);
    expect(leastOf(LINKS)).toEqual([0, 700]);
  });

  test("weighs what stops of the buyer's own purchases, as far as rows have a weight", () => {
    const [magnets] = ask(CHAIN, fromChina(0.25), { links: CHAIN_LINKS, bought: [MAGNET] }).products;
    expect(magnets).toMatchObject({ usd: 800, buyers: 2, stoppedGrams: 60, weighedUsd: 300 });
  });

  test("is by party where parties are asked for, and keeps those who are not hit in the sums", () => {
    const [motor, magnets] = ask(CHAIN, fromChina(0), {
      links: CHAIN_LINKS,
      by: "party",
      bought: [MOTOR, MAGNET],
    }).products;
    expect(motor?.hit.map(({ key }) => key)).toEqual(["US b"]);
    expect(magnets?.hit.map(({ key, through }) => [key, through])).toEqual([
      ["DE works", 400],
      ["JP c", 300],
    ]);
    const none = ask(CHAIN, ({ seller }) => (seller === "JP magnets" ? 0 : 1), { bought: [MAGNET] }).products[0];
    expect([none?.buyers, none?.usd, none?.through, none?.hit.length]).toEqual([2, 800, 100, 1]);
  });

  test("is nothing where nothing stops, and leaves out what nobody bought", () => {
    const found = ask(CHAIN, () => 1, { bought: [MOTOR, ORE, "010121"] });
    expect(found.products).toMatchObject([{ code: MOTOR, usd: 1000, through: 0, deeper: 0, hit: [] }]);
  });
});

const anyStops = fc.array(
  fc.record({
    product: fc.constantFrom(...PRODUCTS, ""),
    origin: fc.constantFrom(...PLACES, ""),
    left: fc.constantFrom(0, 0.25, 0.5, 0.9),
  }),
  { maxLength: 3 },
);
const leftUnder =
  (stops: readonly { product: string; origin: string; left: number }[]): Left =>
  (run) =>
    stops.reduce(
      (left, stop) =>
        left * (run.product.startsWith(stop.product) && run.origin.startsWith(stop.origin) ? stop.left : 1),
      1,
    );

/** Rows of which some declare another origin than the seller's country, so that a link holds several runs. */
const withOrigins = (rows: readonly TestRow[]): TestRow[] =>
  rows.map((each, at) => (at % 3 === 0 ? { ...each, origin: PLACES[at % PLACES.length] as string } : each));

describe("exposure to edits", () => {
  const anyEnds: fc.Arbitrary<Ends> = fc.oneof(
    fc.record({ country: fc.constantFrom(...PLACES) }),
    fc.record({ party: fc.constantFrom(...PLACES.map((place) => `${place} a`)) }),
    fc.record({ country: fc.constantFrom(...PLACES), product: fc.constantFrom(...PRODUCTS) }),
  );

  test("is what passes a country, a party or its product where all that they sell stops", () => {
    fc.assert(
      fc.property(randomRows, anyEnds, fc.boolean(), fc.boolean(), (rows, of, traders, same) => {
        const network = placedNetwork(rows);
        const isTrader = (party: number) => traders && network.parties.id(party).endsWith("b");
        const asked = { inputs: same ? "same" : "all", isTrader, by: "party", bought: [MAGNET] } as const;
        const stops: Left = ({ seller, origin, product }) =>
          (of.party ?? seller) === seller && (of.country ?? origin) === origin && (of.product ?? product) === product
            ? 0
            : 1;
        const passing = exposure(network, LINKS, { ...asked, of });
        const [found] = ask(rows, stops, asked).products;
        expect(found?.through ?? 0).toBeCloseTo(passing.total.passing, 7);
        expect(found?.byTier[0] ?? 0).toBeCloseTo(passing.total.direct, 7);
        const through = new Map(found?.hit.map((each) => [each.key, each.through]));
        for (const buyer of passing.buyers) expect(through.get(buyer.key)).toBeCloseTo(buyer.passing, 7);
      }),
      { numRuns: 150 },
    );
  });

  test("grows with what stops, and its tiers add up to it", () => {
    fc.assert(
      fc.property(randomRows, anyStops, fc.double({ min: 0, max: 1, noNaN: true }), (rows, stops, less) => {
        const mixed = withOrigins(rows);
        const more = leftUnder(stops);
        const fewer: Left = (run) => less + (1 - less) * more(run);
        const [least, most] = [ask(mixed, fewer), ask(mixed, more)];
        for (const [at, product] of most.products.entries()) {
          const before = least.products[at];
          expect(product.through).toBeGreaterThanOrEqual((before?.through ?? 0) - 1e-9 * product.usd);
          expect(product.through).toBeLessThanOrEqual(product.usd * (1 + 1e-12));
          for (const each of [product, ...product.hit]) {
            const sum = each.byTier.reduce((all, tier) => all + tier, each.deeper);
            expect(Math.abs(sum - each.through)).toBeLessThan(1e-9 * each.usd);
            expect(each.least).toBeLessThanOrEqual(each.through + 1e-9 * each.usd);
            expect(each.least).toBeGreaterThanOrEqual((each.byTier[0] ?? 0) - 1e-9 * each.usd);
          }
          const ofBuyers = product.hit.reduce((all, { through }) => all + through, 0);
          expect(Math.abs(ofBuyers - product.through)).toBeLessThan(1e-9 * product.usd);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("agrees with all walks back, one by one, where there is no ring", () => {
    fc.assert(
      fc.property(ringlessRows, anyStops, (rows, stops) => {
        const mixed = withOrigins(rows);
        const network = placedNetwork(mixed);
        const wordsOf = runInWords(network);
        const left = leftUnder(stops);
        const cone = gatherCone(network, recipesOf(network.products, LINKS), {
          root: { kind: "purchases", products: PRODUCTS },
          inputs: "all",
        });
        const walks = walksBack(shareInputs(cone), (run) => left(wordsOf(run)));
        for (const product of ask(mixed, left).products) {
          const stopped = walks(product.code);
          const tiers = stopped.slice(0, TIERS);
          for (const [tier, usd] of tiers.entries())
            expect(Math.abs((product.byTier[tier] ?? 0) - usd)).toBeLessThan(1e-9 * product.usd);
          const all = stopped.reduce((sum, usd) => sum + usd, 0);
          expect(Math.abs(product.through - all)).toBeLessThan(1e-9 * product.usd);
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** Follows every purchase of a product back, run by run, and sums by purchase what stops there first. */
function walksBack({ cone, chain, mixes }: SharedCone, leftOf: (run: number) => number): (code: string) => number[] {
  const { network } = cone;
  const { buy, runs } = network;
  const numbers = nodeNumbers(cone);
  const runsOf = (buyNode: number): number[] => {
    const from = buy.offsets[buyNode] as number;
    return Array.from({ length: (buy.offsets[buyNode + 1] as number) - from }, (_, at) => from + at);
  };
  const buyNodesOf = (product: number, party: number | null): number[] =>
    [...buy.product.keys()].filter(
      (node) => buy.product[node] === product && (party === null || buy.party[node] === party),
    );
  return (code) => {
    const stopped: number[] = [];
    const follow = (run: number, usd: number, tier: number): void => {
      const left = leftOf(run);
      stopped[tier] = (stopped[tier] ?? 0) + usd * (1 - left);
      const state = mixes + (numbers[runs.sellNode[run] as number] as number) - 1;
      for (let e = chain.offsets[state] as number; e < (chain.offsets[state + 1] as number); e++) {
        const mix = chain.target[e] as number;
        if (mix >= mixes || left === 0) continue;
        const all = buyNodesOf(cone.mixes.product[mix] as number, cone.mixes.party[mix] as number).flatMap(runsOf);
        const paid = all.reduce((sum, each) => sum + usdOf(cone, each), 0);
        for (const each of all) {
          follow(each, (usd * left * (chain.weight[e] as number) * usdOf(cone, each)) / paid, tier + 1);
        }
      }
    };
    for (const node of buyNodesOf(network.products.indexOf(code), null)) {
      for (const run of runsOf(node)) follow(run, usdOf(cone, run), 0);
    }
    return Array.from(stopped, (usd) => usd ?? 0);
  };
}

const usdOf = ({ reader }: Cone, run: number): number => reader.read(run).usd;
