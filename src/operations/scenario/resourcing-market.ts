import type { Book } from "../../book/book.ts";
import { InvalidInput, NotFound } from "../../errors.ts";
import type { CountryCode } from "../../vocab/country.ts";
import { formatHs, type Hs6 } from "../../vocab/hs-code.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import { type IsoDate, isoDate } from "../../vocab/iso-date.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { tradeOfProduct } from "../market/trade-of-product.ts";
import { countryLabel } from "../trade/labels.ts";
import type { TradeDataset } from "../trade/trade-dataset.ts";
import {
  type Added,
  AS_SOLD,
  capacityEdits,
  grownOn,
  type SupposedSupply,
  supposedSupply,
} from "./resourcing-edits.ts";
import { soldByCountries } from "./resourcing-statistics.ts";
import type { Sold, SupplyBy } from "./resourcing-supplier.ts";
import { type Supplies, suppliesOf } from "./resourcing-supply.ts";
import type { ScenarioWorld } from "./scenario-world.ts";
import { tradeEdits } from "./trade-under.ts";

/** A product, who buys it, and by whom it is offered. */
export interface MarketAsked {
  readonly dataset: TradeDataset;
  readonly revision: number;
  readonly product: Hs6;
  readonly to: CountryCode;
  readonly days: Days;
  /** Of statistics, the last year of the data unless it is said. */
  readonly year?: string | undefined;
}

/** The days that are looked at. */
export interface MarketWindow {
  readonly label: string;
  readonly from: IsoDate;
  readonly until: IsoDate;
  readonly years: number;
}

/** Offers in one world. */
export interface MarketWorld extends Supplies {
  readonly silent: number;
  readonly of: number;
}

export interface Market {
  readonly window: MarketWindow;
  readonly buyer: { readonly key: string; readonly label: string };
  readonly by: SupplyBy;
  /** The world as it is, and the one that the question is asked in: the same one without a scenario. */
  readonly asItIs: MarketWorld;
  readonly asked: MarketWorld;
}

/**
 * Reads once who sells the product, with prices, duties and what is supposed of them; nothing is read again for a plan.
 * Throws NotFound where the buyer bought nothing.
 */
export async function openMarket(context: Context, asked: MarketAsked): Promise<Market> {
  const { dataset, to } = asked;
  if (dataset.data !== "flows") throw new InvalidInput("Shipments are not planned by country.");
  const rows = await tradeOfProduct(context.scenario?.baseline ?? context, dataset, asked.product);
  const years = [...new Set(rows.map((row) => row.year))].sort();
  const year = asked.year ?? years.at(-1) ?? "";
  const window = windowOfYear(year);
  const sold = soldByCountries(
    rows.filter((row) => row.year === year),
    to,
  );
  if (sold.suppliers.every(({ way }) => way.kg === 0)) throw nothingBought(asked, year, years);
  const { scenario } = context;
  const asItIs = worldOf(sold, asked, window, await (scenario?.baseline ?? context).openBook(), AS_SOLD);
  const own = async (world: ScenarioWorld) =>
    worldOf(sold, asked, window, await context.openBook(), supposedOfCountries(world, asked));
  return {
    window,
    buyer: { key: to, label: countryLabel(to) },
    by: "country",
    asItIs,
    asked: scenario === null ? asItIs : await own(scenario),
  };
}

function nothingBought({ dataset, product, to }: MarketAsked, year: string, years: readonly string[]): NotFound {
  return new NotFound(
    `“${dataset.source}” holds no purchases of HS ${formatHs(product)} by ${inSentence(countryLabel(to))} in “${year}” with a weight and a value.`,
    { hint: `It holds trade in it of ${years.join(", ")}.` },
  );
}

function worldOf(
  sold: Sold,
  { product, revision, to, days }: MarketAsked,
  { years }: MarketWindow,
  book: Book,
  supposed: SupposedSupply,
): MarketWorld {
  const { suppliers, silent, of } = sold;
  const world = { book, product, revision, to, days, years, supposed, barred: new Map(), filled: null };
  return { ...suppliesOf(suppliers, world), silent, of };
}

function windowOfYear(year: string): MarketWindow {
  const [from, until] = [isoDate(`${year}-01-01`), isoDate(`${Number(year) + 1}-01-01`)];
  return { label: year, from, until, years: 1 };
}

/** Statistics know no party but countries: only what is said of those reaches them. */
function supposedOfCountries(world: ScenarioWorld, { product, to, days }: MarketAsked): SupposedSupply {
  const stops = tradeEdits(world, "flows").flatMap((edit) => (edit.kind === "ban" ? [{ ...edit, seller: null }] : []));
  const added = capacityEdits(world, product).flatMap((edit): Added[] => {
    const { origin } = edit;
    if (origin === null) return [];
    world.read.add(edit.number);
    const members = [{ seller: origin, facility: "", kg: 0 }];
    const supplier = { label: `${countryLabel(origin)}, added`, origin, party: null, maker: null, members };
    return [{ edit, supplier, grown: grownOn(edit, days.on) }];
  });
  return supposedSupply(world, { product, to }, { stops, out: [] }, added);
}
