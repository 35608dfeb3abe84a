import { chartCaption } from "../../../src/charts/chart-caption.ts";
import { type PartKind, type StackGroup, stackedBars, stackedBarsSvg } from "../../../src/charts/stacked-bars.ts";
import { writeShare } from "../../../src/render/scale.ts";
import { stagesTable } from "../../../src/render/views/agreement-chain.ts";
import { formatHs } from "../../../src/vocab/hs-code.ts";
import type { AgreementNode, AgreementResult } from "../../state/agreement-question.ts";
import { ChartFigure } from "../chart-figure.tsx";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "../fitted-picture.tsx";

const KINDS: readonly PartKind[] = [
  { label: "runs today", texture: "solid" },
  { label: "being built", texture: "hatched" },
  { label: "planned", texture: "open" },
];

/** How a node is called: its stage before its code. */
export const nodeName = ({ product, mineral, stage }: AgreementNode): string =>
  [[mineral, stage].filter((part) => part !== null).join(", "), `HS ${formatHs(product.code)}`]
    .filter((part) => part !== "")
    .join(" · ");

function groupOf(node: AgreementNode): StackGroup {
  const rows = node.years.flatMap(({ year, covers }) => {
    if (covers === null) return [];
    const sums = [covers.operational, covers.underConstruction, covers.planned].map(Number);
    const parts = sums.map((sum, kind) => {
      const value = sum - (sums[kind - 1] ?? 0);
      return { kind, value, valueText: writeShare(String(value)) };
    });
    return [{ label: String(year), parts, text: writeShare(covers.planned), mark: 1 }];
  });
  return { label: nodeName(node), rows };
}

function findingOf(nodes: readonly AgreementNode[]): string {
  const said = nodes.flatMap((node) => {
    const last = node.years.findLast(({ covers }) => covers !== null);
    if (last?.covers == null) return [];
    const { underConstruction, planned } = last.covers;
    return [
      `${nodeName(node)}: in ${last.year} members could make ${writeShare(underConstruction)} of what they need by plants that run or are being built, ${writeShare(planned)} with what is planned`,
    ];
  });
  return said.length === 0 ? "Of no stage are both the demand and a plant of members known" : said.join("; ");
}

/** What members can make of what they need, stage by stage and year by year, and where the chain leaves them. */
export function CoverageByStage({ result }: { readonly result: AgreementResult }) {
  const groups = result.nodes.map(groupOf).filter(({ rows }) => rows.length > 0);
  const title = "The chain, by stage";
  const caption = chartCaption(
    findingOf(result.nodes),
    groups.length === 0 ? [] : ["Shares of the demand of members; the diamond is all of it"],
  );
  const draw: DrawPicture = (width, options) =>
    stackedBarsSvg(
      stackedBars(groups, {
        width,
        kinds: KINDS,
        writeTick: (value) => `${Math.round(value * 100)} %`,
        markLabel: "all of the demand",
      }),
      { title, description: caption, source: "" },
      options,
    );
  return (
    <ChartFigure
      name="chain-by-stage"
      title={title}
      caption={caption}
      table={stagesTable(result)}
      svg={groups.length === 0 ? undefined : () => draw(FILE_WIDTH, {})}
    >
      {groups.length === 0 ? undefined : <FittedPicture draw={draw} label={caption} />}
    </ChartFigure>
  );
}
