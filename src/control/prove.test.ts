import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { controlWorld, onlyEdges, type PartySpec, type StakeSpec } from "../../test/support/control-world.ts";
import { type MadeStakes, madeStakes, madeWorld } from "../../test/support/stake-arbitraries.ts";
import { readBook } from "../book/book.ts";
import { evaluateRule, evaluation, NO, outcomeName, YES } from "./evaluate-rule.ts";
import { INTERESTS } from "./facts.ts";
import { proveRule, readingsOf, type Step } from "./prove.ts";
import type { Rule } from "./rule.ts";
import { PARTS } from "./share.ts";
import type { World } from "./world.ts";

let rules: readonly Rule[] = [];
beforeAll(async () => {
  rules = (await readBook()).rules;
});

const edgesOf = (steps: readonly Step[]) => steps.flatMap((each) => (each.step === "stake" ? [each.edge] : []));

/** Firms that may hold half of each other all round are read as one with each other: what enters then goes round whole. */
function hasRingOfHalves({ rows }: MadeStakes): boolean {
  const halves = rows.filter(([, , , high]) => high >= PARTS / 2);
  return halves.some(([first]) => {
    const met = new Set<number>();
    const open = [first];
    for (const party of open) {
      for (const [holder, held] of halves) {
        if (holder !== party || met.has(held)) continue;
        met.add(held);
        open.push(held);
      }
    }
    return met.has(first);
  });
}

/** What a rule says of the party in the world of only the stakes of its path. */
function alone(world: World, rule: string, party: number): number {
  const { steps } = proveRule(evaluation(world, rules), rule, party);
  const only = evaluation(onlyEdges(world, edgesOf(steps)), rules);
  return evaluateRule(only, rule).outcome[party] as number;
}

describe("a path over random stakes with rings", () => {
  test("of a yes has stakes that alone still give a yes, and of an open at the least an open", () => {
    fc.assert(
      fc.property(madeStakes({ interests: INTERESTS, most: 18 }), (made) => {
        const world = madeWorld(made);
        for (const { id } of rules) {
          if (id === "doe-feoc" && hasRingOfHalves(made)) continue;
          const { outcome } = evaluateRule(evaluation(world, rules), id);
          for (let party = 0; party < outcome.length; party++) {
            if (outcome[party] === NO) continue;
            const found = alone(world, id, party);
            const holds = outcome[party] === YES ? found === YES : found !== NO;
            expect([id, party, outcomeName(outcome[party] as number), holds]).toEqual([
              id,
              party,
              outcomeName(outcome[party] as number),
              true,
            ]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("of equity alone does so as well", () => {
    fc.assert(
      fc.property(madeStakes({ most: 20 }), (made) => {
        const world = madeWorld(made);
        for (const { id } of rules) {
          if (id === "doe-feoc" && hasRingOfHalves(made)) continue;
          const { outcome } = evaluateRule(evaluation(world, rules), id);
          for (let party = 0; party < outcome.length; party++) {
            if (outcome[party] === NO) continue;
            const found = alone(world, id, party);
            const holds = outcome[party] === YES ? found === YES : found !== NO;
            expect([id, party, holds]).toEqual([id, party, true]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

const SDN: PartySpec = { is: "person", lists: ["us-ofac-sdn"] };

function path(rule: string, party: string, parties: Readonly<Record<string, PartySpec>>, stakes: readonly StakeSpec[]) {
  const { world, at, names } = controlWorld(parties, stakes);
  const { steps, test: found } = proveRule(evaluation(world, rules), rule, at(party));
  const { holder, held, interest } = world.graph;
  const words = steps.map((each) => {
    if (each.step === "stake") {
      const what = INTERESTS[interest[each.edge] as number];
      return `${names[holder[each.edge] as number]} -> ${names[held[each.edge] as number]} ${what}`;
    }
    if (each.step === "is") return `${names[each.party]} by ${each.because.by}`;
    return `${names[each.party]} ${each.step}${each.step === "rule" ? ` ${each.rule} ${each.outcome}` : ""}`;
  });
  return { test: found.test.id, words };
}

describe("a path", () => {
  test("goes from the listed owner down to the party", () => {
    expect(
      path("ofac-50", "B", { X: SDN }, [
        ["X", "A", 50],
        ["A", "B", 50],
      ]),
    ).toEqual({
      test: "owned",
      words: ["X by list", "X -> A equity", "A -> B equity"],
    });
  });

  test("does not lean on a firm that is owned so only by the party itself", () => {
    const stakes: StakeSpec[] = [
      ["M", "A", 30],
      ["N", "A", 20],
      ["B", "A", 50],
      ["A", "B", 100],
    ];
    expect(path("ofac-50", "A", { M: SDN, N: SDN }, stakes).words).toEqual([
      "M by list",
      "M -> A equity",
      "N by list",
      "N -> A equity",
    ]);
  });

  test("shows all that makes a firm pass on whole, not only what reaches the threshold", () => {
    const stakes: StakeSpec[] = [
      ["G", "B", 30],
      ["H", "B", 20],
      ["B", "C", 25],
    ];
    expect(
      path("doe-feoc", "C", { G: "government of CN", H: "government of CN", B: "company of SG" }, stakes).words,
    ).toEqual(["G by government", "G -> B equity", "H by government", "H -> B equity", "B -> C equity"]);
  });

  test("of one owner shows every way by which it holds", () => {
    const stakes: StakeSpec[] = [
      ["P", "A", 100],
      ["P", "B", 100],
      ["A", "C", 30],
      ["B", "C", 30],
    ];
    expect(path("integrated", "C", {}, stakes).words).toEqual([
      "P by ultimate",
      "P -> A equity",
      "A -> C equity",
      "P -> B equity",
      "B -> C equity",
    ]);
  });

  test("of what a parent has by its subsidiaries begins at the parent", () => {
    const parties = { Maker: "company of CN", One: "company of HK", Two: "company of HK", B: "company of ID" };
    const stakes: StakeSpec[] = [
      ["Maker", "One", 100],
      ["Maker", "Two", 100],
      ["One", "B", 15],
      ["Two", "B", 15],
    ];
    expect(path("obbba-fie", "B", parties, stakes)).toEqual({
      test: "single",
      words: [
        "Maker by organised",
        "Maker rule obbba-sfe yes",
        "Maker -> One equity",
        "One -> B equity",
        "Maker -> Two equity",
        "Two -> B equity",
      ],
    });
  });

  test("goes by way of the rule that makes a holder what it is", () => {
    const parties = { Maker: "company of CN", X: "company of SG", B: "company of ID" };
    expect(
      path("obbba-fie", "B", parties, [
        ["Maker", "X", 60],
        ["X", "B", 30],
      ]).words,
    ).toEqual(["Maker by organised", "Maker -> X equity", "X rule obbba-sfe yes", "X -> B equity"]);
  });

  test("of a no shows the strongest holding there is", () => {
    const { test: found, words } = path("ofac-50", "A", { X: SDN }, [
      ["X", "A", 49.99],
      ["Y", "A", 50],
    ]);
    expect([found, words]).toEqual(["owned", ["X by list", "X -> A equity"]]);
  });

  test("of a party that is what the rule says by itself has no stakes", () => {
    expect(path("doe-feoc", "Maker", { Maker: "company of CN" }, []).words).toEqual(["Maker by organised"]);
  });
});

test("readings are told with the default first, each with its own outcome", () => {
  const { world, at } = controlWorld({ G: "government of CN", B: "company of SG", C: "company of ID" }, [
    ["G", "B", 49],
    ["B", "C", 51],
  ]);
  const from = evaluation(world, rules);
  const found = evaluateRule(from, "doe-feoc").tests.find((each) => each.test.id === "government-interest");
  if (found === undefined) throw new Error("no such test");
  expect(readingsOf(from, found, at("C")).map(({ id, outcome, low }) => [id, outcome, low])).toEqual([
    ["default", "yes", 0.49 * PARTS],
    ["passes-up-only", "no", 0.2499 * PARTS],
  ]);
});
