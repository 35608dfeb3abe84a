import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attribute } from "../../src/network/attribution/attribute.ts";
import { exposure } from "../../src/network/exposure.ts";
import { passingValues } from "../../src/network/exposure-values.ts";
import { failurePoints } from "../../src/network/failure-points.ts";
import { LINKS, MAGNET, MOTOR, placedNetwork, randomRows, row } from "./random-network.ts";

const root = { kind: "purchases", products: [MAGNET, MOTOR], countries: ["US"] } as const;

const CHAIN = [
  row("DE works", "US b", MAGNET, 600),
  row("JP works", "US b", MAGNET, 400),
  row("CN magnets", "DE works", MAGNET, 600),
  row("CN magnets", "JP works", MAGNET, 400),
];

describe("points of failure", () => {
  test("the one behind all of what is bought comes first, though nothing is bought of it", () => {
    const network = placedNetwork(CHAIN);
    const isTrader = (party: number) => network.parties.country(party) !== "CN";
    const found = failurePoints(attribute(network, [], { root, inputs: "all", isTrader }), "origin", 5);
    const rounded = found.map(({ key, face, added, passing }) => [
      key,
      ...[face, added, passing].map((each) => +each.toFixed(9)),
    ]);
    expect(rounded).toEqual([
      ["CN", 0, 1, 1],
      ["DE", 0.6, 0, 0.6],
      ["JP", 0.4, 0, 0.4],
    ]);
  });

  test("a plant is a point by its part of what its maker sold, and no plant is more than its maker", () => {
    const network = placedNetwork(CHAIN);
    const attribution = attribute(network, LINKS, { root, inputs: "all" });
    const { shared, components } = attribution.solved;
    const at = (part: number) => {
      const ends = new Float64Array(shared.chain.states);
      for (let node = 0; node < shared.nodes; node++) {
        const party = shared.cone.nodes.party[node] as number;
        if (network.parties.id(party) === "DE works") ends[shared.mixes + node] = part;
      }
      const values = passingValues(shared, components, ends);
      return shared.start.reduce((sum, share, mix) => sum + share * (values[mix] ?? 0), 0);
    };
    expect(at(0)).toBe(0);
    expect(at(0.25)).toBeCloseTo(0.15, 12);
    expect(at(1)).toBeCloseTo(0.6, 12);
  });

  test("what goes round between two who only pass on passes both of them", () => {
    const ring = [row("CN t", "US b", MAGNET), row("JP t", "CN t", MAGNET), row("CN t", "JP t", MAGNET)];
    const network = placedNetwork(ring);
    const found = failurePoints(attribute(network, [], { root, inputs: "all", isTrader: () => true }), "origin", 5);
    expect(found.map(({ key, passing }) => [key, passing])).toEqual([
      ["CN", 1],
      ["JP", 1],
    ]);
  });

  test("agree with an exposure to each country and party, and no other is worse", () => {
    fc.assert(
      fc.property(
        randomRows,
        fc.constantFrom("origin", "party"),
        fc.integer({ min: 1, max: 4 }),
        (rows, lens, most) => {
          const network = placedNetwork(rows);
          const attribution = attribute(network, LINKS, { root, inputs: "all" });
          const points = failurePoints(attribution, lens, most);
          const all = failurePoints(attribution, lens, 1000);
          expect(points.map(({ key }) => key)).toEqual(all.slice(0, most).map(({ key }) => key));
          for (const { key, face, added, passing } of all) {
            const { total } = exposure(network, LINKS, {
              inputs: "all",
              of: lens === "origin" ? { country: key } : { party: key },
              bought: root.products,
              to: root.countries,
              by: "country",
            });
            expect(face).toBeCloseTo(total.direct / total.usd, 9);
            expect(added).toBeCloseTo(total.added / total.usd, 9);
            expect(passing).toBeCloseTo(total.passing / total.usd, 9);
            expect(passing).toBeGreaterThanOrEqual(Math.max(face, added) - 1e-9);
          }
          const left = attribution.untraced + all.reduce((sum, { added }) => sum + added, 0);
          if (!attribution.empty) expect(left).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 60 },
    );
  });
});
