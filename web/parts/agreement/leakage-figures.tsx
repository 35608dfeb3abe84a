import { barChart, barChartSvg } from "../../../src/charts/bar-chart.ts";
import { chartCaption } from "../../../src/charts/chart-caption.ts";
import { writeShare, writeUsd } from "../../../src/render/scale.ts";
import { leakageTables } from "../../../src/render/views/agreement-hits.ts";
import type { AgreementNode } from "../../state/agreement-question.ts";
import { ChartFigure } from "../chart-figure.tsx";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "../fitted-picture.tsx";

type Leakage = AgreementNode["leakage"][number];

const ends = ({ low, high }: { readonly low: string | null; readonly high: string | null }) =>
  low === null || high === null ? {} : { low: Number(low), high: Number(high) };

function barsOf({ outside, largest, untraced }: Leakage) {
  return [
    { label: "all outside", value: Number(outside.share), valueText: writeShare(outside.share), ...ends(outside) },
    ...largest.map((each) => ({
      label: each.label,
      value: Number(each.share),
      valueText: writeShare(each.share),
      ...ends(each),
    })),
    { label: "not traced", value: Number(untraced), valueText: writeShare(untraced) },
  ];
}

/** Of what members sell abroad, what was added, or is controlled, outside, with the least and the most that data allow. */
export function LeakageFigures({ node }: { readonly node: AgreementNode }) {
  const tables = leakageTables(node);
  return (
    <>
      {node.leakage.map((leakage, at) => {
        const table = tables[at];
        if (table === undefined) return null;
        const { by, usd, outside } = leakage;
        const how = by === "origin" ? "was added outside" : "was added by parties controlled outside";
        const caption = chartCaption(
          `Of ${writeUsd(usd)} that members sold abroad ${writeShare(outside.share)} ${how}` +
            (outside.low === null || outside.high === null
              ? ""
              : `, between ${writeShare(outside.low)} and ${writeShare(outside.high)}`),
        );
        const title = table.title ?? "";
        const draw: DrawPicture = (width, options) =>
          barChartSvg(
            barChart(barsOf(leakage), {
              width,
              most: 1,
              writeTick: (value) => `${Math.round(value * 100)} %`,
              bandLabel: "least and most that the data allow",
            }),
            { title, description: caption, source: "" },
            options,
          );
        return (
          <ChartFigure
            key={`${by} ${at}`}
            name={`leakage-${node.product.code}-${by}`}
            title={title}
            caption={caption}
            table={table}
            svg={() => draw(FILE_WIDTH, {})}
          >
            <FittedPicture draw={draw} label={caption} />
          </ChartFigure>
        );
      })}
    </>
  );
}
