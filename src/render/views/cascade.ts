import { type Bar, barChart, barChartSvg } from "../../charts/bar-chart.ts";
import { chartCaption } from "../../charts/chart-caption.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { CascadeResult } from "../../operations/scenario/cascade/cascade-result.ts";
import type { Block, Column, Document, Picture } from "../document.ts";
import { writeShare } from "../scale.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { shortTable } from "./short-table.ts";

const SHOWN = 25;
const BARS = 12;
const CHART_WIDTH = 760;
const MODEL_WORDS = {
  linear: "every input non-essential",
  essential: "every input essential",
  mixed: "inputs essential or not as stated",
} as const;

type Line = CascadeResult["firms"][number];

/** A loss as a decimal string; what is left of nothing by rounding is nothing. */
const share = (value: number): string => value.toFixed(12).replace(/\.?0+$/, "");

const columns: readonly Column[] = [
  { name: "firm", label: "Firm", type: "text" },
  { name: "name", label: "Name", type: "text" },
  { name: "sector", label: "Sector", type: "code" },
  { name: "loss", label: "Loss", type: "share" },
  { name: "downstream", label: "for want of inputs", type: "share" },
  { name: "upstream", label: "of customers", type: "share" },
  { name: "share", label: "of all sales", type: "share" },
];

const row = (line: Line) => [
  line.firm,
  line.name === line.firm ? null : line.name,
  line.sector,
  share(line.loss),
  share(line.downstream),
  share(line.upstream),
  share(line.share),
];

/** The largest losses as bars; a diamond marks what the firm itself sells of all. */
function picture({ firms, because, question, network }: CascadeResult): Picture {
  const most = firms.slice(0, BARS);
  const bars = most.map(
    ({ name, loss, share: sold }): Bar => ({
      label: name,
      value: loss,
      valueText: writeShare(share(loss)),
      ...(question === "each" ? { mark: sold } : {}),
    }),
  );
  const caption = chartCaption(because, [
    question === "each" ? "Share of all sales lost when each fails" : "Share of its own output that each loses",
  ]);
  return {
    kind: "picture",
    caption,
    svg: () =>
      barChartSvg(
        barChart(bars, {
          width: CHART_WIDTH,
          writeTick: (value) => `${Number((value * 100).toPrecision(3))} %`,
          markLabel: "share of all sales that it makes",
        }),
        {
          title: question === "each" ? "What each failure costs" : "Who is hit",
          description: caption,
          source: network.dataset === null ? "A network of one's own" : network.dataset.title,
        },
      ),
  };
}

function ground({ network, model, replaceability, eps }: CascadeResult): string {
  const { firms, sectors, links, by, product, to } = network;
  const what = { firm: "firm", facility: "facility", "country-product": "product of a country" }[by];
  const many = { firm: "firms", facility: "facilities", "country-product": "products of countries" }[by];
  const chain = product === null ? "" : ` behind HS ${product}${to === null ? "" : ` bought by ${to}`}`;
  const stand = replaceability ? "others of a sector stand in for a supplier" : "nobody stands in for a supplier";
  return (
    `${counted(firms, what, many)} of ${counted(sectors, "sector")} with ${counted(links, "link")}${chain}; ` +
    `${MODEL_WORDS[model]}; ${stand}; a cascade ends when nobody falls by more than ${eps} in a step.`
  );
}

function lines({ firms, question, hit, shown, network }: CascadeResult): Block[] {
  const rows = firms.map(row);
  const left = network.firms - Math.min(SHOWN, shown);
  return shortTable({
    title: question === "each" ? "What each failure costs, of all sales" : "Who loses how much of its output",
    whole: "All firms",
    columns,
    shown: rows.slice(0, SHOWN),
    rows,
    note:
      left > 0
        ? `${counted(left, "line")} not shown; ${counted(hit, "of them all", "of them all")} ${question === "each" ? "cost anything when failing" : "lose anything"}. --csv or --json gives all that were asked for.`
        : undefined,
  });
}

/** A ranking of failures, or those hit by a shock. */
export function cascadeView(answer: Answer<CascadeResult>): Document {
  const { result } = answer;
  return {
    ...banner(answer.coverage),
    title: result.question === "each" ? "Systemic risk: each failure in turn" : "A shock and how far it spreads",
    blocks: [
      { kind: "paragraph", text: `${result.because} ${ground(result)}` },
      ...warnings(answer),
      picture(result),
      ...lines(result),
      ...closing(
        answer,
        "model of Diem, Borsos, Reisch, Kertész and Thurner, Sci. Rep. 12:7719 (2022); links and sectors as above.",
      ),
    ],
  };
}
