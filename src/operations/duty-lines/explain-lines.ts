import type { Book } from "../../book/book.ts";
import type { DutyStack } from "../../tariff/duty-stack.ts";
import { stackOf } from "../../tariff/duty-stack.ts";
import { boundsOfLine, type EntryFees, entryFees } from "../../tariff/entry-fees.ts";
import type { GoodsKind } from "../../tariff/goods.ts";
import { controlRange } from "../../tariff/producer-control.ts";
import { isLive } from "../../tariff/resolve-goods.ts";
import { type Decimal, format, minus, plus, shareOf } from "../../vocab/decimal.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import type { Context } from "../core/context.ts";
import type { Progress } from "../core/progress.ts";
import { bookDayWarnings } from "../duty/book-days.ts";
import { openWarnings } from "../duty/producer-control.ts";
import { type LineField, lineColumns } from "./line-columns.ts";
import type { LineTable, TableRecord } from "./line-table.ts";
import { linesControl } from "./lines-control.ts";
import { type EntryLine, isFault, lineReader } from "./read-line.ts";

export interface ExplainOptions {
  readonly context: Context;
  readonly book: Book;
  /** Fields that hold for lines which do not say otherwise. */
  readonly stated: Readonly<Partial<Record<LineField, string>>>;
  readonly on: IsoDate;
  /** Null: each line as known on its own day. */
  readonly known: IsoDate | null;
  readonly signal?: AbortSignal | undefined;
  readonly report: (progress: Progress) => void;
}

/** What a file of entry lines comes to. */
export interface LinesSummary {
  readonly lines: number;
  readonly bad: number;
  /** Places and reasons of the first lines that cannot be read. */
  readonly firstFaults: readonly string[];
  readonly total: string;
  readonly refundable: string;
}

export interface ExplainedLines {
  /** The columns of the file, then ours. */
  readonly header: readonly string[];
  /** Which of the columns hold numbers. */
  readonly numeric: ReadonlySet<number>;
  /** As counted in the first pass: no line is bad that was not. */
  readonly lines: number;
  readonly bad: number;
  readonly firstFaults: readonly string[];
  /** The lines in their order, a batch at a time; reads the file once more. */
  rows(): AsyncGenerator<readonly (readonly string[])[]>;
  /** After the last row. */
  summary(): LinesSummary;
}

const FIRST_FAULTS = 5;

/** What the first pass finds out of the file as a whole. */
interface Survey {
  readonly fees: EntryFees;
  /** Measures that speak to a line of the file, in the order of evaluation. */
  readonly measures: readonly string[];
  readonly lines: number;
  readonly faults: number;
  readonly firstFaults: readonly string[];
}

const owesBounded = (line: EntryLine, resolved: ReturnType<EntryLine["resolver"]["resolve"]>): boolean =>
  line.entry !== "" && resolved.measures.some((one) => isLive(one) && (one.row.floor !== null || one.row.cap !== null));

/**
 * Explains every line of a table in two passes: the first adds up what entries owe by measures with a least or a most
 * for an entry and finds which measures need a column, the second writes. Lines of an entry need not stand together.
 * Memory grows with the number of entries (about 100 bytes each), never with the lines.
 */
export async function explainLines(table: LineTable, options: ExplainOptions): Promise<ExplainedLines> {
  const columns = lineColumns(table.header, new Set(Object.keys(options.stated)), table.name);
  const defaults = { fields: options.stated, on: options.on, known: options.known };
  const control = await linesControl(table, lineReader(options.book, columns, defaults), options, (doing) =>
    watch(table, doing, options),
  );
  const read = lineReader(options.book, columns, defaults, control?.filled);
  const survey = await surveyLines(table, read, options);
  const results = [
    "total",
    "rate",
    "refundable",
    ...survey.measures.flatMap((id) => [id, `${id}_heading`]),
    "warnings",
    "error",
  ];
  const header = [...table.header, ...results.map((name) => freeName(name, table.header))];
  const numeric = new Set(results.flatMap((name, at) => (TEXT_RESULTS.test(name) ? [] : [table.header.length + at])));
  const warnOfDay = dayWarnings();
  const sums = { total: { units: 0n, scale: 2 } as Decimal, refundable: { units: 0n, scale: 2 } as Decimal };

  const rowOf = (record: TableRecord): readonly string[] => {
    const cells = fitted(record.cells, table.header.length);
    const line = read(record);
    if (isFault(line)) return [...cells, ...results.slice(1).map(() => ""), line.fault];
    const resolved = line.resolver.resolve(line.kind, line.days);
    const bounds = owesBounded(line, resolved) ? survey.fees.share(line.entry) : boundsOfLine;
    const stack = stackOf(resolved, line.amounts, bounds);
    sums.total = plus(sums.total, stack.total);
    sums.refundable = plus(sums.refundable, stack.refundable);
    const open = line.kind.control === null ? [] : openControl(line, stack);
    const warnings = [...warnOfDay(line), ...open, ...stack.warnings].join(" ");
    return [
      ...cells,
      format(stack.total),
      shareOf(stack.total, line.amounts.value),
      format(stack.refundable),
      ...measureCells(stack, survey.measures),
      warnings,
      "",
    ];
  };

  return {
    header,
    numeric,
    lines: survey.lines,
    bad: survey.faults,
    firstFaults: survey.firstFaults,
    async *rows() {
      for await (const batch of table.read(watch(table, "explaining", options))) yield batch.map(rowOf);
    },
    summary: () => ({
      lines: survey.lines,
      bad: survey.faults,
      firstFaults: survey.firstFaults,
      total: format(sums.total),
      refundable: format(sums.refundable),
    }),
  };
}

/** Both totals of a line where a rule of control of its producer is not decided. */
function openControl({ resolver, kind, amounts, days }: EntryLine, { total }: DutyStack): readonly string[] {
  const alone = (goods: GoodsKind) => stackOf(resolver.resolve(goods, days), amounts);
  const range = controlRange(resolver.border, kind, alone);
  if (range === null) return [];
  // A fee of a whole entry falls on the line as it does in its total.
  const shared = minus(total, alone(kind).total);
  return openWarnings({ ...range, low: plus(range.low, shared), high: plus(range.high, shared) });
}

const TEXT_RESULTS = /_heading$|^warnings$|^error$/;

async function surveyLines(
  table: LineTable,
  read: ReturnType<typeof lineReader>,
  options: ExplainOptions,
): Promise<Survey> {
  const fees = entryFees();
  const found = new Map<string, number>();
  const firstFaults: string[] = [];
  let [lines, faults] = [0, 0];
  for await (const batch of table.read(watch(table, "adding up entries", options))) {
    for (const record of batch) {
      lines += 1;
      const line = read(record);
      if (isFault(line)) {
        faults += 1;
        if (firstFaults.length < FIRST_FAULTS) firstFaults.push(line.fault);
        continue;
      }
      const resolved = line.resolver.resolve(line.kind, line.days);
      if (resolved.ordinary?.rate != null) found.set(resolved.ordinary.measure, -1);
      resolved.measures.forEach((one, at) => {
        if (isLive(one)) found.set(one.line.measure, at);
      });
      if (owesBounded(line, resolved)) stackOf(resolved, line.amounts, fees.add(line.entry));
    }
  }
  const measures = [...found].sort(([a, i], [b, j]) => i - j || (a < b ? -1 : 1)).map(([id]) => id);
  return { fees, measures, lines, faults, firstFaults };
}

function watch(table: LineTable, doing: string, { report, signal }: ExplainOptions): (bytes: number) => void {
  return (bytes) => {
    signal?.throwIfAborted();
    report({ label: `${table.name}: ${doing}`, done: bytes, total: table.bytes, unit: "bytes" });
  };
}

function measureCells({ lines }: DutyStack, measures: readonly string[]): readonly string[] {
  const cells: string[] = new Array(measures.length * 2).fill("");
  for (const line of lines) {
    if (line.outcome === "skipped") continue;
    const at = measures.indexOf(line.measure) * 2;
    cells[at] = format(line.amount);
    cells[at + 1] = line.heading ?? "";
  }
  return cells;
}

/** Warnings about days outside the book, worked out once a day and border. */
function dayWarnings(): (line: EntryLine) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return ({ resolver, days }) => {
    const key = `${resolver.border.importer} ${resolver.dayClass.of(days.on)}`;
    let warnings = known.get(key);
    if (warnings === undefined) {
      warnings = bookDayWarnings(resolver.border, days);
      known.set(key, warnings);
    }
    return warnings;
  };
}

/** Cells as the header has them: what is missing is empty, and what is over stays in the last one. */
function fitted(cells: readonly string[], width: number): readonly string[] {
  if (cells.length === width) return cells;
  if (cells.length < width) return [...cells, ...new Array<string>(width - cells.length).fill("")];
  return [...cells.slice(0, width - 1), cells.slice(width - 1).join(",")];
}

function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let n = 2; taken.includes(free); n += 1) free = `${name}_${n}`;
  return free;
}
