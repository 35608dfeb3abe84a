import type { Answer } from "../../operations/core/answer.ts";
import type { MirrorResult } from "../../operations/mirror.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Document } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { inSentence, shortProduct, sourceWords } from "./trade-words.ts";

function reliability({ exporter, importer }: MirrorResult): Block[] {
  const line = ({ label, partners, gap, spread }: MirrorResult["exporter"], verb: string): string => {
    if (partners === 0) return `${label}: no other partner ${verb} of whom both reports are held.`;
    const scatter = spread === null ? "too few to say how far they spread" : `spread ${spread}`;
    return `${label}: median gap ${gap} to ${counted(partners, "other partner")}, ${scatter}.`;
  };
  return [
    {
      kind: "note",
      title: "How the reporters agree with others",
      items: [line(exporter, "that buys of it"), line(importer, "that sells to it")],
    },
  ];
}

export function mirrorView(answer: Answer<MirrorResult>): Document {
  const { result } = answer;
  const { product, exporter, importer, rule, by, points, exportDataset, importDataset } = result;
  const type = by === "value" ? "usd" : "kg";
  const cited = [exportDataset, importDataset].flatMap((each) => (each === null ? [] : [sourceWords(each)]));
  return {
    ...banner(answer.coverage),
    title: `Both reports of HS ${formatHs(product.code)} (${shortProduct(product.label)}) from ${inSentence(exporter.label)} to ${inSentence(importer.label)}`,
    blocks: [
      { kind: "paragraph", text: result.found.words },
      ...warnings(answer).filter((block) => block.kind !== "warning" || block.text !== result.found.words),
      {
        kind: "table",
        title: `Period by period; freight of ${rule.freightLow} to ${rule.freightHigh} taken off imports`,
        main: true,
        columns: [
          { name: "period", label: "Period", type: "code" },
          { name: "exported", label: "Exporter says", type },
          { name: "imported", label: "Importer says", type },
          { name: "gap", label: "Gap", type: "number", unit: "ln" },
          { name: "flag", label: "", type: "code" },
          { name: "reconciled", label: "Reconciled", type },
          { name: "reconciled_low", label: "Low", type },
          { name: "reconciled_high", label: "High", type },
        ],
        rows: points.map((point) => [
          point.period,
          point.exported,
          point.imported,
          point.gap === null ? null : Number(point.gap).toFixed(3),
          point.sustained ? "sustained" : point.beyond ? "far" : null,
          point.reconciled,
          point.reconciledLow,
          point.reconciledHigh,
        ]),
      },
      ...(result.sides === "both" ? reliability(result) : []),
      { kind: "note", title: "How the reports are brought together", items: [`${rule.weights}; estimated, fob.`] },
      ...closing(answer, cited.join(" ")),
    ],
  };
}
