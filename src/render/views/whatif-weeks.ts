import { chartCaption } from "../../charts/chart-caption.ts";
import { seriesChart, seriesChartSvg } from "../../charts/series-chart.ts";
import type { WeeksHit, WeeksResult } from "../../operations/scenario/impact/impact-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { addDays, isoDate } from "../../vocab/iso-date.ts";
import type { Block, Picture, Table } from "../document.ts";
import { writeUsd } from "../scale.ts";
import { counted } from "./parts.ts";
import { tableIfAny, tableOf } from "./table-of.ts";

/** Lines beside that of all buyers. */
const DRAWN = 3;
const CHART = { width: 860, height: 360 };

const what = ({ role, product }: Pick<WeeksHit, "role" | "product">): string => `${role} ${formatHs(product)}`;
const weekOf = (week: number | null): string => (week === null ? "not yet" : String(week));
const tierWords = (tier: number | null): string => (tier === null ? "beside" : String(tier));

function finding({ totals, weeks, from }: WeeksResult): string {
  const { buyers, hit, elsewhere, lostUsd, salesLostUsd, first } = totals;
  const others = elsewhere === 0 ? "" : ` (${counted(elsewhere, "more")} elsewhere)`;
  if (first === null) {
    return `In ${counted(weeks, "week")} from ${from} on none of ${counted(buyers, "buyer")} falls below 95 % for want of inputs${others}.`;
  }
  return (
    `In ${counted(weeks, "week")} from ${from} on ${hit} of ${counted(buyers, "buyer")} fall below 95 % for want of inputs${others}, ` +
    `the first in week ${first.week} (${first.on}): ${first.label}. Together they lose ${writeUsd(lostUsd)} of what they make or use; ` +
    `sellers lose ${writeUsd(salesLostUsd)} of sales that are stopped or no longer ordered.`
  );
}

function picture(part: WeeksResult): Picture {
  const { from, totals, largest, network } = part;
  const points = (shares: readonly string[]) =>
    shares.map((share, week) => ({ day: addDays(isoDate(from), 7 * week), value: Number(share) }));
  const caption = chartCaption(finding(part), [
    "Share of the baseline's output in each week, of all buyers and of those that lose most value",
  ]);
  return {
    kind: "picture",
    caption,
    svg: () =>
      seriesChartSvg(
        seriesChart(
          [
            { label: "all buyers", points: points(totals.output) },
            ...largest
              .slice(0, DRAWN)
              .map((one) => ({ label: `${one.label}, ${what(one)}`, points: points(one.output) })),
          ],
          { ...CHART, writeTick: (value) => `${Math.round(value * 100)} %` },
        ),
        {
          title: "When buyers run short",
          description: caption,
          source: `${network.made ? "MADE WORLD. " : ""}Source: ${network.source}`,
        },
      ),
  };
}

function hitTable(title: string, hits: readonly WeeksHit[]): Table {
  return tableOf(title, hits, [
    ["buyer", "Buyer", "text", ({ label }) => label],
    ["product", "Product", "code", what],
    ["tier", "Tier", "code", ({ tier }) => tierWords(tier)],
    ["hit_in", "Week", "count", ({ hitIn }) => hitIn],
    ["hit_on", "of", "date", ({ hitOn }) => hitOn],
    ["trough", "Least", "share", ({ trough }) => trough],
    ["back_in", "Back", "code", ({ backIn }) => weekOf(backIn)],
    ["lost_weeks", "Weeks lost", "number", ({ lostWeeks }) => Number(lostWeeks).toFixed(1)],
    ["lost_usd", "Value lost", "usd", ({ lostUsd }) => lostUsd],
    ["lacks", "Lacks", "code", ({ lacks }) => formatHs(lacks.product)],
    ["stock", "Stock, days", "code", ({ lacks }) => `${lacks.stockDays}${lacks.stockOf === "usual" ? " assumed" : ""}`],
  ]);
}

/** When buyers run short, for how long, and who loses most. */
export function weeksBlocks(part: WeeksResult): Block[] {
  const { hits, largest, totals } = part;
  const keys = (some: readonly WeeksHit[]) => some.map((one) => `${one.key} ${what(one)}`).sort();
  const isSame = keys(hits).join("\n") === keys(largest).join("\n");
  const left = totals.lines - largest.length;
  if (totals.first === null) return [{ kind: "paragraph", text: finding(part) }];
  return [
    { kind: "paragraph", text: finding(part) },
    picture(part),
    hitTable(
      left > 0
        ? `Who runs short, the most value first; ${counted(left, "other line")} not shown`
        : "Who runs short, the most value first",
      largest,
    ),
    ...(isSame ? [] : [hitTable("Who runs short, the most weeks first", hits)]),
    ...tableIfAny("By tier: how many sales lie between what stops and the buyer", totals.byTier, [
      ["tier", "Tier", "code", ({ tier }) => tierWords(tier)],
      ["hit", "Hit", "count", ({ hit }) => hit],
      ["first", "First in week", "count", ({ first }) => first],
      ["lost_usd", "Value lost", "usd", ({ lostUsd }) => lostUsd],
    ]),
  ];
}
