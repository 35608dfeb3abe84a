import type { CapacityResult } from "../../operations/capacity.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { Block, Document } from "../document.ts";
import { writeShare } from "../scale.ts";
import { measureWords, writeFigure } from "./market-words.ts";
import { banner, closing, counted, warnings } from "./parts.ts";

const words = (measure: string): string => (measure === "under_construction" ? "under construction" : measure);

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

const MOST_RANKINGS = 12;
const MOST_MAKERS = 10;

function rankings({ rankings: all }: CapacityResult): Block[] {
  if (all.length === 0) return [];
  const rows = all
    .slice(0, MOST_RANKINGS)
    .flatMap(({ measure, product, period, source, unit, makers }) =>
      makers
        .slice(0, MOST_MAKERS)
        .map(({ rank, party, quantity, bound, share, wholes }) => [
          product,
          period,
          measureWords(measure),
          rank,
          party,
          writeFigure({ value: quantity, unit, bound }),
          share,
          wholes.map((whole) => `${writeShare(whole.share)} of ${whole.label}`).join(", ") || null,
          source,
        ]),
    );
  return [
    {
      kind: "table",
      title: "Makers by size, each source by itself",
      columns: [
        { name: "product", label: "Product", type: "text" },
        { name: "period", label: "Period", type: "code" },
        { name: "measure", label: "By", type: "text" },
        { name: "rank", label: "Place", type: "count" },
        { name: "party", label: "Maker", type: "text" },
        { name: "figure", label: "Figure", type: "text" },
        { name: "share", label: "Of those", type: "share" },
        { name: "wholes", label: "Of the whole", type: "text" },
        { name: "source", label: "Source", type: "code" },
      ],
      rows,
    },
  ];
}

function costs({ costs: all }: CapacityResult): Block[] {
  if (all.length === 0) return [];
  return [
    {
      kind: "table",
      title: "What new capacity costs, where one source states outlay and capacity",
      columns: [
        { name: "facility", label: "Plant", type: "text" },
        { name: "party", label: "Party", type: "text" },
        { name: "period", label: "Period", type: "code" },
        { name: "figure", label: "Cost", type: "text" },
        { name: "formula", label: "Formula", type: "text" },
        { name: "source", label: "Source", type: "code" },
      ],
      rows: all.map((each) => [
        each.facility,
        each.party,
        each.period,
        writeFigure(each),
        each.formula,
        each.inputs[0]?.source ?? null,
      ]),
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
      ...rankings(result),
      ...costs(result),
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
