import type { Book } from "../../book/book.ts";
import { inputsFor } from "../../book/inputs-for.ts";
import { type Attribution, attribute } from "../../network/attribution/attribute.ts";
import type { BasketRoot } from "../../network/attribution/attribution-question.ts";
import type { KeyOf } from "../../network/attribution/lens.ts";
import type { Network } from "../../network/network.ts";
import { type IsoDate, isoDate } from "../../vocab/iso-date.ts";
import { controlLens, OPEN_CONTROL } from "../control/control-lens.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { figureText, usdText } from "../scenario/figure-text.ts";
import { tradersOf } from "../trade/attribution-solve.ts";
import { UNKNOWN } from "../trade/labels.ts";
import { openNetwork } from "../trade/open-network.ts";
import { partOfAttribution } from "../trade/part-needed.ts";
import { revisionOf } from "../trade/product.ts";
import { asNetworkDataset, type TradeDataset } from "../trade/trade-dataset.ts";
import { placeOfKey } from "./agreement-members.ts";
import type { NodeResult } from "./agreement-result.ts";
import type { BillsOfNode } from "./node-bills.ts";
import type { YearOfTrade } from "./node-trade.ts";

type Leakage = NodeResult["leakage"][number];
type Sales = ReadonlyMap<string, number>;

const OUTSIDE = "outside";
const INSIDE = "inside";
const MOST_LINES = 8;

interface Asked {
  readonly product: string;
  readonly members: ReadonlySet<string>;
  readonly days: Days;
}

/** Of what members sell abroad, how much was added outside, by statistics; null where none of their sales is held. */
export async function leakageOfTrade(
  context: Context,
  book: Book,
  { dataset, year, legs }: YearOfTrade,
  asked: Asked,
): Promise<Leakage | null> {
  const sales = new Map<string, number>();
  for (const { seller, usd } of legs) {
    if (asked.members.has(seller) && usd !== null && usd > 0) sales.set(seller, (sales.get(seller) ?? 0) + usd);
  }
  if (sales.size === 0) return null;
  const window = { since: isoDate(`${year}-01-01`), until: isoDate(`${Number(year) + 1}-01-01`) };
  const network = await partNetwork(context, book, dataset, asked.product, window);
  return leakage(context, book, { network, dataset, sales, window, by: "origin" }, asked);
}

/** The same by bills and by who controls those who added it. */
export async function leakageOfBills(
  context: Context,
  book: Book,
  { dataset, window, goods }: BillsOfNode,
  asked: Asked,
): Promise<Leakage | null> {
  const sales = new Map<string, number>();
  for (const { seller, origin, usd } of goods) {
    if (asked.members.has(origin)) sales.set(seller, (sales.get(seller) ?? 0) + usd);
  }
  if (sales.size === 0) return null;
  const days = { since: window.from, until: window.until };
  const network = await partNetwork(context, book, dataset, asked.product, days);
  return leakage(context, book, { network, dataset, sales, window: days, by: "control" }, asked);
}

interface Window {
  readonly since: IsoDate;
  readonly until: IsoDate;
}

async function partNetwork(
  context: Context,
  book: Book,
  dataset: TradeDataset,
  product: string,
  window: Window,
): Promise<Network> {
  const links = inputsFor(book, revisionOf(dataset.hsRevision));
  const asked = { products: [product], inputs: "all" as const, links, countries: undefined, party: undefined };
  const part = partOfAttribution(context, { ...asked, ...window, production: [] });
  return openNetwork(context, asNetworkDataset(dataset), part);
}

interface Ground {
  readonly network: Network;
  readonly dataset: TradeDataset;
  readonly sales: Sales;
  readonly window: Window;
  readonly by: Leakage["by"];
}

async function leakage(
  context: Context,
  book: Book,
  { network, dataset, sales, window, by }: Ground,
  { product, members, days }: Asked,
): Promise<Leakage | null> {
  const total = [...sales.values()].reduce((sum, usd) => sum + usd, 0);
  const known = [...sales].filter(([party]) => network.parties.find(party) >= 0);
  if (total <= 0 || known.length === 0) return null;
  const isTrader = await tradersOf(context, dataset, network);
  const root: BasketRoot = {
    kind: "basket",
    goods: known.map(([party, usd]) => ({ party, product, share: usd / total })),
  };
  const found = attribute(network, inputsFor(book, revisionOf(dataset.hsRevision)), {
    ...{ root, inputs: "all", since: window.since, until: window.until },
    ...(isTrader === null ? {} : { isTrader }),
  });
  if (found.empty) return null;
  const lens =
    by === "origin" ? null : await lensOfControl(context, book, network, found, { made: dataset.made, days });
  const keyOf: KeyOf["keyOf"] = (party, code, origin) => (lens === null ? origin() : lens.keyOf(party, code, origin));
  const side: KeyOf = {
    name: by,
    keyOf: (party, code, origin) => {
      const key = keyOf(party, code, origin);
      return key === OPEN_CONTROL || key === UNKNOWN || key === "" ? UNKNOWN : members.has(key) ? INSIDE : OUTSIDE;
    },
  };
  const outside = found.by(side, { keys: [OUTSIDE] }).find(({ key }) => key === OUTSIDE);
  const lines = found.by({ name: by, keyOf }, { bounded: MOST_LINES }).filter(({ key }) => !members.has(key));
  const line = ({ share, low, high }: { share: number; low: number | null; high: number | null }) => ({
    share: figureText(share),
    low: low === null ? null : figureText(low),
    high: high === null ? null : figureText(high),
    usd: usdText(share * total),
  });
  return {
    ...{ by, dataset: dataset.source, usd: usdText(total), untraced: figureText(found.untraced) },
    outside: line(outside ?? { share: 0, low: 0, high: null }),
    largest: lines.slice(0, MOST_LINES).map((each) => ({ ...placeOfKey(each.key), ...line(each) })),
  };
}

async function lensOfControl(
  context: Context,
  book: Book,
  network: Network,
  { solved }: Attribution,
  asked: { readonly made: boolean; readonly days: Days },
) {
  const { party } = solved.shared.cone.nodes;
  const adding = new Set<number>();
  for (let node = 0; node < solved.shared.nodes; node++) adding.add(party[node] as number);
  return controlLens(context, book, network, adding, asked);
}
