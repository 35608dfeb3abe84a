import { ASSUMED_GROWTH } from "./assumed.ts";
import type { PartyRegistry } from "./parties.ts";
import type { Product } from "./products.ts";
import type { Random } from "./random.ts";
import { type Resellers, resellerOf } from "./resellers.ts";
import { type Link, type Maker, type Plant, timeCurve } from "./world.ts";

interface Draft {
  readonly registry: PartyRegistry;
  readonly products: readonly Product[];
  readonly makers: Maker[];
  readonly links: Link[];
  readonly plants: Plant[];
  readonly resellers: Resellers;
}

interface Leg {
  readonly product: number;
  readonly source: string;
  readonly destination: string;
  readonly usd: number;
}

const DIVERSIONS = 4;
const THIRD_COUNTRIES = ["VN", "MY", "KH", "TR", "MA"];

/** Moves part of the largest direct legs, from a month on, through firms of third countries; the volumes stay. */
export function plantDiversions(draft: Draft, random: Random): void {
  const legs = directLegs(draft);
  const used = new Set<number>();
  for (const leg of legs) {
    if (used.size === DIVERSIONS) break;
    if (used.has(leg.product)) continue;
    const third = THIRD_COUNTRIES[used.size] as string;
    used.add(leg.product);
    divert(draft, leg, third, random);
  }
}

function directLegs({ links, registry, makers }: Draft): readonly Leg[] {
  const sums = new Map<string, Leg>();
  for (const { seller, buyer, product, use, usd, fixed, sellerMaker } of links) {
    const source = registry.at(seller).country;
    const destination = registry.at(buyer).country;
    if (use === "equipment" || use === "resale" || fixed || makers[sellerMaker]?.resells || destination === "CN")
      continue;
    const key = `${product} ${source} ${destination}`;
    sums.set(key, { product, source, destination, usd: usd + (sums.get(key)?.usd ?? 0) });
  }
  return [...sums.values()].sort((a, b) => b.usd - a.usd || a.product - b.product || (a.source < b.source ? -1 : 1));
}

function divert(draft: Draft, leg: Leg, third: string, random: Random): void {
  const product = draft.products[leg.product] as Product;
  const curve = timeCurve(product.season, ASSUMED_GROWTH);
  const fromMonth = 26 + random.below(14);
  const movedShare = Math.round(random.between(0.3, 0.8) * 1000) / 1000;
  const falseOrigin = draft.plants.length % 2 === 0;
  const via = [0, 1].map(() => {
    return falseOrigin
      ? draft.registry.add("company", third, "assembler", ["Assembly", "Industries", "Technology"])
      : draft.registry.add("trader", third, "trader", ["Trading", "Commerce"]);
  });
  const plant = draft.plants.length;
  const { source, destination } = leg;
  draft.plants.push({
    id: `diversion-${draft.plants.filter(({ kind }) => kind === "diversion").length + 1}`,
    kind: "diversion",
    product: leg.product,
    source,
    third,
    destination,
    fromMonth,
    movedShare,
    via,
    falseOrigin,
  });
  const resellers = via.map((party) => resellerOf(draft.makers, draft.resellers, party, leg.product, fromMonth));
  const changed: Link[] = [];
  for (const link of draft.links) {
    if (!isDirect(draft, link, leg) || link.until <= fromMonth) {
      changed.push(link);
      continue;
    }
    const reseller = random.pick(resellers);
    changed.push(...splitLink(link, fromMonth, movedShare, curve, plant, reseller, draft, falseOrigin ? null : source));
  }
  draft.links.length = 0;
  for (const link of changed) draft.links.push(link);
}

function isDirect({ registry, makers }: Draft, link: Link, leg: Leg): boolean {
  return (
    link.product === leg.product &&
    !link.fixed &&
    link.plant === -1 &&
    link.use !== "resale" &&
    link.use !== "equipment" &&
    !makers[link.sellerMaker]?.resells &&
    registry.at(link.seller).country === leg.source &&
    registry.at(link.buyer).country === leg.destination
  );
}

function splitLink(
  link: Link,
  fromMonth: number,
  movedShare: number,
  curve: Float64Array,
  plant: number,
  reseller: number,
  { makers }: Draft,
  origin: string | null,
): readonly Link[] {
  const at = (month: number) => curve[month] as number;
  const turns = Math.max(link.from, fromMonth);
  const before = (at(turns) - at(link.from)) / (at(link.until) - at(link.from));
  const after = link.usd * (1 - before);
  const moved = after * movedShare;
  const party = (makers[reseller] as Maker).party;
  (makers[reseller] as Maker).sales += moved;
  const parts: Link[] = [
    { ...link, usd: after - moved, from: turns },
    { ...link, usd: moved, from: turns, plant, buyer: party, buyerMaker: reseller, use: "resale" },
    {
      ...link,
      usd: moved,
      from: Math.min(turns + 1, link.until - 1),
      plant,
      seller: party,
      sellerMaker: reseller,
      origin,
    },
  ];
  return before > 0 ? [{ ...link, usd: link.usd * before, until: turns }, ...parts] : parts;
}
