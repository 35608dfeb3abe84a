import type { Answer } from "../../operations/core/answer.ts";
import type { ShipmentsResult } from "../../operations/shipments.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Document } from "../document.ts";
import { writeKg, writeUsd } from "../scale.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { sourceWords, windowWords } from "./trade-words.ts";

function title({ result, input }: Answer<ShipmentsResult>): string {
  const { dataset, filters } = result;
  const products = input.product as readonly string[];
  const from = (input.since as string | undefined) ?? dataset.from;
  const until = (input.until as string | undefined) ?? dataset.until;
  const words = [
    products.length === 0 ? "every product" : `HS ${products.map(formatHs).join(", ")}`,
    ...(filters.seller === null ? [] : [`sold by ${filters.seller.label}`]),
    ...(filters.buyer === null ? [] : [`bought by ${filters.buyer.label}`]),
    ...(input.origin === undefined ? [] : [`from ${String(input.origin)}`]),
    ...(input.to === undefined ? [] : [`to ${String(input.to)}`]),
  ];
  const rows = dataset.data === "shipments" ? "Bills" : "Rows of statistics";
  return `${rows}: ${words.join(", ")}, ${windowWords(from, until)}`;
}

export function shipmentsView(answer: Answer<ShipmentsResult>): Document {
  const { dataset, total, rows } = answer.result;
  const bills = dataset.data === "shipments";
  const lines = rows.some(({ line }) => line !== null);
  const listed = rows.length === total.rows ? "" : ` The largest ${rows.length} are listed.`;
  const silent = total.rowsWithoutValue === 0 ? "" : ` ${counted(total.rowsWithoutValue, "row")} without a value.`;
  return {
    ...banner(answer.coverage),
    title: title(answer),
    blocks: [
      {
        kind: "paragraph",
        text: `${counted(total.rows, "row")}: ${writeUsd(total.usd)}, ${writeKg(total.kg)}.${silent}${listed}`,
      },
      ...warnings(answer),
      {
        kind: "table",
        title: "Rows",
        main: true,
        columns: [
          { name: "day", label: bills ? "Day" : "Period", type: "date" },
          { name: "seller", label: "Seller", type: "text" },
          { name: "buyer", label: "Buyer", type: "text" },
          { name: "product", label: "HS", type: "code" },
          ...(bills ? [{ name: "description", label: "Goods", type: "text" } as const] : []),
          { name: "usd", label: "Value", type: "usd" },
          { name: "basis", label: "Basis", type: "code" },
          { name: "kg", label: "Weight", type: "kg" },
          ...(bills ? [{ name: "bill", label: "Bill", type: "code" } as const] : []),
          { name: "file", label: "File", type: "text" },
          { name: "record", label: "Record", type: "count" },
          ...(lines ? [{ name: "line", label: "Line", type: "count" } as const] : []),
        ],
        rows: rows.map((row) => [
          row.day,
          row.seller.label,
          row.buyer.label,
          formatHs(row.product),
          ...(bills ? [row.description] : []),
          row.usd,
          row.basis,
          row.kg,
          ...(bills ? [row.bill] : []),
          row.file,
          row.record,
          ...(lines ? [row.line] : []),
        ]),
      },
      ...closing(answer, sourceWords(dataset)),
    ],
  };
}
