import { z } from "zod";
import {
  changesToPass,
  costSums,
  judgeLines,
  marginOf,
  openSuppliers,
  outcomeOf,
  prohibitedAmounts,
  ratioOf,
  yearTests,
} from "../control/cost-ratio.ts";
import { appliesIn, type CostRatioKind, type CostRatioRule, thresholdOf } from "../control/cost-ratio-rule.ts";
import { InvalidInput } from "../errors.ts";
import type { Source } from "../evidence/source.ts";
import { compare, decimal, format, percent, round, shareOf, trim } from "../vocab/decimal.ts";
import { nearest } from "../vocab/nearest.ts";
import { commandLine } from "./core/command-line.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { billLines, billRow } from "./cost-ratio/bill-lines.ts";
import { type CostRatioResult, costRatioResult } from "./cost-ratio/cost-ratio-result.ts";
import type { KnownSuppliers, supplierOutcomes as SupplierOutcomesOf } from "./cost-ratio/supplier-outcomes.ts";

export type { CostRatioResult } from "./cost-ratio/cost-ratio-result.ts";

const MOST_LINES = 100_000;

const input = z.object({
  lines: z
    .array(billRow)
    .min(1)
    .max(MOST_LINES)
    .describe(
      "a bill of materials: name, cost or share or component, supplier, country, prohibited yes|no|open, material, excluded; " +
        "YAML (which may state the other fields as well), CSV or XLSX",
    )
    .meta({ placeholder: "FILE", file: true, positional: true, document: true }),
  kind: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .describe("energy-storage, qualified-facility, battery-component or critical-mineral")
    .meta({ placeholder: "KIND" }),
  year: z
    .int()
    .min(2000)
    .max(2100)
    .optional()
    .describe("in which construction begins, or for section 45X the goods are sold")
    .meta({ placeholder: "YEAR" }),
  defaults: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .optional()
    .describe("a table of default shares that components are looked up in, such as grid-storage")
    .meta({ placeholder: "TABLE" }),
  currency: z
    .string()
    .trim()
    .regex(/^[A-Z]{3}$/, "a currency has three capital letters, such as USD")
    .default("USD")
    .describe("of the costs; the ratio does not depend on it")
    .meta({ placeholder: "CODE" }),
  title: z.string().trim().min(1).max(200).optional().describe("what the bill is of").meta({ placeholder: "TEXT" }),
});

/** The one of `items` with that id, else an error that lists them. */
function chosen<T extends { readonly id: string }>(items: readonly T[], id: string, what: string): T {
  const found = items.find((item) => item.id === id);
  if (found !== undefined) return found;
  const ids = items.map((item) => item.id);
  const near = nearest(id, ids, 1).map((one) => ` Did you mean ${one}?`);
  throw new InvalidInput(`“${id}” is not ${what}.`, { hint: `There are ${ids.join(", ")}.${near.join("")}` });
}

function stated<T>(value: T | undefined, field: string, hint: string): T {
  if (value !== undefined) return value;
  throw new InvalidInput(`The bill does not say its ${field}.`, { hint });
}

async function knownSuppliers(...asked: Parameters<typeof SupplierOutcomesOf>): Promise<KnownSuppliers> {
  const { supplierOutcomes } = await import("./cost-ratio/supplier-outcomes.ts");
  return supplierOutcomes(...asked);
}

/** Of a bill whose lines all say themselves what they are. */
const NOBODY: KnownSuppliers = {
  outcomes: () => ({ outcome: "open", why: "nobody was asked", path: [] }),
  made: false,
  warnings: [],
};

const citation = ({ id, title, locator }: Source) => ({ id, title, locator: locator ?? null });

/** Null where the ratio is asked of that year as the book knew it on the day; else why it is not. */
function notApplicable(rule: CostRatioRule, kind: CostRatioKind, year: number, { known }: Days): string | null {
  if (known < rule.known) return `The ratio was not law that anyone could know before ${rule.known}.`;
  if (appliesIn(kind, year)) return null;
  const what = kind.turnsOn === "construction" ? "construction that begins" : "goods that are sold";
  return `The ratio is asked of ${what} from ${kind.appliesFrom} on; it does not apply to ${year}.`;
}

export const costRatioOperation = defineOperation({
  name: "cost-ratio",
  summary:
    "Whether enough of the direct cost of a thing comes of others than prohibited foreign entities, and what must change.",
  description:
    "Use it for the material assistance cost ratio of a battery system, a power plant, or a component or mineral under section " +
    "45X. A line of the bill says itself whether it is prohibited, or names a supplier; what is not known is open, and the " +
    "ratio a range. It is arithmetic on the bill: it does not say what a direct cost is, and changed lines keep their cost.",
  examples: [
    {
      command: "headwater cost-ratio examples/cost-ratio/grid-storage.yaml",
      about: "default shares of a battery system whose cells a prohibited entity makes, construction begun in 2026",
    },
    {
      command: "headwater cost-ratio examples/cost-ratio/made-system.csv --kind energy-storage --year 2027",
      about: "the costs of a made system with two suppliers that are open, begun a year later",
    },
    {
      command: "headwater cost-ratio examples/cost-ratio/made-cell.yaml --year 2029",
      about: "direct material costs of a made battery cell, sold in 2029",
    },
  ],
  input,
  output: costRatioResult,
  async run(context, question, days) {
    const book = await context.openBook();
    const { costRatio: rule } = book;
    const kinds = rule.kinds.map(({ id }) => id).join(", ");
    const kind = chosen(
      rule.kinds,
      stated(question.kind, "kind", `Give kind in the file or --kind: one of ${kinds}.`),
      "a kind of thing that the ratio is asked of",
    );
    const year = stated(
      question.year,
      "year",
      "Give year in the file or --year: when construction begins, or of sale.",
    );
    const table =
      question.defaults === undefined ? null : chosen(rule.defaults, question.defaults, "a table of default shares");
    if (table !== null && days.known < table.known) {
      throw new InvalidInput(`The shares of ${table.id} were not known before ${table.known}.`);
    }
    const bill = billLines(question.lines, kind, rule, table);
    const unstated = bill.lines.flatMap(({ prohibited, leftOut, supplier }) =>
      prohibited === null && leftOut === null && supplier !== null ? [supplier] : [],
    );
    const suppliers = unstated.length === 0 ? NOBODY : await knownSuppliers(context, book, unstated, days);
    const lines = judgeLines(bill.lines, suppliers.outcomes);
    const sums = costSums(lines);
    if (sums.total.units === 0n) {
      throw new InvalidInput("What counts of the bill costs 0 in all, and of nothing there is no ratio.", {
        hint: "Give costs, or count fewer lines as excluded.",
      });
    }
    const why = notApplicable(rule, kind, year, days);
    const threshold = why === null ? thresholdOf(kind, year) : null;
    const years = days.known < rule.known ? [] : yearTests(sums, kind, year).filter((one) => appliesIn(kind, one.year));
    const ratio = ratioOf(sums);
    const outcome = threshold === null ? "not-applicable" : outcomeOf(sums, threshold.share);
    const share = (part: { readonly units: bigint; readonly scale: number }) => shareOf(part, sums.total);
    const because = why ?? sentence(outcome, ratio, format(threshold?.share ?? decimal("0")), kind, year);
    const result: CostRatioResult = {
      title: question.title ?? "Bill of materials",
      rule: { title: rule.title, authority: rule.authority, formula: rule.formula, control: rule.controlRule },
      kind: { id: kind.id, title: kind.title, turnsOn: kind.turnsOn },
      year,
      basis: bill.basis,
      defaults: table?.id ?? null,
      currency: question.currency,
      outcome,
      because,
      ratio,
      threshold:
        threshold === null
          ? null
          : {
              share: format(threshold.share),
              from: threshold.from,
              source: citation(threshold.source),
              confidence: threshold.confidence,
            },
      margin: threshold === null ? null : marginOf(sums, threshold.share),
      total: format(sums.total),
      prohibited: prohibitedAmounts(sums),
      years: years.map((one) => ({
        year: one.year,
        threshold: format(one.threshold.share),
        confidence: one.threshold.confidence,
        outcome: one.outcome,
      })),
      failsFrom: years.find((one) => one.outcome === "fail")?.year ?? null,
      mayFailFrom: years.find((one) => one.outcome !== "pass")?.year ?? null,
      lines: lines.map((line) => ({
        name: line.name,
        supplier: line.supplier,
        amount: format(line.amount),
        share: line.leftOut === null ? share(line.amount) : null,
        prohibited: line.prohibited,
        why: line.why,
        path: [...line.path],
        leftOut: line.leftOut,
      })),
      toPass:
        threshold === null
          ? []
          : changesToPass(lines, threshold.share).map(({ line, ...after }) => ({
              name: line.name,
              supplier: line.supplier,
              prohibited: line.prohibited,
              amount: format(line.amount),
              share: share(line.amount),
              ...after,
            })),
      open:
        threshold === null
          ? []
          : openSuppliers(lines, threshold.share).map(({ lines: names, amount, ...one }) => ({
              ...one,
              lines: [...names],
              amount: format(amount),
              share: share(amount),
            })),
    };
    const doubtful = threshold !== null && threshold.confidence === "low";
    return {
      result,
      coverage: {
        made: suppliers.made,
        from: null,
        until: null,
        notes: [
          "Costs, suppliers and what is left out are what the bill says. Lines that are changed are taken to cost the same.",
          ...(kind.note === null || threshold === null ? [] : [kind.note]),
          ...(table?.note == null ? [] : [table.note]),
        ],
      },
      warnings: [
        ...bill.warnings,
        ...suppliers.warnings,
        ...(doubtful ? ["The threshold has low confidence: check it before you rely on it."] : []),
        ...(table?.confidence === "low" ? [`The default shares of ${table.id} have low confidence.`] : []),
        ...bill.exclusions
          .filter(({ confidence }) => confidence === "low")
          .map(({ title, note }) => `That ${title} is outside the ratio has low confidence. ${note ?? ""}`.trim()),
      ],
      explain: () => ({
        sentence: because,
        formula: `${rule.formula}; pass if the ratio is at least the threshold`,
        inputs: [
          { name: "total", value: format(sums.total), basis: "reported" as const },
          { name: "of prohibited entities", value: format(sums.prohibited), basis: "reported" as const },
          { name: "open", value: format(sums.open), basis: "assumed" as const },
          ...(threshold === null
            ? []
            : [{ name: `threshold ${year}`, value: format(threshold.share), source: threshold.source.id }]),
        ],
        basis: "reported" as const,
        sources: [
          rule.source,
          kind.source,
          ...(threshold === null ? [] : [threshold.source]),
          ...(table === null ? [] : [table.source]),
          ...bill.exclusions.map(({ source }) => source),
        ],
        command: commandLine({ name: "cost-ratio", input }, question, { on: days.on, known: days.known }),
      }),
    };
  },
});

/** To two places of a per cent, but in full where that would look like the threshold and is not. */
function asPercent(share: string, threshold: string): string {
  const [exact, short] = [decimal(share), trim(round(decimal(share), 4))];
  const looksEqual = compare(short, decimal(threshold)) === 0 && compare(exact, decimal(threshold)) !== 0;
  return percent(looksEqual ? exact : short);
}

function sentence(
  outcome: CostRatioResult["outcome"],
  { low, high }: CostRatioResult["ratio"],
  threshold: string,
  { title, turnsOn }: CostRatioKind,
  year: number,
): string {
  const [least, most] = [asPercent(low, threshold), asPercent(high, threshold)];
  const when = turnsOn === "construction" ? `construction begun in ${year}` : `sale in ${year}`;
  const needed = `${percent(decimal(threshold))} needed for ${when} (${title})`;
  const said = `The ratio is ${least === most ? least : `${least} to ${most}`}`;
  if (outcome === "pass") return `${said}: it reaches the ${needed}.`;
  if (outcome === "fail") return `${said}: it does not reach the ${needed}.`;
  return `${said}: whether it reaches the ${needed} is open.`;
}
