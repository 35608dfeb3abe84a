import { type Bar, barChart, barChartSvg } from "../../charts/bar-chart.ts";
import { chartCaption } from "../../charts/chart-caption.ts";
import type { TransshipmentResult } from "../../operations/trade/transshipment-result.ts";
import type { Cell, Table } from "../document.ts";
import { writeUsd } from "../scale.ts";
import { counted } from "../views/parts.ts";
import { inSentence } from "../views/trade-words.ts";
import { type Html, html, picture } from "./html.ts";
import { causeThat, type ReportContext } from "./report-context.ts";
import { reportFigure, reportTable } from "./report-table.ts";

const BARS = 8;

function intermediatesTable({ intermediates, others, origin, to }: TransshipmentResult): Table {
  const weight = (movement: TransshipmentResult["direct"]): Cell =>
    movement.rowsWithoutWeight > 0 && /^0\.0+$/.test(movement.kg) ? null : movement.kg;
  return {
    kind: "table",
    title: `Between ${inSentence(origin.label)} and ${inSentence(to.label)}`,
    columns: [
      { name: "country", label: "Country", type: "text" },
      { name: "entered", label: "Entered", type: "usd" },
      { name: "entered_kg", label: "Weight in", type: "kg" },
      { name: "share_from_origin", label: "From the origin", type: "share" },
      { name: "left", label: "Left", type: "usd" },
      { name: "left_kg", label: "Weight out", type: "kg" },
      { name: "in_at", label: "In at", type: "number", unit: "USD per kg" },
      { name: "out_at", label: "Out at", type: "number", unit: "USD per kg" },
      { name: "passable", label: "Could have passed", type: "usd" },
    ],
    rows: [
      ...intermediates.map((each): Cell[] => [
        each.label,
        each.entered.usd,
        weight(each.entered),
        each.shareFromOrigin,
        each.left.usd,
        weight(each.left),
        each.entered.unitValue,
        each.left.unitValue,
        each.passable,
      ]),
      ...(others.count === 0
        ? []
        : [[counted(others.count, "other"), null, null, null, null, null, null, null, others.passable]]),
    ],
  };
}

function bars(context: ReportContext, result: TransshipmentResult): Html {
  const items = result.intermediates.slice(0, BARS).map(
    (each): Bar => ({
      label: each.label,
      value: Number(each.passable),
      valueText: writeUsd(each.passable),
    }),
  );
  const [first] = result.intermediates;
  const finding = `Most could have passed through ${inSentence(first?.label ?? "")}: at most ${writeUsd(first?.passable ?? null)}`;
  const chart = barChart(items, {
    width: 852,
    writeTick: (value) => writeUsd(value.toFixed(2)),
  });
  const { source } = context;
  const title = "What could have passed, by country";
  const svg = barChartSvg(chart, { title, description: finding, source }, { id: "through-picture", bare: true });
  return reportFigure(picture(svg), chartCaption(finding, [source]), "through");
}

/** Where goods of the origin may have come through other countries. */
export function throughSection(context: ReportContext): Html {
  const { answers, explanations } = context;
  const { transshipment } = answers;
  if (transshipment === null) return html`<p>Not asked: it needs a country that buys and another one that sells.</p>`;
  const { result } = transshipment;
  const [origin, to] = [inSentence(result.origin.label), inSentence(result.to.label)];
  const intro = html`<p>Countries that bought the goods from ${origin} and sold them, or what they go into, to ${to}. What
could have passed is the lesser of what entered and what left: an upper bound, and no finding that the same goods did.</p>`;
  if (result.intermediates.length === 0) {
    return html`${intro}<p>The data hold no country that did both.</p>`;
  }
  return html`${intro}
${bars(context, result)}
${reportTable(explanations, {
  id: "through",
  table: intermediatesTable(result),
  explained: {
    title: `Between ${origin} and ${to}`,
    answer: transshipment,
    part: result.intermediates.length === 1 ? causeThat(transshipment, "Through ") : undefined,
    formula: "share from the origin = value bought from it / value bought from anywhere",
  },
})}`;
}
