import type { z } from "zod";
import { InvalidInput } from "../../errors.ts";
import { decimal } from "../../vocab/decimal.ts";
import { parseInput } from "../core/ask.ts";
import type { Context } from "../core/context.ts";
import type { Findings } from "../core/operation.ts";
import { type SuppliersResult, suppliersOperation } from "../suppliers.ts";
import { traceOperation } from "../trace.ts";
import type { AttributionFindings } from "./attribution-findings.ts";
import type { AttributionResult } from "./attribution-result.ts";
import { traceAttribution } from "./attribution-run.ts";
import { type AttributedRows, attributedRows, contributionsTo } from "./explain-attribution.ts";
import { type Figure, figureAt } from "./explain-figure.ts";
import { type PickedRows, reachRows, selectionOf } from "./explain-reach.ts";
import { type FigureReference, questionOf, writeFigure, writePath } from "./explain-reference.ts";
import { type TraceInput, traceInput } from "./trace-input.ts";
import { type ReachGrounds, traceReach } from "./trace-reach.ts";
import type { TraceResult } from "./trace-result.ts";

/** A figure, the answer that it stands in, and the rows that it is made of. */
export interface ExplainedFigure {
  readonly reference: string;
  readonly operation: string;
  readonly figure: Figure;
  readonly findings: Findings<TraceResult | SuppliersResult | AttributionResult>;
  readonly grounds: Pick<ReachGrounds, "book" | "dataset" | "network">;
  readonly picked: PickedRows;
  readonly attributed: { readonly rows: AttributedRows; readonly findings: AttributionFindings } | null;
  readonly unit: "USD" | "kg" | "rows" | "share";
}

const EXPLAINED = { trace: traceOperation, suppliers: suppliersOperation } as const;

/** Asks the question of a reference and finds the rows behind its figure, the largest `top` one by one. */
export async function explainFigure(
  context: Context,
  reference: FigureReference,
  top: number,
): Promise<ExplainedFigure> {
  if (!Object.hasOwn(EXPLAINED, reference.operation)) {
    throw new InvalidInput(`Figures of "${reference.operation}" cannot be walked down to rows.`, {
      hint: `Those of ${Object.keys(EXPLAINED).join(" and ")} can.`,
    });
  }
  const operation = EXPLAINED[reference.operation as keyof typeof EXPLAINED];
  const given = parseInput(operation.input as z.ZodObject, questionOf(reference, operation));
  if (operation === suppliersOperation) {
    return explainSuppliers(context, given as SuppliersQuestion, reference, top);
  }
  const { question, path } = inItsYear(given as TraceInput, reference.path);
  const written = writeFigure(operation, question, path) ?? "";
  return question.method === "attribution"
    ? explainAttributed(context, question, { path, written, top })
    : explainReached(context, question, { path, written, top });
}

type SuppliersQuestion = z.output<typeof suppliersOperation.input>;

interface Asked {
  readonly path: readonly string[];
  readonly written: string;
  readonly top: number;
}

/** A figure of one year is that of the same question in the window of that year. */
function inItsYear(question: TraceInput, path: readonly string[]): { question: TraceInput; path: readonly string[] } {
  const { every: _, ...whole } = question;
  const [first, year = ""] = path;
  if (first !== "years") return { question: whole, path };
  if (!/^\d{4}$/.test(year)) {
    throw new InvalidInput(`"years.${year}" is not a year of the answer.`, { hint: "Write it as years.2024." });
  }
  const dated = parseInput(traceInput.pick({ since: true, until: true }), {
    since: [question.since ?? "", `${year}-01-01`].sort().at(-1),
    until: [question.until ?? "9999-12-31", `${Number(year) + 1}-01-01`].sort()[0],
  });
  return { question: { ...whole, ...dated }, path: path.slice(2) };
}

async function explainReached(context: Context, question: TraceInput, asked: Asked): Promise<ExplainedFigure> {
  const { grounds, ...findings } = await traceReach(context, question);
  const figure = figureAt(findings.result, asked.path);
  const selection = selectionOf(figure, question.by, findings.result);
  return {
    reference: canonical(asked.written, figure),
    operation: "trace",
    figure,
    findings,
    grounds,
    picked: checked(figure, reachRows(grounds.walk, selection, asked.top)),
    attributed: null,
    unit: ({ usd: "USD", kg: "kg", rows: "rows" } as const)[selection.adds],
  };
}

async function explainSuppliers(
  context: Context,
  question: SuppliersQuestion,
  { path }: FigureReference,
  top: number,
): Promise<ExplainedFigure> {
  const findings = await suppliersOperation.run(context, question, { on: context.today, known: context.today });
  const figure = figureAt(findings.result, path);
  const firstTier = parseInput(traceInput, { ...question, depth: 1, inputs: "none", by: "party" });
  const { grounds } = await traceReach(context, firstTier);
  const selection = selectionOf(figure, "party", findings.result);
  return {
    reference: canonical(writeFigure(suppliersOperation, question, path) ?? "", figure),
    operation: "suppliers",
    figure,
    findings,
    grounds,
    picked: checked(figure, reachRows(grounds.walk, selection, top)),
    attributed: null,
    unit: ({ usd: "USD", kg: "kg", rows: "rows" } as const)[selection.adds],
  };
}

async function explainAttributed(context: Context, question: TraceInput, asked: Asked): Promise<ExplainedFigure> {
  const { grounds: found, ...findings } = await traceAttribution(context, question, {
    on: context.today,
    known: context.today,
  });
  const figure = figureAt(findings.result, asked.path);
  const contributions = contributionsTo(figure, found, findings.result);
  const rows = attributedRows(found, contributions, { ...sumOf(figure), top: asked.top });
  return {
    reference: canonical(asked.written, figure),
    operation: "trace",
    figure,
    findings,
    grounds: { book: found.book, dataset: found.ground.dataset, network: found.ground.network },
    picked: rows,
    attributed: { rows, findings: found },
    unit: rows.scale === 2 ? "USD" : "share",
  };
}

/** The reference with the keys of the figure in place of whatever led to it. */
function canonical(written: string, { path }: Figure): string {
  return `${written.slice(0, written.indexOf("#"))}#${writePath(path)}`;
}

function inUnits(text: string, scale: number): { readonly total: bigint; readonly scale: number } {
  const { units, scale: own } = decimal(text);
  return { total: units * 10n ** BigInt(scale - own), scale };
}

/** What the contributions to a figure of an attribution add up to, in cents or in units of twelve places. */
function sumOf({ path, value, unit, steps }: Figure): { readonly total: bigint; readonly scale: number } {
  if (unit === "USD") return inUnits(value, 2);
  const holder = steps.at(-2) as { readonly share?: unknown; readonly usd?: unknown } | undefined;
  if (path.at(-1) === "share") return inUnits(value, 12);
  if (typeof holder?.share === "string") return inUnits(holder.share, 12);
  if (typeof holder?.usd === "string") return inUnits(holder.usd, 2);
  throw new InvalidInput(`"${path.join(".")}" is not a part of the root's value.`);
}

/** A sum that is not the figure that it explains would be a fault of ours. */
function checked({ path, value, unit }: Figure, picked: PickedRows): PickedRows {
  const isSum = unit === "USD" || unit === "kg" || unit === "rows";
  const bound = ["low", "high"].includes(path.at(-1) ?? "");
  if (isSum && !bound && inUnits(value, picked.scale).total !== picked.total) {
    throw new Error(`the rows of ${path.join(".")} add up to ${picked.total} and not to ${value}`);
  }
  return picked;
}
