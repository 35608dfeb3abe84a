import type { Answer } from "../../operations/core/answer.ts";
import type { CoverageResult } from "../../operations/coverage.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Cell, Document } from "../document.ts";
import { writeUsd } from "../scale.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { inSentence, shortProduct, sourceWords } from "./trade-words.ts";

type Figures = CoverageResult["total"];

const cells = (figures: Figures): Cell[] => [
  figures.rows,
  figures.observedUsd,
  figures.estimatedUsd,
  figures.officialUsd,
  figures.ratio,
  figures.observedRatio,
  figures.weightRatio,
  figures.outliers,
];

function outlierTable({ outliers }: CoverageResult): Block[] {
  if (outliers.length === 0) return [];
  return [
    {
      kind: "table",
      title: "Shipments with an odd unit value, largest first (counted as they stand)",
      columns: [
        { name: "file", label: "File", type: "code" },
        { name: "source_row", label: "Record", type: "count" },
        { name: "day", label: "Day", type: "date" },
        { name: "seller", label: "Seller", type: "text" },
        { name: "usd", label: "Value", type: "usd" },
        { name: "kg", label: "Weight", type: "kg" },
        { name: "times", label: "Times the usual", type: "code" },
      ],
      rows: outliers.map(({ file, sourceRow, day, seller, usd, kg, times }) => {
        return [file, sourceRow, day, seller, usd, kg, times === null ? null : String(times)];
      }),
    },
  ];
}

export function coverageView(answer: Answer<CoverageResult>): Document {
  const { result } = answer;
  const { dataset, product, importer, years, total, statistics } = result;
  const of = `imports of HS ${formatHs(product.code)} (${shortProduct(product.label)}) by ${inSentence(importer.label)}`;
  const stated =
    total.officialUsd === null
      ? `${counted(
          years.reduce((sum, year) => sum + year.rows, 0),
          "shipment",
        )}, and no official figures to compare them with.`
      : `${counted(total.rows, "shipment")} worth ${writeUsd(total.usd)} beside ${writeUsd(total.officialUsd)} of official imports: a ratio of ${total.ratio}, of which ${total.observedRatio} is observed.`;
  return {
    ...banner(answer.coverage),
    title: `What shipments explain of the ${of}`,
    blocks: [
      { kind: "paragraph", text: stated },
      ...warnings(answer),
      {
        kind: "table",
        title: statistics === null ? "Year by year" : `Year by year, beside ${statistics.title}`,
        main: true,
        columns: [
          { name: "year", label: "Year", type: "code" },
          { name: "rows", label: "Shipments", type: "count" },
          { name: "observed_usd", label: "Observed", type: "usd" },
          { name: "estimated_usd", label: "Estimated", type: "usd" },
          { name: "official_usd", label: "Official", type: "usd" },
          { name: "ratio", label: "Ratio", type: "number" },
          { name: "observed_ratio", label: "Observed only", type: "number" },
          { name: "weight_ratio", label: "By weight", type: "number" },
          { name: "outliers", label: "Odd", type: "count" },
        ],
        rows: years.map((year) => [year.year, ...cells(year)]),
      },
      ...outlierTable(result),
      ...closing(answer, sourceWords(dataset)),
    ],
  };
}
