import { inputMap } from "../../network/input-map.ts";
import { reach } from "../../network/reach.ts";
import { hasControlMeasures } from "../../tariff/producer-control.ts";
import type { CountryCode } from "../../vocab/country.ts";
import {
  absolute,
  compare,
  type Decimal,
  decimal,
  format,
  minus,
  plus,
  shareOf,
  sum,
  ZERO,
} from "../../vocab/decimal.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import type { Context } from "../core/context.ts";
import { borderOf } from "../duty/goods-of.ts";
import { producersControl } from "../duty/producer-control.ts";
import { tradeOfProduct } from "../market/trade-of-product.ts";
import { countryLabel, productLabel } from "../trade/labels.ts";
import { openNetwork } from "../trade/open-network.ts";
import { partOfPurchases } from "../trade/part-needed.ts";
import { allParts } from "../trade/split-parts.ts";
import { dutyOfTier, type TierDuty } from "../trade/tier-duty.ts";
import { asNetworkDataset, type TradeDataset } from "../trade/trade-dataset.ts";
import type { Part } from "../trade/trade-fields.ts";
import type { Worlds } from "./duty-change-imports.ts";
import type { DutyChange, TradeDuty } from "./duty-change-result.ts";
import type { WhatIfAsked } from "./whatif-asked.ts";

interface TradeFound {
  readonly trade: DutyChange["trade"];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * What the country's own imports of the products owe by origin in both worlds, if the same came in all the same;
 * `isOfOwners` where nothing but lists and stakes is edited.
 */
export async function tradeDuties(
  { baseline, scenario }: Worlds,
  asked: WhatIfAsked,
  isOfOwners: boolean,
): Promise<TradeFound> {
  const { to, dataset, products, revision, days, top } = asked;
  const without = (note: string): TradeFound => ({ trade: null, notes: [note], warnings: [] });
  if (to === null) return without("Whose imports are asked about is not said, so that no duty is put on trade.");
  const [before, after] = [await baseline.openBook(), await scenario.openBook()];
  const label = countryLabel(to);
  if (before.tariff.border(to) === null) return without(`The book has no duties of ${inSentence(label)}.`);
  if (dataset === null) return { trade: null, notes: [], warnings: [] };
  const border = borderOf(after, to);
  if (isOfOwners && !hasControlMeasures(border)) return without("No duty of the book turns on whose a maker is.");
  const filled = {
    before: (await producersControl(baseline, before, borderOf(before, to), [], days)).filled,
    after: (await producersControl(scenario, after, border, [], days)).filled,
  };
  const notes = new Set<string>();
  const warnings = new Set<string>();
  const found: TradeDuty[] = [];
  for (const product of products) {
    const purchases = dataset.products.includes(product)
      ? await purchasesOf(baseline, dataset, product, { ...asked, to })
      : null;
    if (purchases === null || purchases.parts.length === 0) {
      notes.add(`“${dataset.source}” holds no purchases of HS ${formatHs(product)} by ${inSentence(label)}.`);
      continue;
    }
    const ground = { to, code: product, revision, days };
    const was = dutyOfTier(purchases.parts, { ...ground, book: before, filled: filled.before });
    const is = dutyOfTier(purchases.parts, { ...ground, book: after, filled: filled.after });
    for (const note of was.notes) notes.add(note);
    for (const warning of [...was.warnings, ...is.warnings]) warnings.add(warning);
    found.push({
      product: { code: product, label: productLabel(before, product, revision) },
      from: purchases.from,
      until: purchases.until,
      ...originsOf(was.duty, is.duty, top),
    });
  }
  if (found.length === 0) return { trade: null, notes: [...notes], warnings: [] };
  notes.add("The imports are those of the baseline: what is dearer comes all the same, and nobody buys elsewhere.");
  return { trade: { to: { key: to, label }, products: found }, notes: [...notes], warnings: [...warnings] };
}

interface Purchases {
  readonly from: string | null;
  readonly until: string | null;
  readonly parts: readonly Part[];
}

type TradeAsked = WhatIfAsked & { readonly to: CountryCode };

/** What the country bought by origin: of statistics in the last year that is asked about, of bills in the window. */
async function purchasesOf(
  baseline: Context,
  dataset: TradeDataset,
  product: Hs6,
  { to, since, until }: TradeAsked,
): Promise<Purchases> {
  if (dataset.data === "shipments") {
    const bought = { products: [product], countries: [to], party: undefined, since, until };
    const network = await openNetwork(baseline, asNetworkDataset(dataset), partOfPurchases(baseline, bought));
    const { tiers } = reach(network, inputMap(network.products, []), {
      products: [product],
      direction: "up",
      depth: 1,
      inputs: "none",
      countries: [to],
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
    });
    const lines = tiers[0]?.by("country") ?? [];
    return { from: since ?? dataset.from, until: until ?? dataset.until, parts: allParts(lines, countryLabel) };
  }
  const rows = (await tradeOfProduct(baseline, dataset, product)).filter(
    ({ buyer, year }) =>
      buyer === to &&
      (since === undefined || `${year}-12-31` >= since) &&
      (until === undefined || `${year}-01-01` < until),
  );
  const year = rows
    .map((row) => row.year)
    .sort()
    .at(-1);
  if (year === undefined) return { from: null, until: null, parts: [] };
  const parts = rows
    .filter((row) => row.year === year)
    .map(({ seller, rows: count, usd, kg }): Part => {
      return { key: seller, label: countryLabel(seller), rows: count, usd: usd ?? "0", kg: kg ?? "0", share: "0" };
    })
    .sort((a, b) => compare(decimal(b.usd), decimal(a.usd)) || (a.key < b.key ? -1 : 1));
  return { from: `${year}-01-01`, until: `${Number(year) + 1}-01-01`, parts };
}

type Origin = TradeDuty["origins"][number];
type Range = NonNullable<Origin["baseline"]>;

function originsOf(
  was: TierDuty,
  is: TierDuty,
  top: number,
): Pick<TradeDuty, "codes" | "origins" | "others" | "total"> {
  const origins = was.origins.map(({ key, label, usd }, at): Origin => {
    const [baseline, scenario] = [rangeOf(was.origins[at]), rangeOf(is.origins[at])];
    return {
      key,
      label,
      usd,
      baseline,
      scenario,
      difference: baseline === null || scenario === null ? null : differenceOf(baseline, scenario),
    };
  });
  const sizeOf = ({ difference }: Origin): Decimal =>
    difference === null ? ZERO : plus(absolute(decimal(difference.low)), absolute(decimal(difference.high)));
  const sorted = origins
    .map((origin, at) => ({ origin, at, size: sizeOf(origin) }))
    .sort((a, b) => compare(b.size, a.size) || a.at - b.at)
    .map(({ origin }) => origin);
  const others = sorted.slice(top);
  const [baseline, scenario] = [totalOf(origins, "baseline"), totalOf(origins, "scenario")];
  return {
    codes: is.codes,
    origins: sorted.slice(0, top),
    others: {
      count: others.length,
      usd: format(sum(others.map(({ usd }) => decimal(usd)))),
      difference: {
        low: format(sum(others.map(({ difference }) => decimal(difference?.low ?? "0")))),
        high: format(sum(others.map(({ difference }) => decimal(difference?.high ?? "0")))),
      },
    },
    total: {
      usd: format(sum(origins.map(({ usd }) => decimal(usd)))),
      baseline,
      scenario,
      difference: differenceOf(baseline, scenario),
    },
  };
}

function rangeOf(origin: TierDuty["origins"][number] | undefined): Range | null {
  if (origin?.low == null || origin.high === null) return null;
  const { low, high } = origin;
  return { low: low.amount, high: high.amount, lowRate: low.rate, highRate: high.rate };
}

const differenceOf = (was: Pick<Range, "low" | "high">, is: Pick<Range, "low" | "high">) => ({
  low: format(minus(decimal(is.low), decimal(was.low))),
  high: format(minus(decimal(is.high), decimal(was.high))),
});

/** Of the origins of which duties are known. */
function totalOf(origins: readonly Origin[], world: "baseline" | "scenario"): Range {
  const known = origins.flatMap((origin) => {
    const range = origin[world];
    return range === null ? [] : [{ usd: decimal(origin.usd), range }];
  });
  const usd = sum(known.map((each) => each.usd));
  const [low, high] = (["low", "high"] as const).map((end) => sum(known.map(({ range }) => decimal(range[end]))));
  return {
    low: format(low as Decimal),
    high: format(high as Decimal),
    lowRate: shareOf(low as Decimal, usd),
    highRate: shareOf(high as Decimal, usd),
  };
}
