import type { Book } from "../../book/book.ts";
import { Ambiguous, NotFound } from "../../errors.ts";
import type { Dataset } from "../../network/network.ts";
import {
  type DatasetHolding,
  flowDatasetsHolding,
  shipmentDatasetsHolding,
} from "../../store/queries/datasets-holding.ts";
import { type ImportRow, importsList } from "../../store/queries/imports-list.ts";
import { formatHs, type Hs6 } from "../../vocab/hs-code.ts";
import { addDays, type IsoDate, isoDate } from "../../vocab/iso-date.ts";
import { calendarPeriod } from "../../vocab/period.ts";
import type { Context } from "../core/context.ts";
import { requireProduct, revisionOf } from "./product.ts";

export type Side = "import" | "export" | "reconciled";
export type Frequency = "annual" | "quarterly" | "monthly" | "daily";

/** One dataset that a question can run on, with what is known of it without opening it. */
export interface TradeDataset {
  readonly data: "flows" | "shipments";
  readonly source: string;
  readonly side: Side | null;
  readonly frequency: Frequency | null;
  readonly hsRevision: number | null;
  readonly made: boolean;
  readonly rows: number;
  readonly productRows: number;
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
  readonly imports: readonly ImportRow[];
}

export interface DatasetChoice {
  readonly data?: "flows" | "shipments" | undefined;
  readonly source?: string | undefined;
  readonly side?: Side | undefined;
  readonly frequency?: Frequency | undefined;
}

const MONTHS: Readonly<Record<Frequency, number>> = { annual: 12, quarterly: 3, monthly: 1, daily: 0 };

/** The first day after a period that starts on `first`. */
function endOfPeriod(first: string, frequency: Frequency): IsoDate | null {
  if (frequency === "daily") return addDays(isoDate(first), 1);
  const [year = 0, month = 1] = first.split("-").map(Number);
  const months = year * 12 + (month - 1) + MONTHS[frequency];
  const text = `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
  return calendarPeriod(text).from;
}

function fold(
  data: "flows" | "shipments",
  holdings: readonly DatasetHolding[],
  imports: readonly ImportRow[],
): TradeDataset[] {
  const groups = new Map<string, DatasetHolding[]>();
  for (const holding of holdings) {
    const key = JSON.stringify([holding.source_id, holding.direction, holding.frequency]);
    groups.set(key, [...(groups.get(key) ?? []), holding]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [DatasetHolding];
    const most = group.reduce((best, each) => (each.total_rows > best.total_rows ? each : best), first);
    const frequency = first.frequency as Frequency | null;
    const firstDay =
      group
        .map((each) => each.first_day)
        .filter((day) => day !== null)
        .sort()[0] ?? null;
    const lastDay =
      group
        .map((each) => each.last_day)
        .filter((day) => day !== null)
        .sort()
        .at(-1) ?? null;
    const own = imports.filter((each) => each.family === data && (each.source_id ?? "") === first.source_id);
    return {
      data,
      source: first.source_id,
      side: first.direction as Side | null,
      frequency,
      hsRevision: most.hs_revision,
      made: own.some((each) => each.made),
      rows: group.reduce((sum, each) => sum + each.total_rows, 0),
      productRows: group.reduce((sum, each) => sum + each.product_rows, 0),
      from: firstDay === null ? null : isoDate(firstDay),
      until: lastDay === null ? null : endOfPeriod(lastDay, frequency ?? "daily"),
      imports: own,
    };
  });
}

/** Every dataset of the store, with how many rows of `product` it holds. */
export async function tradeDatasets(context: Context, product: Hs6 | null): Promise<TradeDataset[]> {
  const engine = await context.openEngine();
  const [flows, shipments, imports] = await Promise.all([
    engine.rows<DatasetHolding>(flowDatasetsHolding(product ?? ""), context.signal),
    engine.rows<DatasetHolding>(shipmentDatasetsHolding(product ?? ""), context.signal),
    engine.rows<ImportRow>(importsList(), context.signal),
  ]);
  return [...fold("flows", flows, imports), ...fold("shipments", shipments, imports)];
}

/** The flags that pick exactly this dataset. */
export function datasetFlags(dataset: TradeDataset): string {
  const flags = [`--data ${dataset.data}`, `--source ${dataset.source}`];
  if (dataset.side !== null) flags.push(`--side ${dataset.side}`);
  if (dataset.frequency !== null) flags.push(`--frequency ${dataset.frequency}`);
  return flags.join(" ");
}

function describe(dataset: TradeDataset): string {
  const made = dataset.made ? ", MADE WORLD" : "";
  return `${datasetFlags(dataset)} (${dataset.productRows} rows of the product${made})`;
}

/** The one dataset that the question runs on. Several that fit are an error that lists them; they are never mixed. */
export async function chooseDataset(
  context: Context,
  book: Book,
  product: Hs6,
  choice: DatasetChoice,
): Promise<TradeDataset> {
  const all = await tradeDatasets(context, product);
  if (all.length === 0) {
    throw new NotFound("The store holds no trade data yet.", {
      hint: "Bring some in with headwater import FILE, or try headwater demo.",
    });
  }
  const chosen = all.filter(
    (each) =>
      (choice.data === undefined || each.data === choice.data) &&
      (choice.source === undefined || each.source === choice.source) &&
      (choice.side === undefined || each.side === choice.side) &&
      (choice.frequency === undefined || each.frequency === choice.frequency),
  );
  if (chosen.length === 0) {
    throw new NotFound("The store holds no such dataset.", {
      hint: `It holds: ${all.map((each) => datasetFlags(each)).join("; ")}.`,
    });
  }
  const holding = chosen.filter((each) => each.productRows > 0);
  const [only] = holding;
  if (only === undefined) {
    requireProduct(book, product, revisionOf(chosen[0]?.hsRevision ?? null));
    throw new NotFound(`No dataset that was asked holds HS ${formatHs(product)}.`, {
      hint: `Asked: ${chosen.map((each) => `${each.data} ${each.source}`).join("; ")}. headwater inputs --product ${product} says what stands behind it and what is held.`,
    });
  }
  if (holding.length > 1) {
    throw new Ambiguous(
      `HS ${formatHs(product)} is in ${holding.length} datasets, and a question runs on one.`,
      holding.map(describe),
      { hint: `Choose one: ${holding.map(describe).join("; ")}.` },
    );
  }
  return only;
}

/** The dataset as the network is compiled for it. */
export function asNetworkDataset(dataset: TradeDataset): Dataset {
  return {
    table: dataset.data,
    sourceId: dataset.source,
    ...(dataset.frequency === null ? {} : { frequency: dataset.frequency }),
    ...(dataset.side === null ? {} : { direction: dataset.side }),
    hsRevision: dataset.hsRevision ?? 2022,
    made: dataset.made,
  };
}
