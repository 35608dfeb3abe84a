import type { ExposedBuyer, Exposure } from "../../network/exposure.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { ChainGround } from "./chain-ground.ts";
import type { ExposureResult } from "./exposure-result.ts";
import { countryLabel, productLabel } from "./labels.ts";
import { partyLabel } from "./party.ts";
import { ofWhole } from "./paths-findings.ts";
import { writeCents } from "./split-parts.ts";

interface Findings {
  readonly ground: ChainGround;
  readonly found: Exposure;
  readonly by: ExposureResult["by"];
  readonly rank: ExposureResult["rank"];
  readonly top: number;
}

const cents = (value: number): string => writeCents(BigInt(Math.round(value)));

function figuresOf({ rows, usd, added, passing, direct }: Omit<ExposedBuyer, "key">) {
  return {
    rows,
    usd: cents(usd),
    added: cents(added),
    addedShare: ofWhole(added, usd),
    passing: cents(passing),
    passingShare: ofWhole(passing, usd),
    direct: cents(direct),
    directShare: ofWhole(direct, usd),
  };
}

/** The core's numbers as labelled shares and amounts, the largest first. */
export function exposureFindings({ ground, found, by, rank, top }: Findings) {
  const { network, book, revision } = ground;
  const sorted = rank === "added" ? found.buyers : [...found.buyers].sort((a, b) => b.passing - a.passing);
  const rest = sorted.slice(top);
  const sum = (pick: "usd" | "added" | "passing" | "direct"): string =>
    cents(rest.reduce((total, buyer) => total + buyer[pick], 0));
  return {
    bought: found.bought.map((code) => ({ code, label: productLabel(book, code, revision) })),
    total: {
      ...figuresOf(found.total),
      buyers: found.total.buyers,
      exposed: found.buyers.length,
      untraced: cents(found.total.untraced),
      untracedShare: ofWhole(found.total.untraced, found.total.usd),
      estimatedShare: ofWhole(found.total.estimated, found.total.usd),
    },
    buyers: sorted.slice(0, top).map((buyer) => ({
      key: buyer.key === "" ? "unknown" : buyer.key,
      label: by === "country" ? countryLabel(buyer.key) : partyLabel(network, buyer.key),
      country: by === "country" ? buyer.key || null : network.parties.country(network.parties.find(buyer.key)) || null,
      ...figuresOf(buyer),
    })),
    others: {
      count: rest.length,
      usd: sum("usd"),
      added: sum("added"),
      passing: sum("passing"),
      direct: sum("direct"),
    },
    size: { nodes: found.nodes, links: found.edges },
  };
}

/** What it is that others depend on, in words. */
export function subject({ of }: Pick<ExposureResult, "of">): string {
  const product = of.product === null ? null : `HS ${formatHs(of.product.code)}`;
  const who = of.party?.label ?? of.country?.label ?? null;
  if (who === null) return product ?? "";
  return product === null ? who : `${product} of ${who}`;
}

export function exposureWarnings(result: ExposureResult): string[] {
  const { total, bought, to } = result;
  const buyer = to === null ? "anyone" : to.label;
  if (bought.length === 0) return [`The data hold nothing that ${subject(result)} sells.`];
  if (total.buyers === 0)
    return [`The data hold no row with a value by which ${buyer} bought the products in question.`];
  if (total.exposed === 0)
    return [`Nothing of ${subject(result)} stands behind what ${buyer} bought of the products in question.`];
  const estimated = (100 * Number(total.estimatedShare)).toFixed(1);
  return [
    ...(Number(total.estimatedShare) > 0
      ? [`${estimated} % of what was paid is estimated: those rows give no value in USD.`]
      : []),
    ...(Number(total.untracedShare) > 0.5
      ? [
          "More than half of what was paid is untraced, so that little is known of where it was added; what passed is known better.",
        ]
      : []),
  ];
}
