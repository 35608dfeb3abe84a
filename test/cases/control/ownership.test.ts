import { beforeAll, describe, expect, test } from "vitest";
import { readBook } from "../../../src/book/book.ts";
import {
  type Evaluation,
  evaluateRule,
  measure,
  outcomeName,
  type TestResult,
} from "../../../src/control/evaluate-rule.ts";
import { meets } from "../../../src/control/holdings.ts";
import { integratedShares } from "../../../src/control/integrated.ts";
import type { Measured, Rule } from "../../../src/control/rule.ts";
import { statusOn } from "../../../src/control/rule.ts";
import { PARTS, shareText } from "../../../src/control/share.ts";
import { isoDate } from "../../../src/vocab/iso-date.ts";
import { controlWorld, evaluated } from "../../support/control-world.ts";
import { CASE_FILES, worldOf } from "./ownership-cases.ts";

let rules: readonly Rule[] = [];
beforeAll(async () => {
  rules = (await readBook()).rules;
});

/** What rule, rule/test or rule/test/reading says of a party, with the share where `exact` names one. */
function said(evaluation: Evaluation, what: string, party: number, withShare: boolean): string {
  const [ruleId = "", testId, readingId] = what.split("/");
  const result = evaluateRule(evaluation, ruleId);
  if (testId === undefined) return outcomeName(result.outcome[party] as number);
  const found = result.tests.find((each) => each.test.id === testId);
  if (found === undefined) throw new Error(`There is no test "${what}".`);
  const outcome = (each: { outcome: string; low: number; high: number }) => {
    const range = each.low === each.high ? shareText(each.low) : `${shareText(each.low)} to ${shareText(each.high)}`;
    return withShare ? `${each.outcome}, ${range}` : each.outcome;
  };
  if (readingId !== undefined) return outcome(byReading(evaluation, found, readingId, party));
  return outcome({
    outcome: outcomeName(found.outcome[party] as number),
    low: found.low?.share[party] ?? 0,
    high: found.high?.share[party] ?? 0,
  });
}

function byReading(evaluation: Evaluation, { test: asked, holders }: TestResult, id: string, party: number) {
  if (asked.kind !== "holding" || holders === null) throw new Error(`"${asked.id}" measures no holdings.`);
  const reading: Measured | undefined = asked.readings.find((each) => each.id === id);
  if (reading === undefined) throw new Error(`There is no reading "${id}".`);
  const sides = measure(evaluation, holders, asked.interests, reading);
  const [low, high] = [sides.low.share[party] as number, sides.high.share[party] as number];
  return { outcome: meets(low, reading) ? "yes" : meets(high, reading) ? "open" : "no", low, high };
}

describe.each(CASE_FILES)("$file", ({ cases, statuses }) => {
  test.each(cases)("$name", (one) => {
    const { parties, stakes } = worldOf(one);
    const { world, at } = controlWorld(parties, stakes);
    const evaluation = evaluated(world, rules);
    for (const [party, answers] of Object.entries(one.says)) {
      const found = Object.entries(answers).map(([what, answer]) => [
        what,
        said(evaluation, what, at(party), answer.includes(",")),
      ]);
      expect({ [party]: Object.fromEntries(found) }).toEqual({ [party]: answers });
    }
    const shares = Object.keys(one.has).map((pair) => {
      const [holder = "", held = ""] = pair.split(" of ");
      const { shares } = integratedShares(world.graph, at(held), "equity");
      const share = shares.find(({ party }) => party === at(holder))?.share ?? 0;
      return [pair, shareText(Math.round(share * PARTS))];
    });
    expect(Object.fromEntries(shares)).toEqual(one.has);
  });

  test.each(statuses)("$name", ({ rule: id, days, known }) => {
    const rule = rules.find((each) => each.id === id) as Rule;
    const states = Object.keys(days).map((on) => {
      return [on, statusOn(rule, isoDate(on), isoDate(known ?? on))?.state ?? "none"];
    });
    expect(Object.fromEntries(states)).toEqual(days);
  });
});
