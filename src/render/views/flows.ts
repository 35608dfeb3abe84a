import { chartCaption } from "../../charts/chart-caption.ts";
import { seriesChart, seriesChartSvg } from "../../charts/series-chart.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { FlowsResult } from "../../operations/flows.ts";
import { decimal, toNumber } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Document } from "../document.ts";
import { chooseScale, writeKg, writeScaled, writeUsd } from "../scale.ts";
import { measureTable } from "./measure-table.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { inSentence, shortProduct, sourceWords } from "./trade-words.ts";

/** The most measure lines that a chart can name and still be read. */
const MOST_LINES = 6;

function title({ product, exporter, importer }: FlowsResult): string {
  return `HS ${formatHs(product.code)} (${shortProduct(product.label)}) from ${inSentence(exporter.label)} to ${inSentence(importer.label)}`;
}

function finding({ total, points }: FlowsResult): string {
  const [first, last] = [points[0], points.at(-1)];
  const ends = first?.period === last?.period ? [last?.period] : [first?.period, last?.period];
  const span = last === undefined ? "" : `, ${ends.join(" to ")}`;
  const states = [
    ...(total.none === 0 ? [] : [`${counted(total.none, "period")} without trade`]),
    ...(total.gaps === 0 ? [] : [`${counted(total.gaps, "gap")}`]),
  ];
  const price = total.unitValue === null ? "" : `, USD ${total.unitValue} per kg`;
  const beside = states.length === 0 ? "" : `; ${states.join(", ")}`;
  return `${counted(total.stated, "period")} with rows${span}: ${writeUsd(total.usd)}, ${writeKg(total.kg)}${price}${beside}.`;
}

function picture(result: FlowsResult): Block {
  const { points, measures, dataset } = result;
  const weighed = points.some(({ kg }) => kg !== null);
  const type = weighed ? "kg" : "usd";
  const scale = chooseScale(
    type,
    points.map((point) => point[type]),
  );
  const divisor = 10 ** scale.power;
  const plotted = (text: string | null) => (text === null ? null : toNumber(decimal(text)) / divisor);
  const perTotal = points[0]?.moving.at(-1)?.periods ?? 1;
  const mean = (text: string | null | undefined) => {
    const total = plotted(text ?? null);
    return total === null ? null : total / perTotal;
  };
  const shown = measures.slice(-MOST_LINES);
  const caption = chartCaption(finding(result), [
    `${weighed ? "Weight" : "Value"} in ${scale.unit} by period, and its mean over ${perTotal} periods`,
    ...(measures.length > shown.length
      ? [`Of ${measures.length} days on which measures began the last ${shown.length} are drawn`]
      : []),
  ]);
  return {
    kind: "picture",
    caption,
    svg: () =>
      seriesChartSvg(
        seriesChart(
          [
            {
              label: `${scale.unit} a period`,
              points: points.map((point) => ({ day: point.day, value: plotted(point[type]) })),
            },
            {
              label: `mean of ${perTotal}`,
              points: points.map((point) => ({ day: point.day, value: mean(point.moving.at(-1)?.[type]) })),
            },
          ],
          {
            width: 860,
            height: 380,
            writeTick: (value) => writeScaled(String(value), { power: 0, decimals: value < 10 ? 1 : 0 }),
            events: shown.map(({ day, measure }) => ({ day, label: `${day} ${measure}` })),
          },
        ),
        {
          title: title(result),
          description: caption,
          source: `${dataset.made ? "MADE WORLD. " : ""}Source: ${sourceWords(dataset)}`,
        },
      ),
  };
}

export function flowsView(answer: Answer<FlowsResult>): Document {
  const { result } = answer;
  const { points } = result;
  const totals = points[0]?.moving.map(({ periods }) => periods) ?? [];
  return {
    ...banner(answer.coverage),
    title: title(result),
    blocks: [
      { kind: "paragraph", text: finding(result) },
      picture(result),
      ...warnings(answer),
      {
        kind: "table",
        title: "Period by period",
        main: true,
        columns: [
          { name: "period", label: "Period", type: "code" },
          { name: "state", label: "Known", type: "code" },
          { name: "rows", label: "Rows", type: "count" },
          { name: "usd", label: "Value", type: "usd" },
          { name: "kg", label: "Weight", type: "kg" },
          { name: "unit_value", label: "Unit value", type: "number", unit: "USD per kg" },
          { name: "kg_share", label: "Share of exports", type: "share" },
          { name: "kg_on_year", label: "Weight on year", type: "share" },
          ...totals.map((periods) => ({ name: `kg_${periods}`, label: `Over ${periods}`, type: "kg" }) as const),
        ],
        rows: points.map((point) => [
          point.period,
          point.state === "stated" ? null : point.state,
          point.rows,
          point.usd,
          point.kg,
          point.unitValue,
          point.kgShare ?? point.usdShare,
          point.kgOnYear ?? point.usdOnYear,
          ...point.moving.map(({ kg }) => kg),
        ]),
      },
      ...measureTable(result.measures),
      ...closing(answer, sourceWords(result.dataset)),
    ],
  };
}
