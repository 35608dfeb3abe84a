import { z } from "zod";
import type { Book } from "../../book/book.ts";
import { evaluateRule, evaluation, outcomeName } from "../../control/evaluate-rule.ts";
import { type Rule, statusOn } from "../../control/rule.ts";
import { StoreProblem, UserError } from "../../errors.ts";
import type { ControlFact, GoodsKind } from "../../tariff/goods.ts";
import { RULE_STATES } from "../../tariff/measure.ts";
import { type ControlRange, controlAsked, controlRules } from "../../tariff/producer-control.ts";
import type { Border } from "../../tariff/tariff-book.ts";
import { type Decimal, format, shareOf } from "../../vocab/decimal.ts";
import { ruleFindings } from "../control/control-findings.ts";
import { stepSchema } from "../control/control-result.ts";
import { worldBehind } from "../control/control-world.ts";
import { type HeldParty, heldParty } from "../control/held-party.ts";
import type { Context } from "../core/context.ts";
import { amount } from "../core/fields.ts";
import type { Days } from "../core/operation.ts";

export const producerControlResult = z.object({
  rule: z.string(),
  title: z.string(),
  state: z.enum(RULE_STATES).describe("of the rule itself on the day of entry"),
  measures: z.array(z.string()).describe("measures whose rate turns on it"),
  producer: z.object({ key: z.string(), label: z.string() }).nullable(),
  outcome: z.enum(["yes", "no", "open"]).nullable().describe("null where nobody could say"),
  problem: z.string().nullable().describe("why there is no outcome"),
  path: z.array(stepSchema),
});

const end = z.object({ total: amount(), rate: amount() });

export const controlTotals = z.object({
  low: end,
  high: end,
  rules: z.array(z.string()).describe("rules that are not decided; the total of the answer is without them"),
});

type Asked = z.output<typeof producerControlResult>;

/** What rules of control say of one producer on one day. */
export interface ProducerAnswer {
  readonly facts: ReadonlyMap<string, ControlFact>;
  readonly asked: readonly Omit<Asked, "measures">[];
  readonly made: boolean;
  readonly warnings: readonly string[];
}

export interface ProducerDesk {
  /** By name of the producer, "" for one that is not stated. Each name is looked up once, and each day's stakes are read once. */
  ask(names: readonly string[], rules: readonly string[], days: Days): Promise<ReadonlyMap<string, ProducerAnswer>>;
  close(): void;
}

/** Answers about producers from the store and the book; where there is no store, from the book alone. */
export function producerDesk(context: Context, book: Book, options: { readonly paths: boolean }): ProducerDesk {
  const opened = controlGround(context);
  const held = new Map<string, Promise<HeldParty | string>>();
  const lookUp = async (name: string): Promise<HeldParty | string> => {
    if (name === "") return "The producer is not stated.";
    try {
      return await heldParty((await opened.ground()).context, book, name);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return error.message;
    }
  };
  const heldOf = (name: string) => {
    const known = held.get(name) ?? lookUp(name);
    held.set(name, known);
    return known;
  };
  return {
    async ask(names, ruleIds, days) {
      const rules = ruleIds.flatMap((id) => book.rules.find((rule) => rule.id === id) ?? []);
      const found = await Promise.all([...new Set(names)].map(async (name) => ({ name, party: await heldOf(name) })));
      const answers = new Map<string, ProducerAnswer>();
      const ground = await opened.ground();
      for (const made of [false, true]) {
        const mine = found.filter(({ party }) => typeof party !== "string" && party.made === made);
        if (mine.length === 0) continue;
        const ids = [...new Set(mine.map(({ party }) => (party as HeldParty).id))];
        const world = await worldBehind(ground.context, book, ids, { made, days });
        const places = ids.map((id) => world.indexOf.get(id) as number);
        const evaluated = evaluation(world.world, book.rules, { only: places });
        for (const { name, party } of mine) {
          const { id, warnings } = party as HeldParty;
          const place = world.indexOf.get(id) as number;
          const label = world.parties[place]?.name ?? id;
          const asked = rules.map((rule) => ({
            ...aboutRule(rule, days),
            producer: { key: id, label },
            outcome: outcomeName(evaluateRule(evaluated, rule.id).outcome[place] as number),
            problem: null,
            path: options.paths
              ? ruleFindings({ book, held: world, evaluation: evaluated, days, tradeSteps: [] }, rule, place).path
              : [],
          }));
          answers.set(name, answerOf(asked, made, [...warnings, ...ground.warnings]));
        }
      }
      for (const { name, party } of found) {
        if (typeof party !== "string") continue;
        const asked = rules.map((rule) => ({
          ...aboutRule(rule, days),
          producer: null,
          outcome: null,
          problem: party,
          path: [],
        }));
        answers.set(name, answerOf(asked, false, name === "" ? [] : ground.warnings));
      }
      return answers;
    },
    close: () => opened.close(),
  };
}

const aboutRule = (rule: Rule, days: Days) => ({
  rule: rule.id,
  title: rule.title,
  state: statusOn(rule, days.on, days.known)?.state ?? ("not known yet" as const),
});

function answerOf(asked: ProducerAnswer["asked"], made: boolean, warnings: readonly string[]): ProducerAnswer {
  return {
    facts: new Map(asked.map(({ rule, outcome, state }): [string, ControlFact] => [rule, { outcome, state }])),
    asked,
    made,
    warnings,
  };
}

/** What rules of control are asked in, and what must be said of that. */
interface ControlGround {
  readonly context: Context;
  readonly warnings: readonly string[];
}

/**
 * The context itself, or one whose engine holds nothing where there is no store: then the book alone answers. Opened when
 * first asked for.
 */
export function controlGround(context: Context): { ground(): Promise<ControlGround>; close(): void } {
  let closing: (() => void) | undefined;
  const open = async (): Promise<ControlGround> => {
    try {
      await context.openVintage();
      return { context, warnings: [] };
    } catch (error) {
      if (!(error instanceof StoreProblem)) throw error;
      const { Engine } = await import("../../store/engine.ts");
      const nothing = { number: 0, publishedAt: "", tables: {}, key: "", folder: context.storeFolder };
      const engine = await Engine.open(nothing, context.engineOptions);
      closing = () => engine.close();
      const empty = { openEngine: async () => engine, openVintage: async () => nothing };
      const { scenario } = context;
      const world = scenario && { ...scenario, baseline: { ...scenario.baseline, ...empty } };
      const warning = "There is no store to ask: whose parties are is by the book alone.";
      return { context: { ...context, scenario: world, ...empty }, warnings: [warning] };
    }
  };
  let opened: ReturnType<typeof open> | undefined;
  return {
    ground: () => {
      opened ??= open();
      return opened;
    },
    close: () => closing?.(),
  };
}

/** Goods with what rules of control say of their producer, where a measure in force on the day asks for it. */
export async function withProducerControl(
  context: Context,
  book: Book,
  border: Border,
  kind: GoodsKind,
  days: Days,
): Promise<{
  readonly kind: GoodsKind;
  readonly asked: readonly Asked[];
  readonly made: boolean;
  readonly warnings: readonly string[];
}> {
  const asked = controlAsked(border, kind, days);
  if (asked.length === 0) return { kind, asked: [], made: false, warnings: [] };
  const desk = producerDesk(context, book, { paths: true });
  try {
    const name = kind.producer ?? "";
    const rules = [...new Set(asked.map(({ rule }) => rule))];
    const answer = (await desk.ask([name], rules, days)).get(name) as ProducerAnswer;
    return {
      kind: { ...kind, control: answer.facts },
      asked: answer.asked.map((each) => ({
        ...each,
        measures: asked.filter(({ rule }) => rule === each.rule).map(({ measure }) => measure.id),
      })),
      made: answer.made,
      warnings: [...answer.warnings, ...answer.asked.flatMap(noWarning)],
    };
  } finally {
    desk.close();
  }
}

/** Fills goods of producers that were named beforehand, without asking again. */
export interface ProducersControl {
  /** The goods with what rules say of their producer; what an answer must say of that is added to `warnings`. */
  filled(kind: GoodsKind, warnings: string[]): GoodsKind;
  readonly made: boolean;
}

/** What rules of control say of some producers, each asked once; "" stands for one that is not stated. */
export async function producersControl(
  context: Context,
  book: Book,
  border: Border,
  names: readonly (string | undefined)[],
  days: Days,
): Promise<ProducersControl> {
  const rules = controlRules(border, days);
  if (rules.length === 0) return { filled: (kind) => kind, made: false };
  const desk = producerDesk(context, book, { paths: false });
  try {
    const answers = await desk.ask(["", ...names.map((name) => name ?? "")], rules, days);
    return {
      made: [...answers.values()].some(({ made }) => made),
      filled(kind, warnings) {
        const asked = new Set(controlAsked(border, kind, days).map(({ rule }) => rule));
        const answer = answers.get(kind.producer ?? "");
        if (asked.size === 0 || answer === undefined) return kind;
        const found = answer.asked.filter(({ rule }) => asked.has(rule));
        warnings.push(...answer.warnings, ...found.flatMap(noWarning));
        return { ...kind, control: new Map([...answer.facts].filter(([rule]) => asked.has(rule))) };
      },
    };
  } finally {
    desk.close();
  }
}

/** What is not recorded is not held: a no says as much as is recorded. */
function noWarning({ outcome, producer, rule }: ProducerAnswer["asked"][number]): readonly string[] {
  if (outcome !== "no" || producer === null) return [];
  return [
    `${producer.label} is not under ${rule} by what is recorded; headwater control --party ${producer.key} says how much of it that is.`,
  ];
}

export function totalsOf(range: ControlRange | null, value: Decimal): z.output<typeof controlTotals> | null {
  if (range === null) return null;
  const of = (total: Decimal) => ({ total: format(total), rate: shareOf(total, value) });
  return { low: of(range.low), high: of(range.high), rules: [...range.rules] };
}

/** Both totals, where a rule of control is not decided. */
export function openWarnings(range: ControlRange | null): readonly string[] {
  if (range === null) return [];
  const rules = range.rules.map((rule) => `“${rule}”`).join(" and ");
  return [
    `Whether the producer is under ${rules} is not known: ${format(range.low)} USD is owed at the least, ${format(range.high)} USD at the most. The total counts only what is certain.`,
  ];
}
