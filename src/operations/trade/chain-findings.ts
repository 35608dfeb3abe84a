import type { Book } from "../../book/book.ts";
import type { Network } from "../../network/network.ts";
import type { Reach } from "../../network/reach.ts";
import type { Amounts } from "../../network/tier-link-sums.ts";
import { type TierLinks, type TierNode, tierLinks } from "../../network/tier-links.ts";
import type { ChainInput } from "./chain-input.ts";
import type { ChainResult } from "./chain-result.ts";
import { countryLabel, productLabel, UNKNOWN } from "./labels.ts";
import { partyLabel } from "./party.ts";
import { writeCents, writeGrams } from "./split-parts.ts";
import type { DatasetFacts } from "./trade-fields.ts";

interface Grounds {
  readonly book: Book;
  readonly network: Network;
  readonly question: ChainInput;
  readonly found: Reach;
  readonly facts: DatasetFacts;
  readonly revision: number;
  /** The country or party of tier 0. */
  readonly end: { readonly key: string; readonly label: string };
}

const PLACES_OF_INDEX = 6;

function amounts({ rows, usd, kg, estimatedUsd }: Amounts) {
  return { rows, usd: writeCents(usd), kg: writeGrams(kg), estimatedUsd: writeCents(estimatedUsd) };
}

function keyOf({ key }: TierNode): string {
  return key === null ? "others" : key === "" ? UNKNOWN : key;
}

const idOf = (node: TierNode): string => `${node.tier}|${keyOf(node)}`;

function nodeResult(node: TierNode, { network, question }: Grounds): ChainResult["nodes"][number] {
  const byParty = question.by === "party";
  const key = node.key === null ? null : keyOf(node);
  const label =
    key === null
      ? `${node.ends} ${node.ends === 1 ? "other" : "others"}`
      : byParty
        ? partyLabel(network, key)
        : countryLabel(key);
  const country = node.key === null ? "" : byParty ? network.parties.country(network.parties.find(node.key)) : node.key;
  return {
    id: idOf(node),
    tier: node.tier,
    key,
    label,
    country: country === "" ? null : country,
    ...amounts(node),
    pooled: node.key === null ? node.ends : 0,
  };
}

function linkResults({ nodes, links }: TierLinks, up: boolean): ChainResult["links"] {
  return links.map((link) => {
    const [far, near] = [idOf(nodes[link.far] as TierNode), idOf(nodes[link.near] as TierNode)];
    return {
      source: up ? far : near,
      target: up ? near : far,
      tier: link.tier,
      products: link.products.map(({ code, usd }) => ({ code, usd: writeCents(usd) })),
      ...amounts(link),
    };
  });
}

function tierResults({ book, question, found, revision }: Grounds, chain: TierLinks): ChainResult["tiers"] {
  const up = question.direction === "up";
  return found.tiers.map((tier, at) => {
    const nodes = chain.nodes.filter((node) => node.tier === tier.tier);
    const senders = nodes.filter((node) => node.rows > 0);
    const index = chain.concentration[at] ?? null;
    return {
      tier: tier.tier,
      products: tier.by("product").map(({ key, usd }) => ({
        code: key,
        label: productLabel(book, key, revision),
        usd: writeCents(usd),
      })),
      rows: tier.rows,
      usd: writeCents(tier.usd),
      kg: writeGrams(tier.kg),
      estimatedUsd: writeCents(senders.reduce((sum, { estimatedUsd }) => sum + estimatedUsd, 0n)),
      sellers: up ? tier.senders : tier.buyers,
      ends: nodes.reduce((count, node) => count + node.ends, 0),
      shown: nodes.filter((node) => node.key !== null).length,
      hhi: index === null ? null : index.toFixed(PLACES_OF_INDEX),
    };
  });
}

/** A reach as the nodes and links of a diagram. */
export function chainFindings(grounds: Grounds): ChainResult {
  const { book, question, found, facts, revision, end } = grounds;
  const chain = tierLinks(found, question.by === "party" ? "party" : "country", question.top);
  const up = question.direction === "up";
  return {
    dataset: facts,
    root: {
      product: question.product,
      label: productLabel(book, question.product, revision),
      revision,
      buyer: up ? end : null,
      seller: up ? null : end,
      from: question.since ?? facts.from,
      until: question.until ?? facts.until,
    },
    direction: question.direction,
    by: question.by,
    tiers: tierResults(grounds, chain),
    nodes: chain.nodes.map((node) => nodeResult(node, grounds)),
    links: linkResults(chain, up),
  };
}
