import { chartCaption } from "../../src/charts/chart-caption.ts";
import { type TierChart, tierChartSvg } from "../../src/charts/tier-chart.ts";
import { writeShare, writeUsd } from "../../src/render/scale.ts";
import { inSentence, sourceWords } from "../../src/render/views/trade-words.ts";
import type { ChainResult } from "../state/chain-answer.ts";
import { type ChainPlace, tierFigure } from "../state/chain-question.ts";
import { concentrationTable, farEnd, namedNodes, shareIn } from "./chain-tables.ts";
import { chainTitle } from "./chain-words.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { SvgPicture } from "./svg-picture.tsx";

function finding(chain: ChainResult): string {
  const tiers = chain.tiers.filter((tier) => tier.hhi !== null);
  const top = tiers.reduce<(typeof tiers)[number] | undefined>(
    (best, tier) => (best === undefined || Number(tier.hhi) > Number(best.hhi) ? tier : best),
    undefined,
  );
  if (top === undefined) return "The data hold nothing to be concentrated.";
  const [largest] = namedNodes(chain, top.tier);
  const who =
    largest === undefined
      ? ""
      : `, ${writeShare(shareIn(largest.usd, top.usd))} of it with ${inSentence(largest.label)}`;
  return `Tier ${top.tier} is the most concentrated: its HHI is ${Number(top.hhi).toFixed(2)}${who}`;
}

function chartOf(chain: ChainResult, description: string): TierChart {
  return {
    title: `${farEnd(chain)}s by tier: ${chainTitle(chain)}`,
    description,
    source: `Source: ${sourceWords(chain.dataset)}`,
    tiers: chain.tiers.map((tier) => ({
      tier: tier.tier,
      caption: `${writeUsd(tier.usd)}, HHI ${tier.hhi === null ? "—" : Number(tier.hhi).toFixed(2)}`,
      parts: chain.nodes
        .filter((node) => node.tier === tier.tier)
        .map((node) => {
          const share = shareIn(node.usd, tier.usd);
          return { label: node.label, share: Number(share), shareText: writeShare(share), detail: writeUsd(node.usd) };
        }),
    })),
  };
}

/** How each tier is divided, with the sum of squared shares over all its sellers. */
export function ConcentrationFigure({ chain, values }: { readonly chain: ChainResult; readonly values: ChainPlace }) {
  const caption = chartCaption(finding(chain), [
    "The Herfindahl-Hirschman index sums the squared shares of all, not only of those shown: 1 is a single one",
  ]);
  return (
    <ChartFigure
      name={`concentration-${chain.root.product}`}
      title="Concentration by tier"
      caption={caption}
      table={concentrationTable(chain)}
      tableProps={{
        reference: (row, column) =>
          column.name === "usd" ? tierFigure(values, chain.tiers[row]?.tier ?? 1, null, "usd") : null,
      }}
      svg={() => tierChartSvg(chartOf(chain, caption))}
    >
      <SvgPicture svg={tierChartSvg(chartOf(chain, caption))} />
    </ChartFigure>
  );
}
