import { type Network, VALUE_ESTIMATED } from "../../../network/network.ts";
import { epochDay } from "../../../vocab/iso-date.ts";
import { facilityLabel } from "../../trade/facility.ts";
import { countryLabel } from "../../trade/labels.ts";
import { partyLabel } from "../../trade/party.ts";
import type { MarketWindow, Member, Sold, Supplier, SupplyBy } from "./resourcing-supplier.ts";

export interface BillsAsked {
  /** HS, six digits. */
  readonly product: string;
  readonly to: string;
  readonly by: SupplyBy;
  /** Id of the one party that buys; null: everybody in `to`. */
  readonly buyer: string | null;
  readonly window: MarketWindow;
  /** What is left of what a party buys, 0 to 1. */
  readonly buying: (buyer: string) => number;
  /** Ids of parties that are said to sell what they buy: who made their goods is not known. */
  readonly traders: ReadonlySet<string>;
  /** Kilograms that a party or facility can make in the window, by its id. */
  readonly capacities: ReadonlyMap<string, number>;
}

/** Who sold the product in the window by bills, with what of it to the buyer. */
export interface SoldByBills extends Sold {
  /** Bills that state no origin: the seller's country stands for it. */
  readonly withoutOrigin: number;
  /** Bills whose value is an estimate. */
  readonly estimated: number;
}

interface Group {
  readonly id: string;
  readonly origin: string;
  readonly seller: number;
  readonly facility: number;
  readonly way: { kg: number; usd: number };
  readonly all: { kg: number; usd: number };
  readonly members: Map<string, { seller: number; facility: number; kg: number }>;
}

/** Adds up the bills of the product by supplier and origin; goods of the buyer's own country are no imports. */
export function soldByBills(network: Network, asked: BillsAsked): SoldByBills {
  const { runs, buy, sell, columns, parties, countries } = network;
  const { product, to, by, buyer, window, buying } = asked;
  const [first, last] = [epochDay(window.from), epochDay(window.until)];
  const groups = new Map<string, Group>();
  const count = { silent: 0, of: 0, withoutOrigin: 0, estimated: 0 };
  const reads = runsOf(network, product);
  for (const run of reads) {
    network.pages.want(runs.offsets[run] as number, runs.offsets[run + 1] as number, "facility");
  }
  network.pages.fetch();
  for (const run of reads) {
    const seller = sell.party[runs.sellNode[run] as number] as number;
    const buys = parties.id(buy.party[runs.buyNode[run] as number] as number);
    const stated = countries[runs.origin[run] as number] ?? "";
    const origin = stated === "" ? parties.country(seller) : stated;
    if (origin === to) continue;
    const isWay = countries[runs.destination[run] as number] === to && (buyer === null || buyer === buys);
    const left = isWay ? buying(buys) : 1;
    for (let entry = runs.offsets[run] as number; entry < (runs.offsets[run + 1] as number); entry++) {
      const day = columns.day[entry] as number;
      if (day < first || day >= last) continue;
      count.of++;
      const kg = (columns.kg[entry] as number) / 1000;
      const usd = (columns.usd[entry] as number) / 100;
      if (!(kg > 0) || !(usd > 0)) {
        count.silent++;
        continue;
      }
      if (stated === "") count.withoutOrigin++;
      if (((columns.flags[entry] as number) & VALUE_ESTIMATED) !== 0) count.estimated++;
      const facility = columns.facility[entry] ?? 0;
      const group = groupOf(seller, facility, origin);
      add(group.all, kg * left, usd * left);
      if (isWay) add(group.way, kg * left, usd * left);
      const key = `${seller} ${facility}`;
      const member = group.members.get(key) ?? { seller, facility, kg: 0 };
      group.members.set(key, member);
      member.kg += kg;
    }
  }
  return { ...count, suppliers: suppliersOf(network, asked, [...groups.values()]) };

  function groupOf(seller: number, facility: number, origin: string): Group {
    const isFacility = by === "facility" && facility > 0;
    const id = by === "country" ? origin : isFacility ? network.facilities.id(facility) : parties.id(seller);
    const key = `${id}\u0000${origin}`;
    const known = groups.get(key);
    if (known !== undefined) return known;
    const none = () => ({ kg: 0, usd: 0 });
    const own = { seller, facility: isFacility ? facility : 0, way: none(), all: none(), members: new Map() };
    const made: Group = { id, origin, ...own };
    groups.set(key, made);
    return made;
  }
}

function add(sums: { kg: number; usd: number }, kg: number, usd: number): void {
  sums.kg += kg;
  sums.usd += usd;
}

/** Runs in which a product is bought. */
export function runsOf({ products, buy }: Network, product: string): readonly number[] {
  const at = products.indexOf(product);
  if (at < 0) return [];
  const found: number[] = [];
  for (let place = buy.ofProduct[at] as number; place < (buy.ofProduct[at + 1] as number); place++) {
    const node = buy.byProduct[place] as number;
    for (let run = buy.offsets[node] as number; run < (buy.offsets[node + 1] as number); run++) found.push(run);
  }
  return found;
}

function suppliersOf(network: Network, asked: BillsAsked, groups: readonly Group[]): readonly Supplier[] {
  const { by, traders, capacities } = asked;
  const { parties } = network;
  const origins = new Map<string, number>();
  const sold = new Map<string, number>();
  for (const { id, all } of groups) {
    origins.set(id, (origins.get(id) ?? 0) + 1);
    sold.set(id, (sold.get(id) ?? 0) + all.kg);
  }
  return groups
    .map(({ id, origin, seller, facility, way, all, members }): Supplier => {
      const isSplit = by !== "country" && (origins.get(id) ?? 0) > 1;
      const party = by === "country" ? null : parties.id(seller);
      const total = sold.get(id) ?? 0;
      const idle = Math.max(0, (capacities.get(id) ?? 0) - total);
      return {
        key: isSplit ? `${id} ${origin || "?"}` : id,
        label: `${labelOf(network, by, id, facility)}${isSplit ? `, goods of ${countryLabel(origin)}` : ""}`,
        origin,
        id,
        party,
        maker: party === null || traders.has(party) ? null : parties.name(seller) || null,
        ...{ way, all },
        members: [...members.values()].map((each): Member => ({ ...each, seller: parties.id(each.seller) })),
        idle: total === 0 ? 0 : (idle * all.kg) / total,
      };
    })
    .sort((a, b) => b.way.kg - a.way.kg || b.all.kg - a.all.kg || (a.key < b.key ? -1 : 1));
}

function labelOf(network: Network, by: SupplyBy, id: string, facility: number): string {
  if (by === "country") return countryLabel(id);
  if (facility > 0) return facilityLabel(network, id);
  return partyLabel(network, id);
}
