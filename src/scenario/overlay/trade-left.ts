import { toNumber } from "../../vocab/decimal.ts";
import type { TradeStops } from "./edit.ts";

/** What is traded between two parties, as edits look at it. */
export interface TradeLine {
  /** HS, six digits. */
  readonly product: string;
  /** Alpha-2, or "" where it is not known: no edit that names countries reaches it. */
  readonly origin: string;
  readonly destination: string;
  /** Ids of the parties; countries in trade statistics. */
  readonly seller: string;
  readonly buyer: string;
}

/** A party whose trade stops in part or wholly, by the id that it has in the data. */
export interface PartyStops {
  readonly id: string;
  /** Above 0 to 1. */
  readonly share: number;
}

/** What stops, with every party by its id in the data that are asked. */
export interface TradeEdits {
  readonly stops: readonly (Pick<TradeStops, "products" | "origins" | "destinations" | "share"> & {
    readonly seller: string | null;
  })[];
  readonly out: readonly PartyStops[];
}

/** How much of the line is left, 0 to 1: each edit that reaches it takes its share of what the others leave. */
export function tradeLeft({ stops, out }: TradeEdits, line: TradeLine): number {
  let left = 1;
  for (const stop of stops) if (reaches(stop, line)) left *= 1 - toNumber(stop.share);
  for (const { id, share } of out) if (id === line.seller || id === line.buyer) left *= 1 - share;
  return left;
}

function reaches({ products, origins, destinations, seller }: TradeEdits["stops"][number], line: TradeLine): boolean {
  return (
    (products === null || products.some((digits) => line.product.startsWith(digits))) &&
    (origins === null || origins.includes(line.origin)) &&
    (destinations === null || destinations.includes(line.destination)) &&
    (seller === null || seller === line.seller)
  );
}
