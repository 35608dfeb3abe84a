import { chartCaption } from "../../../src/charts/chart-caption.ts";
import { type PartKind, type StackGroup, stackedBars, stackedBarsSvg } from "../../../src/charts/stacked-bars.ts";
import type { Hits } from "../../../src/operations/scenario/hits/hits-result.ts";
import { writeShare, writeUsd } from "../../../src/render/scale.ts";
import { hitsBlocks } from "../../../src/render/views/whatif-hits.ts";
import { formatHs } from "../../../src/vocab/hs-code.ts";
import { inSentence } from "../../../src/vocab/in-sentence.ts";
import { WHATIF_FIGURE } from "../../state/whatif-question.ts";
import { ChartFigure } from "../chart-figure.tsx";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "../fitted-picture.tsx";
import { shortAmount } from "../short-amount.ts";

interface HitsFigureProps {
  readonly hits: Hits;
  readonly source: string;
}

const KINDS: readonly PartKind[] = [
  { label: "tier 1, its own purchases", texture: "solid" },
  { label: "tier 2, those of its suppliers", texture: "hatched" },
  { label: "farther back", texture: "faint" },
];
/** Products and buyers of each that are drawn; the tables have more. */
const MOST_PRODUCTS = 3;
const MOST_BUYERS = 8;

function groupsOf({ products, buyers }: Hits): readonly StackGroup[] {
  return products.slice(0, MOST_PRODUCTS).flatMap(({ code, label }) => {
    const own = buyers.filter(({ product }) => product === code).slice(0, MOST_BUYERS);
    if (own.length === 0) return [];
    const rows = own.map((buyer) => {
      const at = (tier: number) => Number(buyer.tiers.find((each) => each.tier === tier)?.through ?? 0);
      const values = [at(1), at(2), Number(buyer.through) - at(1) - at(2)];
      return {
        label: buyer.label,
        parts: values.map((value, kind) => ({ kind, value, valueText: writeUsd(Math.max(0, value).toFixed(0)) })),
        text: `${shortAmount(buyer.through)}, ${writeShare(buyer.share)}`,
      };
    });
    return [{ label: `HS ${formatHs(code)} · ${label}`, rows }];
  });
}

function findingOf({ products, buyers, by }: Hits): string {
  const [product] = products;
  const [first] = buyers;
  if (product === undefined || first === undefined) return "Nobody bought anything over trade that stops";
  const who = by === "country" ? "countries" : "buyers";
  return `${writeUsd(product.through)} of ${writeUsd(product.bought)} paid for HS ${formatHs(product.code)} comes over trade that stops, at ${product.hit} of ${product.buyers} ${who}; ${inSentence(first.label)} stands first, with ${writeShare(first.share)} of what it buys`;
}

/** Who paid how much over trade that stops, and how far back it stops; nobody reacting. */
export function HitsFigure({ hits, source }: HitsFigureProps) {
  const title = "Who is hit, by tier";
  const caption = chartCaption(findingOf(hits), [
    "What was paid, at once and with nobody buying elsewhere; sums of different products overlap",
  ]);
  const tables = hitsBlocks(hits).filter((block) => block.kind === "table");
  const [main, ...others] = tables;
  const groups = groupsOf(hits);
  const draw: DrawPicture = (width, options) =>
    stackedBarsSvg(
      stackedBars(groups, { width, kinds: KINDS, writeTick: shortAmount }),
      { title: `${title}, USD`, description: caption, source: `Source: ${source}` },
      options,
    );
  if (main === undefined) return <p>Nobody bought anything over trade that stops.</p>;
  return (
    <>
      <ChartFigure
        name="hits"
        title={title}
        caption={caption}
        table={main}
        tableProps={{ reference: () => WHATIF_FIGURE }}
        svg={() => draw(FILE_WIDTH, {})}
      >
        {groups.length === 0 ? undefined : <FittedPicture draw={draw} />}
      </ChartFigure>
      {others.map((table) => (
        <ChartFigure
          key={table.title}
          name="hits-products"
          title={table.title ?? "Products"}
          caption="What was asked about, and what the input map makes of it."
          table={table}
        />
      ))}
    </>
  );
}
