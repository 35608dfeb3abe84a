import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { controlWorld, type PartySpec, partsOfPercent, type StakeSpec } from "../../test/support/control-world.ts";
import { madeStakes, madeWorld } from "../../test/support/stake-arbitraries.ts";
import { readBook } from "../book/book.ts";
import { evaluateRule, evaluation, outcomeName } from "./evaluate-rule.ts";
import { INTERESTS } from "./facts.ts";
import type { Rule } from "./rule.ts";
import { turningStakes } from "./turning-stakes.ts";
import type { World } from "./world.ts";

let rules: readonly Rule[] = [];
beforeAll(async () => {
  rules = (await readBook()).rules;
});

/** What the rule says with one stake known to be `share`. */
function says(world: World, rule: string, party: number, edge?: number, share = 0): string {
  const [low, high] = [world.graph.low.slice(), world.graph.high.slice()];
  if (edge !== undefined) {
    low[edge] = share;
    high[edge] = share;
  }
  const changed = { ...world, graph: { ...world.graph, low, high } };
  return outcomeName(evaluateRule(evaluation(changed, rules, { only: [party] }), rule).outcome[party] as number);
}

describe("a stake that turns a rule, over random stakes with rings", () => {
  test("does so at its share, and not one part before it", () => {
    fc.assert(
      fc.property(madeStakes({ interests: INTERESTS, most: 8 }), fc.nat(), (made, pick) => {
        const world = madeWorld(made);
        const party = pick % made.parties.length;
        for (const { id } of rules) {
          const now = says(world, id, party);
          for (const { edge, at, becomes } of turningStakes(evaluation(world, rules), id, party)) {
            const low = world.graph.low[edge] as number;
            const there = says(world, id, party, edge, at);
            expect([id, party, edge, at, there]).toEqual([id, party, edge, at, becomes]);
            expect(becomes).not.toBe(now);
            if (now === "yes") expect([id, says(world, id, party, edge, at + 1)]).toEqual([id, "yes"]);
            else if (becomes === "yes" && at > low) expect(says(world, id, party, edge, at - 1)).not.toBe("yes");
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

const SDN: PartySpec = { is: "person", lists: ["us-ofac-sdn"] };

function turning(
  rule: string,
  party: string,
  parties: Readonly<Record<string, PartySpec>>,
  stakes: readonly StakeSpec[],
) {
  const { world, at, names } = controlWorld(parties, stakes);
  return turningStakes(evaluation(world, rules), rule, at(party)).map(({ edge, ...found }) => {
    const { holder, held } = world.graph;
    return { stake: `${names[holder[edge] as number]} -> ${names[held[edge] as number]}`, ...found };
  });
}

describe("the stake that turns a rule", () => {
  test("of a no is told with the least share that makes it a yes", () => {
    expect(turning("ofac-50", "A", { X: SDN }, [["X", "A", 49.99]])).toEqual([
      { stake: "X -> A", at: partsOfPercent(50), becomes: "yes", moves: partsOfPercent("0.01") },
    ]);
  });

  test("of a yes is told with the most at which it is none", () => {
    expect(turning("ofac-50", "A", { X: SDN }, [["X", "A", 50]])).toEqual([
      { stake: "X -> A", at: partsOfPercent(50) - 1, becomes: "no", moves: 1 },
    ]);
  });

  test("of a threshold that must be passed is one part above it", () => {
    const [first] = turning("obbba-sfe", "A", { X: "company of CN" }, [["X", "A", 50]]);
    expect(first).toEqual({ stake: "X -> A", at: partsOfPercent(50) + 1, becomes: "yes", moves: 1 });
  });

  test("of an open is the one that is not known, either way, without a move", () => {
    expect(turning("ofac-50", "A", { X: SDN }, [["X", "A", [40, 60]]])).toEqual([
      { stake: "X -> A", at: partsOfPercent(50), becomes: "yes", moves: 0 },
      { stake: "X -> A", at: partsOfPercent(50) - 1, becomes: "no", moves: 0 },
    ]);
  });

  test("may be another holder's, whose share once known leaves no room", () => {
    const found = turning("ofac-50", "A", { X: SDN }, [
      ["X", "A", [0, 100]],
      ["Y", "A", [0, 100]],
    ]);
    expect(found).toContainEqual({ stake: "Y -> A", at: partsOfPercent(50) + 1, becomes: "no", moves: 0 });
  });

  test("grows only into what others do not hold for certain", () => {
    expect(
      turning("ofac-50", "A", { X: SDN }, [
        ["X", "A", 40],
        ["Y", "A", "50.0000000001"],
      ]),
    ).toEqual([]);
    expect(
      turning("ofac-50", "A", { X: SDN }, [
        ["X", "A", [10, 100]],
        ["Y", "A", 60],
      ]),
    ).toEqual([]);
  });

  test("may stand anywhere in the chain, the smallest move first", () => {
    const found = turning("ofac-50", "B", { X: SDN }, [
      ["X", "A", 49],
      ["A", "B", 60],
    ]);
    expect(found).toEqual([{ stake: "X -> A", at: partsOfPercent(50), becomes: "yes", moves: partsOfPercent(1) }]);
  });

  test("of a licence is not kept out by another licence", () => {
    const parties = { Maker: "company of CN", Friend: "company of KR" };
    const stakes: StakeSpec[] = [
      ["Friend", "A", 100, "licence"],
      ["Maker", "A", [0, 100], "licence"],
    ];
    expect(turning("doe-feoc", "A", parties, stakes)).toContainEqual({
      stake: "Maker -> A",
      at: partsOfPercent(100),
      becomes: "yes",
      moves: 0,
    });
  });
});
