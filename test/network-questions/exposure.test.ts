import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Attribution, attribute } from "../../src/network/attribution/attribute.ts";
import type { AttributionQuestion } from "../../src/network/attribution/attribution-question.ts";
import { type ExposureQuestion, exposure } from "../../src/network/exposure.ts";
import type { Ends } from "../../src/network/exposure-values.ts";
import type { InputLink } from "../../src/network/input-link.ts";
import type { TestRow } from "../support/network-of.ts";
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
  row,
  shared,
} from "./random-network.ts";

const ask = (rows: readonly TestRow[], links: readonly InputLink[], extra: Partial<ExposureQuestion> = {}) =>
  exposure(placedNetwork(rows), links, { of: { country: "CN" }, inputs: "all", by: "country", ...extra });

const figures = (found: ReturnType<typeof exposure>) =>
  Object.fromEntries(
    found.buyers.map(({ key, usd, added, passing, direct }) => [
      key,
      [usd, added, passing, direct].map((each) => Number(each.toFixed(6))),
    ]),
  );

const CHAIN = [
  row("DE works", "US b", MOTOR, 1000),
  row("CN magnets", "DE works", MAGNET, 400),
  row("JP magnets", "DE works", MAGNET, 100),
  row("CN magnets", "JP c", MAGNET, 300),
  row("AU mine", "CN magnets", ALLOY, 100),
  row("AU mine", "KR d", ORE, 70),
];
const CHAIN_LINKS = [shared(MOTOR, MAGNET, "0.5"), shared(MAGNET, ALLOY, "0.25")];

describe("exposure", () => {
  test("gives each buyer what was added by a country behind its purchases, and what passed it", () => {
    expect(figures(ask(CHAIN, CHAIN_LINKS))).toEqual({
      DE: [500, 300, 400, 400],
      US: [1000, 300, 400, 0],
      JP: [300, 225, 300, 300],
    });
  });

  test("keeps all buyers of the products in the total", () => {
    const found = ask(CHAIN, CHAIN_LINKS, { bought: [MAGNET, ORE] });
    expect(found.bought).toEqual([ORE, MAGNET]);
    expect(found.total).toMatchObject({ buyers: 3, usd: 870, direct: 700 });
    expect(found.total.added).toBeCloseTo(525, 9);
    expect(found.buyers.map(({ key }) => key)).toEqual(["DE", "JP"]);
  });

  test("asks of a party, of a product, and of both together", () => {
    expect(figures(ask(CHAIN, CHAIN_LINKS, { of: { party: "AU mine" } }))).toEqual({
      CN: [100, 100, 100, 100],
      DE: [500, 100, 100, 0],
      JP: [300, 75, 75, 0],
      KR: [70, 70, 70, 70],
      US: [1000, 100, 100, 0],
    });
    expect(figures(ask(CHAIN, CHAIN_LINKS, { of: { product: MAGNET }, by: "party" }))).toMatchObject({
      "DE works": [500, expect.closeTo(375, 6), 500, 500],
      "US b": [1000, expect.closeTo(375, 6), 500, 0],
    });
    expect(figures(ask(CHAIN, CHAIN_LINKS, { of: { product: ALLOY, country: "CN" } }))).toEqual({});
  });

  test("takes for a product alone also what nobody was seen to sell of it", () => {
    const found = ask(CHAIN, [...CHAIN_LINKS, shared(ALLOY, ORE, "0.6")], { of: { product: ORE }, to: ["US"] });
    const [us] = found.buyers;
    expect(us?.added).toBe(0);
    expect(us?.passing).toBeCloseTo(1000 * 0.5 * 0.8 * 0.25 * 0.6, 9);
  });

  test("finds nothing, without failing, of what is not in the data", () => {
    expect(ask(CHAIN, CHAIN_LINKS, { of: { country: "CL" } }).buyers).toEqual([]);
    expect(ask(CHAIN, CHAIN_LINKS, { of: { product: "010121" } })).toMatchObject({ bought: [], buyers: [] });
    expect(ask(CHAIN, CHAIN_LINKS, { of: { party: "nobody" } })).toMatchObject({ bought: [], buyers: [] });
  });

  test("lets nothing through a ring that only passes on", () => {
    const ring = [row("CN t", "US b", MAGNET), row("JP t", "CN t", MAGNET), row("CN t", "JP t", MAGNET)];
    const found = ask(ring, [], { isTrader: () => true });
    expect(found.buyers.find(({ key }) => key === "US")).toMatchObject({ added: 0, passing: 100 });
  });
});

const lensOf = ({ party, country, product }: Ends, network: ReturnType<typeof placedNetwork>) => ({
  name: "ends",
  keyOf: (index: number, code: string) =>
    (party === undefined || network.parties.id(index) === party) &&
    (country === undefined || network.parties.country(index) === country) &&
    (product === undefined || code === product)
      ? "in"
      : "out",
});

const anyEnds: fc.Arbitrary<Ends> = fc.oneof(
  fc.record({ country: fc.constantFrom(...PLACES) }),
  fc.record({ party: fc.constantFrom(...PLACES.map((place) => `${place} a`)) }),
  fc.record({ product: fc.constantFrom(...PRODUCTS) }),
  fc.record({ country: fc.constantFrom(...PLACES), product: fc.constantFrom(...PRODUCTS) }),
);

describe("exposure agrees with an attribution of each buyer's purchases", () => {
  const share = (found: Attribution, ends: Ends, network: ReturnType<typeof placedNetwork>) =>
    found.by(lensOf(ends, network), { bounded: 0 }).find(({ key }) => key === "in")?.share ?? 0;

  test.each(["country", "party"] as const)("by %s", (by) => {
    fc.assert(
      fc.property(randomRows, anyEnds, fc.boolean(), fc.boolean(), (rows, of, traders, same) => {
        const network = placedNetwork(rows);
        const isTrader = (party: number) => traders && network.parties.id(party).endsWith("b");
        const asked = { inputs: same ? "same" : "all", isTrader } as const;
        const found = exposure(network, LINKS, { ...asked, of, bought: [MAGNET, MOTOR], by });
        const buyers = by === "country" ? PLACES : PLACES.flatMap((place) => [`${place} a`, `${place} b`]);
        let [sum, untraced] = [0, 0];
        for (const buyer of buyers) {
          const root: AttributionQuestion["root"] = {
            kind: "purchases",
            products: [MAGNET, MOTOR],
            ...(by === "country" ? { countries: [buyer] } : { parties: [buyer] }),
          };
          const attributed = attribute(network, LINKS, { ...asked, root });
          const line = found.buyers.find(({ key }) => key === buyer);
          const added = share(attributed, of, network) * Number(attributed.root.usd);
          sum += added;
          untraced += attributed.untraced * Number(attributed.root.usd);
          expect(line?.added ?? 0).toBeCloseTo(added, 7);
          if (line === undefined) continue;
          expect(line.usd).toBe(Number(attributed.root.usd));
          expect(line.rows).toBe(attributed.root.rows);
          expect(line.added).toBeLessThanOrEqual(line.passing + 1e-9);
          expect(line.direct).toBeLessThanOrEqual(line.passing + 1e-9);
          expect(line.passing).toBeLessThanOrEqual(line.usd + 1e-9);
        }
        expect(found.total.added).toBeCloseTo(sum, 6);
        expect(found.total.untraced).toBeCloseTo(untraced, 6);
      }),
      { numRuns: 250 },
    );
  });
});
