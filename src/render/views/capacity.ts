import type { CapacityResult } from "../../operations/capacity.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { Block, Document } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";

const PHASE_WORDS: Readonly<Record<string, string>> = {
  under_construction: "under construction",
};
const words = (measure: string): string => PHASE_WORDS[measure] ?? measure;

function totals({ totals: all }: CapacityResult): Block[] {
  if (all.length === 0) return [];
  const shares = (parts: CapacityResult["totals"][number]["countries"]) =>
    parts
      .slice(0, 4)
      .map(({ key, share }) => (share === null ? key : `${key} ${(Number(share) * 100).toFixed(1)} %`))
      .join(", ");
  return [
    {
      kind: "table",
      title: "By period and phase, each source by itself",
      columns: [
        { name: "product", label: "Product", type: "text" },
        { name: "period", label: "Period", type: "code" },
        { name: "measure", label: "Phase", type: "code" },
        { name: "quantity", label: "Amount", type: "number" },
        { name: "unit", label: "Unit", type: "code" },
        { name: "countries", label: "Where", type: "text" },
        { name: "control", label: "Controlled from", type: "text" },
        { name: "source", label: "Source", type: "code" },
      ],
      rows: all
        .slice(0, 60)
        .map(({ product, period, measure, quantity, unit, countries, control, source }) => [
          product,
          period,
          words(measure),
          quantity,
          unit,
          shares(countries),
          shares(control) || null,
          source,
        ]),
    },
  ];
}

function utilisation({ utilisation: all }: CapacityResult): Block[] {
  if (all.length === 0) return [];
  return [
    {
      kind: "table",
      title: "Made, of what can be made",
      columns: [
        { name: "party", label: "Maker", type: "text" },
        { name: "period", label: "Period", type: "code" },
        { name: "share", label: "In use", type: "share" },
        { name: "source", label: "Source", type: "code" },
      ],
      rows: all.map(({ party, period, share, source }) => [party, period, share, source]),
    },
  ];
}

export function capacityView(answer: Answer<CapacityResult>): Document {
  const { result } = answer;
  const { product, country, rows } = result;
  const of = [...(product === null ? [] : [`of ${product}`]), ...(country === null ? [] : [`in ${country.label}`])];
  return {
    ...banner(answer.coverage),
    title: `Capacity ${of.join(" ")}`,
    blocks: [
      {
        kind: "paragraph",
        text: `${counted(rows.length, "figure")} by ${counted(new Set(rows.map(({ source }) => source)).size, "source")}.`,
      },
      ...warnings(answer),
      ...totals(result),
      ...utilisation(result),
      {
        kind: "table",
        title: "Figure by figure",
        main: true,
        columns: [
          { name: "product", label: "Product", type: "text" },
          { name: "period", label: "Period", type: "code" },
          { name: "measure", label: "Phase", type: "code" },
          { name: "stage", label: "Stage", type: "code" },
          { name: "facility", label: "Plant", type: "text" },
          { name: "party", label: "Party", type: "text" },
          { name: "country", label: "In", type: "code" },
          { name: "control", label: "Controlled from", type: "code" },
          { name: "quantity", label: "Amount", type: "number" },
          { name: "unit", label: "Unit", type: "code" },
          { name: "basis", label: "Basis", type: "code" },
          { name: "mark", label: "Remark", type: "text" },
          { name: "source", label: "Source", type: "code" },
          { name: "locator", label: "Place", type: "text" },
        ],
        rows: rows.map((row) => [
          row.product,
          row.period,
          words(row.measure),
          row.stage,
          row.facility,
          row.party,
          row.country?.key ?? null,
          row.control?.country?.key ?? null,
          row.quantity,
          row.unit,
          row.basis,
          row.mark,
          row.source,
          row.locator,
        ]),
      },
      ...closing(answer),
    ],
  };
}
