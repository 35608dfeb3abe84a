import type { Answer } from "../../operations/core/answer.ts";
import type { ExplainResult } from "../../operations/trade/explain-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Column, Document, Table } from "../document.ts";
import { banner, closing, counted, explained, warnings } from "./parts.ts";

/** Figures are written in full: they are there to be looked up. */
function amountColumn({ unit }: ExplainResult["sum"]): Column {
  const label = "Of the figure";
  return unit === "rows" ? { name: "amount", label, type: "count" } : { name: "amount", label, type: "number", unit };
}

type Row = ExplainResult["rows"][number];

const unitWords = (unit: string): string => (unit === "share" || unit === "count" ? "" : ` ${unit}`);

function contributionsTable({ contributions, otherContributions, sum }: ExplainResult): Table[] {
  if (contributions.length === 0) return [];
  const places = (value: number): string => value.toFixed(6);
  return [
    {
      kind: "table",
      title: "What it is made of",
      columns: [
        { name: "party", label: "Seller", type: "text" },
        { name: "product", label: "Product", type: "code" },
        { name: "passing", label: "Value passing", type: "number" },
        { name: "part", label: "Part that counts", type: "number" },
        amountColumn(sum),
        { name: "rows", label: "Rows", type: "count" },
      ],
      rows: [
        ...contributions.map((each) => [
          each.party?.label ?? "Nobody seen",
          each.product === null ? null : formatHs(each.product),
          places(each.passing),
          places(each.part),
          each.amount,
          each.rows,
        ]),
        ...(otherContributions.count === 0
          ? []
          : [[counted(otherContributions.count, "other"), null, null, null, otherContributions.amount, null]]),
      ],
    },
  ];
}

function placeOf({ line, record }: Row): string {
  return line === null ? `record ${record}` : `line ${line}`;
}

/** Every field of every row, for files. */
function detailTable({ rows, sum }: ExplainResult): Table {
  return {
    kind: "table",
    title: "Rows",
    main: true,
    detail: true,
    columns: [
      { name: "import", label: "Import", type: "code" },
      { name: "file", label: "File", type: "text" },
      { name: "record", label: "Record", type: "count" },
      { name: "line", label: "Line", type: "count" },
      { name: "bill", label: "Bill", type: "text" },
      { name: "date", label: "Date", type: "text" },
      { name: "seller", label: "Seller", type: "text" },
      { name: "buyer", label: "Buyer", type: "text" },
      { name: "product", label: "Product", type: "code" },
      { name: "value", label: "Value", type: "number" },
      { name: "currency", label: "Currency", type: "code" },
      { name: "usd", label: "USD", type: "number" },
      { name: "kg", label: "kg", type: "number" },
      { name: "basis", label: "Basis", type: "code" },
      { name: "counted_usd", label: "Counted", type: "number", unit: "USD" },
      { name: "low_usd", label: "At least", type: "number", unit: "USD" },
      { name: "high_usd", label: "At most", type: "number", unit: "USD" },
      amountColumn(sum),
    ],
    rows: rows.map((row) => [
      row.import,
      row.file,
      row.record,
      row.line,
      row.bill,
      row.date,
      row.seller.label,
      row.buyer.label,
      row.product,
      row.value,
      row.currency,
      row.usd,
      row.kg,
      row.basis,
      row.counted,
      row.estimate?.low ?? null,
      row.estimate?.high ?? null,
      row.amount,
    ]),
  };
}

function rowsTable({ rows, others, sum }: ExplainResult): Table {
  const files = [...new Set(rows.map(({ file }) => file))];
  const several = files.length > 1;
  const bills = rows.some((row) => row.bill !== null);
  const estimated = rows.some((row) => row.estimate !== null);
  const rest = others.rows === null ? "all others" : counted(others.rows, "other");
  const middle = Array.from({ length: 6 + (several ? 1 : 0) + (bills ? 1 : 0) + (estimated ? 2 : 0) }, () => null);
  return {
    kind: "table",
    title: several || rows.length === 0 ? "Rows of the source files" : `Rows of ${files[0]}`,
    columns: [
      { name: "place", label: "Place", type: "text" },
      ...(several ? [{ name: "file", label: "File", type: "text" } as const] : []),
      ...(bills ? [{ name: "bill", label: "Bill", type: "text" } as const] : []),
      { name: "date", label: "Date", type: "date" },
      { name: "seller", label: "Seller", type: "text" },
      { name: "buyer", label: "Buyer", type: "text" },
      { name: "product", label: "HS", type: "code" },
      { name: "usd", label: "Value", type: "number", unit: "USD" },
      { name: "kg", label: "Weight", type: "number", unit: "kg" },
      ...(estimated
        ? ([
            { name: "low", label: "Estimated from", type: "number", unit: "USD" },
            { name: "high", label: "up to", type: "number", unit: "USD" },
          ] as const)
        : []),
      amountColumn(sum),
    ],
    rows: [
      ...rows.map((row) => [
        placeOf(row),
        ...(several ? [row.file] : []),
        ...(bills ? [row.bill] : []),
        row.date,
        row.seller.label,
        row.buyer.label,
        formatHs(row.product),
        row.usd,
        row.kg,
        ...(estimated ? [row.estimate?.low ?? null, row.estimate?.high ?? null] : []),
        row.amount,
      ]),
      ...(others.rows === 0 && Number(others.amount) === 0 ? [] : [[rest, ...middle, others.amount]]),
    ],
  };
}

/** The rows as they can be looked up: where they lie, what they state, and what of the figure each makes up. */
export function explainView(answer: Answer<ExplainResult>): Document {
  const { figure, sum, explanation } = answer.result;
  const adds = sum.isFigure ? "They add up to the figure." : `The rows add up to ${sum.amount}${unitWords(sum.unit)}.`;
  return {
    ...banner(answer.coverage),
    title: `${figure.label}: ${figure.value}${unitWords(figure.unit)}`,
    blocks: [
      { kind: "paragraph", text: `${figure.reference}` },
      ...warnings(answer),
      ...contributionsTable(answer.result),
      detailTable(answer.result),
      rowsTable(answer.result),
      { kind: "paragraph", text: adds },
      ...(answer.explanation === null ? explained({ ...answer, explanation }) : []),
      ...closing(answer),
    ],
  };
}
