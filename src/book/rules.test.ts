import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { controlWorld, type PartySpec, type StakeSpec } from "../../test/support/control-world.ts";
import { evaluateRule, evaluation, outcomeName } from "../control/evaluate-rule.ts";
import type { HoldingTest, Rule } from "../control/rule.ts";
import { PARTS, partsOf } from "../control/share.ts";
import { InvalidInput } from "../errors.ts";
import { readFolder, SHIPPED_FOLDER } from "./folder.ts";
import { readRules } from "./rules.ts";
import { readSources } from "./sources.ts";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** The rules of the shipped book with this file over it. */
async function over(text: string, name = "rules/mine.yaml"): Promise<readonly Rule[]> {
  const root = mkdtempSync(join(tmpdir(), "headwater-rules-"));
  made.push(root);
  mkdirSync(join(root, "rules"));
  writeFileSync(join(root, "sources.yaml"), "mine:\n  title: Our own reading of the law\n");
  writeFileSync(join(root, name), text);
  const folders = [await readFolder(SHIPPED_FOLDER, "data"), await readFolder(root, "mine")];
  return readRules(folders, readSources(folders));
}

/** The sentence and the hint of the fault. */
async function fault(text: string): Promise<{ readonly message: string; readonly hint: string }> {
  const error = await over(text).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof InvalidInput)) throw new Error(`That was no fault of the file: ${String(error)}`);
  return { message: error.message, hint: error.hint ?? "" };
}

const HEAD = `rules:
  - id: mine
    title: Our own threshold
    authority: none
    means: one of ours
    published: 2026-01-02
    confidence: medium
    source: mine
    status: [{ from: 2026-01-02, known: 2026-01-02, state: in force, source: mine }]
    tests:
`;

/** A rule of one test: the lines of a holding test, one may be changed or added. */
function rule(change: Readonly<Record<string, string | null>> = {}): string {
  const lines = {
    id: "owned",
    title: "Held to a third",
    holders: "{ organised_in: [CN], lists: [us-1260h] }",
    interests: "[equity, vote]",
    through: "cascade",
    at_least: "0.3333",
    source: "mine",
    ...change,
  };
  const written = Object.entries(lines).filter(([, value]) => value !== null);
  return `${HEAD}${written.map(([key, value], at) => `      ${at === 0 ? "-" : " "} ${key}: ${value}\n`).join("")}`;
}

describe("a broken rule is refused with file, line and what is allowed", () => {
  test.each<[string, Readonly<Record<string, string | null>>, RegExp, RegExp]>([
    ["a share of 25", { at_least: "25" }, /line 16.*at “rules\.0\.tests\.0\.at_least”.*0 to 1, such as 0\.25/, /./],
    ["a share that is no number", { at_least: "a quarter" }, /line 16.*at_least.*a quarter/, /./],
    ["an unknown key", { aggregate: "true" }, /line 18.*aggregate”: not a known key/, /shipped book/],
    [
      "an unknown key of a group",
      { holders: "{ organized_in: [CN] }" },
      /line 13.*organized_in”: not a known key/,
      /./,
    ],
    ["two thresholds", { more_than: "0.5" }, /line 2.*“mine”: “owned” has two thresholds/, /at_least or more_than/],
    ["no threshold", { at_least: null }, /line 2.*“mine”: “owned” has no threshold/, /at_least or more_than/],
    ["an unknown source", { source: "mime" }, /line 2.*“mime” is not a source/, /sources\.yaml\..*Did you mean mine\?/],
    ["an unknown interest", { interests: "[shares]" }, /line 14.*interests\.0.*"equity"/, /./],
    ["no interest", { interests: "[]" }, /line 14.*interests/, /./],
    ["an unknown way through", { through: "cascading" }, /line 15.*through.*"cascade"/, /./],
    ["a country in words", { holders: "{ organised_in: [China] }" }, /line 13.*two letters, such as CN/, /./],
    ["a test that is not there", { holders: "{ tests: [earlier] }" }, /line 2.*a test “earlier”/, /first test/],
    ["a test that asks for itself", { holders: "{ tests: [owned] }" }, /line 2.*a test “owned”/, /first test/],
    ["a rule that is not there", { holders: "{ rules: [ofac-51] }" }, /line 2.*a rule “ofac-51”/, /Rules: .*ofac-50/],
    ["a rule that asks for itself", { holders: "{ rules: [mine] }" }, /line 2.*asks for itself/, /tests of its own/],
    ["holders of whom nobody can be one", { holders: "{}" }, /line 2.*“owned” names nobody/, /lists, governments_of/],
    ["a threshold that everybody meets", { at_least: "0" }, /line 2.*“owned”.*everybody/, /more_than: 0/],
    ["a threshold that nobody meets", { at_least: null, more_than: "1" }, /line 2.*“owned”.*nobody/, /at_least: 1/],
    ["a firm that passes on at nothing", { pass_at: "0" }, /line 2.*passes on at nothing/, /above 0/],
    [
      "as-one above the share at which firms are one",
      { through: "look-through-as-one", at_least: "0.6" },
      /line 2.*“owned”.*above/,
      /pass_at/,
    ],
    ["a day that is none", { title: "x\n    note: y\n    published: 2026-02-30" }, /line \d+/, /./],
  ])("%s", async (_, change, message, hint) => {
    const found = await fault(rule(change));
    expect(found.message).toMatch(/^“mine\/rules\/mine\.yaml”, line \d+: /);
    expect(found.message).toMatch(message);
    expect(found.hint).toMatch(hint);
  });

  test("rules that ask for each other in a round", async () => {
    const two = rule({ holders: "{ rules: [other] }" });
    const other = rule({ holders: "{ rules: [mine] }" }).replace("rules:\n", "").replace("id: mine", "id: other");
    expect((await fault(two + other)).message).toMatch(/line 2.*“mine”: the rule asks for itself/);
  });

  test("a rule that is written twice", async () => {
    const { message } = await fault(rule() + rule().replace("rules:\n", ""));
    expect(message).toMatch(/“mine”: this rule is written twice/);
  });

  test("a test that is written twice", async () => {
    const [, again] = rule().split("    tests:\n");
    expect((await fault(rule() + again)).message).toMatch(/the test “owned” is written twice/);
  });

  test("a reading with an unknown source", async () => {
    const { message } = await fault(
      rule({ readings: "[{ id: other, title: Another, more_than: 0.3333, source: nobody }]" }),
    );
    expect(message).toMatch(/“nobody” is not a source/);
  });

  test("YAML that does not parse", async () => {
    expect((await fault("rules: [")).message).toMatch(/line 1/);
  });
});

const PARTIES: Readonly<Record<string, PartySpec>> = {
  Maker: "company of CN",
  Listed: { is: "company of SG", lists: ["us-1260h"] },
  A: "company of ID",
  B: "company of ID",
};

function says(rules: readonly Rule[], id: string, party: string, stakes: readonly StakeSpec[]): string {
  const { world, at } = controlWorld(PARTIES, stakes);
  return outcomeName(evaluateRule(evaluation(world, rules), id).outcome[at(party)] as number);
}

describe("a user's own threshold rule", () => {
  test("adds up holders of a list and of a country, and cascades", async () => {
    const rules = await over(rule());
    const stakes: StakeSpec[] = [
      ["Maker", "A", "16.67"],
      ["Listed", "A", "16.66"],
      ["A", "B", "33.33"],
    ];
    expect(says(rules, "mine", "A", stakes)).toBe("yes");
    expect(says(rules, "mine", "B", stakes)).toBe("yes");
    expect(
      says(rules, "mine", "A", [
        ["Maker", "A", "16.66"],
        ["Listed", "A", "16.66"],
      ]),
    ).toBe("no");
  });

  test("measures each holder alone where it says so", async () => {
    const rules = await over(rule({ together: "false" }));
    expect(
      says(rules, "mine", "A", [
        ["Maker", "A", 20],
        ["Listed", "A", 20],
      ]),
    ).toBe("no");
    expect(says(rules, "mine", "A", [["Maker", "A", "33.33"]])).toBe("yes");
  });

  test("multiplies where it says so", async () => {
    const rules = await over(rule({ through: "multiplied" }));
    const chain = (first: number): StakeSpec[] => [
      ["Maker", "A", first],
      ["A", "B", 50],
    ];
    expect(says(rules, "mine", "B", chain(66))).toBe("no");
    expect(says(rules, "mine", "B", chain(67))).toBe("yes");
  });

  test("lets holders of firms between count by what another rule says", async () => {
    const rules = await over(rule({ holders: "{ rules: [obbba-sfe] }", through: "direct" }));
    expect(
      says(rules, "mine", "B", [
        ["Maker", "A", 60],
        ["A", "B", 40],
      ]),
    ).toBe("yes");
  });

  test("keeps shares exact, and a reading what it does not change of the rule's own", async () => {
    const reading = "[{ id: stricter, title: More than that, more_than: 0.3333, source: mine, locator: p. 2 }]";
    const rules = await over(rule({ readings: reading, reading: "as written" }));
    const first = rules.find(({ id }) => id === "mine")?.tests[0] as HoldingTest;
    expect(first).toMatchObject({
      threshold: partsOf("0.3333"),
      moreThan: false,
      together: true,
      reading: "as written",
    });
    expect(first.readings).toMatchObject([
      {
        id: "stricter",
        threshold: partsOf("0.3333"),
        moreThan: true,
        through: "cascade",
        passAt: PARTS / 2,
        locator: "p. 2",
      },
    ]);
  });
});

describe("the shipped rules", () => {
  test("come in the order in which they are written, and a file of the same id replaces one in its place", async () => {
    const shipped = (await over(rule())).map(({ id }) => id);
    expect(shipped.slice(0, 11)).toEqual([
      "doe-feoc",
      "obbba-sfe",
      "obbba-fie",
      "obbba-pfe",
      "ofac-50",
      "bis-50",
      "uflpa",
      "dod-1260h",
      "ndaa-154",
      "integrated",
      "facility-tariff",
    ]);
  });

  test("of a facility-level tariff take another share from a book of one's own", async () => {
    const own = rule({ at_least: "0.25", holders: "{ organised_in: [CN] }" }).replace(
      "id: mine",
      "id: facility-tariff",
    );
    const rules = await over(own);
    expect(rules.filter(({ id }) => id === "facility-tariff")).toHaveLength(1);
    expect(says(rules, "facility-tariff", "A", [["Maker", "A", 25]])).toBe("yes");
    expect(says(rules, "facility-tariff", "A", [["Maker", "A", "24.99"]])).toBe("no");
    const shipped = await over(rule());
    expect(says(shipped, "facility-tariff", "A", [["Maker", "A", 49]])).toBe("no");
    expect(says(shipped, "facility-tariff", "A", [["Maker", "A", 50]])).toBe("yes");
  });
});
