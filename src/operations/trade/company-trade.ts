import type { Book } from "../../book/book.ts";
import { inputsFor } from "../../book/inputs-for.ts";
import { halfOfWindow } from "../../network/estimate-quality.ts";
import { inputMap } from "../../network/input-map.ts";
import type { Network } from "../../network/network.ts";
import { type Reach, type ReachTier, reach } from "../../network/reach.ts";
import type { Direction, ReachQuestion } from "../../network/reach-question.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { fromEpochDay, type IsoDate } from "../../vocab/iso-date.ts";
import type { Context } from "../core/context.ts";
import type { CompanySide } from "./company-result.ts";
import { countryLabel, productLabel } from "./labels.ts";
import { openNetwork } from "./open-network.ts";
import { partOfReach } from "./part-needed.ts";
import { partyLabel } from "./party.ts";
import { partyDetails } from "./party-detail.ts";
import { revisionOf } from "./product.ts";
import { topParts, wholeOf, writeCents, writeGrams } from "./split-parts.ts";
import { asNetworkDataset, type TradeDataset } from "./trade-dataset.ts";

const DEPTH = 3;
const LARGEST = 3;

export interface TradeAsked {
  readonly key: string;
  readonly isCountry: boolean;
  readonly since: IsoDate | undefined;
  readonly until: IsoDate | undefined;
  readonly observedOnly: boolean;
  readonly top: number;
}

interface Walked {
  readonly book: Book;
  readonly network: Network;
  readonly revision: number;
  readonly asked: TradeAsked;
}

/** What a party or a country buys (up) or sells (down) in a dataset; null where that holds no such row. */
export async function tradeSide(
  context: Context,
  book: Book,
  dataset: TradeDataset,
  direction: Direction,
  asked: TradeAsked,
): Promise<{ readonly side: CompanySide | null; readonly network: Network }> {
  const { key, isCountry, since, until } = asked;
  const revision = revisionOf(dataset.hsRevision);
  const links = inputsFor(book, revision);
  const root = isCountry ? { countries: [key], party: undefined } : { countries: undefined, party: key };
  const need = { direction, depth: DEPTH, inputs: "all" as const, links, products: dataset.products, since, until };
  const network = await openNetwork(context, asNetworkDataset(dataset), partOfReach(context, { ...need, ...root }));
  const question: ReachQuestion = {
    products: network.products,
    direction,
    depth: 1,
    inputs: "all",
    ...(isCountry ? { countries: [key] } : { parties: [key] }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(asked.observedOnly ? { observedOnly: true } : {}),
  };
  const map = inputMap(network.products, links);
  const walked = { book, network, revision, asked };
  const own = ownTrade(walked, reach(network, map, question));
  if (own === null) return { side: null, network };
  const found = reach(network, map, { ...question, depth: DEPTH });
  return { side: { ...own, tiers: found.tiers.map((tier) => tierOf(tier, direction, walked)) }, network };
}

function ownTrade({ book, network, revision, asked }: Walked, found: Reach): Omit<CompanySide, "tiers"> | null {
  const [tier] = found.tiers;
  if (tier === undefined || tier.rows === 0) return null;
  const { all } = partyDetails(found.walk, []);
  const products = tier.by("product");
  const partners = tier.by(asked.isCountry ? "country" : "party");
  const half = fromEpochDay(halfOfWindow(network, found.walk.plan));
  return {
    rows: tier.rows,
    usd: writeCents(tier.usd),
    kg: writeGrams(tier.kg),
    unitValue: all?.unitValue ?? null,
    first: all?.first ?? null,
    last: all?.last ?? null,
    stale: all !== null && all.last < half,
    byProduct: topParts(
      products.slice(0, asked.top),
      wholeOf(products),
      (code) => `${formatHs(code)} ${productLabel(book, code, revision)}`,
    ),
    partners: topParts(partners.slice(0, asked.top), wholeOf(partners), (id) => endLabel(network, asked, id)),
  };
}

function endLabel(network: Network, { isCountry }: TradeAsked, id: string): string {
  return isCountry ? countryLabel(id) : partyLabel(network, id);
}

function tierOf(tier: ReachTier, direction: Direction, { network, asked }: Walked): CompanySide["tiers"][number] {
  const largest = tier.by(asked.isCountry ? "country" : "party", LARGEST);
  return {
    tier: tier.tier,
    rows: tier.rows,
    usd: writeCents(tier.usd),
    parties: direction === "up" ? tier.senders : tier.buyers,
    products: tier.by("product").length,
    largest: largest.map(({ key, usd }) => ({
      key: key === "" ? "unknown" : key,
      label: endLabel(network, asked, key),
      usd: writeCents(usd),
    })),
  };
}
