import { type CapacityAdded, type Edit, holdsOnDay, type PriceChanged } from "../../../scenario/overlay/edit.ts";
import { tradeLeft } from "../../../scenario/overlay/trade-left.ts";
import { decimal } from "../../../vocab/decimal.ts";
import { addMonths, epochDay, type IsoDate } from "../../../vocab/iso-date.ts";
import { editsOf, type ScenarioWorld } from "../scenario-world.ts";
import type { NetworkStops } from "../trade-under.ts";
import type { Supplier } from "./resourcing-supplier.ts";

/** A capacity that a scenario adds, on the day of the question. */
export interface Added {
  readonly edit: CapacityAdded & Pick<Edit, "number">;
  /** Whose it is: a country, or a party or facility by its id. */
  readonly supplier: Pick<Supplier, "id" | "label" | "origin" | "party" | "maker" | "members">;
  /** The part of it that stands on the day. */
  readonly grown: number;
}

/** What a scenario supposes of those who sell a product to one country. */
export interface SupposedSupply {
  /** What bans leave of the way, 0 to 1; with `banShare` in the place of what each of them stops. */
  left(supplier: Pick<Supplier, "origin" | "members">, banShare?: number): number;
  /** What is left of a supplier where parties or facilities are out. */
  running(supplier: Pick<Supplier, "members">): number;
  /** What is left of what a party buys. */
  buying(buyer: string): number;
  /** USD per t. */
  price(origin: string, price: number): number;
  readonly added: readonly Added[];
}

/** The world without edits. */
export const AS_SOLD: SupposedSupply = {
  left: () => 1,
  running: () => 1,
  buying: () => 1,
  price: (_, price) => price,
  added: [],
};

interface Way {
  /** HS, six digits. */
  readonly product: string;
  readonly to: string;
}

/** What edits say of the trade in a product to a country, with every party of `trade` by its id in the data. */
export function supposedSupply(
  world: ScenarioWorld,
  { product, to }: Way,
  { stops, out, facilities }: NetworkStops,
  added: readonly Added[],
): SupposedSupply {
  const prices = editsOf(world, "price").filter((edit) => reachesProduct(edit, product));
  for (const { number } of prices) world.read.add(number);
  const held = prices.filter((edit) => holdsOnDay(edit, world.on));
  return {
    added,
    left({ origin, members }, banShare) {
      const own =
        banShare === undefined ? stops : stops.map((stop) => ({ ...stop, share: decimal(banShare.toFixed(9)) }));
      if (own.length === 0) return 1;
      const line = { product, origin, destination: to, buyer: "" };
      return weighted(members, ({ seller }) => tradeLeft({ stops: own, out: [] }, { ...line, seller }));
    },
    running: ({ members }) =>
      weighted(
        members,
        ({ seller, facility }) =>
          (facilities.get(facility) ?? 1) *
          tradeLeft({ stops: [], out }, { product, origin: "", destination: "", seller, buyer: "" }),
      ),
    buying: (buyer) => tradeLeft({ stops: [], out }, { product, origin: "", destination: "", seller: "", buyer }),
    price: (origin, price) =>
      held.reduce((so, edit) => (reachesOrigin(edit, origin) ? priceUnder(edit, so) : so), price),
  };
}

/** The mean over all that stand behind a supplier, by what each sells; of nothing sold each counts alike. */
function weighted(members: Supplier["members"], of: (member: Supplier["members"][number]) => number): number {
  const total = members.reduce((sum, { kg }) => sum + kg, 0);
  if (members.length === 0) return 1;
  return members.reduce((sum, one) => sum + of(one) * (total === 0 ? 1 / members.length : one.kg / total), 0);
}

const reachesProduct = ({ products }: PriceChanged, product: string): boolean =>
  products.some((digits) => product.startsWith(digits));

const reachesOrigin = ({ origins }: PriceChanged, origin: string): boolean =>
  origins === null || origins.includes(origin);

const priceUnder = ({ change, usdPerTonne }: PriceChanged, price: number): number =>
  usdPerTonne ?? price * (1 + (change ?? 0));

/** The capacities of a product that the scenario adds and that have begun on the day. */
export function capacityEdits(world: ScenarioWorld, product: string): readonly (CapacityAdded & Edit)[] {
  return editsOf(world, "capacity").filter((edit) => edit.product === product);
}

/** The part of a capacity that stands on a day: it grows evenly from its first day on. */
export function grownOn({ from, until, rampMonths }: CapacityAdded, day: IsoDate): number {
  if (!holdsOnDay({ from, until }, day)) return 0;
  if (from === null || rampMonths === 0) return 1;
  const months = addMonths(from, Math.floor(rampMonths));
  const days = epochDay(months) - epochDay(from) + (rampMonths % 1) * 30;
  return Math.min(1, (epochDay(day) - epochDay(from)) / days);
}
