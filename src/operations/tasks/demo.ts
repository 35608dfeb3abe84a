import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { ImportReport } from "../../ingest/import-request.ts";
import type { Answer } from "../core/answer.ts";
import { ask } from "../core/ask.ts";
import type { InputOf } from "../core/operation.ts";
import { defineTask, type TaskContext } from "../core/task.ts";
import { traceOperation } from "../trace.ts";
import type { TraceResult } from "../trade/trace-result.ts";
import type { Part } from "../trade/trade-fields.ts";
import { ensureStore, importProgress } from "./import.ts";

const PRODUCT = "850511";
const BUYER = "US";

const PACKS = [
  { file: "baci-2024/trade.parquet", source: "cepii-baci", licence: "Etalab Open Licence 2.0" },
  { file: "china-graphite-exports/exports.csv", source: "un-comtrade", licence: "UN Comtrade terms of use" },
] as const;

/** Who sold one input to the countries that sent the product. */
export interface InputSellers {
  readonly code: string;
  readonly label: string;
  readonly usd: string;
  readonly kg: string;
  /** The largest sellers, largest first. */
  readonly sellers: readonly Part[];
}

export interface DemoResult {
  readonly store: string;
  readonly imports: readonly ImportReport[];
  readonly answer: Answer<TraceResult>;
  readonly inputs: readonly InputSellers[];
  /** The same trace of the product alone. */
  readonly same: TraceResult;
}

/** The packaged example data lie two folders above `src` or `dist`. */
function packagedFile(file: string): string {
  return fileURLToPath(new URL(`../../../examples/${file}`, import.meta.url));
}

async function importPacks(context: TaskContext): Promise<ImportReport[]> {
  await ensureStore(context);
  const store = await context.openStore();
  const book = await context.openBook();
  const { importFile } = await import("../../ingest/import-file.ts");
  const reports = [];
  for (const { file, source, licence } of PACKS) {
    const onProgress = importProgress(context, basename(file));
    const path = packagedFile(file);
    reports.push(
      await importFile(store, book, {
        file: path,
        source,
        licence,
        importedOn: context.today,
        signal: context.signal,
        onProgress,
      }),
    );
  }
  return reports;
}

/** A reach, which is what a trace is unless it is asked for another method. */
async function askReach(context: TaskContext, question: InputOf<typeof traceOperation>): Promise<Answer<TraceResult>> {
  const answer = await ask(traceOperation, context, question);
  const { result } = answer;
  if (result.method !== "reach") throw new Error(`The trace was answered by ${result.method}.`);
  return { ...answer, result };
}

/** Tier 2 once more for each input alone: the trace says who sells all inputs together, which hides the small ones. */
async function sellersOfInputs(context: TaskContext, trace: TraceResult): Promise<InputSellers[]> {
  const inputs = trace.tiers[1]?.splits.product.parts ?? [];
  const found: InputSellers[] = [];
  for (const { key, label, usd, kg } of inputs) {
    const { result } = await askReach(context, {
      product: PRODUCT,
      to: BUYER,
      source: PACKS[0].source,
      depth: 2,
      component: [key],
      top: 3,
    });
    found.push({ code: key, label, usd, kg, sellers: result.tiers[1]?.splits.origin.parts ?? [] });
  }
  return found;
}

export const demoTask = defineTask({
  name: "demo",
  summary: "Import real trade data and work one question: who stands behind US imports of permanent magnets.",
  description:
    "Makes a store in .headwater/demo unless --store says another place, imports the packaged BACI 2024 table and the " +
    "Chinese graphite exports, and prints a short report with what to ask next. A second time it imports nothing new.",
  examples: [
    { command: "headwater demo", about: "the report, on a terminal" },
    { command: "headwater demo --md", about: "the same as Markdown" },
  ],
  input: z.object({}),
  async run(context): Promise<DemoResult> {
    const imports = await importPacks(context);
    const answer = await askReach(context, { product: PRODUCT, to: BUYER, source: PACKS[0].source });
    const inputs = await sellersOfInputs(context, answer.result);
    const same = await askReach(context, {
      product: PRODUCT,
      to: BUYER,
      source: PACKS[0].source,
      inputs: "same",
    });
    return { store: context.storeFolder, imports, answer, inputs, same: same.result };
  },
});
