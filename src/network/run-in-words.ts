import type { Network } from "./network.ts";
import { runGoods } from "./sum-runs.ts";

/** A run of the network in words. */
export interface RunInWords {
  readonly product: string;
  /** Alpha-2, "" if unknown. */
  readonly origin: string;
  readonly destination: string;
  /** Ids of the parties. */
  readonly seller: string;
  readonly buyer: string;
}

/** Names what a run is. */
export function runInWords(network: Network): (run: number) => RunInWords {
  const { runs, buy, sell, products, countries, parties } = network;
  const { productOf } = runGoods(network);
  return (run) => ({
    product: products[productOf(run)] ?? "",
    origin: countries[runs.origin[run] as number] ?? "",
    destination: countries[runs.destination[run] as number] ?? "",
    seller: parties.id(sell.party[runs.sellNode[run] as number] as number),
    buyer: parties.id(buy.party[runs.buyNode[run] as number] as number),
  });
}
