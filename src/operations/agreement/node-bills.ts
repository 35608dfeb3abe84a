import type { Book } from "../../book/book.ts";
import { InvalidInput } from "../../errors.ts";
import type { Network } from "../../network/network.ts";
import { ownerTariff, type Verdict } from "../../scenario/agreement/owner-tariff.ts";
import { epochDay } from "../../vocab/iso-date.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { flowsFactsOf } from "../flows/flows-facts.ts";
import { figureText, tonnesText, usdText } from "../scenario/figure-text.ts";
import { runsOf } from "../scenario/resourcing/resourcing-bills.ts";
import { eligibility } from "../scenario/resourcing/resourcing-rules.ts";
import type { MarketWindow } from "../scenario/resourcing/resourcing-supplier.ts";
import { windowOfBills } from "../scenario/resourcing/resourcing-window.ts";
import { chosenLists, listedParties, periodOn } from "../screen/listed-parties.ts";
import { facilityLabel } from "../trade/facility.ts";
import { openNetwork } from "../trade/open-network.ts";
import { partOfProducts } from "../trade/part-needed.ts";
import { partyLabel } from "../trade/party.ts";
import { asNetworkDataset, chooseDataset, type TradeDataset, tradeDatasets } from "../trade/trade-dataset.ts";
import type { AgreementInput, AgreementNode, AgreementRules } from "./agreement-input.ts";
import { placeIn, placeOfKey } from "./agreement-members.ts";
import type { NodeResult } from "./agreement-result.ts";
import { partyVerdicts } from "./plant-verdicts.ts";

/** What one seller sent into a country from a plant of its own, as bills state it. */
export interface BilledGoods {
  /** Party id. */
  readonly seller: string;
  readonly label: string;
  readonly facility: { readonly key: string; readonly label: string } | null;
  /** Where the seller sits; "" where that is not known. */
  readonly seat: string;
  readonly origin: string;
  readonly to: string;
  readonly trades: boolean;
  readonly usd: number;
  readonly tonnes: number;
}

/** Bills of a product between countries, told apart by seller, plant, origin and destination. */
export interface BillsOfNode {
  readonly dataset: TradeDataset;
  readonly network: Network;
  readonly window: MarketWindow;
  readonly goods: readonly BilledGoods[];
  /** Bills that state no value or whose value is not known. */
  readonly silent: number;
}

/** The bills of a node, or why there are none. */
export async function billsOfNode(
  context: Context,
  book: Book,
  { product }: AgreementNode,
  asked: AgreementInput["bills"],
): Promise<{ readonly bills: BillsOfNode | null; readonly missing: string | null }> {
  const all = await tradeDatasets(context, product);
  const held = all.filter(({ data, productRows, source }) => {
    return data === "shipments" && productRows > 0 && (asked?.source === undefined || asked.source === source);
  });
  if (held.length === 0) {
    if (
      asked?.source !== undefined &&
      !all.some(({ data, source }) => data === "shipments" && source === asked.source)
    ) {
      throw new InvalidInput(`bills.source: the store holds no bills of “${asked.source}”.`);
    }
    return { bills: null, missing: "The store holds no bills of it, and statistics name no parties." };
  }
  const dataset = await chooseDataset(context, book, product, { data: "shipments", source: asked?.source });
  const window = windowOfBills(dataset, {});
  const network = await openNetwork(
    context,
    asNetworkDataset(dataset),
    partOfProducts([product], { since: window.from, until: window.until }),
  );
  const { traders } = await import("../../store/queries/traders.ts");
  const rows = await (await context.openEngine()).rows<{ readonly party_id: string }>(traders(), context.signal);
  const trading = new Set(rows.map(({ party_id }) => party_id));
  return { bills: { dataset, network, window, ...billedGoods(network, product, window, trading) }, missing: null };
}

function billedGoods(network: Network, product: string, window: MarketWindow, trading: ReadonlySet<string>) {
  const { runs, sell, columns, parties, facilities, countries } = network;
  const [first, last] = [epochDay(window.from), epochDay(window.until)];
  const own = runsOf(network, product);
  for (const run of own) network.pages.want(runs.offsets[run] as number, runs.offsets[run + 1] as number, "facility");
  network.pages.fetch();
  const groups = new Map<string, BilledGoods & { usd: number; tonnes: number }>();
  let silent = 0;
  for (const run of own) {
    const party = sell.party[runs.sellNode[run] as number] as number;
    const stated = countries[runs.origin[run] as number] ?? "";
    const origin = stated === "" ? parties.country(party) : stated;
    const to = countries[runs.destination[run] as number] ?? "";
    if (origin === to) continue;
    for (let entry = runs.offsets[run] as number; entry < (runs.offsets[run + 1] as number); entry++) {
      const day = columns.day[entry] as number;
      if (day < first || day >= last) continue;
      const usd = (columns.usd[entry] as number) / 100;
      if (!(usd > 0)) {
        silent++;
        continue;
      }
      const kg = (columns.kg[entry] as number) / 1000;
      const plant = columns.facility[entry] ?? 0;
      const key = `${party} ${plant} ${origin} ${to}`;
      const seller = parties.id(party);
      const group = groups.get(key) ?? {
        ...{
          seller,
          label: partyLabel(network, seller),
          seat: parties.country(party),
          origin,
          to,
          trades: trading.has(seller),
          usd: 0,
          tonnes: 0,
        },
        facility: plant > 0 ? { key: facilities.id(plant), label: facilityLabel(network, facilities.id(plant)) } : null,
      };
      group.usd += usd;
      group.tonnes += kg > 0 ? kg / 1000 : 0;
      groups.set(key, group);
    }
  }
  return { goods: [...groups.values()], silent };
}

type Hit = NonNullable<NonNullable<NodeResult["bills"]>["owners"]>["hits"][number];

/** What members' imports by bills meet of the tariff by owner and of the ban; the rules of the file that hold for the node. */
export async function billsLine(
  context: Context,
  book: Book,
  { dataset, window, goods: all }: BillsOfNode,
  { facility_tariff: tariff, ban }: Pick<AgreementRules, "facility_tariff" | "ban">,
  members: ReadonlySet<string>,
  { days, top }: { readonly days: Days; readonly top: number },
): Promise<NonNullable<NodeResult["bills"]>> {
  const goods = mergedByPlant(all.filter(({ to }) => members.has(to)));
  return {
    dataset: flowsFactsOf(book, dataset),
    from: window.from,
    until: window.until,
    owners: tariff === undefined ? null : await owners(),
    banned: ban === undefined ? null : await bannedGoods(),
  };

  async function owners() {
    const { rule, rate, except } = tariff as NonNullable<AgreementRules["facility_tariff"]>;
    const out = new Set(
      except.flatMap((text, at) => [...placeIn(`rules.facility_tariff.except[${at}]`, text).members]),
    );
    const sellers = [...new Set(goods.map(({ seller }) => seller))];
    const asked = { made: dataset.made, days };
    const { barred, open } = await eligibility(context, [rule], sellers, asked);
    const verdicts = await partyVerdicts(context, book, rule, sellers, asked);
    const verdictOf = ({ seller, origin, seat }: BilledGoods): Verdict => {
      if (out.has(origin)) return "no";
      return origin === seat || seat === "" ? verdicts.ofParty(seller) : verdicts.ofPlantAbroad(seller);
    };
    const found = ownerTariff(goods, verdictOf, rate);
    const line =
      (verdict: "yes" | "open") =>
      (each: (typeof found.hits)[number]): Hit => ({
        party: { key: each.seller, label: each.label },
        facility: each.facility,
        origin: placeOfKey(each.origin),
        inside: members.has(each.origin),
        verdict,
        because: (
          barred.get(each.seller) ??
          open.get(each.seller) ?? [`A plant abroad of ${each.label}, a holder of ${rule}.`]
        ).join(" "),
        trades: each.trades,
        usd: usdText(each.usd),
        tonnes: tonnesText(each.tonnes),
        rate: figureText(rate),
        owed: usdText(each.owed),
      });
    const sum = (lines: readonly { readonly owed: number }[]) => lines.reduce((total, { owed }) => total + owed, 0);
    return {
      ...{ rule, rate: figureText(rate), usd: usdText(found.usd) },
      hits: found.hits.slice(0, top).map(line("yes")),
      open: found.open.slice(0, top).map(line("open")),
      otherHits: Math.max(0, found.hits.length - top),
      otherOpen: Math.max(0, found.open.length - top),
      hitUsd: usdText(found.hits.reduce((total, { usd }) => total + usd, 0)),
      owed: usdText(sum(found.hits)),
      mayOwe: usdText(sum(found.open)),
    };
  }

  async function bannedGoods() {
    const { lists } = ban as NonNullable<AgreementRules["ban"]>;
    const { parties, lists: known } = await listedParties(context, book, { made: dataset.made, store: true });
    const chosen = new Set(chosenLists(known, lists).map(({ id }) => id));
    const listOf = new Map(
      parties.flatMap(({ party, list, periods }) =>
        chosen.has(list) && periodOn(periods, days)?.state === "in force" ? [[party, list] as const] : [],
      ),
    );
    const sellers = goods
      .flatMap((each) => {
        const list = listOf.get(each.seller);
        return list === undefined ? [] : [{ ...each, list }];
      })
      .sort((a, b) => b.usd - a.usd || (a.seller < b.seller ? -1 : 1));
    return {
      lists,
      sellers: sellers.slice(0, top).map(({ seller, label, list, origin, usd, tonnes }) => {
        return { key: seller, label, list, origin: placeOfKey(origin), usd: usdText(usd), tonnes: tonnesText(tonnes) };
      }),
      usd: usdText(sellers.reduce((total, { usd }) => total + usd, 0)),
    };
  }
}

/** Of each seller, plant and origin what went into all members together. */
function mergedByPlant(goods: readonly BilledGoods[]): readonly BilledGoods[] {
  const groups = new Map<string, BilledGoods>();
  for (const each of goods) {
    const key = `${each.seller}\u0000${each.facility?.key ?? ""}\u0000${each.origin}`;
    const own = groups.get(key);
    groups.set(key, own === undefined ? each : { ...own, usd: own.usd + each.usd, tonnes: own.tonnes + each.tonnes });
  }
  return [...groups.values()];
}

/** Rows that were made and real ones are never in one answer. */
export function refuseMixed(datasets: readonly TradeDataset[]): boolean {
  const made = datasets.filter((each) => each.made);
  if (made.length === 0) return false;
  if (made.length === datasets.length) return true;
  throw new InvalidInput("The agreement meets data of a made world and real data, which are never in one answer.", {
    hint: `Name a source: nodes[].trade.source or bills.source. Made are ${[...new Set(made.map(({ source }) => source))].join(", ")}.`,
  });
}
