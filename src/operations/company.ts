import { z } from "zod";
import type { Book } from "../book/book.ts";
import { InvalidInput, NotFound } from "../errors.ts";
import { weakest } from "../evidence/basis.ts";
import type { Explanation } from "../evidence/explanation.ts";
import type { Network } from "../network/network.ts";
import { nameKey } from "../resolve/name-key.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { claimsAbout } from "./market/company-claims.ts";
import { groupOf, listingsOn } from "./market/company-group.ts";
import { marketOf } from "./market/company-market.ts";
import { type Identity, identify } from "./trade/company-identity.ts";
import { type CompanyResult, type CompanySide, companyResult } from "./trade/company-result.ts";
import { type TradeAsked, tradeSide } from "./trade/company-trade.ts";
import { blindSpots, factsOf, sourceOfDataset, windowWarnings } from "./trade/dataset-facts.ts";
import { datasetFlags, fitsChoice, type TradeDataset, tradeDatasets } from "./trade/trade-dataset.ts";
import { datasetFields, topField, windowFields } from "./trade/trade-fields.ts";

const input = z.object({
  party: z
    .string()
    .trim()
    .min(1)
    .describe("a party by id, exact name or an identifier such as an LEI; or a country")
    .meta({ placeholder: "NAME" }),
  ...windowFields,
  ...datasetFields,
  observedOnly: z.boolean().default(false).describe("leave out rows whose value is estimated or missing"),
  top: topField,
});

type CompanyInput = z.output<typeof input>;

interface Trade {
  readonly dataset: TradeDataset;
  readonly network: Network;
  readonly sells: CompanySide | null;
  readonly buys: CompanySide | null;
}

/** The largest dataset in which the party trades; one where it does not is left. */
async function tradeOf(
  context: Context,
  book: Book,
  datasets: readonly TradeDataset[],
  asked: TradeAsked,
): Promise<Trade | null> {
  for (const dataset of datasets) {
    const sells = await tradeSide(context, book, dataset, "down", asked);
    const buys = await tradeSide(context, book, dataset, "up", asked);
    if (sells.side === null && buys.side === null) continue;
    return { dataset, network: buys.network, sells: sells.side, buys: buys.side };
  }
  return null;
}

type Known = Pick<CompanyResult, "group" | "listings" | "market" | "claims">;

/** What the store and the book know of a party beside its trade. */
async function knownOf(context: Context, book: Book, identity: Identity, days: Days): Promise<Known> {
  const { party, ids, company, isCountry } = identity;
  const names = isCountry ? [party.name] : [...new Set(company?.names.map(({ name }) => name) ?? [])];
  const keys = new Set(names.map(nameKey));
  const isCalled = (name: string) => keys.has(nameKey(name));
  const asked = { id: company === null ? party.key : (ids[0] ?? party.key), ids, inBook: company !== null, days };
  const [market, group, listings, claims] = await Promise.all([
    marketOf(context, book, { ids, isCalled }),
    isCountry ? null : groupOf(context, book, asked),
    isCountry ? [] : listingsOn(context, book, asked),
    isCountry || company === null ? [] : claimsAbout(context, book, names),
  ]);
  return { group, listings: [...listings], market, claims: [...claims] };
}

const MOST_EXPLAINED = 60;

function explainFigure(book: Book, figure: CompanyResult["market"]["computed"][number]): Explanation {
  const { measure, facility, product, period, value, unit, bound, formula, inputs } = figure;
  const cited = new Map(inputs.map(({ source, locator }) => [`${source} ${locator}`, { source, locator }]));
  return {
    sentence: `${measure} of ${facility ?? product} in ${period}: ${bound === null ? "" : `${bound} `}${value} ${unit}.`,
    formula,
    inputs: inputs.map((each) => ({
      name: `${each.measure}, ${each.period}`,
      value: `${each.bound === null ? "" : `${each.bound} `}${each.quantity} ${each.unit}`,
      basis: each.basis,
      source: each.source,
    })),
    basis: weakest(inputs.map(({ basis }) => basis)),
    sources: [...cited.values()].map(({ source, locator }) => ({
      ...(book.sources.get(source) ?? { id: source, title: source }),
      ...(locator === null ? {} : { locator }),
    })),
  };
}

function explainCompany(
  context: Context,
  book: Book,
  question: CompanyInput,
  trade: Trade | null,
  { computed, figures }: CompanyResult["market"],
): Explanation {
  const vintage = context.vintageUsed();
  const source = trade === null ? null : sourceOfDataset(book, trade.dataset);
  const rows = (trade?.sells?.rows ?? 0) + (trade?.buys?.rows ?? 0);
  const stated = [...new Set(figures.map((each) => each.source))];
  const others = stated.filter((id) => id !== source?.id).map((id) => book.sources.get(id) ?? { id, title: id });
  return {
    sentence:
      source === null
        ? "The names, identifiers and facilities are what the files of the store and the book say; no dataset holds its trade."
        : `What it sells and buys are sums over ${rows} rows of ${source.title}; the tiers are those of trace over all products that it trades.`,
    formula: "usd = sum of usd over the rows; share = usd of a part / usd of the whole",
    basis: "reported",
    sources: [...(source === null ? [] : [source]), ...others],
    ...(trade === null
      ? {}
      : { rows: { used: rows, rejected: trade.dataset.imports.reduce((sum, each) => sum + each.rejected_rows, 0) } }),
    command: commandLine({ name: "company", input }, question, vintage === null ? {} : { vintage }),
    ...(computed.length === 0
      ? {}
      : { because: computed.slice(0, MOST_EXPLAINED).map((figure) => explainFigure(book, figure)) }),
  };
}

export const companyOperation = defineOperation({
  name: "company",
  summary:
    "What is known of one party or country: names, ids, group, plants, figures and what they imply, claims, and its trade.",
  description:
    "Use it for one page on a company or a country that you can name; search finds the name. Production, sales, revenue and " +
    "capacity stand as sources state them; growth, implied prices, utilisation, margins, the cost of capacity and stock " +
    "against flow are computed beside them, each within one source, with its formula and inputs. Trade is from one dataset, the " +
    "largest that holds the party unless another is chosen, by product and by partner, with the tiers that lie behind what " +
    "it buys and after what it sells. Those tiers are trade that touches the chain, not what its goods contain. Nothing " +
    "is joined by guess: another spelling of the name may be another party here.",
  examples: [
    { command: "headwater company --party CN", about: "what China sells and buys in the largest dataset of the store" },
    { command: "headwater company --party BTR", about: "an anode maker: its group, plants, figures, price and claims" },
    {
      command: "headwater company --party KR --source un-comtrade",
      about: "the same of Korea, in the monthly graphite exports of China",
    },
  ],
  input,
  output: companyResult,
  async run(context, question, days) {
    const { party: text, since, until, observedOnly, top } = question;
    if (since !== undefined && until !== undefined && until <= since) {
      throw new InvalidInput(`The window ends on "${until}", not after it begins on "${since}".`);
    }
    const book = await context.openBook();
    const identity = await identify(context, book, text);
    const { party, facilities, isCountry } = identity;
    const known = await knownOf(context, book, identity, days);
    const all = await tradeDatasets(context, null);
    const chosen = all.filter((each) => fitsChoice(each, question)).sort((a, b) => b.rows - a.rows);
    if (chosen.length === 0 && all.length > 0) {
      throw new NotFound("The store holds no such dataset.", {
        hint: `It holds: ${all.map((each) => datasetFlags(each)).join("; ")}.`,
      });
    }
    const trade = await tradeOf(context, book, chosen, { key: party.key, isCountry, since, until, observedOnly, top });
    const dataset = trade?.dataset ?? null;
    const result: CompanyResult = {
      party,
      facilities: [...facilities],
      ...known,
      dataset: trade === null ? null : factsOf(book, trade.dataset, trade.network.compiled),
      otherDatasets: all.filter((each) => each !== dataset).map(datasetFlags),
      sells: trade?.sells ?? null,
      buys: trade?.buys ?? null,
    };
    return {
      result,
      coverage: {
        made: dataset?.made ?? false,
        from: dataset?.from ?? null,
        until: dataset?.until ?? null,
        notes: trade === null ? [] : blindSpots(trade.dataset, trade.network),
      },
      warnings: [
        ...(dataset === null ? [] : windowWarnings(dataset, question)),
        ...(trade === null ? [`No dataset of the store holds trade of ${party.name} under these filters.`] : []),
      ],
      explain: () => explainCompany(context, book, question, trade, known.market),
    };
  },
});

export type { CompanyResult } from "./trade/company-result.ts";
