import { beforeAll, describe, expect, test } from "vitest";
import { readBook } from "../../../src/book/book.ts";
import { evaluateRule, measure, outcomeName } from "../../../src/control/evaluate-rule.ts";
import type { Interest } from "../../../src/control/facts.ts";
import { meets } from "../../../src/control/holdings.ts";
import type { Group, HoldingTest, Measured, Rule } from "../../../src/control/rule.ts";
import { PARTS } from "../../../src/control/share.ts";
import { controlWorld, evaluated, type PartySpec, stakeColumns, withStakes } from "../../support/control-world.ts";

let rules: readonly Rule[] = [];
beforeAll(async () => {
  rules = (await readBook()).rules;
});

/** Every threshold of the book as it stands; a rule that gains one, or changes one, changes this table. */
const THRESHOLDS = [
  ["doe-feoc", "government-interest", "equity", 0.25, "at least"],
  ["doe-feoc", "government-interest", "vote", 0.25, "at least"],
  ["doe-feoc", "government-interest", "board", 0.25, "at least"],
  ["doe-feoc", "effective-control", "licence", 1, "at least"],
  ["obbba-sfe", "foreign-controlled", "equity", 0.5, "more than"],
  ["obbba-sfe", "foreign-controlled", "vote", 0.5, "more than"],
  ["obbba-fie", "single", "equity", 0.25, "at least"],
  ["obbba-fie", "together", "equity", 0.4, "at least"],
  ["obbba-fie", "debt", "debt", 0.15, "at least"],
  ["obbba-fie", "officers", "board", 0, "more than"],
  ["obbba-fie", "effective-control", "licence", 1, "at least"],
  ["ofac-50", "owned", "equity", 0.5, "at least"],
  ["bis-50", "owned", "equity", 0.5, "at least"],
  ["integrated", "largest-owner", "equity", 0.5, "at least"],
  ["facility-tariff", "controlled", "equity", 0.5, "at least"],
  ["facility-tariff", "controlled", "vote", 0.5, "at least"],
] as const;

test("these are all the thresholds of the book", () => {
  const found = rules.flatMap((rule) =>
    rule.tests.flatMap((each) => {
      if (each.kind !== "holding") return [];
      const { threshold, moreThan, interests } = each;
      return interests.map((interest) => [
        rule.id,
        each.id,
        interest,
        threshold / PARTS,
        moreThan ? "more than" : "at least",
      ]);
    }),
  );
  expect(found).toEqual(THRESHOLDS);
});

/** A party that is in the group by itself. */
function memberOf(group: Group, rule: Rule): PartySpec {
  const [list] = group.lists;
  if (list !== undefined) return { is: "company of SG", lists: [list] };
  for (const [kind, [country]] of [
    ["company", group.organisedIn],
    ["government", group.governmentsOf],
    ["person", group.nationalsOf],
  ] as const) {
    if (country !== undefined) return `${kind} of ${country}`;
  }
  if (group.ultimate) return "person of DE";
  const named = rules.find(({ id }) => group.rules.includes(id)) ?? rule;
  const asked = named.tests.find(({ id, kind }) =>
    group.tests.length === 0 ? kind === "party" : group.tests.includes(id),
  );
  if (asked?.kind !== "party") throw new Error(`Nobody is in that group of ${rule.id} by itself.`);
  return memberOf(asked.party, named);
}

/** What each reading of the test says of a party of which `holders` members each have a range. */
function said(ruleId: string, testId: string, interest: Interest, ranges: readonly (readonly [number, number])[]) {
  const rule = rules.find(({ id }) => id === ruleId) as Rule;
  const asked = rule.tests.find(({ id }) => id === testId) as HoldingTest;
  const member = memberOf(asked.holders, rule);
  const parties = Object.fromEntries([["A", "company of ID"], ...ranges.map((_, at) => [`H${at}`, member])]);
  const made = controlWorld(parties, []);
  const rows = ranges.map(([low, high], at) => [made.at(`H${at}`), made.at("A"), low, high, interest] as const);
  const world = withStakes(made.world, stakeColumns(rows));
  const evaluation = evaluated(world, rules);
  const found = evaluateRule(evaluation, ruleId).tests.find((each) => each.test.id === testId);
  if (found?.holders == null) throw new Error(`${testId} measures no holdings.`);
  const party = made.at("A");
  const byReading = asked.readings.map((reading: Measured) => {
    const { low, high } = measure(evaluation, found.holders as Uint8Array, asked.interests, reading);
    return meets(low.share[party] as number, reading)
      ? "yes"
      : meets(high.share[party] as number, reading)
        ? "open"
        : "no";
  });
  const outcomes = new Set([outcomeName(found.outcome[party] as number), ...byReading]);
  return [...outcomes].join(", ");
}

describe.each(THRESHOLDS)("%s: %s, of %s, %d", (rule, testId, interest, share, how) => {
  const at = Math.round(share * PARTS);
  const reached = (parts: number) => (how === "more than" ? parts > at : parts >= at);
  /** A part in 10^12, a hundredth of a per cent, a whole per cent. */
  const steps = [1, PARTS / 10_000, PARTS / 100];

  test("just below is a no", () => {
    const below = steps.map((step) => at - step).filter((parts) => parts >= 0);
    expect(below.map((parts) => said(rule, testId, interest, [[parts, parts]]))).toEqual(below.map(() => "no"));
  });

  test("at it is a yes where it is enough, and a no where more is asked", () => {
    expect(said(rule, testId, interest, [[at, at]])).toBe(how === "more than" ? "no" : "yes");
  });

  test("just above is a yes", () => {
    const above = steps.map((step) => at + step).filter((parts) => parts <= PARTS);
    expect(above.map((parts) => said(rule, testId, interest, [[parts, parts]]))).toEqual(above.map(() => "yes"));
  });

  test("a range across it is open, one on either side of it is not", () => {
    const least = how === "more than" ? at + 1 : at;
    const ranges = [
      [0, PARTS],
      [least - 1, least],
      [Math.max(0, least - PARTS / 100), Math.min(PARTS, least + PARTS / 100)],
    ] as const;
    for (const range of ranges) expect(said(rule, testId, interest, [range])).toBe("open");
    expect(said(rule, testId, interest, [[least, PARTS]])).toBe("yes");
    expect(said(rule, testId, interest, [[0, least - 1]])).toBe("no");
    expect(reached(least) && !reached(least - 1)).toBe(true);
  });
});

describe("holders of one group", () => {
  const half = (share: number, part: number) => Math.round(share * PARTS) / 2 + part;

  test.each(
    THRESHOLDS.filter(
      ([, testId, , share]) => share > 0 && share < 1 && testId !== "single" && testId !== "largest-owner",
    ),
  )("of %s, %s, of %s are added up to %d", (rule, testId, interest, share, how) => {
    const more = how === "more than" ? 1 : 0;
    const pair = (part: number) =>
      [
        [half(share, part), half(share, part)],
        [half(share, 0), half(share, 0)],
      ] as const;
    expect(said(rule, testId, interest, pair(more))).toBe("yes");
    expect(said(rule, testId, interest, pair(more - 1))).toBe("no");
  });

  test.each(THRESHOLDS.filter(([, testId]) => testId === "single" || testId === "largest-owner"))(
    "of %s, %s, of %s are not: each is measured alone",
    (rule, testId, interest, share) => {
      const below = Math.round(share * PARTS) - 1;
      expect(
        said(rule, testId, interest, [
          [below, below],
          [below, below],
        ]),
      ).toBe("no");
      expect(
        said(rule, testId, interest, [
          [below + 1, below + 1],
          [1, 1],
        ]),
      ).toBe("yes");
    },
  );
});
