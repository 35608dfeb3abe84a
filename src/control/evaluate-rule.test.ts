import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { controlWorld, stakeColumns, withStakes } from "../../test/support/control-world.ts";
import { type MadeStakes, madeStakes, madeWorld, pointWithin, type Row } from "../../test/support/stake-arbitraries.ts";
import { readBook } from "../book/book.ts";
import { evaluateRule, evaluation, measure, NO, OPEN, YES } from "./evaluate-rule.ts";
import { INTERESTS } from "./facts.ts";
import type { HoldingTest, Measured, Rule } from "./rule.ts";
import { PARTS } from "./share.ts";
import { SURE, type World } from "./world.ts";

let rules: readonly Rule[] = [];
beforeAll(async () => {
  rules = (await readBook()).rules;
});

const outcomesOf = (world: World, rule: string) => [...evaluateRule(evaluation(world, rules), rule).outcome];
const everyInterest = { interests: INTERESTS, most: 18 };

/** Rules by which more held never makes less: all but the one that asks who is at the end of a chain. */
const growing = () => rules.map(({ id }) => id).filter((id) => id !== "integrated");

describe("rules over random stakes with rings", () => {
  test("say no less of anybody when a stake is added", () => {
    const added = fc.tuple(fc.nat(6), fc.nat(6), fc.integer({ min: 1, max: PARTS }), fc.constantFrom(...INTERESTS));
    fc.assert(
      fc.property(madeStakes({ ...everyInterest, ranges: false }), added, (made, [holder, held, wanted, interest]) => {
        const size = made.parties.length;
        fc.pre(holder % size !== held % size);
        const more = withMore(made, [holder % size, held % size, wanted, wanted, interest]);
        for (const id of growing()) {
          const [before, after] = [outcomesOf(madeWorld(made), id), outcomesOf(madeWorld(more), id)];
          after.forEach((outcome, party) => {
            expect([id, party, outcome >= (before[party] as number)]).toEqual([id, party, true]);
          });
        }
      }),
      { numRuns: 120 },
    );
  });

  test("say the same whatever the order of rows and the numbers of parties", () => {
    fc.assert(
      fc.property(madeStakes(everyInterest), fc.infiniteStream(fc.nat()), (made, numbers) => {
        const places = shuffled(made.parties.length, numbers);
        const rows = shuffled(made.rows.length, numbers).map((at) => made.rows[at] as Row);
        const moved: MadeStakes = {
          parties: places.map((_, at) => made.parties[places.indexOf(at)] as MadeStakes["parties"][number]),
          rows: rows.map(([holder, held, ...others]) => [places[holder] as number, places[held] as number, ...others]),
        };
        for (const { id } of rules) {
          const first = evaluateRule(evaluation(madeWorld(made), rules), id);
          const second = evaluateRule(evaluation(madeWorld(moved), rules), id);
          for (let party = 0; party < places.length; party++) {
            const there = places[party] as number;
            expect([id, second.outcome[there]]).toEqual([id, first.outcome[party]]);
            first.tests.forEach(({ low, high }, at) => {
              expect(second.tests[at]?.low?.share[there]).toBe(low?.share[party]);
              expect(second.tests[at]?.high?.share[there]).toBe(high?.share[party]);
            });
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  test("say the same of one party alone as among all where shares are known", () => {
    fc.assert(
      fc.property(madeStakes({ ...everyInterest, most: 14, ranges: false }), (made) => {
        const world = madeWorld(made);
        const all = evaluation(world, rules);
        for (let party = 0; party < made.parties.length; party++) {
          const alone = evaluation(world, rules, { only: [party] });
          for (const { id } of rules) {
            const [one, other] = [evaluateRule(alone, id), evaluateRule(all, id)];
            expect([id, party, one.outcome[party]]).toEqual([id, party, other.outcome[party]]);
            one.tests.forEach(({ low }, at) => {
              const apart = (low?.share[party] ?? 0) - (other.tests[at]?.low?.share[party] ?? 0);
              expect(Math.abs(apart)).toBeLessThanOrEqual(1);
            });
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("measure no less at the most than at the least", () => {
    fc.assert(
      fc.property(madeStakes(everyInterest), (made) => {
        for (const { id } of rules) {
          for (const { test: asked, low, high } of evaluateRule(evaluation(madeWorld(made), rules), id).tests) {
            low?.share.forEach((share, party) => {
              expect([id, asked.id, party, share <= (high?.share[party] as number)]).toEqual([
                id,
                asked.id,
                party,
                true,
              ]);
            });
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  test("say yes or no of a range only where every point inside it says so", () => {
    const parts = fc.array(fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 18,
      maxLength: 18,
    });
    fc.assert(
      fc.property(madeStakes(everyInterest), parts, (made, at) => {
        const point = madeWorld({ parties: made.parties, rows: pointWithin(made, at) });
        for (const { id } of rules) {
          const [range, exact] = [outcomesOf(madeWorld(made), id), outcomesOf(point, id)];
          range.forEach((outcome, party) => {
            expect([id, party, outcome === OPEN ? exact[party] : outcome]).toEqual([id, party, exact[party]]);
          });
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a cascade", () => {
  test("is the fixed point of adding up direct stakes of those that are in already", () => {
    fc.assert(
      fc.property(madeStakes({ ranges: false }), (made) => {
        const world = madeWorld(made);
        const blocked = new Set(world.listed.get("us-ofac-sdn") as ArrayLike<number> as number[] | undefined);
        const owned = (party: number) => {
          const stakes = made.rows.filter(([holder, held]) => held === party && blocked.has(holder));
          return stakes.reduce((sum, [, , low]) => sum + low, 0);
        };
        for (let before = -1; before !== blocked.size; ) {
          before = blocked.size;
          for (let party = 0; party < world.parties; party++) if (owned(party) >= PARTS / 2) blocked.add(party);
        }
        const result = evaluateRule(evaluation(world, rules), "ofac-50");
        const found = result.tests.find(({ test: { id } }) => id === "owned");
        for (let party = 0; party < world.parties; party++) {
          expect([party, result.outcome[party]]).toEqual([party, blocked.has(party) ? YES : NO]);
          expect([party, found?.low?.share[party]]).toEqual([party, owned(party)]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("looking through", () => {
  const measured: Measured = {
    through: "look-through",
    together: true,
    threshold: PARTS / 4,
    moreThan: false,
    passAt: PARTS / 2,
  };

  test.each([
    ["look-through", false],
    ["look-through-as-one", true],
  ] as const)("by %s is H(E) = d(G,E) + sum of what each firm passes times its stake", (through, asOne) => {
    fc.assert(
      fc.property(madeStakes({ ranges: false }), (made) => {
        const world = madeWorld(made);
        const governments = Uint8Array.from(made.parties, (party) => (party === "government of CN" ? SURE : 0));
        const naive = heldByFormula(made, (party) => governments[party] === SURE, asOne);
        fc.pre(naive !== null);
        const { low } = measure({ world, only: null }, governments, ["equity"], { ...measured, through });
        expect([...low.share]).toEqual(naive);
      }),
      { numRuns: 200 },
    );
  });

  /** H by repeated substitution in whole parts, in big integers; null where a ring would need too many rounds. */
  function heldByFormula(made: MadeStakes, member: (party: number) => boolean, asOne: boolean): number[] | null {
    const whole = BigInt(PARTS);
    let has = made.parties.map(() => 0n);
    let extension = made.parties.map((_, party) => member(party));
    for (let round = 0; round < 3000; round++) {
      const next = made.parties.map((_, party) => {
        const into = made.rows.filter(([, held]) => held === party);
        const sum = into.reduce((total, [holder, , low]) => {
          if (extension[holder]) return total + BigInt(low);
          const passed = has[holder] as bigint;
          return total + (passed * BigInt(low) + whole / 2n) / whole;
        }, 0n);
        const parents = into
          .filter(([holder, , low]) => asOne && !extension[holder] && low >= PARTS / 2)
          .map(([holder, , low]) => ((has[holder] as bigint) < BigInt(low) ? (has[holder] as bigint) : BigInt(low)));
        // Big integers have no Math.max: the last in order is the largest.
        const most = [sum, ...parents].sort((a, b) => (a < b ? -1 : 1)).at(-1) as bigint;
        return most > whole ? whole : most;
      });
      const nextExtension = made.parties.map((_, party) => {
        const direct = made.rows.filter(([holder, held]) => held === party && extension[holder]);
        const stated = direct.reduce((sum, [, , low]) => sum + low, 0) >= PARTS / 2;
        return member(party) || stated || next[party] === whole;
      });
      const done = next.every((share, party) => share === has[party] && extension[party] === nextExtension[party]);
      has = next;
      extension = nextExtension;
      if (done) return has.map(Number);
    }
    return null;
  }
});

describe("what others hold for certain", () => {
  test("bounds an unknown share in every way of passing holdings on", () => {
    const { world, at } = controlWorld({ X: "person", Y: "person" }, [
      ["X", "A", [0, 100]],
      ["Y", "A", 60],
    ]);
    const members = Uint8Array.from([SURE, 0, 0]);
    for (const through of [
      "direct",
      "cascade",
      "look-through",
      "look-through-as-one",
      "attributed",
      "multiplied",
    ] as const) {
      for (const together of [true, false]) {
        const measured = { through, together, threshold: PARTS / 2, moreThan: false, passAt: PARTS / 2 };
        const { low, high } = measure({ world, only: null }, members, ["equity"], measured);
        expect([through, low.share[at("A")], high.share[at("A")]]).toEqual([through, 0, 0.4 * PARTS]);
      }
    }
  });
});

test("a rule that asks for the owner of each holder asks of them all, also where one party is asked about", () => {
  const integrated = rules.find(({ id }) => id === "integrated") as Rule;
  const owned = rules.find(({ id }) => id === "ofac-50")?.tests[1] as HoldingTest;
  const holders = { ...owned.holders, lists: [], rules: ["integrated"] };
  const mine: Rule = { ...integrated, id: "mine", tests: [{ ...owned, holders, through: "direct" }] };
  const { world, at } = controlWorld({}, [
    ["P", "A", 60],
    ["A", "B", 50],
  ]);
  const of = (options: { readonly only?: readonly number[] }) =>
    evaluateRule(evaluation(world, [...rules, mine], options), "mine").outcome[at("B")];
  expect([of({}), of({ only: [at("B")] })]).toEqual([YES, YES]);
});

test("a rule that is not in the book is refused", () => {
  const { world } = controlWorld({}, [["X", "A", 50]]);
  expect(() => evaluateRule(evaluation(world, rules), "no-such-rule")).toThrow('There is no rule "no-such-rule".');
});

test("stakes that nobody holds leave every rule at no for a party of nowhere", () => {
  const { world } = controlWorld({ A: "company" }, []);
  const empty = withStakes(world, stakeColumns([]));
  for (const { id } of rules) expect([id, outcomesOf(empty, id)]).toEqual([id, [NO]]);
});

/** The stakes with one more, or with one of them larger, as far as there is room. */
function withMore(made: MadeStakes, [holder, held, wanted, , interest]: Row): MadeStakes {
  const same = (row: Row) => row[0] === holder && row[1] === held && row[4] === interest;
  const others = made.rows.filter((row) => !same(row));
  const now = made.rows.find(same)?.[2] ?? 0;
  const certain = others.reduce((sum, row) => sum + (row[1] === held && row[4] === interest ? row[2] : 0), 0);
  const share = Math.max(now, Math.min(wanted, PARTS - certain));
  return { parties: made.parties, rows: [...others, [holder, held, share, share, interest]] };
}

function shuffled(size: number, numbers: Iterator<number>): number[] {
  const places = Array.from({ length: size }, (_, at) => at);
  return places
    .map((place) => ({ place, by: numbers.next().value as number }))
    .sort((a, b) => a.by - b.by || a.place - b.place)
    .map(({ place }) => place);
}
