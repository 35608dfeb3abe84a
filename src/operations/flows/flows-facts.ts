import type { Book } from "../../book/book.ts";
import { factsOf } from "../trade/dataset-facts.ts";
import type { TradeDataset } from "../trade/trade-dataset.ts";
import { datasetFacts } from "../trade/trade-fields.ts";
import type { Legs } from "./legs-of.ts";

/** Facts about the dataset behind a series; these questions compile no network and do not count master bills. */
export const flowsFacts = datasetFacts.omit({ mastersNotCounted: true });

export function flowsFactsOf(book: Book, dataset: TradeDataset) {
  const none = { rows: 0, masters: 0, withoutProduct: 0, withoutParty: 0, outsideDays: 0, withoutValue: 0 };
  const { mastersNotCounted: _, ...facts } = factsOf(book, dataset, none as Parameters<typeof factsOf>[2]);
  return facts;
}

/** Whose reports the figures are. */
export function sideNotes(dataset: TradeDataset): string[] {
  if (dataset.data === "shipments") {
    return [
      "Only bills that the source recorded are seen, each once, master bills left out.",
      "A bill counts from the country it was shipped from, whatever origin it declares.",
    ];
  }
  const words = {
    export: "The figures are what the exporter reported; the importer's may differ (headwater mirror).",
    import: "The figures are what the importer reported; the exporter's may differ (headwater mirror).",
    reconciled: "The publisher reconciled what importers and exporters reported; neither report is seen by itself.",
  };
  return dataset.side === null ? [] : [words[dataset.side]];
}

/** Warns of rows that state no value or no weight: sums of the others are too low. */
export function silentWarnings({
  rows,
  withoutUsd,
  withoutKg,
}: Pick<Legs, "rows" | "withoutUsd" | "withoutKg">): string[] {
  const told = (count: number, what: string): string[] =>
    count === 0 ? [] : [`${count} of ${rows} rows state no ${what}: sums of ${what} are too low.`];
  return [...told(withoutUsd, "value"), ...told(withoutKg, "weight")];
}
