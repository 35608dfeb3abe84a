import type { ComputedReliance } from "../../operations/market/concentration-result.ts";
import type { Block } from "../document.ts";
import { type ColumnOf, tableIfAny } from "./table-of.ts";

const quantityOf =
  (name: ComputedReliance["inputs"][number]["name"]) =>
  ({ inputs }: ComputedReliance): string | null =>
    inputs.find((each) => each.name === name)?.quantity ?? null;

const statedBeside = ({ stated }: ComputedReliance): string | null =>
  stated.length === 0 ? null : stated.map(({ percent, mark, source }) => `${percent ?? mark} % ${source}`).join(", ");

const COLUMNS: readonly ColumnOf<ComputedReliance>[] = [
  ["goods", "Goods", "text", ({ goods }) => goods],
  ["country", "Country", "text", ({ country }) => country.label],
  ["year", "Year", "code", ({ year }) => year],
  ["production", "Production", "number", quantityOf("production"), "t"],
  ["imports", "Imports", "number", quantityOf("imports"), "t"],
  ["exports", "Exports", "number", quantityOf("exports"), "t"],
  ["stock_change", "Stock change", "number", quantityOf("stock change"), "t"],
  ["reliance", "Reliance", "share", ({ share }) => share],
  ["basis", "Basis", "code", ({ basis }) => basis],
  [
    "sources",
    "Production by",
    "code",
    ({ inputs }) => inputs.find(({ name }) => name === "production")?.source ?? null,
  ],
  ["stated", "As stated", "text", statedBeside],
];

/** Net import reliance as production and trade give it, with what it is of; and why where they do not agree. */
export function computedReliance(rows: readonly ComputedReliance[]): Block[] {
  const title = "Net import reliance as production and trade give it";
  const why = rows.flatMap(({ goods, country, missing }) =>
    missing === null ? [] : [`${country.label}, ${goods}: ${missing}`],
  );
  return [
    ...tableIfAny(
      title,
      rows.filter(({ missing }) => missing === null),
      COLUMNS,
    ),
    ...(why.length === 0
      ? []
      : [{ kind: "note", title: "Import reliance not computed", items: [...new Set(why)] } as const]),
  ];
}
