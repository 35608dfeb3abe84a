import type { Book } from "../../book/book.ts";
import { inputsFor } from "../../book/inputs-for.ts";
import { Ambiguous, NotFound } from "../../errors.ts";
import type { Dataset } from "../../network/network.ts";
import type { DatasetLine } from "../../store/queries/dataset-lines.ts";
import type { ImportRow } from "../../store/queries/imports-list.ts";
import { chapter, formatHs, type Hs6 } from "../../vocab/hs-code.ts";
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
  /** HS codes of which it holds a row. */
  readonly products: readonly string[];
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
export function endOfPeriod(first: string, frequency: Frequency): IsoDate | null {
  if (frequency === "daily") return addDays(isoDate(first), 1);
  const [year = 0, month = 1] = first.split("-").map(Number);
  const months = year * 12 + (month - 1) + MONTHS[frequency];
  const text = `${String(Math.floor(months / 12)).padStart(4, "0")}-${String((months % 12) + 1).padStart(2, "0")}`;
  return calendarPeriod(text).from;
}

const rowsOf = (lines: readonly DatasetLine[]): number => lines.reduce((sum, line) => sum + line.line_rows, 0);

/** The revision that most of the rows are in. */
function mainRevision(lines: readonly DatasetLine[]): number | null {
  const rows = new Map<number | null, number>();
  for (const line of lines) rows.set(line.hs_revision, (rows.get(line.hs_revision) ?? 0) + line.line_rows);
  return [...rows].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

function datasetOf(
  data: "flows" | "shipments",
  lines: readonly DatasetLine[],
  imports: readonly ImportRow[],
  products: readonly Hs6[],
): TradeDataset {
  const [first] = lines as readonly [DatasetLine];
  const frequency = first.frequency as Frequency | null;
  const days = lines.flatMap((line) => [line.first_day, line.last_day]).sort();
  const [from, last] = [days[0], days.at(-1)];
  const own = imports.filter((each) => each.family === data && (each.source_id ?? "") === first.source_id);
  return {
    data,
    source: first.source_id,
    side: first.direction as Side | null,
    frequency,
    hsRevision: mainRevision(lines),
    made: own.some((each) => each.made),
    rows: rowsOf(lines),
    productRows: rowsOf(lines.filter((line) => (products as readonly (string | null)[]).includes(line.hs6))),
    products: [...new Set(lines.flatMap((line) => line.hs6 ?? []))].sort(),
    from: from === undefined ? null : isoDate(from),
    until: last === undefined ? null : endOfPeriod(last, frequency ?? "daily"),
    imports: own,
  };
}

/** Every dataset of the store, with how many rows of the product or products it holds. */
export async function tradeDatasets(context: Context, product: Hs6 | readonly Hs6[] | null): Promise<TradeDataset[]> {
  const products = product === null ? [] : typeof product === "string" ? [product] : product;
  const { datasetIndex } = await import("../../store/dataset-index.ts");
  const index = await datasetIndex(await context.openVintage(), () => context.openEngine(), context.signal);
  return (["flows", "shipments"] as const).flatMap((data) => {
    const groups = new Map<string, DatasetLine[]>();
    for (const line of index[data]) {
      const key = JSON.stringify([line.source_id, line.direction, line.frequency]);
      groups.set(key, [...(groups.get(key) ?? []), line]);
    }
    return [...groups.values()].map((lines) => datasetOf(data, lines, index.imports, products));
  });
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

const MOST_NAMED = 6;

/** What is held instead: codes of the same chapter, and inputs of the product. */
function notHeld(book: Book, product: Hs6, asked: readonly TradeDataset[]): NotFound {
  const held = new Set(asked.flatMap((each) => each.products));
  const revision = revisionOf(asked[0]?.hsRevision ?? null);
  const inputs = inputsFor(book, revision).filter((link) => link.outputHs === product && held.has(link.inputHs));
  const named = (codes: Iterable<string>) =>
    [...new Set(codes)]
      .slice(0, MOST_NAMED)
      .map((code) => `${formatHs(code)} (${(book.nomenclature.describe(code, revision) ?? "").slice(0, 40)})`)
      .join(", ");
  const near = named([...held].filter((code) => chapter(code) === chapter(product)));
  const behind = named(inputs.map((link) => link.inputHs));
  const hints = [
    ...(near === "" ? [] : [`Of its chapter they hold ${near}.`]),
    ...(behind === "" ? [] : [`Of its inputs they hold ${behind}.`]),
    ...(near === "" && behind === "" ? [`They hold ${held.size} other codes.`] : []),
  ];
  const names = asked.map((each) => each.source).join(", ");
  return new NotFound(`No dataset that could answer (${names}) holds HS ${formatHs(product)}.`, {
    hint: hints.join(" "),
  });
}

/** Whether a dataset is one of those that the question leaves to choose from. */
export function fitsChoice(dataset: TradeDataset, choice: DatasetChoice): boolean {
  return (
    (choice.data === undefined || dataset.data === choice.data) &&
    (choice.source === undefined || dataset.source === choice.source) &&
    (choice.side === undefined || dataset.side === choice.side) &&
    (choice.frequency === undefined || dataset.frequency === choice.frequency)
  );
}

/** The choice that only this dataset fits. */
export function choiceOf({ data, source, side, frequency }: TradeDataset): DatasetChoice {
  return { data, source, side: side ?? undefined, frequency: frequency ?? undefined };
}

/** The one dataset that the question runs on. Several that fit are an error that lists them; they are never mixed. */
export async function chooseDataset(
  context: Context,
  book: Book,
  products: Hs6 | readonly [Hs6, ...Hs6[]],
  choice: DatasetChoice,
): Promise<TradeDataset> {
  const [product, ...others] = typeof products === "string" ? [products] : products;
  const all = await tradeDatasets(context, [product, ...others]);
  if (all.length === 0) {
    throw new NotFound("The store holds no trade data yet.", {
      hint: "Bring some in with headwater import FILE, or try headwater demo.",
    });
  }
  const chosen = all.filter((each) => fitsChoice(each, choice));
  if (chosen.length === 0) {
    throw new NotFound("The store holds no such dataset.", {
      hint: `It holds: ${all.map((each) => datasetFlags(each)).join("; ")}.`,
    });
  }
  const holding = chosen.filter((each) => each.productRows > 0);
  const [only] = holding;
  if (only === undefined) {
    requireProduct(book, product, revisionOf(chosen[0]?.hsRevision ?? null));
    throw notHeld(book, product, chosen);
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
