import { InvalidInput, UserError } from "../../../errors.ts";
import type { DutyLine } from "../../../tariff/duty-line.ts";
import { formatRate } from "../../../tariff/duty-rate.ts";
import { type DutyStack, dutyStack } from "../../../tariff/duty-stack.ts";
import type { GoodsKind } from "../../../tariff/goods.ts";
import { makerRange } from "../../../tariff/maker-range.ts";
import { controlRange } from "../../../tariff/producer-control.ts";
import { absolute, compare, type Decimal, decimal, format, minus, shareOf, sum } from "../../../vocab/decimal.ts";
import { formatHs } from "../../../vocab/hs-code.ts";
import { parseInput } from "../../core/ask.ts";
import type { Context } from "../../core/context.ts";
import type { Days } from "../../core/operation.ts";
import { bookDayWarnings } from "../../duty/book-days.ts";
import { borderOf, type GoodsQuestion, goodsOf, tariffLineOf } from "../../duty/goods-of.ts";
import { type GoodsFacts, goodsFacts } from "../../duty/goods-result.ts";
import { openWarnings, producersControl } from "../../duty/producer-control.ts";
import { dutyOperation } from "../../duty.ts";
import type { DutyChange, ImportDuty, Owed } from "./duty-change-result.ts";

/** One world with the scenario and one without. */
export interface Worlds {
  readonly baseline: Context;
  readonly scenario: Context;
}

type ImportRecord = Readonly<Record<string, unknown>>;

interface ImportsFound {
  readonly imports: NonNullable<DutyChange["imports"]>;
  readonly warnings: readonly string[];
}

/**
 * What each import that a scenario asks about owes in both worlds; `to` is where goods go that do not say it.
 *
 * Throws InvalidInput that names the item of `ask.imports` for a record that is no line of an entry.
 */
export async function importDuties(
  { baseline, scenario }: Worlds,
  records: readonly ImportRecord[],
  to: string | null,
  days: Days,
): Promise<ImportsFound> {
  const goods = records.map((record, at) => ofItem(at, () => readImport(record, to)));
  const before = await answersOf(baseline, goods, days);
  const after = await answersOf(scenario, goods, days);
  const lines = goods.map((one, at) => lineOf(one, at, before[at] as Answered, after[at] as Answered));
  const value = sum(goods.map((one) => decimal(one.value)));
  const [was, is] = [totalOf(before, value), totalOf(after, value)];
  return {
    imports: {
      lines,
      total: {
        value: format(value),
        baseline: was,
        scenario: is,
        difference: format(minus(decimal(is.total), decimal(was.total))),
      },
    },
    warnings: warningsOf(before, after),
  };
}

/** A fault of one item, by its place in the list. */
function ofItem<T>(at: number, find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { hint, message } = error;
    throw new InvalidInput(`ask.imports item ${at + 1}: ${message}`, hint === undefined ? {} : { hint });
  }
}

/** A record as the duty question takes it: a file may write its amounts as numbers, and one content without a list. */
function readImport(record: ImportRecord, to: string | null): GoodsQuestion {
  const { product } = record;
  if (typeof product === "number" && !Number.isInteger(product)) {
    throw new InvalidInput(`“${product}” was read as a number.`, {
      hint: 'Put the code in quotes: product: "3801.10".',
    });
  }
  const fields = Object.entries(record).map(([name, given]) => {
    const text = typeof given === "number" ? String(given) : given;
    return [name, (name === "content" || name === "claim") && !Array.isArray(text) ? [text] : text] as const;
  });
  return parseInput(dutyOperation.input, { ...(to === null ? {} : { to }), ...Object.fromEntries(fields) });
}

interface Answered {
  readonly goods: GoodsFacts;
  readonly kind: GoodsKind;
  readonly stack: DutyStack;
  readonly low: Decimal;
  readonly high: Decimal;
  readonly titles: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

async function answersOf(context: Context, goods: readonly GoodsQuestion[], days: Days): Promise<readonly Answered[]> {
  const book = await context.openBook();
  const titles = new Map(book.rules.map(({ id, title }) => [id, title]));
  const answers = new Map<number, Answered>();
  for (const to of new Set(goods.map((one) => one.to))) {
    context.signal?.throwIfAborted();
    const own = goods.flatMap((one, at) => (one.to === to ? [{ one, at }] : []));
    const border = ofItem(own[0]?.at ?? 0, () => borderOf(book, to));
    const names = own.map(({ one }) => one.producer);
    const control = await producersControl(context, book, border, names, days);
    for (const { one, at } of own) {
      answers.set(
        at,
        ofItem(at, () => {
          const hts = tariffLineOf(book, border, one.product, days);
          const { kind: stated, amounts } = goodsOf(one, hts);
          const said: string[] = [];
          const kind = control.filled(stated, said);
          const stack = dutyStack(border, kind, amounts, days);
          const open = controlRange(border, kind, (decided) => dutyStack(border, decided, amounts, days));
          const makers = makerRange(border, kind, amounts, days, stack);
          const ends = [open?.low, open?.high, makers?.low.total, makers?.high.total].filter(
            (end) => end !== undefined,
          );
          const byMaker =
            makers === null
              ? []
              : [
                  `The producer is not stated and rates differ by company: from ${format(makers.low.total)} to ${format(makers.high.total)} USD.`,
                ];
          return {
            goods: goodsFacts(book, border, one, hts, days),
            kind,
            stack,
            low: ends.reduce((least, end) => (compare(end, least) < 0 ? end : least), stack.total),
            high: ends.reduce((most, end) => (compare(end, most) > 0 ? end : most), stack.total),
            titles,
            warnings: [
              ...bookDayWarnings(border, days),
              ...byMaker,
              ...openWarnings(open),
              ...new Set([...said, ...stack.warnings]),
            ],
          };
        }),
      );
    }
  }
  return goods.map((_, at) => answers.get(at) as Answered);
}

const owedOf = ({ stack, low, high }: Answered, value: string): Owed => ({
  total: format(stack.total),
  rate: shareOf(stack.total, decimal(value)),
  low: format(low),
  high: format(high),
});

function totalOf(answers: readonly Answered[], value: Decimal): Owed {
  const total = sum(answers.map(({ stack }) => stack.total));
  return {
    total: format(total),
    rate: shareOf(total, value),
    low: format(sum(answers.map(({ low }) => low))),
    high: format(sum(answers.map(({ high }) => high))),
  };
}

function lineOf(goods: GoodsQuestion, at: number, before: Answered, after: Answered): ImportDuty {
  const rules = new Set([...(before.kind.control ?? new Map()).keys(), ...(after.kind.control ?? new Map()).keys()]);
  return {
    item: at + 1,
    goods: after.goods,
    producer: goods.producer ?? null,
    exporter: goods.exporter ?? null,
    baseline: owedOf(before, goods.value),
    scenario: owedOf(after, goods.value),
    difference: format(minus(after.stack.total, before.stack.total)),
    measures: changesOf(before.stack, after.stack),
    control: [...rules].map((rule) => ({
      rule,
      title: after.titles.get(rule) ?? rule,
      baseline: before.kind.control?.get(rule)?.outcome ?? null,
      scenario: after.kind.control?.get(rule)?.outcome ?? null,
    })),
  };
}

type Change = ImportDuty["measures"][number];

function changesOf(before: DutyStack, after: DutyStack): Change[] {
  const was = new Map(before.lines.map((line) => [line.measure, line]));
  const is = new Map(after.lines.map((line) => [line.measure, line]));
  const changes = [...new Map([...was, ...is]).values()].flatMap(({ measure, title, kind }) => {
    const [old, own] = [was.get(measure) ?? null, is.get(measure) ?? null];
    if (!differs(old, own)) return [];
    const difference = minus(amountOf(own), amountOf(old));
    const change: Change = {
      measure,
      title,
      kind,
      baseline: sideOf(old),
      scenario: sideOf(own),
      difference: format(difference),
    };
    return [{ change, size: absolute(difference) }];
  });
  return changes.sort((a, b) => compare(b.size, a.size)).map(({ change }) => change);
}

const NOTHING = decimal("0.00");
const amountOf = (line: DutyLine | null): Decimal => (line?.outcome === "applied" ? line.amount : NOTHING);
const rateOf = (line: DutyLine | null): string | null =>
  line === null || line.outcome === "skipped" || line.rate === null ? null : formatRate(line.rate);

const differs = (old: DutyLine | null, own: DutyLine | null): boolean =>
  compare(amountOf(old), amountOf(own)) !== 0 || rateOf(old) !== rateOf(own);

function sideOf(line: DutyLine | null): Change["baseline"] {
  if (line === null) return null;
  const { outcome, because, arithmetic, status } = line;
  return { outcome, rate: rateOf(line), amount: format(amountOf(line)), because, arithmetic, status };
}

const MOST_WARNINGS = 12;

/** What must be said of the lines, each once with the items that it is about, whatever their codes. */
function warningsOf(before: readonly Answered[], after: readonly Answered[]): readonly string[] {
  const about = new Map<string, Set<number>>();
  for (const answers of [before, after]) {
    answers.forEach(({ goods, warnings }, at) => {
      const code = formatHs(goods.code);
      for (const text of warnings.map((said) => said.replaceAll(code, "the code")))
        about.set(text, (about.get(text) ?? new Set()).add(at + 1));
    });
  }
  const said = [...about].map(
    ([text, items]) => `${items.size === 1 ? "Import" : "Imports"} ${[...items].join(", ")}: ${text}`,
  );
  const more = said.length - MOST_WARNINGS;
  if (more <= 0) return said;
  return [
    ...said.slice(0, MOST_WARNINGS),
    `${more} further ${more === 1 ? "warning" : "warnings"} about imports; headwater duty shows those of one line.`,
  ];
}
