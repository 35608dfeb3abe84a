import type { Network } from "../../../network/network.ts";
import type { SupplyLink } from "../../../scenario/impact/supply.ts";
import { addDays, type IsoDate } from "../../../vocab/iso-date.ts";
import { grownOn } from "../resourcing/resourcing-edits.ts";
import type { AddedCapacity } from "./impact-edits.ts";
import type { RecordedSupply, SupplyNode } from "./impact-supply.ts";

/** The weeks that are followed: week 0 begins on `start`. */
export interface Weeks {
  readonly start: IsoDate;
  readonly count: number;
}

export interface WithCapacities {
  readonly recorded: RecordedSupply;
  /** By firm: what it can make beside its own, a week. */
  readonly capacityAdded: ReadonlyMap<number, Float64Array>;
  /** Numbers of the edits that add something here. */
  readonly used: readonly number[];
  /** Numbers of those of whose product nothing tells a price. */
  readonly withoutPrice: readonly number[];
}

const WEEKS_A_YEAR = 365.25 / 7;

/**
 * Adds what the scenario lets somebody make: tonnes at the price that the seller had, else that of all who sell the
 * product, else the one that the edit gives. Whoever buys the product may turn to it; its own inputs are not looked at.
 */
export function withCapacities(
  { parties }: Network,
  recorded: RecordedSupply,
  edits: readonly AddedCapacity[],
  { start, count }: Weeks,
): WithCapacities {
  const bought = new Set(recorded.bought.map(({ product }) => product));
  const nodes = [...recorded.nodes];
  const sold = [...recorded.sold];
  const firms = [...recorded.supply.firms];
  const links: SupplyLink[] = [...recorded.supply.links];
  const runs = [...recorded.runs];
  const capacityAdded = new Map<number, Float64Array>();
  const used: number[] = [];
  const withoutPrice: number[] = [];
  for (const edit of edits) {
    const { product, owner, country, tonnes } = edit;
    if (!bought.has(product)) continue;
    let firm = owner < 0 ? -1 : nodes.findIndex((node) => isMakerOf(node, product) && node.party === owner);
    const price = priceOf(recorded, firm, product) ?? edit.price;
    if (price === null) {
      withoutPrice.push(edit.number);
      continue;
    }
    used.push(edit.number);
    if (firm < 0) {
      firm = nodes.length;
      nodes.push({ party: owner, country: owner < 0 ? country : parties.country(owner), product, role: "makes" });
      sold.push({ usd: 0, weighedUsd: 0, tonnes: 0, facilities: new Map() });
      firms.push({ finalDemand: 0, capacity: null });
    }
    const own = new Set(links.flatMap(({ seller, input }) => (seller === firm ? [input] : [])));
    recorded.bought.forEach((one, input) => {
      if (one.product !== product || own.has(input)) return;
      links.push({ seller: firm, input, amount: 0 });
      runs.push(-1);
    });
    const before = capacityAdded.get(firm);
    const amount = (tonnes * price) / WEEKS_A_YEAR;
    capacityAdded.set(
      firm,
      Float64Array.from({ length: count }, (_, week) => {
        return (before?.[week] ?? 0) + amount * grownOn(edit, addDays(start, 7 * week));
      }),
    );
  }
  return {
    recorded: { ...recorded, supply: { ...recorded.supply, firms, links }, nodes, sold, runs },
    capacityAdded,
    used,
    withoutPrice,
  };
}

const isMakerOf = ({ role, product: made }: SupplyNode, product: string): boolean =>
  role === "makes" && made === product;

/** USD a tonne: of the seller, else of all sellers of the product. */
function priceOf({ nodes, sold }: RecordedSupply, firm: number, product: string): number | null {
  const own = sold[firm];
  if (own !== undefined && own.tonnes > 0) return own.weighedUsd / own.tonnes;
  let [usd, tonnes] = [0, 0];
  sold.forEach((one, at) => {
    if (!isMakerOf(nodes[at] as SupplyNode, product)) return;
    usd += one.weighedUsd;
    tonnes += one.tonnes;
  });
  return tonnes > 0 ? usd / tonnes : null;
}
