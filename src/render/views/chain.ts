import type { Answer } from "../../operations/core/answer.ts";
import type { ChainResult } from "../../operations/trade/chain-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Document, Table } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { inSentence, shortProduct, sourceWords, windowWords } from "./trade-words.ts";

const LINKS_SHOWN = 10;
const PRODUCTS_NAMED = 3;

function title({ root, direction }: ChainResult): string {
  const what = `HS ${formatHs(root.product)} (${shortProduct(root.label)})`;
  const when = windowWords(root.from, root.until);
  return direction === "up"
    ? `The chain behind ${what} bought by ${inSentence(root.buyer?.label ?? "the world")}, ${when}`
    : `The chain after ${what} sold by ${inSentence(root.seller?.label ?? "the world")}, ${when}`;
}

function tierTable({ tiers, direction, by }: ChainResult): Table {
  return {
    kind: "table",
    title: "Tier by tier",
    columns: [
      { name: "tier", label: "Tier", type: "count" },
      { name: "products", label: "Products", type: "text" },
      { name: "rows", label: "Rows", type: "count" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "estimated_usd", label: "Estimated", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "sellers", label: direction === "up" ? "Sellers" : "Buyers", type: "count" },
      ...(by === "origin" ? [{ name: "countries", label: "Countries", type: "count" } as const] : []),
      { name: "hhi", label: "Concentration", type: "number", unit: "HHI" },
    ],
    rows: tiers.map((tier) => [
      tier.tier,
      productWords(tier.products),
      tier.rows,
      tier.usd,
      tier.estimatedUsd,
      tier.kg,
      tier.sellers,
      ...(by === "origin" ? [tier.ends] : []),
      tier.hhi,
    ]),
  };
}

function productWords(products: readonly { readonly code: string }[]): string {
  const named = products.slice(0, PRODUCTS_NAMED).map(({ code }) => formatHs(code));
  const more = products.length - named.length;
  return named.join(", ") + (more === 0 ? "" : ` and ${counted(more, "other")}`);
}

function linkRows({ nodes, links }: ChainResult, tier: number) {
  const label = new Map(nodes.map((node) => [node.id, node.label]));
  return links
    .filter((link) => link.tier === tier)
    .map((link) => [
      link.tier,
      label.get(link.source) ?? link.source,
      label.get(link.target) ?? link.target,
      productWords(link.products),
      link.rows,
      link.usd,
      link.estimatedUsd,
      link.kg,
    ]);
}

const LINK_COLUMNS: Table["columns"] = [
  { name: "tier", label: "Tier", type: "count" },
  { name: "source", label: "Sells", type: "text" },
  { name: "target", label: "Buys", type: "text" },
  { name: "products", label: "Products", type: "text" },
  { name: "rows", label: "Rows", type: "count" },
  { name: "usd", label: "Value", type: "usd" },
  { name: "estimated_usd", label: "Estimated", type: "usd" },
  { name: "kg", label: "Weight", type: "kg" },
];

/** For people the largest links of each tier; for files all of them. */
export function chainView(answer: Answer<ChainResult>): Document {
  const { result } = answer;
  const byTier = result.tiers.map(({ tier }) => ({ tier, rows: linkRows(result, tier) }));
  return {
    ...banner(answer.coverage),
    title: title(result),
    blocks: [
      ...warnings(answer),
      tierTable(result),
      ...byTier.map(
        ({ tier, rows }): Table => ({
          kind: "table",
          title:
            rows.length > LINKS_SHOWN
              ? `Tier ${tier}: the largest ${LINKS_SHOWN} of ${counted(rows.length, "link")}`
              : `Tier ${tier}: who sells to whom`,
          columns: LINK_COLUMNS.slice(1),
          rows: rows.slice(0, LINKS_SHOWN).map((row) => row.slice(1)),
        }),
      ),
      {
        kind: "table",
        title: "Links",
        main: true,
        detail: true,
        columns: LINK_COLUMNS,
        rows: byTier.flatMap(({ rows }) => rows),
      },
      ...closing(answer, sourceWords(result.dataset)),
    ],
  };
}
