import type { Book } from "../../../book/book.ts";
import { InvalidInput, NotFound } from "../../../errors.ts";
import type { Source } from "../../../evidence/source.ts";
import type { TradePartner } from "../../../store/queries/trade-partners.ts";
import { findGroup } from "../../../vocab/country-group.ts";
import { formatHs } from "../../../vocab/hs-code.ts";
import { type IsoDate, isoDate } from "../../../vocab/iso-date.ts";
import type { Context } from "../../core/context.ts";
import { flowsFactsOf } from "../../flows/flows-facts.ts";
import { placeOf, tradeOfProduct } from "../../market/trade-of-product.ts";
import { sourceOfDataset } from "../../trade/dataset-facts.ts";
import { productLabel } from "../../trade/labels.ts";
import { requireProduct, revisionOf } from "../../trade/product.ts";
import { chooseDataset } from "../../trade/trade-dataset.ts";
import { countriesNamed, elasticitiesSet, type FlowsStopped, flowsStopped } from "./gsim-edits.ts";
import { type ElasticityRow, EVERYBODY, type GsimInput } from "./gsim-input.ts";
import { poolTrade } from "./gsim-pool.ts";
import type { GsimResult } from "./gsim-result.ts";

/** Trade before the change, and what is to be said of where it comes from. */
export interface GsimTrade {
  readonly facts: Pick<GsimResult["trade"], "from" | "unit" | "source" | "dataset" | "product" | "year">;
  readonly countries: readonly { readonly key: string; readonly label: string }[];
  /** Row by row: sellers, then buyers. */
  readonly trade: Float64Array;
  /** How a name in the file is written as a key; throws InvalidInput for one that cannot be. */
  readonly keyOf: (name: string) => string;
  readonly from: IsoDate | null;
  readonly until: IsoDate | null;
  readonly made: boolean;
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
  readonly sources: readonly Source[];
  /** What a scenario stops of it, and the elasticities that it sets; null where none reaches it. */
  readonly under: { readonly stopped: FlowsStopped; readonly elasticities: readonly ElasticityRow[] } | null;
}

const MOST_COUNTRIES = 250;

/** Trade as the file states it: names are whatever it calls them. */
export function tradeOfFile({ trade }: GsimInput): GsimTrade {
  const { flows = [], unit, source = null } = trade;
  if (flows.length === 0) {
    throw new InvalidInput("The model holds no trade.", {
      hint: "Give trade.flows, or from: store with product and year.",
    });
  }
  if (unit === undefined) {
    throw new InvalidInput("The model does not say the unit of its trade.", { hint: "Add unit: USD million." });
  }
  const names = [...new Set(flows.flatMap(({ origin, to }) => [origin, to]))];
  if (names.includes(EVERYBODY)) throw new InvalidInput("Trade is between countries with names, not of “*”.");
  limitCountries(names.length);
  const amounts = new Float64Array(names.length ** 2);
  const seen = new Set<number>();
  for (const { origin, to, value } of flows) {
    const flow = names.indexOf(origin) * names.length + names.indexOf(to);
    if (seen.has(flow)) throw new InvalidInput(`Trade from “${origin}” to “${to}” is stated twice.`);
    seen.add(flow);
    amounts[flow] = value;
  }
  return {
    facts: { from: "file", unit, source, dataset: null, product: null, year: null },
    countries: names.map((name) => ({ key: name, label: name })),
    trade: amounts,
    keyOf: (name) => name,
    from: null,
    until: null,
    made: false,
    notes: ["Trade is what the file states."],
    warnings: [],
    sources: [],
    under: null,
  };
}

function limitCountries(count: number): void {
  if (count <= MOST_COUNTRIES) return;
  throw new InvalidInput(`The model has ${count} countries; at most ${MOST_COUNTRIES} are solved.`);
}

/** Trade of one product in one year by one dataset of the store; those who do not stand alone are one region. */
export async function tradeOfStore(context: Context, book: Book, model: GsimInput): Promise<GsimTrade> {
  const { product, year, source, side, frequency, flows, unit } = model.trade;
  if (flows !== undefined || unit !== undefined) {
    throw new InvalidInput("Trade comes from the store, so the file states no flows and no unit of its own.");
  }
  if (product === undefined || year === undefined) {
    throw new InvalidInput("Trade of the store needs a product and a year.", {
      hint: "Add product and year to trade.",
    });
  }
  const dataset = await chooseDataset(context, book, product, { data: "flows", source, side, frequency });
  const revision = revisionOf(dataset.hsRevision);
  requireProduct(book, product, revision);
  const { scenario } = context;
  const all = await tradeOfProduct(scenario?.baseline ?? context, dataset, product);
  const rows = all.filter((row) => row.year === year);
  if (rows.length === 0) {
    const years = [...new Set(all.map((row) => row.year))].sort();
    throw new NotFound(`“${dataset.source}” holds no trade in HS ${formatHs(product)} of “${year}”.`, {
      hint: years.length === 0 ? "It holds none at all." : `It holds ${years.join(", ")}.`,
    });
  }
  const named = [
    ...(model.trade.countries ?? []),
    ...model.tariffs.flatMap(({ origin, to }) => [origin, to]),
    ...model.elasticities.map(({ country }) => country),
  ];
  const alone = scenario === null ? [] : standAlone(countriesNamed(scenario), named, rows);
  const pool = poolTrade(rows, [...named, ...alone], model.trade.largest);
  const { countries, trade, keyOf, pooled } = pool;
  limitCountries(countries.length);
  const silent = rows.filter(({ usd }) => usd === null).length;
  return {
    facts: {
      from: "store",
      unit: "USD",
      source: dataset.source,
      dataset: flowsFactsOf(book, dataset),
      product: { code: product, label: productLabel(book, product, revision), revision },
      year,
    },
    countries,
    trade,
    keyOf,
    from: isoDate(`${year}-01-01`),
    until: isoDate(`${Number(year) + 1}-01-01`),
    made: dataset.made,
    notes: [
      "Statistics of trade hold no sales at home: what buyers turn to in their own country is not seen, so that changes among imports look larger than they are.",
      "Values are taken as they are stated, with carriage or without, as trade at world prices.",
      ...(pooled ? ["Countries that do not stand alone are one region; trade among them is within it."] : []),
    ],
    warnings:
      silent === 0 ? [] : [`Of ${silent} of ${rows.length} pairs of countries no value is stated; they take no part.`],
    sources: [sourceOfDataset(book, dataset)],
    under:
      scenario === null
        ? null
        : {
            stopped: flowsStopped(scenario, product, rows, pool),
            elasticities: elasticitiesSet(scenario, product, pool),
          },
  };
}

/** Of the countries that a scenario names those that trade and are in no group of the model. */
function standAlone(codes: readonly string[], named: readonly string[], rows: readonly TradePartner[]): string[] {
  const grouped = new Set(named.flatMap((name) => (findGroup(name) === null ? [] : [...placeOf(name).members])));
  const trading = new Set(rows.flatMap(({ seller, buyer }) => [seller, buyer]));
  return codes.filter((code) => trading.has(code) && !grouped.has(code));
}
