import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Attribution, attribute } from "../../src/network/attribution/attribute.ts";
import type { AttributionQuestion } from "../../src/network/attribution/attribution-question.ts";
import { type Ends, endStates } from "../../src/network/exposure-values.ts";
import type { InputLink } from "../../src/network/input-link.ts";
import { type PathLimits, type Paths, strongestPaths } from "../../src/network/paths.ts";
import type { TestRow } from "../support/network-of.ts";
import {
  ALLOY,
  LINKS,
  MAGNET,
  ORE,
  PLACES,
  PRODUCTS,
  placedNetwork,
  randomRows,
  ringlessRows,
  row,
  shared,
} from "./random-network.ts";

const ALL: PathLimits = { max: 100_000, cutOff: 0 };

function chainOf(rows: readonly TestRow[], links: readonly InputLink[], extra: Partial<AttributionQuestion> = {}) {
  const root = { kind: "purchases", products: [MAGNET], countries: ["US"] } as const;
  return attribute(placedNetwork(rows), links, { root, inputs: "all", ...extra });
}

const search = (found: Attribution, ends: Ends, limits: Partial<PathLimits> = {}): Paths =>
  strongestPaths(found.solved, endStates(found.solved.shared, ends), { ...ALL, ...limits });

/** Each path as its sellers, with its share. */
function told({ solved }: Attribution, { paths }: Paths) {
  const { cone } = solved.shared;
  return paths.map(({ steps, share }) => [
    steps.map(({ node, product }) => {
      const party = node < 0 ? "nobody" : cone.network.parties.id(cone.nodes.party[node] as number);
      return `${party} ${cone.recipes.products[product]}`;
    }),
    Number(share.toFixed(9)),
  ]);
}

const CHAIN = [
  row("DE m", "US b", MAGNET, 600),
  row("CN m", "US b", MAGNET, 400),
  row("CN a", "DE m", ALLOY, 70),
  row("AU a", "DE m", ALLOY, 30),
  row("CN a", "CN m", ALLOY, 10),
  row("CN o", "AU a", ORE, 10),
];
const CHAIN_LINKS = [shared(MAGNET, ALLOY, "0.5"), shared(ALLOY, ORE, "0.2")];

describe("paths", () => {
  test("lists the strongest first, each to the first end that it meets", () => {
    const found = chainOf(CHAIN, CHAIN_LINKS);
    const paths = search(found, { country: "CN" });
    expect(told(found, paths)).toEqual([
      [[`CN m ${MAGNET}`], 0.4],
      [[`DE m ${MAGNET}`, `CN a ${ALLOY}`], 0.21],
      [[`DE m ${MAGNET}`, `AU a ${ALLOY}`, `CN o ${ORE}`], 0.018],
    ]);
    expect(paths).toMatchObject({ end: "all" });
    expect(paths.covered).toBeCloseTo(0.628, 12);
    expect(paths.reached).toBeCloseTo(0.628, 12);
  });

  test("tells each step's share of the step before it", () => {
    const { paths } = search(chainOf(CHAIN, CHAIN_LINKS), { party: "CN o" });
    expect(paths[0]?.steps.map(({ inputShare, sellerShare, reached }) => [inputShare, sellerShare, reached])).toEqual([
      [1, 0.6, 0.6],
      [0.5, 0.3, expect.closeTo(0.09, 12)],
      [0.2, 1, expect.closeTo(0.018, 12)],
    ]);
  });

  test("ends at what nobody was seen to sell where a product is sought", () => {
    const found = chainOf(CHAIN, CHAIN_LINKS);
    expect(told(found, search(found, { product: ORE }))).toEqual([
      [[`DE m ${MAGNET}`, `CN a ${ALLOY}`, `nobody ${ORE}`], 0.042],
      [[`CN m ${MAGNET}`, `CN a ${ALLOY}`, `nobody ${ORE}`], 0.04],
      [[`DE m ${MAGNET}`, `AU a ${ALLOY}`, `CN o ${ORE}`], 0.018],
    ]);
  });

  test.each([
    [{ max: 1 }, 1, "max"],
    [{ max: 3 }, 3, "all"],
    [{ cutOff: 0.1 }, 2, "cut-off"],
    [{ cutOff: 0.21 }, 2, "cut-off"],
    [{ work: 2 }, 1, "work"],
  ] as const)("stops at the limits %o and says which", (limits, count, end) => {
    const paths = search(chainOf(CHAIN, CHAIN_LINKS), { country: "CN" }, limits);
    expect([paths.paths.length, paths.end]).toEqual([count, end]);
    expect(paths.reached).toBeCloseTo(0.628, 12);
  });

  test("does not list what goes round, and says that it is not covered", () => {
    const ring = [
      row("DE t", "US b", MAGNET),
      row("FR t", "DE t", MAGNET, 900),
      row("DE t", "FR t", MAGNET, 900),
      row("CN m", "FR t", MAGNET, 100),
    ];
    const found = chainOf(ring, [], { isTrader: () => true });
    const paths = search(found, { country: "CN" });
    expect(told(found, paths)).toEqual([[[`DE t ${MAGNET}`, `FR t ${MAGNET}`, `CN m ${MAGNET}`], 0.1]]);
    expect(paths.end).toBe("all");
    expect(paths.reached).toBeCloseTo(1, 9);
  });

  test("ends within its bound on a market where everybody sells to everybody", () => {
    const parties = Array.from({ length: 40 }, (_, i) => `DE ${i}`);
    const market = parties.flatMap((seller) =>
      parties.filter((buyer) => buyer !== seller).map((buyer) => row(seller, buyer, MAGNET)),
    );
    const rows = [...market, ...parties.map((seller) => row(seller, "US b", MAGNET)), row("CN m", "DE 0", MAGNET, 1)];
    const found = chainOf(rows, [], { isTrader: () => true });
    const paths = search(found, { country: "CN" }, { work: 20_000 });
    expect([paths.end, paths.work]).toEqual(["work", 20_000]);
    expect(paths.covered).toBeLessThan(paths.reached);
    expect(search(found, { country: "CN" }, { max: 5 })).toMatchObject({ end: "max", work: expect.any(Number) });
  });

  test("finds nothing of a root that bought nothing", () => {
    expect(search(chainOf([row("CN a", "DE b", MAGNET)], []), { country: "CN" })).toMatchObject({
      paths: [],
      reached: 0,
      covered: 0,
      end: "all",
    });
  });
});

/** The shares of all ways from the root to the first end, no node twice, by going down every one of them. */
function everyWay({ solved }: Attribution, ends: Uint8Array): number[] {
  const { chain, start, mixes } = solved.shared;
  const found: number[] = [];
  const go = (state: number, share: number, on: ReadonlySet<number>): void => {
    if (share === 0) return;
    if (ends[state] === 1) {
      found.push(share);
      return;
    }
    if (on.has(state)) return;
    const more = state < mixes ? on : new Set(on).add(state);
    for (let e = chain.offsets[state] as number; e < (chain.offsets[state + 1] as number); e++) {
      go(chain.target[e] as number, share * (chain.weight[e] as number), more);
    }
  };
  for (const [state, share] of start.entries()) go(state, share, new Set());
  return found.sort((a, b) => b - a);
}

/** What passes the ends, by sending what waits from step to step. */
function sent({ solved }: Attribution, ends: Uint8Array, steps: number): number {
  const { chain, start } = solved.shared;
  let waiting = start;
  let arrived = 0;
  for (let step = 0; step < steps; step++) {
    const next = new Float64Array(chain.states);
    for (let state = 0; state < chain.states; state++) {
      const here = waiting[state] as number;
      if (ends[state] === 1) arrived += here;
      else {
        for (let e = chain.offsets[state] as number; e < (chain.offsets[state + 1] as number); e++) {
          next[chain.target[e] as number] =
            (next[chain.target[e] as number] as number) + here * (chain.weight[e] as number);
        }
      }
    }
    waiting = next;
  }
  return arrived;
}

const anyEnds: fc.Arbitrary<Ends> = fc.oneof(
  fc.record({ country: fc.constantFrom(...PLACES.filter((place) => place !== "US")) }),
  fc.record({ party: fc.constantFrom("CN a", "DE b", "JP b") }),
  fc.record({ product: fc.constantFrom(...PRODUCTS) }),
);

describe("on random networks", () => {
  test("without rings the paths are all there are, and cover all that reaches the end", () => {
    fc.assert(
      fc.property(ringlessRows, anyEnds, (rows, of) => {
        const found = chainOf(rows, LINKS);
        const ends = endStates(found.solved.shared, of);
        const paths = strongestPaths(found.solved, ends, ALL);
        const every = everyWay(found, ends);
        expect(paths.paths.length).toBe(every.length);
        for (const [at, { share }] of paths.paths.entries()) expect(share).toBeCloseTo(every[at] as number, 12);
        expect(paths.covered).toBeCloseTo(paths.reached, 9);
        expect(paths.end).toBe("all");
      }),
      { numRuns: 300 },
    );
  });

  test("with rings the first paths are the strongest there are, and what they cover is never more than the solve", () => {
    fc.assert(
      fc.property(randomRows, anyEnds, fc.integer({ min: 1, max: 8 }), (rows, of, max) => {
        const found = chainOf(rows, LINKS);
        const ends = endStates(found.solved.shared, of);
        const every = everyWay(found, ends);
        const paths = strongestPaths(found.solved, ends, { max, cutOff: 0 });
        expect(paths.paths.length).toBe(Math.min(max, every.length));
        for (const [at, { share, steps }] of paths.paths.entries()) {
          expect(share).toBeCloseTo(every[at] as number, 12);
          expect(steps.reduce((product, each) => product * each.inputShare * each.sellerShare, 1)).toBeCloseTo(
            share,
            12,
          );
        }
        expect(paths.covered).toBeLessThanOrEqual(paths.reached + 1e-9);
        expect(paths.reached).toBeCloseTo(sent(found, ends, 400), 6);
      }),
      { numRuns: 200 },
    );
  });
});
