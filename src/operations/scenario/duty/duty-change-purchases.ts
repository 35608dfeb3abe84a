import { inputMap } from "../../../network/input-map.ts";
import type { Network } from "../../../network/network.ts";
import { reach } from "../../../network/reach.ts";
import type { Split } from "../../../network/reach-split.ts";
import { traders } from "../../../store/queries/traders.ts";
import type { CountryCode } from "../../../vocab/country.ts";
import { compare, decimal } from "../../../vocab/decimal.ts";
import type { Hs6 } from "../../../vocab/hs-code.ts";
import type { Context } from "../../core/context.ts";
import { tradeOfProduct } from "../../market/trade-of-product.ts";
import { countryLabel } from "../../trade/labels.ts";
import { openNetwork } from "../../trade/open-network.ts";
import { partOfPurchases } from "../../trade/part-needed.ts";
import { writeCents, writeGrams } from "../../trade/split-parts.ts";
import type { DutyPart } from "../../trade/tier-duty.ts";
import { asNetworkDataset, type TradeDataset } from "../../trade/trade-dataset.ts";
import type { WhatIfAsked } from "../whatif/whatif-asked.ts";

/** What a country bought of a product in a window, in parts that owe the same. */
export interface Purchases {
  readonly product: Hs6;
  readonly from: string | null;
  readonly until: string | null;
  /** By origin, of bills by origin and seller; the key of an origin where the part has no other. */
  readonly parts: readonly DutyPart[];
}

type PurchasesAsked = Pick<WhatIfAsked, "since" | "until"> & { readonly to: CountryCode };

/** So many of the sellers are looked up; whose the smaller ones are stays open. */
const MOST_MAKERS = 200;

/** Of statistics in the last year that is asked about, of bills in the window: there who sells is taken for the maker. */
export function purchasesOf(
  baseline: Context,
  dataset: TradeDataset,
  product: Hs6,
  asked: PurchasesAsked,
): Promise<Purchases> {
  return dataset.data === "shipments"
    ? purchasesByBills(baseline, dataset, product, asked)
    : purchasesByStatistics(baseline, dataset, product, asked);
}

async function purchasesByStatistics(
  baseline: Context,
  dataset: TradeDataset,
  product: Hs6,
  { to, since, until }: PurchasesAsked,
): Promise<Purchases> {
  const rows = (await tradeOfProduct(baseline, dataset, product)).filter(
    ({ buyer, year }) =>
      buyer === to &&
      (since === undefined || `${year}-12-31` >= since) &&
      (until === undefined || `${year}-01-01` < until),
  );
  const years = rows.map((row) => row.year).sort();
  const year = years.at(-1);
  if (year === undefined) return { product, from: null, until: null, parts: [] };
  const parts = rows
    .filter((row) => row.year === year)
    .map(({ seller, rows: count, usd, kg }): DutyPart => {
      return { key: seller, label: countryLabel(seller), rows: count, usd: usd ?? "0", kg: kg ?? "0", share: "0" };
    })
    .sort((a, b) => compare(decimal(b.usd), decimal(a.usd)) || (a.key < b.key ? -1 : 1));
  return { product, from: `${year}-01-01`, until: `${Number(year) + 1}-01-01`, parts };
}

async function purchasesByBills(
  baseline: Context,
  dataset: TradeDataset,
  product: Hs6,
  { to, since, until }: PurchasesAsked,
): Promise<Purchases> {
  const bought = { products: [product], countries: [to], party: undefined, since, until };
  const network = await openNetwork(baseline, asNetworkDataset(dataset), partOfPurchases(baseline, bought));
  const linesOf = (by: "country" | "party", origin?: string): readonly Split[] =>
    reach(network, inputMap(network.products, []), {
      products: [product],
      direction: "up",
      depth: 1,
      inputs: "none",
      countries: [to],
      ...(origin === undefined ? {} : { tierCountries: [[origin]] }),
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    }).tiers[0]?.by(by) ?? [];
  const engine = await baseline.openEngine();
  const passOn = await engine.rows<{ readonly party_id: string }>(traders(), baseline.signal);
  const unknown = new Set(passOn.map((row) => row.party_id));
  const lines = linesOf("country").flatMap((whole) =>
    whole.key === ""
      ? [{ ...whole, origin: "", seller: "" }]
      : linesOf("party", whole.key).map((line) => ({ ...line, origin: whole.key, seller: line.key })),
  );
  const largest = [...lines].sort((a, b) => (b.usd > a.usd ? 1 : b.usd < a.usd ? -1 : 0)).slice(0, MOST_MAKERS);
  const isLookedUp = new Set(largest);
  return {
    product,
    from: since ?? dataset.from,
    until: until ?? dataset.until,
    parts: lines.map((line): DutyPart => {
      const { rows, usd, kg, origin, seller } = line;
      const isMaker = isLookedUp.has(line) && !unknown.has(seller);
      const figures = { rows, usd: writeCents(usd), kg: writeGrams(kg), share: "0" };
      const names = { label: countryLabel(origin), origin, maker: isMaker ? nameOf(network, seller) : null };
      return { key: `${origin} ${seller}`, ...names, ...figures };
    }),
  };
}

function nameOf({ parties }: Network, id: string): string | null {
  const at = parties.find(id);
  return at < 0 ? null : parties.name(at) || null;
}
