import { chartCaption } from "../../src/charts/chart-caption.ts";
import { stackedBars, stackedBarsSvg } from "../../src/charts/stacked-bars.ts";
import { writeShare } from "../../src/render/scale.ts";
import { companyAddress } from "../state/company-question.ts";
import { type MarketPlace, type MarketResult, marketFigure, type Ranking } from "../state/market-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { claimAmount } from "./claim-words.ts";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "./fitted-picture.tsx";
import { costsTable, measureWords, rankedBy, rankingsBy, rankingTable } from "./market-ranking-tables.ts";
import { shortAmount } from "./short-amount.ts";

interface MarketRankingProps {
  readonly result: MarketResult;
  readonly values: MarketPlace;
}

type Ranked = Ranking["makers"][number];

const MOST_LISTS = 3;
const MOST_MAKERS = 10;

/** "at least 430,000 t", "95.6 %". */
const amountOf = ({ quantity, bound }: Ranked, unit: string): string =>
  `${bound === null ? "" : `${bound} `}${unit === "share" ? writeShare(quantity) : claimAmount(quantity, unit)}`;

function finding(list: Ranking | undefined, measure: string): string {
  const [first] = list?.makers ?? [];
  if (list === undefined || first === undefined) return "Nothing is ranked";
  const share = first.share === null ? "" : `, ${writeShare(first.share)} of the ${list.makers.length} listed`;
  const wholes = first.wholes.map((whole) => ` and ${writeShare(whole.share)} of ${whole.label}`).join("");
  return `By ${measureWords(measure)} ${first.party} comes first in ${list.period}: ${amountOf(first, list.unit)}${share}${wholes}`;
}

/** Makers by size, by the measure that is chosen; each source and period by itself. */
export function MarketRanking({ result, values }: MarketRankingProps) {
  const measure = rankedBy(result, values);
  if (measure === null) return null;
  const lists = rankingsBy(result, measure);
  const caption = chartCaption(finding(lists[0], measure), [
    ...(lists.length > MOST_LISTS ? [`The last ${MOST_LISTS} of ${lists.length} lists are drawn`] : []),
  ]);
  const title = `Ranking by ${measureWords(measure)}`;
  const draw: DrawPicture = (width, options) => {
    const groups = lists.slice(0, MOST_LISTS).map(({ product, period, source, unit, makers }) => ({
      label: [period, product, source].join(" · "),
      rows: makers.slice(0, MOST_MAKERS).map((maker) => ({
        label: `${maker.rank}. ${maker.party}`,
        text: [amountOf(maker, unit), ...(maker.share === null ? [] : [writeShare(maker.share)])].join(", "),
        parts: [{ kind: 0, value: Number(maker.quantity), valueText: amountOf(maker, unit) }],
      })),
    }));
    const isShare = lists[0]?.unit === "share";
    const chart = stackedBars(groups, {
      width,
      kinds: [{ label: measureWords(measure), texture: "solid" }],
      writeTick: (tick) => (isShare ? `${Math.round(tick * 100)} %` : shortAmount(tick)),
    });
    return stackedBarsSvg(chart, { title, description: caption, source: "" }, options);
  };
  const table = rankingTable(lists);
  const names = table.columns.findIndex(({ name }) => name === "company");
  return (
    <ChartFigure
      name={`market-ranking-${measure}`}
      title={title}
      caption={caption}
      table={table}
      tableProps={{
        reference: () => marketFigure(values),
        action: (row) => {
          const party = table.rows[row]?.[names];
          return typeof party === "string" ? { label: `All of ${party}`, href: companyAddress({ party }) } : null;
        },
      }}
      svg={() => draw(FILE_WIDTH, {})}
    >
      <FittedPicture draw={draw} label={caption} />
    </ChartFigure>
  );
}

/** What new capacity costs by the unit, where one source states the outlay and what it buys. */
export function MarketCosts({ result, values }: MarketRankingProps) {
  const { costs } = result;
  if (costs.length === 0) return null;
  const said = costs.map(
    ({ party, facility, value, unit, bound }) =>
      `${facility ?? party ?? "a plant"} ${bound === null ? "" : `${bound} `}${claimAmount(value, unit)}`,
  );
  return (
    <ChartFigure
      name="market-costs"
      title="Cost of new capacity"
      caption={`Outlay over capacity: ${said.slice(0, 4).join("; ")}.`}
      table={costsTable(result)}
      tableProps={{
        reference: () => marketFigure(values),
        action: (row) => {
          const party = costs[row]?.party ?? null;
          return party === null ? null : { label: `All of ${party}`, href: companyAddress({ party }) };
        },
      }}
    />
  );
}
