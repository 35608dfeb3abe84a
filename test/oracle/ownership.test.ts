import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { readBook } from "../../src/book/book.ts";
import { evaluateRule, outcomeName } from "../../src/control/evaluate-rule.ts";
import { integratedShares } from "../../src/control/integrated.ts";
import type { Rule } from "../../src/control/rule.ts";
import { PARTS, shareText } from "../../src/control/share.ts";
import { controlWorld, evaluated, type PartySpec } from "../support/control-world.ts";

const owns = z.array(z.tuple([z.string(), z.string(), z.number()]));
const oracle = z
  .strictObject({
    blocked: z.array(
      z.strictObject({
        id: z.string(),
        source: z.string(),
        confirmed: z.boolean(),
        blocked: z.array(z.string()),
        owns,
        expect: z.record(z.string(), z.boolean()),
      }),
    ),
    multiplied: z.array(
      z.strictObject({
        id: z.string(),
        source: z.string(),
        owner: z.string(),
        owns,
        expect: z.record(z.string(), z.number()),
      }),
    ),
    loop: z.strictObject({ id: z.string(), source: z.string(), gain: z.number(), multiplier: z.number() }),
  })
  .parse(JSON.parse(readFileSync(new URL("ownership/cases.json", import.meta.url), "utf8")));

let rules: readonly Rule[] = [];
beforeAll(async () => {
  rules = (await readBook()).rules;
});

describe("who is blocked is what OFAC says", () => {
  test.each(oracle.blocked.map((one) => [`${one.source}${one.confirmed ? "" : " (not confirmed)"}`, one] as const))(
    "%s",
    (_, { blocked, owns: stakes, expect: wanted }) => {
      const listed: PartySpec = { is: "person", lists: ["us-ofac-sdn"] };
      const { world, at } = controlWorld(Object.fromEntries(blocked.map((name) => [name, listed])), stakes);
      const { outcome } = evaluateRule(evaluated(world, rules), "ofac-50");
      const found = Object.keys(wanted).map((name) => [name, outcomeName(outcome[at(name)] as number) === "yes"]);
      expect(Object.fromEntries(found)).toEqual(wanted);
    },
  );
});

describe("what is owned through others is what the textbook has", () => {
  test.each(oracle.multiplied.map((one) => [one.source, one] as const))(
    "%s",
    (_, { owner, owns: stakes, expect: wanted }) => {
      const { world, at } = controlWorld({}, stakes);
      const found = Object.keys(wanted).map((name) => {
        const { shares } = integratedShares(world.graph, at(name), "equity");
        const share = shares.find(({ party }) => party === at(owner))?.share ?? 0;
        return [name, shareText(Math.round(share * PARTS))];
      });
      const exact = Object.entries(wanted).map(([name, percent]) => [name, shareText(Math.round(percent * 1e10))]);
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(exact));
    },
  );

  test("a loop multiplies what leads into it", () => {
    const { gain, multiplier } = oracle.loop;
    const { world, at } = controlWorld({}, [
      ["P", "M", 50],
      ["C", "M", 20],
      ["M", "C", (gain / 0.2) * 100],
    ]);
    const { shares } = integratedShares(world.graph, at("M"), "equity");
    expect((shares.find(({ party }) => party === at("P"))?.share ?? 0) / 0.5).toBeCloseTo(multiplier, 12);
  });
});
