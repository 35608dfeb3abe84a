import { type Bar, barChart, barChartSvg } from "../../charts/bar-chart.ts";
import { chartCaption } from "../../charts/chart-caption.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { CostRatioResult } from "../../operations/cost-ratio/cost-ratio-result.ts";
import { decimal, toNumber } from "../../vocab/decimal.ts";
import type { Block, Document, Picture, Table } from "../document.ts";
import { writeShare } from "../scale.ts";
import { stepText } from "./control.ts";
import { banner, closing, counted, warnings } from "./parts.ts";

const OUTCOME_WORDS = { pass: "passes", fail: "fails", open: "open", "not-applicable": "does not apply" } as const;
const STATUS_WORDS = { yes: "prohibited", no: "not prohibited", open: "open" } as const;
const CHART_WIDTH = 760;
const BARS = 12;

type Range = CostRatioResult["ratio"];
type Supplier = CostRatioResult["lines"][number]["supplier"];

const rangeText = ({ low, high }: Range): string =>
  low === high ? writeShare(low) : `${writeShare(low)} to ${writeShare(high)}`;
const who = (supplier: Supplier): string | null =>
  supplier === null ? null : supplier.name + (supplier.country === null ? "" : ` (${supplier.country})`);
const number = (share: string): number => toNumber(decimal(share));

/** The ratio with its range and threshold, then the lines that count, the largest first. */
function picture(result: CostRatioResult): Picture {
  const { ratio, threshold, lines } = result;
  const counting = lines
    .filter(({ share }) => share !== null)
    .sort((a, b) => number(b.share ?? "0") - number(a.share ?? "0"));
  const bars = counting.slice(0, BARS).map(
    ({ name, share, prohibited }): Bar => ({
      label: name,
      value: number(share ?? "0"),
      valueText: `${writeShare(share ?? "0")}, ${STATUS_WORDS[prohibited]}`,
      estimated: prohibited === "open" ? number(share ?? "0") : 0,
    }),
  );
  const rest = counting.slice(BARS).reduce((sum, { share }) => sum + number(share ?? "0"), 0);
  const others = counting.length - BARS;
  const first: Bar = {
    label: "Ratio",
    value: number(ratio.low),
    valueText: rangeText(ratio),
    ...(ratio.low === ratio.high ? {} : { low: number(ratio.low), high: number(ratio.high) }),
    ...(threshold === null ? {} : { mark: number(threshold.share) }),
  };
  const pooled: Bar[] =
    others > 0 ? [{ label: counted(others, "other line"), value: rest, valueText: writeShare(rest) }] : [];
  const caption = chartCaption(result.because, [
    "Below the ratio each line as a share of the cost that counts; what is open is hatched",
  ]);
  return {
    kind: "picture",
    caption,
    svg: () =>
      barChartSvg(
        barChart([first, ...bars, ...pooled], {
          width: CHART_WIDTH,
          most: 1,
          writeTick: (value) => `${Math.round(value * 100)} %`,
          bandLabel: "open lines prohibited or not",
          ...(threshold === null ? {} : { markLabel: `threshold of ${result.year}, ${writeShare(threshold.share)}` }),
        }),
        {
          title: `${result.title}: ${result.rule.title.toLowerCase()}`,
          description: caption,
          source: threshold === null ? "" : `Threshold: ${threshold.source.title}`,
        },
      ),
  };
}

function lineTable({ lines, basis, currency }: CostRatioResult): Table {
  return {
    kind: "table",
    title: "Lines",
    main: true,
    columns: [
      { name: "name", label: "Line", type: "text" },
      { name: "supplier", label: "Supplier", type: "text" },
      basis === "cost"
        ? { name: "amount", label: "Cost", type: "number", unit: currency }
        : { name: "amount", label: "Share given", type: "share" },
      { name: "share", label: "of total", type: "share" },
      { name: "prohibited", label: "Prohibited", type: "text" },
      { name: "why", label: "Why", type: "text" },
    ],
    rows: lines.map((line) => [
      line.name,
      who(line.supplier),
      line.amount,
      line.share,
      line.leftOut === null ? line.prohibited : "not counted",
      line.leftOut ?? [line.why, ...line.path.map(stepText)].join("; "),
    ]),
  };
}

function changes({ toPass, outcome }: CostRatioResult): Block[] {
  if (toPass.length === 0) return [];
  return [
    {
      kind: "table",
      title: outcome === "open" ? "To clear or to change first, to pass for certain" : "To change first, to pass",
      columns: [
        { name: "name", label: "Line", type: "text" },
        { name: "supplier", label: "Supplier", type: "text" },
        { name: "share", label: "of total", type: "share" },
        { name: "prohibited", label: "Now", type: "text" },
        { name: "ratio_low", label: "Ratio then, least", type: "share" },
        { name: "ratio_high", label: "most", type: "share" },
        { name: "outcome", label: "Outcome", type: "text" },
      ],
      rows: toPass.map((one) => [
        one.name,
        who(one.supplier),
        one.share,
        STATUS_WORDS[one.prohibited],
        one.ratio.low,
        one.ratio.high,
        OUTCOME_WORDS[one.outcome],
      ]),
    },
  ];
}

function openTable({ open }: CostRatioResult): Block[] {
  if (open.length === 0) return [];
  const side = (name: string, label: string) =>
    [
      { name: `${name}_low`, label: `${label}, least`, type: "share" },
      { name: `${name}_high`, label: "most", type: "share" },
      { name: `${name}_outcome`, label: "Outcome", type: "text" },
    ] as const;
  return [
    {
      kind: "table",
      title: "What is open",
      columns: [
        { name: "supplier", label: "Supplier or line", type: "text" },
        { name: "share", label: "of total", type: "share" },
        ...side("if_prohibited", "If prohibited"),
        ...side("if_not", "If not"),
        { name: "decides", label: "Decides alone", type: "text" },
      ],
      rows: open.map(({ supplier, lines, share, ifProhibited, ifNot, decides }) => [
        who(supplier) ?? lines.join(", "),
        share,
        ifProhibited.ratio.low,
        ifProhibited.ratio.high,
        OUTCOME_WORDS[ifProhibited.outcome],
        ifNot.ratio.low,
        ifNot.ratio.high,
        OUTCOME_WORDS[ifNot.outcome],
        decides ? "yes" : "no",
      ]),
    },
  ];
}

function yearTable({ years, kind }: CostRatioResult): Block[] {
  if (years.length === 0) return [];
  return [
    {
      kind: "table",
      title: kind.turnsOn === "sale" ? "By year of sale" : "By year in which construction begins",
      columns: [
        { name: "year", label: "Year", type: "code" },
        { name: "threshold", label: "Threshold", type: "share" },
        { name: "outcome", label: "Outcome", type: "text" },
        { name: "confidence", label: "Confidence", type: "text" },
      ],
      rows: years.map((one) => [String(one.year), one.threshold, OUTCOME_WORDS[one.outcome], one.confidence]),
    },
  ];
}

export function costRatioView(answer: Answer<CostRatioResult>): Document {
  const { result } = answer;
  const { threshold, margin } = result;
  const more = [
    ...(margin === null ? [] : [`Margin: ${rangeText(margin)}.`]),
    ...(result.failsFrom === null ? [] : [`It fails from ${result.failsFrom} on.`]),
    ...(result.mayFailFrom === null || result.mayFailFrom === result.failsFrom
      ? []
      : [`It may fail from ${result.mayFailFrom} on.`]),
  ];
  const source = threshold === null ? undefined : `${threshold.source.title}, ${threshold.source.locator ?? "whole"}.`;
  return {
    ...banner(answer.coverage),
    title: `${result.rule.title}: ${result.title}`,
    blocks: [
      { kind: "paragraph", text: [result.because, ...more].join(" ") },
      ...warnings(answer),
      picture(result),
      lineTable(result),
      ...changes(result),
      ...openTable(result),
      ...yearTable(result),
      ...closing(answer, source),
    ],
  };
}
