import { type Bar, barChart, barChartSvg } from "../../charts/bar-chart.ts";
import { chartCaption } from "../../charts/chart-caption.ts";
import type { AttributionResult } from "../../operations/trade/attribution-result.ts";
import { decimal, toNumber } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Cell, Table } from "../document.ts";
import { writeShare } from "../scale.ts";
import { attributionLead } from "../views/attribution.ts";
import { counted } from "../views/parts.ts";
import { shortProduct } from "../views/trade-words.ts";
import { type Html, html, picture } from "./html.ts";
import type { ReportContext } from "./report-context.ts";
import { reportFigure, reportTable } from "./report-table.ts";

const BARS = 8;
const UNTRACED = 6;

const number = (share: string | null): number => (share === null ? 0 : toNumber(decimal(share)));

function bandText({ share, low, high }: AttributionResult["by"][number]): string {
  if (low === null || high === null) return writeShare(share);
  return `${writeShare(share)} (${writeShare(low).replace(" %", "")}–${writeShare(high).replace(" %", "")})`;
}

function bars({ answers, source }: ReportContext): Html {
  const { result } = answers.resale;
  const direct = new Map(result.direct.map((each) => [each.key, number(each.share)]));
  const items = result.by.slice(0, BARS).map((line): Bar => {
    const mark = direct.get(line.key);
    return {
      label: line.label,
      value: number(line.share),
      valueText: bandText(line),
      ...(line.low === null || line.high === null ? {} : { low: number(line.low), high: number(line.high) }),
      ...(mark === undefined ? {} : { mark }),
    };
  });
  const chart = barChart(items, {
    width: 852,
    most: 1,
    writeTick: (value) => `${Math.round(value * 100)} %`,
    bandLabel: "least and most that the data allow",
    markLabel: "share of direct purchases",
  });
  const finding = attributionLead(result);
  const title = "Where the value was added, looked through resale";
  const svg = barChartSvg(chart, { title, description: finding, source }, { id: "attribution-picture", bare: true });
  return reportFigure(picture(svg), chartCaption(finding, ["Read the band, not the centre", source]), "attribution");
}

/** Reach and both attributions of the same countries, side by side. */
function besideTable({ answers }: ReportContext): Table {
  const { resale, whole } = answers;
  const sold = new Map(resale.result.direct.map((each) => [each.key, each.share]));
  const through = new Map(whole.result.by.map((line) => [line.key, line]));
  const pooled = (result: AttributionResult): Cell[] => [result.others.share, null, null];
  return {
    kind: "table",
    title: "Shares of the value, as bought and as attributed",
    columns: [
      { name: "country", label: "Country", type: "text" },
      { name: "direct", label: "Direct purchases", type: "share" },
      { name: "resale_share", label: "Through resale", type: "share" },
      { name: "resale_low", label: "least", type: "share" },
      { name: "resale_high", label: "most", type: "share" },
      { name: "whole_share", label: "Through all inputs", type: "share" },
      { name: "whole_low", label: "least", type: "share" },
      { name: "whole_high", label: "most", type: "share" },
    ],
    rows: [
      ...resale.result.by.map((line): Cell[] => {
        const all = through.get(line.key);
        return [
          line.label,
          sold.get(line.key) ?? null,
          line.share,
          line.low,
          line.high,
          all?.share ?? null,
          all?.low ?? null,
          all?.high ?? null,
        ];
      }),
      ["others", null, ...pooled(resale.result), ...pooled(whole.result)],
      ["untraced", null, resale.result.untraced.share, null, null, whole.result.untraced.share, null, null],
    ],
  };
}

function untracedTable({ answers, explanations }: ReportContext): Html {
  const { whole } = answers;
  const lines = whole.result.untraced.by.slice(0, UNTRACED);
  if (lines.length === 0) return html``;
  return reportTable(explanations, {
    id: "untraced",
    table: {
      kind: "table",
      title: "What is untraced: inputs that nobody was seen to sell",
      columns: [
        { name: "label", label: "Input", type: "text" },
        { name: "code", label: "HS", type: "code" },
        { name: "share", label: "Share of the value", type: "share" },
        { name: "usd", label: "Value", type: "usd" },
      ],
      rows: lines.map((line) => [shortProduct(line.label, 70), formatHs(line.key), line.share, line.usd]),
    },
    explained: {
      title: "What is untraced",
      answer: whole,
      formula: "what reached a party that must have bought the input, of which the data hold no purchase",
    },
  });
}

/** Of each dollar: where it was added, and how sure that is. */
export function attributionSection(context: ReportContext): Html {
  const { answers, explanations, buyer } = context;
  const { resale, whole, explainCommand } = answers;
  const { by, others } = resale.result;
  return html`
<p>Attribution follows each dollar that ${buyer} paid: what a seller had bought in is passed on to its own suppliers, the
rest it added itself. Looked through resale, only the same goods are followed; through all inputs, the input map as well.
Through all inputs ${explanations.figure(writeShare(whole.result.untraced.share), "lead-whole", 1)} of the value stays untraced.
A band holds every value that the data allow; its centre rests on assumptions. A country without a figure in a column
stands among its others.</p>
${bars(context)}
${reportTable(explanations, {
  id: "attribution",
  table: besideTable(context),
  explained: {
    title: "Value added by country, looked through resale",
    answer: resale,
    formula: `direct = value of the country's sales to the root / the root's value; through all inputs: ${whole.explanation?.command ?? ""}`,
  },
  commands: by.map((line) => explainCommand(resale, ["by", line.key, "share"])),
})}
${others.count === 0 ? null : html`<p class="note">${counted(others.count, "smaller country", "smaller countries")} stand in the line of others.</p>`}
${untracedTable(context)}`;
}
