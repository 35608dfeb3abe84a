import type { InputKind } from "../../../network/input-link.ts";
import type { Network } from "../../../network/network.ts";
import { USUAL_STOCK_DAYS } from "../../../scenario/impact/supply.ts";
import { timeToImpact } from "../../../scenario/impact/time-to-impact.ts";
import type { IsoDate } from "../../../vocab/iso-date.ts";
import { type Weeks, withCapacities } from "./impact-capacity.ts";
import type { ChainBelow } from "./impact-chain.ts";
import type { ImpactEdits } from "./impact-edits.ts";
import type { ImpactFound } from "./impact-hits.ts";
import { brokenBy } from "./impact-shock.ts";
import { type RecordedSupply, recordedSupply, type StockHeld, type SupplyNode } from "./impact-supply.ts";

export interface ImpactAsked {
  readonly since: IsoDate | undefined;
  readonly until: IsoDate | undefined;
  /** How many weeks of trade the window holds. */
  readonly windowWeeks: number;
  readonly isTrader: (party: number) => boolean;
  readonly weeks: Weeks;
  /** The most links that are followed. */
  readonly mostLinks: number;
}

export interface ImpactRunFound extends ImpactFound {
  /** How many steps of the chain were followed, of how many. */
  readonly steps: number;
  readonly ofSteps: number;
  readonly capacitiesUsed: readonly number[];
  readonly capacitiesWithoutPrice: readonly number[];
}

/** Lets the weeks pass in a network of trade under edits. Null where even one step of the chain has too many links. */
export function runImpact(
  network: Network,
  chain: ChainBelow,
  edits: ImpactEdits,
  asked: ImpactAsked,
): ImpactRunFound | null {
  const sellers = soldByEdited(network, edits);
  const facilities = new Set(edits.out.flatMap(({ facility }) => facility ?? []));
  const also = chain.inputs.filter((code) => sellers.has(code));
  for (let steps = chain.steps.length; steps > 0; steps--) {
    const recorded = recordedSupply(network, {
      since: asked.since,
      until: asked.until,
      products: new Set([...chain.steps.slice(0, steps).flat(), ...also]),
      weeks: asked.windowWeeks,
      kindOf: chain.kindOf,
      isTrader: asked.isTrader,
      stockOf: (buyer, product, kind) => stockOf(edits, buyer, product, kind),
      facilities,
      mostLinks: asked.mostLinks,
    });
    if (recorded !== null) return { ...run(network, recorded, edits, asked.weeks), steps, ofSteps: chain.steps.length };
  }
  return null;
}

function run(network: Network, before: RecordedSupply, edits: ImpactEdits, weeks: Weeks) {
  const { recorded, capacityAdded, used, withoutPrice } = withCapacities(network, before, edits.added, weeks);
  const shock = { ...brokenBy(network, recorded, edits, weeks), capacityAdded };
  const { firms, shortages } = timeToImpact(recorded.supply, shock, weeks.count);
  return {
    network,
    recorded,
    shock,
    firms,
    shortages,
    weeks,
    capacitiesUsed: used,
    capacitiesWithoutPrice: withoutPrice,
  };
}

/** What is sold by parties, or by owners of facilities, that an edit takes out or bans by name. */
function soldByEdited(network: Network, { out, stops }: ImpactEdits): ReadonlySet<string> {
  const { parties, facilities, sell, products } = network;
  const named = [
    ...out.map(({ owner, facility }) => owner ?? facilities.operator(facility ?? 0)),
    ...stops.flatMap(({ seller }) => (seller === null ? [] : [parties.find(seller)])),
  ].filter((party) => party >= 0);
  const sold = new Set<string>();
  for (const party of named) {
    for (let node = sell.ofParty[party] as number; node < (sell.ofParty[party + 1] as number); node++) {
      sold.add(products[sell.product[node] as number] as string);
    }
  }
  return sold;
}

/** The last edit that reaches the input says what lies in stock of it. */
function stockOf({ stocks }: ImpactEdits, buyer: SupplyNode, product: string, kind: InputKind): StockHeld {
  const stated = stocks.findLast(({ products, countries, owner }) => {
    return (
      (products === null || products.some((digits) => product.startsWith(digits))) &&
      (countries === null || countries.includes(buyer.country)) &&
      (owner === null || owner === buyer.party)
    );
  });
  return stated === undefined ? { days: USUAL_STOCK_DAYS[kind], of: "usual" } : { days: stated.days, of: "scenario" };
}
