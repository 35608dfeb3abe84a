import { z } from "zod";
import type { Book } from "../book/book.ts";
import { evaluation } from "../control/evaluate-rule.ts";
import { holdsOn } from "../control/in-force.ts";
import type { Rule } from "../control/rule.ts";
import { MOST_EDGES_TRIED } from "../control/turning-stakes.ts";
import { NotFound } from "../errors.ts";
import type { Explanation } from "../evidence/explanation.ts";
import type { Source } from "../evidence/source.ts";
import { nearest } from "../vocab/nearest.ts";
import { listsOf, ownershipFindings, partyRef, ruleFindings } from "./control/control-findings.ts";
import { type ControlResult, controlResult } from "./control/control-result.ts";
import { type ControlWorld, worldBehind } from "./control/control-world.ts";
import { heldParty } from "./control/held-party.ts";
import { partyBook } from "./control/party-book.ts";
import { supplyTaint } from "./control/taint.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { datasetFields } from "./trade/trade-fields.ts";

const input = z.object({
  party: z
    .string()
    .trim()
    .min(1)
    .max(400)
    .describe("whose control is asked: a party by id, identifier or exact name, of the store or the book")
    .meta({ placeholder: "NAME" }),
  rule: z
    .array(z.string().trim().min(1))
    .default([])
    .describe("only these rules, by id; all of them by default")
    .meta({ placeholder: "RULE,…" }),
  data: datasetFields.data,
  source: datasetFields.source.describe("one source of the store by its id, in which to follow its purchases"),
});

type ControlInput = z.output<typeof input>;

export const controlOperation = defineOperation({
  name: "control",
  summary: "Whose a party is under each rule of control, with the path that proves it and how near it is to turning.",
  description:
    "Use it to see under which law a supplier or a plant fails. Each rule is asked by its own words and none is merged with " +
    "another: an outcome is yes, no, or open where an unknown share decides. A stake that nobody recorded is not held: the " +
    "answer says how much of the party is recorded. Rules, lists and stakes are dated; --on and --known choose the days.",
  examples: [
    {
      command: "headwater control --party 'BTR Indonesia'",
      about: "under which rules the anode plant in Central Sulawesi fails, and by which stakes",
    },
    {
      command: "headwater control --party CATL --rule obbba-pfe,dod-1260h,ndaa-154 --on 2027-10-01",
      about: "the same of one battery maker by three rules, on a later day",
    },
  ],
  input,
  output: controlResult,
  async run(context, question, days) {
    const book = await context.openBook();
    const rules = chosenRules(book, question.rule);
    const asked = await heldParty(context, book, question.party);
    const held = await worldBehind(context, book, [asked.id], { made: asked.made, days });
    const party = held.indexOf.get(asked.id) as number;
    const { data, source } = question;
    const taint = await supplyTaint(context, book, { party: asked, rules, choice: { data, source }, days });
    const evaluated = evaluation(held.world, book.rules, {
      only: [party],
      supplied: (test) => new Set(taint.tests.has(test) ? [party] : []),
    });
    const { closedRing, ...ownership } = ownershipFindings(held, party);
    const company = partyBook(book).company(asked.id);
    const known = held.parties[party] as ControlWorld["parties"][number];
    const place = (column: Uint16Array) => held.world.countries[column[party] as number] || null;
    const result: ControlResult = {
      party: {
        ...partyRef(held, party),
        kind: known.kind,
        incorporatedIn: company?.incorporatedIn ?? place(held.world.incorporated),
        headquarteredIn: company?.headquarteredIn ?? place(held.world.headquartered),
      },
      rules: rules.map((rule) =>
        ruleFindings({ book, held, evaluation: evaluated, days, tradeSteps: taint.stepsOf(rule) }, rule, party),
      ),
      ...ownership,
      listings: (held.listings.get(party) ?? []).map((line) => ({
        list: line.list,
        title: book.ownership.lists.find(({ id }) => id === line.list)?.title ?? line.list,
        from: line.from,
        until: line.until,
        inForce: holdsOn(line, days),
        source: line.source,
        locator: line.locator,
      })),
    };
    return {
      result,
      coverage: { made: asked.made, from: null, until: null, notes: [...notesOf(book, rules, held), ...taint.notes] },
      warnings: [...asked.warnings, ...warningsOf(result, held, closedRing)],
      explain: () => explainControl(context, book, question, result, days),
    };
  },
});

function chosenRules(book: Book, asked: readonly string[]): readonly Rule[] {
  if (asked.length === 0) return book.rules;
  const ids = book.rules.map(({ id }) => id);
  return [...new Set(asked)].map((id) => {
    const rule = book.rules.find((each) => each.id === id);
    if (rule !== undefined) return rule;
    const near = nearest(id, ids, 1).map((each) => ` Did you mean ${each}?`);
    throw new NotFound(`There is no rule "${id}" in the book.`, { hint: `Rules: ${ids.join(", ")}.${near.join("")}` });
  });
}

/** What the answer cannot see: lists that the rules ask for and neither the book nor the store has. */
function notesOf(book: Book, rules: readonly Rule[], held: ControlWorld): readonly string[] {
  const byId = new Map(book.rules.map((rule) => [rule.id, rule]));
  const asked = new Set(rules.flatMap((rule) => [...listsOf(rule, byId)]));
  const shipped = new Set(book.ownership.lists.map(({ id }) => id));
  const missing = [...asked].filter((list) => !shipped.has(list) && !held.world.listed.has(list));
  const everAsked = new Set(book.rules.flatMap((rule) => [...listsOf(rule, byId)]));
  const unasked = [...held.world.listed.keys()].filter((list) => !everAsked.has(list));
  return [
    "A stake that is not recorded counts as not held.",
    ...(missing.length === 0
      ? []
      : [
          `No line of ${missing.join(", ")} names anyone behind this party: the book does not ship these lists; import them.`,
        ]),
    ...(unasked.length === 0
      ? []
      : [
          `No rule asks for ${unasked.join(", ")}, though the store has it. Rules ask for ${[...everAsked].join(", ")}.`,
        ]),
  ];
}

function warningsOf(result: ControlResult, held: ControlWorld, closedRing: boolean): readonly string[] {
  const { conflicts } = held.world.graph;
  const readings = result.rules.filter(({ tests }) => {
    return tests.some((test) => new Set(test.readings.map(({ outcome }) => outcome)).size > 1);
  });
  const suspended = result.rules.filter(({ outcome, status }) => outcome !== "no" && status.state === "suspended");
  const equity = result.recorded.find(({ interest }) => interest === "equity");
  return [
    ...(conflicts.length === 0
      ? []
      : [
          `Sources contradict each other about ${conflicts.length} ${conflicts.length === 1 ? "stake" : "stakes"}; each is taken as the range that spans them.`,
        ]),
    ...(closedRing
      ? ["Parties behind it hold each other in a ring that nobody else holds: what leads there has no owner."]
      : []),
    ...readings.map(({ title }) => `${title}: the law has two readings that differ here; both are shown.`),
    ...suspended.map(({ title, status }) => `${title} is suspended on this day (since ${status.since}).`),
    ...(held.world.graph.holder.length > MOST_EDGES_TRIED
      ? [`More than ${MOST_EDGES_TRIED} stakes stand behind it: which single one would turn a rule is not tried.`]
      : []),
    ...(equity === undefined ? ["No stake in the equity of this party is recorded."] : []),
  ];
}

function explainControl(
  context: Context,
  book: Book,
  question: ControlInput,
  result: ControlResult,
  days: Days,
): Explanation {
  const vintage = context.vintageUsed();
  const cite = ({ source, locator }: { source: string; locator: string | null }): Source => {
    const known = book.sources.get(source) ?? { id: source, title: source };
    return locator === null ? known : { ...known, locator };
  };
  const stakesOf = (rule: ControlResult["rules"][number]) =>
    rule.path.flatMap((step) => (step.step === "stake" ? [step] : []));
  return {
    sentence: `What ${result.rules.length} rules say of ${result.party.label} on ${days.on}, as known on ${days.known}, by ${result.holders.length} direct stakes and ${result.owners.length} parties behind it.`,
    basis: "reported",
    sources: [],
    command: commandLine({ name: "control", input }, question, vintage === null ? {} : { vintage }),
    because: result.rules.map((rule) => ({
      sentence: `${rule.title}: ${rule.outcome}, by the test “${rule.test}”${rule.low === null ? "" : ` with ${rule.low === rule.high ? rule.low : `${rule.low} to ${rule.high}`} against ${rule.threshold}`}.`,
      basis: "reported",
      sources: [cite(rule), ...stakesOf(rule).map(cite)],
      inputs: stakesOf(rule).map(({ holder, held, interest, low, high, basis, source }) => ({
        name: `${interest} of ${held.label} held by ${holder.label}`,
        value: low === high ? low : `${low} to ${high}`,
        basis,
        source,
      })),
    })),
  };
}

export type { ControlResult } from "./control/control-result.ts";
