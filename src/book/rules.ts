import { askedGroup, type Group, type HoldingTest, type Measured, type Rule, type Test } from "../control/rule.ts";
import { RULE_FILE, type RuleInFile } from "../control/rule-schema.ts";
import { PARTS } from "../control/share.ts";
import type { InvalidInput } from "../errors.ts";
import type { Source } from "../evidence/source.ts";
import { nearest } from "../vocab/nearest.ts";
import { bookProblem } from "./book-problem.ts";
import { type BookFile, type BookFolder, filesOf, textOf } from "./folder.ts";
import { readYaml } from "./yaml.ts";

type TestInFile = RuleInFile["tests"][number];
type HoldingInFile = Extract<TestInFile, { holders: unknown }>;

/**
 * Reads `rules/*.yaml` of all folders, in the order in which they are written. A rule of a later folder replaces the
 * earlier one of its id. Every fault is an InvalidInput that names the file and the place.
 */
export function readRules(folders: readonly BookFolder[], sources: ReadonlyMap<string, Source>): readonly Rule[] {
  const rules = new Map<string, { readonly rule: Rule; readonly file: BookFile }>();
  for (const folder of folders) {
    const seen = new Set<string>();
    for (const file of filesOf([folder], "rules").filter(({ name }) => name.endsWith(".yaml"))) {
      if (file.name === "rules/cost-ratio.yaml") continue;
      for (const one of readYaml(textOf(file), file.shown, RULE_FILE).rules) {
        if (seen.has(one.id)) throw problem(file, one.id, "this rule is written twice", "Keep one of them.");
        seen.add(one.id);
        rules.set(one.id, { rule: ruleOf(one, file, sources), file });
      }
    }
  }
  for (const { rule, file } of rules.values()) checkAsks(rule, file, [...rules.keys()]);
  checkRounds([...rules.values()]);
  return [...rules.values()].map(({ rule }) => rule);
}

function problem(file: BookFile, id: string, what: string, allowed: string) {
  const at = textOf(file)
    .split("\n")
    .findIndex((line) => line.trim().endsWith(`id: ${id}`));
  return bookProblem(file.shown, Math.max(1, at + 1), `“${id}”: ${what}`, allowed);
}

function ruleOf(one: RuleInFile, file: BookFile, sources: ReadonlyMap<string, Source>): Rule {
  const cite = ({ source, locator }: { source: string; locator?: string | undefined }) => {
    if (!sources.has(source)) {
      const near = nearest(source, [...sources.keys()], 1).map((each) => ` Did you mean ${each}?`);
      throw problem(file, one.id, `“${source}” is not a source`, `Sources are in sources.yaml.${near.join("")}`);
    }
    return { source, locator: locator ?? null };
  };
  const ids = one.tests.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw problem(file, one.id, `the test “${twice}” is written twice`, "Give each its own id.");
  const [first, ...others] = one.tests.map((test) => testOf(test, one, file, cite));
  return {
    id: one.id,
    title: one.title,
    authority: one.authority,
    means: one.means,
    published: one.published,
    confidence: one.confidence,
    statuses: one.status.map(({ from, known, state, confidence, note, ...place }) => {
      return { from, known, state, confidence: confidence ?? one.confidence, note: note ?? null, ...cite(place) };
    }),
    tests: [first as Test, ...others],
    note: one.note ?? null,
    ...cite(one),
  };
}

function testOf(
  test: TestInFile,
  one: RuleInFile,
  file: BookFile,
  cite: (place: Pick<TestInFile, "source" | "locator">) => Cited,
): Test {
  if (!Object.values(groupIn(test)).some((given) => given === true || (Array.isArray(given) && given.length > 0))) {
    const allowed = `Give one of: ${Object.keys(groupIn(test)).join(", ")}.`;
    throw problem(file, one.id, `“${test.id}” names nobody`, allowed);
  }
  const base = { id: test.id, title: test.title, confidence: test.confidence ?? one.confidence, ...cite(test) };
  if ("party" in test) return { kind: "party", ...base, party: groupOf(test.party) };
  if ("sellers" in test) return { kind: "supply", ...base, sellers: groupOf(test.sellers) };
  const limit = (given: Pick<HoldingInFile, "at_least" | "more_than">) => {
    const { at_least: atLeast, more_than: moreThan } = given;
    if (atLeast !== undefined && moreThan !== undefined) {
      throw problem(file, one.id, `“${test.id}” has two thresholds`, "Give at_least or more_than.");
    }
    const threshold = atLeast ?? moreThan;
    return threshold === undefined ? null : { threshold, moreThan: moreThan !== undefined };
  };
  const own = limit(test);
  if (own === null) throw problem(file, one.id, `“${test.id}” has no threshold`, "Give at_least or more_than.");
  const measured: Measured = { through: test.through, together: test.together, passAt: test.pass_at, ...own };
  const readings: HoldingTest["readings"] = test.readings.map((reading) => ({
    ...cite(reading),
    ...measured,
    ...limit(reading),
    ...(reading.through === undefined ? {} : { through: reading.through }),
    ...(reading.together === undefined ? {} : { together: reading.together }),
    ...(reading.pass_at === undefined ? {} : { passAt: reading.pass_at }),
    id: reading.id,
    title: reading.title,
  }));
  for (const each of [measured, ...readings])
    checkMeasured(each, (what, allowed) => problem(file, one.id, `“${test.id}” ${what}`, allowed));
  const { holders, interests, reading } = test;
  return {
    kind: "holding",
    ...base,
    ...measured,
    holders: groupOf(holders),
    interests,
    readings,
    reading: reading ?? null,
  };
}

function groupIn(test: TestInFile): HoldingInFile["holders"] {
  return "party" in test ? test.party : "sellers" in test ? test.sellers : test.holders;
}

/** What is measured can be met, and can fail to be. */
function checkMeasured(
  { threshold, moreThan, through, passAt }: Measured,
  fault: (what: string, allowed: string) => InvalidInput,
): void {
  if (passAt <= 0) throw fault("passes on at nothing", "Give a pass_at above 0.");
  if (threshold === 0 && !moreThan) throw fault("holds of everybody, since 0 is enough", "Write more_than: 0.");
  if (threshold === PARTS && moreThan)
    throw fault("holds of nobody, since there is no more than 1", "Write at_least: 1.");
  if (through === "look-through-as-one" && threshold > passAt) {
    const allowed = "Give a threshold of at most pass_at, or through: look-through.";
    throw fault("asks for more than the share above which firms are one", allowed);
  }
}

interface Cited {
  readonly source: string;
  readonly locator: string | null;
}

function groupOf(given: HoldingInFile["holders"]): Group {
  return {
    lists: given.lists,
    governmentsOf: given.governments_of,
    nationalsOf: given.nationals_of,
    organisedIn: given.organised_in,
    headquarteredIn: given.headquartered_in,
    placedIn: given.placed_in.map(({ country, region }) => ({ country, region: region ?? null })),
    rules: given.rules,
    tests: given.tests,
    ultimate: given.ultimate,
  };
}

const groupsOf = (rule: Rule): readonly { test: Test; group: Group }[] =>
  rule.tests.map((test) => ({ test, group: askedGroup(test) }));

/** Every rule and test that a group names is there, and the tests come earlier. */
function checkAsks(rule: Rule, file: BookFile, ids: readonly string[]): void {
  groupsOf(rule).forEach(({ test, group }, at) => {
    for (const id of group.rules) {
      if (ids.includes(id)) continue;
      throw problem(
        file,
        rule.id,
        `“${test.id}” asks for a rule “${id}” that is not there`,
        `Rules: ${ids.join(", ")}.`,
      );
    }
    const earlier = rule.tests.slice(0, at).map((each) => each.id);
    for (const id of group.tests) {
      if (earlier.includes(id)) continue;
      const allowed = earlier.length === 0 ? "It is the first test." : `Earlier tests: ${earlier.join(", ")}.`;
      throw problem(file, rule.id, `“${test.id}” asks for a test “${id}” that does not come before it`, allowed);
    }
  });
}

/** No rule asks for itself, not even by way of others. */
function checkRounds(rules: readonly { readonly rule: Rule; readonly file: BookFile }[]): void {
  const asks = new Map(rules.map(({ rule }) => [rule.id, groupsOf(rule).flatMap(({ group }) => group.rules)]));
  for (const { rule, file } of rules) {
    const met = new Set(asks.get(rule.id));
    for (const id of met) for (const next of asks.get(id) ?? []) met.add(next);
    if (met.has(rule.id)) {
      throw problem(file, rule.id, "the rule asks for itself", "Say what it needs in tests of its own.");
    }
  }
}
