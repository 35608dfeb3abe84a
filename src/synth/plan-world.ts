import { ASSUMED_EQUIPMENT_SHARE, ASSUMED_FINAL_BUYERS, ASSUMED_GROWTH, readShares } from "./assumed.ts";
import { drawShares } from "./input-shares.ts";
import { MONTHS } from "./options.ts";
import { forwarderPool, type PartyRegistry, partyRegistry } from "./parties.ts";
import { plantDiversions } from "./plant-diversions.ts";
import { plantStakes } from "./plant-stakes.ts";
import type { Product } from "./products.ts";
import { type Random, random } from "./random.ts";
import { type Resellers, resellerOf } from "./resellers.ts";
import { countryWeights, type SellerDraw, sellerCandidates, sellerDraw } from "./sellers.ts";
import { type Link, type Maker, type Plant, type SingleSource, timeCurve, type World } from "./world.ts";

export interface PlanSize {
  /** Sellers of a product that took all of the demand. */
  readonly makers: number;
  /** What final buyers spend, USD over all months. */
  readonly finalUsd: number;
}

interface Demand {
  readonly buyer: number;
  readonly buyerMaker: number;
  readonly use: "input" | "equipment" | "final";
  readonly usd: number;
  readonly from: number;
  /** A planted buyer that has one supplier alone. */
  readonly single: boolean;
}

/** A supplier's part in a demand over a window of months. */
interface Slot {
  readonly candidate: number;
  readonly demand: Demand;
  readonly usd: number;
  readonly from: number;
  readonly until: number;
  readonly fixed: boolean;
}

interface Draft {
  readonly registry: PartyRegistry;
  readonly products: readonly Product[];
  readonly makers: Maker[];
  readonly links: Link[];
  readonly plants: Plant[];
  readonly singleSources: SingleSource[];
  readonly pending: Demand[][];
  /** The products that each party makes, and those it buys as inputs. */
  readonly makes: Map<number, number[]>;
  readonly traders: Map<string, number>;
  readonly tradersPerHub: number;
  readonly resellers: Resellers;
}

const SHARE_WITH_SECOND_SUPPLIER_LATER = 0.3;
const SHARE_THROUGH_TRADER = 0.03;
const SHARE_OF_FIRMS_WITH_TWO_PRODUCTS = 0.06;
const ONE_PLANTED_SINGLE_SOURCE_IN = 40;
const TRADER_HUBS = ["SG", "HK", "NL", "CH", "AE"];
const GROWTH_COUNTRIES = ["TH", "IN", "MX", "ID"];

/** A plan of who buys what from whom, not yet finished by `finishWorld`. */
export interface TradePlan {
  readonly draft: Draft;
  readonly size: PlanSize;
}

/**
 * Firms, and who buys what from whom, from the final buyers back to the mine: what a maker must buy is its output
 * times the shares of its inputs, so the sums close by construction.
 */
export function planTrade(products: readonly Product[], size: PlanSize, seed: number): TradePlan {
  const draft: Draft = {
    registry: partyRegistry(random(seed, "names")),
    products,
    makers: [],
    links: [],
    plants: [],
    singleSources: [],
    pending: products.map(() => []),
    makes: new Map(),
    traders: new Map(),
    tradersPerHub: 3 + Math.floor(size.makers / 60),
    resellers: new Map(),
  };
  products.forEach((product, at) => {
    const from = random(seed, `product ${product.hs}`);
    addFinalBuyers(draft, at, product.finalDemand * size.finalUsd, size, from);
    const demands = draft.pending[at] as Demand[];
    if (demands.length > 0) sellProduct(draft, at, demands, size, from);
  });
  return { draft, size };
}

/** Adds what does not change how many links there are by much: diversions, forwarders and owners. */
export function finishWorld({ draft, size }: TradePlan, seed: number): World {
  plantDiversions(draft, random(seed, "diversions"));
  const countries = draft.registry.parties.map((party) => party.country);
  const perCountry = Math.max(2, Math.min(12, Math.round(size.makers / 15)));
  const forwarders = forwarderPool(draft.registry, countries, perCountry);
  const stakes = plantStakes(draft.registry, random(seed, "stakes"));
  const { products, makers, links, plants, singleSources } = draft;
  return { products, parties: draft.registry.parties, makers, links, plants, singleSources, stakes, forwarders };
}

function addFinalBuyers(draft: Draft, product: number, usd: number, size: PlanSize, from: Random): void {
  if (usd === 0) return;
  const { words } = draft.products[product] as Product;
  const count = Math.max(6, Math.round(1.5 * size.makers * Math.sqrt(usd / size.finalUsd)));
  const buyers = sellerCandidates(readShares(ASSUMED_FINAL_BUYERS), count, from);
  const total = buyers.reduce((sum, buyer) => sum + buyer.weight, 0);
  for (const { country, weight } of buyers) {
    const buyer = draft.registry.add("company", country, "buyer", [...words, "Systems", "Distribution", "Industries"]);
    const spends = (usd * weight) / total;
    draft.pending[product]?.push({ buyer, buyerMaker: -1, use: "final", usd: spends, from: 0, single: false });
  }
}

function sellProduct(draft: Draft, at: number, demands: readonly Demand[], size: PlanSize, from: Random): void {
  const product = draft.products[at] as Product;
  const usd = demands.reduce((sum, demand) => sum + demand.usd, 0);
  const wanted = Math.round(size.makers * Math.sqrt(usd / size.finalUsd));
  const count = Math.max(4, Math.min(wanted, Math.ceil(demands.length * 1.2)));
  const candidates = sellerCandidates(product.exporters, count, from);
  const byCountry = new Map<string, number>();
  for (const { buyer, usd: part } of demands) {
    const { country } = draft.registry.at(buyer);
    byCountry.set(country, (byCountry.get(country) ?? 0) + part);
  }
  const shares = new Map(product.exporters.filter(([code]) => candidates.some(({ country }) => country === code)));
  const adjusted = countryWeights(shares, byCountry);
  const weights = Float64Array.from(candidates, ({ country, weight }) => {
    return (weight * (adjusted.get(country) ?? 0)) / (shares.get(country) as number);
  });
  const draw = sellerDraw(candidates, weights, from);
  const curve = timeCurve(product.season, ASSUMED_GROWTH);
  const slots = demands.flatMap((demand) => {
    const { country } = draft.registry.at(demand.buyer);
    return demand.single
      ? singleSlot(demand, country, draw)
      : supplierSlots(demand, country, draw, curve, candidates, from);
  });
  const growth = plantGrowth(draft, at, demands, from);
  const makerOf = new Map<number, number>();
  for (const slot of slots) {
    let maker = makerOf.get(slot.candidate);
    if (maker === undefined) {
      maker = addMaker(draft, at, candidates[slot.candidate]?.country as string, 0, from);
      makerOf.set(slot.candidate, maker);
    }
    addLink(draft, at, maker, slot, from);
    if (slot.demand.single) recordSingleSource(draft, at, maker, slot.demand);
  }
  for (const maker of [...makerOf.values(), ...growth]) buyInputs(draft, maker, from);
}

function recordSingleSource(draft: Draft, input: number, maker: number, { buyer, buyerMaker }: Demand): void {
  const supplier = (draft.makers[maker] as Maker).party;
  draft.singleSources.push({ buyer, supplier, output: (draft.makers[buyerMaker] as Maker).product, input });
}

function singleSlot(demand: Demand, home: string, draw: SellerDraw): readonly Slot[] {
  const candidate = draw.draw(home, []);
  if (candidate === -1) return [];
  return [{ candidate, demand, usd: demand.usd, from: demand.from, until: MONTHS, fixed: true }];
}

/** Two to six suppliers of falling weight in at least two countries; some give way to another one along the road. */
function supplierSlots(
  demand: Demand,
  home: string,
  draw: SellerDraw,
  curve: Float64Array,
  candidates: readonly { readonly country: string }[],
  from: Random,
): readonly Slot[] {
  let count = 2;
  while (count < 6 && from.chance(0.28)) count++;
  const chosen: number[] = [];
  for (let rank = 0; rank < count; rank++) {
    const only = new Set(chosen.map((candidate) => candidates[candidate]?.country));
    const abroadFrom = rank === count - 1 && only.size === 1 ? [...only][0] : undefined;
    const next = draw.draw(home, chosen, abroadFrom);
    if (next !== -1) chosen.push(next);
  }
  const sizes = chosen.map((_, rank) => from.between(0.6, 1.4) / (rank + 1) ** 1.1);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return chosen.flatMap((candidate, rank) => {
    const usd = (demand.usd * (sizes[rank] as number)) / total;
    const whole = { candidate, demand, usd, from: demand.from, until: MONTHS, fixed: false };
    const turns = demand.from + 6 + from.below(MONTHS - demand.from - 12);
    if (demand.use === "equipment" || !from.chance(SHARE_WITH_SECOND_SUPPLIER_LATER)) return [whole];
    const later = draw.draw(home, chosen);
    if (later === -1) return [whole];
    const before = ((curve[turns] as number) - (curve[demand.from] as number)) / (1 - (curve[demand.from] as number));
    return [
      { ...whole, usd: usd * before, until: turns },
      { ...whole, candidate: later, usd: usd * (1 - before), from: turns },
    ];
  });
}

function addMaker(draft: Draft, at: number, country: string, start: number, from: Random): number {
  const product = draft.products[at] as Product;
  const party = partyFor(draft, at, country, start, from);
  draft.makes.set(party, [...(draft.makes.get(party) ?? []), at]);
  draft.makers.push({
    party,
    product: at,
    start,
    resells: false,
    homeShare: from.chance(0.6) ? from.between(0, 0.3) : 0,
    sales: 0,
    shares: drawShares(product.inputs, from),
  });
  return draft.makers.length - 1;
}

/** A new firm, or now and then one that already makes another product with which this one shares no input. */
function partyFor(draft: Draft, at: number, country: string, start: number, from: Random): number {
  const product = draft.products[at] as Product;
  if (start === 0 && from.chance(SHARE_OF_FIRMS_WITH_TWO_PRODUCTS)) {
    for (let attempt = 0; attempt < 8 && draft.makers.length > 0; attempt++) {
      const { party, resells, start: since } = from.pick(draft.makers);
      const made = draft.makes.get(party) ?? [];
      const free = !resells && since === 0 && draft.registry.at(party).country === country && made.length === 1;
      if (free && made.every((other) => apart(draft, other, at))) return party;
    }
  }
  return draft.registry.add("company", country, product.stage, product.words);
}

function apart(draft: Draft, one: number, other: number): boolean {
  const inputs = (at: number) => (draft.products[at] as Product).inputs.map(({ input }) => input);
  const mine = inputs(one);
  const theirs = inputs(other);
  return (
    one !== other && !mine.includes(other) && !theirs.includes(one) && !mine.some((input) => theirs.includes(input))
  );
}

function addLink(draft: Draft, product: number, maker: number, slot: Slot, from: Random): void {
  const seller = (draft.makers[maker] as Maker).party;
  const { usd, from: first, until, fixed } = slot;
  const { buyer, buyerMaker, use } = slot.demand;
  (draft.makers[maker] as Maker).sales += usd;
  const add = (by: number, byMaker: number, to: number, toMaker: number, as: Link["use"], origin: string | null) => {
    const ends = { seller: by, buyer: to, product, sellerMaker: byMaker, buyerMaker: toMaker, use: as };
    draft.links.push(Object.assign(ends, { usd, from: first, until, plant: -1, origin, fixed }));
  };
  const through = !fixed && use !== "equipment" && from.chance(SHARE_THROUGH_TRADER);
  const hub = from.pick(TRADER_HUBS);
  const madeIn = draft.registry.at(seller).country;
  if (!through || hub === madeIn || hub === draft.registry.at(buyer).country) {
    add(seller, maker, buyer, buyerMaker, use, null);
    return;
  }
  const trading = traderMaker(draft, product, hub, from);
  const trader = draft.makers[trading] as Maker;
  trader.sales += usd;
  add(seller, maker, trader.party, trading, "resale", null);
  add(trader.party, trading, buyer, buyerMaker, use, madeIn);
}

/** A trader of the hub that resells the product at what it paid. */
function traderMaker(draft: Draft, product: number, hub: string, from: Random): number {
  const key = `${hub} ${from.below(draft.tradersPerHub)}`;
  let party = draft.traders.get(key);
  if (party === undefined) {
    party = draft.registry.add("trader", hub, "trader", ["Trading", "Commodities", "Merchants"]);
    draft.traders.set(key, party);
  }
  return resellerOf(draft.makers, draft.resellers, party, product, 0);
}

function buyInputs(draft: Draft, at: number, from: Random): void {
  const maker = draft.makers[at] as Maker;
  const product = draft.products[maker.product] as Product;
  const output = maker.sales / (1 - maker.homeShare);
  const buyer = maker.party;
  const start = Math.max(0, maker.start - 1);
  const planted = at % ONE_PLANTED_SINGLE_SOURCE_IN === 5 && maker.start === 0 && draft.makes.get(buyer)?.length === 1;
  const largest = Math.max(...maker.shares.map(({ share }) => share));
  let single = planted;
  for (const { recipe, share } of maker.shares) {
    const input = product.inputs[recipe]?.input as number;
    const only = single && share === largest;
    if (only) single = false;
    draft.pending[input]?.push({ buyer, buyerMaker: at, use: "input", usd: output * share, from: start, single: only });
  }
  const machines = product.inputs.filter(({ kind }) => kind === "equipment" && from.chance(0.5));
  for (const { input } of machines) {
    const usd = (output * ASSUMED_EQUIPMENT_SHARE) / machines.length;
    draft.pending[input]?.push({ buyer, buyerMaker: at, use: "equipment", usd, from: start, single: false });
  }
}

/** A new plant in a third country whose sales come on top: growth that is no diversion, for tests to tell apart. */
function plantGrowth(draft: Draft, at: number, demands: readonly Demand[], from: Random): readonly number[] {
  const product = draft.products[at] as Product;
  const taken = draft.plants.map(({ third }) => third);
  const third = GROWTH_COUNTRIES.find((country) => !taken.includes(country));
  const buyers = demands.filter(({ buyer, use }) => use === "final" && draft.registry.at(buyer).country === "US");
  if (product.finalDemand < 0.05 || third === undefined || buyers.length === 0) return [];
  const fromMonth = 26 + from.below(14);
  const maker = addMaker(draft, at, third, fromMonth, from);
  const { party } = draft.makers[maker] as Maker;
  const movedShare = Math.round(from.between(0.08, 0.2) * 1000) / 1000;
  draft.plants.push({
    id: `growth-${draft.plants.filter(({ kind }) => kind === "growth").length + 1}`,
    kind: "growth",
    product: at,
    source: third,
    third,
    destination: "US",
    fromMonth,
    movedShare,
    via: [party],
    falseOrigin: false,
  });
  const plant = draft.plants.length - 1;
  for (const { buyer, buyerMaker, usd } of buyers.slice(0, Math.max(3, Math.ceil(buyers.length / 4)))) {
    const sold = usd * movedShare;
    (draft.makers[maker] as Maker).sales += sold;
    const window = { from: fromMonth, until: MONTHS, plant, origin: null, fixed: true };
    draft.links.push({
      seller: party,
      buyer,
      product: at,
      sellerMaker: maker,
      buyerMaker,
      use: "final",
      usd: sold,
      ...window,
    });
  }
  return [maker];
}
