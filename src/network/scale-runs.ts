import { buildNetwork, type RawEntries } from "./build-network.ts";
import type { Network } from "./network.ts";
import { type RunInWords, runInWords } from "./run-in-words.ts";
import { runGoods } from "./sum-runs.ts";

/**
 * The network with only a share of each run's value and weight left, to the cent and the gram; runs of which nothing is
 * left are gone with their entries. Reads all entries once; the same network where every run is left whole.
 */
export function scaleRuns(network: Network, leftOf: (run: RunInWords) => number): Network {
  const { runs, buy, sell, products, countries, parties, columns } = network;
  const { productOf } = runGoods(network);
  const wordsOf = runInWords(network);
  const left = new Float64Array(runs.count).fill(1);
  let count = 0;
  let isEdited = false;
  for (let run = 0; run < runs.count; run++) {
    const share = leftOf(wordsOf(run));
    left[run] = share;
    isEdited ||= share !== 1;
    if (share > 0) count += (runs.offsets[run + 1] as number) - (runs.offsets[run] as number);
  }
  if (!isEdited) return network;
  network.need(0, network.entries);
  const hasFacility = columns.facility.length > 0;
  if (hasFacility) {
    network.pages.want(0, network.entries, "facility");
    network.pages.fetch();
  }
  const raw: RawEntries = {
    count,
    buyer: new Int32Array(count),
    seller: new Int32Array(count),
    product: new Uint16Array(count),
    day: new Uint16Array(count),
    usd: new Float64Array(count),
    kg: new Float64Array(count),
    origin: new Uint16Array(count),
    destination: new Uint16Array(count),
    port: new Uint16Array(count),
    row: new Uint32Array(count),
    flags: new Uint8Array(count),
    ...(hasFacility ? { facility: new Uint32Array(count) } : {}),
  };
  let to = 0;
  for (let run = 0; run < runs.count; run++) {
    const share = left[run] as number;
    if (share <= 0) continue;
    const until = runs.offsets[run + 1] as number;
    for (let entry = runs.offsets[run] as number; entry < until; entry++, to++) {
      raw.buyer[to] = buy.party[runs.buyNode[run] as number] as number;
      raw.seller[to] = sell.party[runs.sellNode[run] as number] as number;
      raw.product[to] = productOf(run);
      raw.origin[to] = runs.origin[run] as number;
      raw.destination[to] = runs.destination[run] as number;
      raw.usd[to] = scaled(columns.usd[entry] as number, share);
      raw.kg[to] = scaled(columns.kg[entry] as number, share);
      raw.day[to] = columns.day[entry] as number;
      raw.port[to] = columns.port[entry] as number;
      raw.row[to] = columns.row[entry] as number;
      raw.flags[to] = columns.flags[entry] as number;
      if (raw.facility !== undefined) raw.facility[to] = columns.facility[entry] as number;
    }
  }
  const { dataset, ports, imports, compiled, facilities, estimates, whole } = network;
  const names = { dataset, products, countries, ports, parties, imports, compiled, facilities, estimates };
  return { ...buildNetwork(raw, names, { sorted: true }), ...(whole === undefined ? {} : { whole }) };
}

/** NaN, which says that nothing is stated, stays NaN. */
const scaled = (amount: number, share: number) => (share === 1 ? amount : Math.round(amount * share));
