import type { Book } from "../../book/book.ts";
import { periodOf, type Step } from "../../flows/periods.ts";
import type { Context } from "../core/context.ts";
import { asNetworkDataset, type TradeDataset } from "../trade/trade-dataset.ts";

/** What a period without a row means in a dataset. */
export interface MissingRows {
  readonly isNone: boolean;
  /** The reason, as a sentence. */
  readonly because: string;
  /** Whether the one that reports reported anything, of any code, in a period. */
  readonly reported: (period: number) => boolean;
}

/** Whether the source says that a period without a row is one without trade, and in which periods the reporter spoke. */
export async function missingRows(
  context: Context,
  book: Book,
  dataset: TradeDataset,
  ends: { readonly exporter: string; readonly importer: string },
  step: Step,
): Promise<MissingRows> {
  if (dataset.data === "shipments") {
    return {
      isNone: true,
      because: "A period without a bill is shown as none: no bill is recorded in it.",
      reported: () => true,
    };
  }
  const { reportedPeriods } = await import("../../store/queries/trade-legs.ts");
  const engine = await context.openEngine();
  const reporter = dataset.side === "export" ? ends.exporter : ends.importer;
  const found = await engine.rows<{ first_day: string }>(
    reportedPeriods(asNetworkDataset(dataset), reporter),
    context.signal,
  );
  const spoke = new Set(found.map(({ first_day }) => periodOf(first_day, step)));
  const said = dataset.made || book.sources.get(dataset.source)?.missing === "no-trade";
  return {
    isNone: said,
    because: said
      ? `A period without a row is shown as none where the reporter reported anything in it: ${dataset.source} leaves out what was not traded.`
      : `A period without a row is shown as a gap: ${dataset.source} does not say whether it means no trade.`,
    reported: (period) => spoke.has(period),
  };
}
