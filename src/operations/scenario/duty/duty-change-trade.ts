import type { Book } from "../../../book/book.ts";
import { hasControlMeasures } from "../../../tariff/producer-control.ts";
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
} from "../../../vocab/decimal.ts";
import { formatHs } from "../../../vocab/hs-code.ts";
import { inSentence } from "../../../vocab/in-sentence.ts";
import type { Context } from "../../core/context.ts";
import { borderOf } from "../../duty/goods-of.ts";
import { producersControl } from "../../duty/producer-control.ts";
import { countryLabel, productLabel, UNKNOWN } from "../../trade/labels.ts";
import { type DutyPart, dutyOfTier, type TierDuty } from "../../trade/tier-duty.ts";
import type { WhatIfAsked } from "../whatif/whatif-asked.ts";
import type { Worlds } from "./duty-change-imports.ts";
import { type Purchases, purchasesOf } from "./duty-change-purchases.ts";
import type { DutyChange, TradeDuty } from "./duty-change-result.ts";

interface TradeFound {
  readonly trade: DutyChange["trade"];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}

const MAKERS =
  "By bills who sells is taken for the maker; of forwarders, traders and all but the largest sellers it stays open whose goods they are.";

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
  const notes = new Set<string>();
  const bought: Purchases[] = [];
  for (const product of products) {
    const own = dataset.products.includes(product)
      ? await purchasesOf(baseline, dataset, product, { ...asked, to })
      : null;
    if (own !== null && own.parts.length > 0) bought.push(own);
    else notes.add(`“${dataset.source}” holds no purchases of HS ${formatHs(product)} by ${inSentence(label)}.`);
  }
  const makers = bought.flatMap(({ parts }) => parts.flatMap(({ maker }) => maker ?? []));
  const controlIn = async (context: Context, book: Book) =>
    (await producersControl(context, book, borderOf(book, to), makers, days)).filled;
  const [filledBefore, filledAfter] = [await controlIn(baseline, before), await controlIn(scenario, after)];
  const warnings = new Set<string>();
  const found = bought.map(({ product, parts, from, until }): TradeDuty => {
    const ground = { to, code: product, revision, days };
    const was = dutyOfTier(parts, { ...ground, book: before, filled: filledBefore });
    const is = dutyOfTier(parts, { ...ground, book: after, filled: filledAfter });
    for (const note of was.notes) notes.add(note);
    for (const warning of [...was.warnings, ...is.warnings]) warnings.add(warning);
    return {
      product: { code: product, label: productLabel(before, product, revision) },
      ...{ from, until, codes: is.duty.codes },
      ...originsOf(byOrigin(parts, was.duty, is.duty), top),
    };
  });
  if (found.length === 0) return { trade: null, notes: [...notes], warnings: [] };
  if (dataset.data === "shipments") notes.add(MAKERS);
  notes.add("The imports are those of the baseline: what is dearer comes all the same, and nobody buys elsewhere.");
  return { trade: { to: { key: to, label }, products: found }, notes: [...notes], warnings: [...warnings] };
}

type Origin = TradeDuty["origins"][number];
type Range = NonNullable<Origin["baseline"]>;

/** Parts of one origin together, with what they owe at the least and at the most in both worlds; largest value first. */
function byOrigin(parts: readonly DutyPart[], was: TierDuty, is: TierDuty): readonly Origin[] {
  const groups = new Map<string, number[]>();
  for (const [at, { key, origin = key }] of parts.entries()) groups.set(origin, [...(groups.get(origin) ?? []), at]);
  const origins = [...groups].map(([origin, places]): Origin => {
    const [baseline, scenario] = [rangeOf(was, places), rangeOf(is, places)];
    return {
      key: origin === "" ? UNKNOWN : origin,
      label: countryLabel(origin),
      usd: format(sum(places.map((at) => decimal(parts[at]?.usd ?? "0")))),
      baseline,
      scenario,
      difference: baseline === null || scenario === null ? null : differenceOf(baseline, scenario),
    };
  });
  return origins.sort((a, b) => compare(decimal(b.usd), decimal(a.usd)));
}

function originsOf(origins: readonly Origin[], top: number): Pick<TradeDuty, "origins" | "others" | "total"> {
  const sizeOf = ({ difference }: Origin): Decimal =>
    difference === null ? ZERO : plus(absolute(decimal(difference.low)), absolute(decimal(difference.high)));
  const sorted = origins
    .map((origin, at) => ({ origin, at, size: sizeOf(origin) }))
    .sort((a, b) => compare(b.size, a.size) || a.at - b.at)
    .map(({ origin }) => origin);
  const others = sorted.slice(top);
  const [baseline, scenario] = [totalOf(origins, "baseline"), totalOf(origins, "scenario")];
  return {
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

/** Null where of no part the duty is known. */
function rangeOf({ origins }: TierDuty, places: readonly number[]): Range | null {
  const known = places.flatMap((at) => {
    const { usd = "0", low = null, high = null } = origins[at] ?? {};
    return low === null || high === null ? [] : [{ usd, low: low.amount, high: high.amount }];
  });
  return known.length === 0 ? null : rangeOver(known);
}

function rangeOver(parts: readonly { readonly usd: string; readonly low: string; readonly high: string }[]): Range {
  const total = (field: "usd" | "low" | "high") => sum(parts.map((part) => decimal(part[field])));
  const [usd, low, high] = [total("usd"), total("low"), total("high")];
  return { low: format(low), high: format(high), lowRate: shareOf(low, usd), highRate: shareOf(high, usd) };
}

const differenceOf = (was: Pick<Range, "low" | "high">, is: Pick<Range, "low" | "high">) => ({
  low: format(minus(decimal(is.low), decimal(was.low))),
  high: format(minus(decimal(is.high), decimal(was.high))),
});

/** Of the origins of which duties are known. */
const totalOf = (origins: readonly Origin[], world: "baseline" | "scenario"): Range =>
  rangeOver(
    origins.flatMap(({ usd, ...origin }) => {
      const range = origin[world];
      return range === null ? [] : [{ usd, low: range.low, high: range.high }];
    }),
  );
