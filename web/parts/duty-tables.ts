import type { WaterfallItem } from "../../src/charts/waterfall.ts";
import type { Cell, Column, Table } from "../../src/render/document.ts";
import { decimal, format, plus } from "../../src/vocab/decimal.ts";
import type { DutyLine, DutyResult, TimelineResult } from "../state/duty-question.ts";
import { applied, atBorder, isOpen, lessOf, perCent, skipped, statusWords, writeCents } from "./duty-words.ts";

const usd = (name: string, label: string): Column => ({ name, label, type: "number", unit: "USD" });
const percent = (name: string, label: string, of: string): Column => ({
  name,
  label,
  type: "number",
  unit: `% of ${of}`,
});
const words = (name: string, label: string): Column => ({ name, label, type: "text" });

export const sourceWords = (source: DutyLine["source"]): string | null =>
  source === null ? null : [source.title, source.locator].filter((part) => part !== null).join(", ");

/** What applies, a line a measure, and the total below. */
export function stackTable(result: DutyResult): Table {
  const cells = (line: DutyLine): readonly Cell[] => [
    line.title,
    line.heading,
    line.rateText,
    line.rate === null ? null : perCent(line.rate),
    line.base,
    line.amount,
    statusWords(line),
    line.from,
    line.until,
    sourceWords(line.source),
    line.confidence,
    [line.because, line.arithmetic].filter((part) => part !== null).join(" "),
  ];
  const total: readonly Cell[] = ["Total", null, null, perCent(result.rate), result.goods.value, result.total];
  return {
    kind: "table",
    title: "What applies",
    columns: [
      words("measure", "Measure"),
      { name: "heading", label: "To file", type: "code" },
      words("rate", "Rate"),
      percent("percent", "Comes to", "base"),
      usd("base", "Taken of"),
      usd("amount", "Amount"),
      words("status", "Status"),
      { name: "from", label: "From", type: "date" },
      { name: "until", label: "Until", type: "date" },
      words("source", "Legal source"),
      words("confidence", "Confidence"),
      words("because", "Because"),
    ],
    rows: [...applied(result).map(cells), [...total, null, null, null, null, null, null]],
  };
}

/** What does not apply, and why. */
export function skippedTable(result: DutyResult): Table {
  return {
    kind: "table",
    title: "What does not apply, and why",
    columns: [
      words("measure", "Measure"),
      words("because", "Because"),
      { name: "heading", label: "Heading", type: "code" },
      { name: "programme", label: "Programme", type: "code" },
    ],
    rows: skipped(result).map((line) => [line.title, line.because, line.heading, line.programme]),
  };
}

/** The steps of the picture with the sum that each comes to. */
export function stepsTable(result: DutyResult): Table {
  let sum = decimal(result.goods.value);
  const layers = applied(result).map((line) => {
    sum = plus(sum, decimal(line.amount));
    return [line.title, line.amount, format(sum), isOpen(line) ? statusWords(line) : null];
  });
  return {
    kind: "table",
    title: "Step by step",
    columns: [words("step", "Step"), usd("amount", "Amount"), usd("sum", "Sum"), words("open", "Not final")],
    rows: [["Customs value", result.goods.value, result.goods.value, null], ...layers],
  };
}

/** The steps of the picture: the value, every measure that applies, and what the goods cost with them. */
export function stackSteps(result: DutyResult): readonly WaterfallItem[] {
  const value = Number(result.goods.value);
  return [
    { id: "value", label: "Customs value", part: "base", value, valueText: writeCents(result.goods.value) },
    ...applied(result).map(
      (line): WaterfallItem => ({
        id: line.measure,
        label: line.title,
        part: "layer",
        value: Number(line.amount),
        valueText: writeCents(line.amount),
        hatched: isOpen(line) && Number(line.amount) > 0,
      }),
    ),
    {
      id: "total",
      label: "Value with what is owed",
      part: "total",
      value: Number(atBorder(result)),
      valueText: writeCents(atBorder(result)),
    },
  ];
}

/** Two origins measure by measure; what does not apply to one has no amount there. */
export function besideTable(first: DutyResult, second: DutyResult): Table {
  const of = (result: DutyResult) => new Map(applied(result).map((line) => [line.measure, line]));
  const [one, two] = [of(first), of(second)];
  const measures = [...new Set([...one.keys(), ...two.keys()])];
  const row = (label: string, heading: string | null, a: string | null, b: string | null): readonly Cell[] => [
    label,
    heading,
    a,
    b,
    lessOf(b ?? "0", a ?? "0"),
  ];
  return {
    kind: "table",
    title: "Two origins beside each other",
    columns: [
      words("measure", "Measure"),
      { name: "heading", label: "To file", type: "code" },
      usd("first", first.goods.origin.label),
      usd("second", second.goods.origin.label),
      usd("difference", "Difference"),
    ],
    rows: [
      row("Customs value", null, first.goods.value, second.goods.value),
      ...measures.map((measure) => {
        const [a, b] = [one.get(measure), two.get(measure)];
        return row(
          a?.title ?? b?.title ?? measure,
          a?.heading ?? b?.heading ?? null,
          a?.amount ?? null,
          b?.amount ?? null,
        );
      }),
      row("All that is owed", null, first.total, second.total),
      row("Value with what is owed", null, atBorder(first), atBorder(second)),
    ],
  };
}

/** Every step of a timeline: from which day, what is owed, and what changed. */
export function timelineTable({ steps }: TimelineResult): Table {
  return {
    kind: "table",
    title: "Day by day",
    columns: [
      { name: "from", label: "From", type: "date" },
      { name: "until", label: "Until", type: "date" },
      usd("total", "Owed"),
      percent("percent", "Rate", "value"),
      usd("refundable", "Refundable"),
      words("changes", "What changed"),
      words("because", "Because"),
    ],
    rows: steps.map(({ from, until, total, rate, refundable, changes }) => [
      from,
      until === "" ? null : until,
      total,
      perCent(rate),
      refundable,
      changes.length === 0
        ? "The first day shown"
        : changes
            .map(({ title, before, after }) => `${title}: ${writeCents(before)} → ${writeCents(after)}`)
            .join("; "),
      changes.map(({ because }) => because).join(" ") || null,
    ]),
  };
}
