import { buildNetwork, type RawEntries } from "./build-network.ts";
import type { Network } from "./network.ts";
import { type RunInWords, runInWords } from "./run-in-words.ts";
import { runGoods } from "./sum-runs.ts";

/** What is left of all that leaves a facility, 0 to 1, by its index; a facility that is not named is left whole. */
export type FacilitiesLeft = ReadonlyMap<number, number>;

/**
 * The network with only a share of each run's value and weight left, to the cent and the gram, and of that only a share
 * of what leaves some facilities; entries of which nothing is left are gone, and runs with all of theirs. Reads all
 * entries once; the same network where every entry is left whole.
 */
export function scaleRuns(
  network: Network,
  leftOf: (run: RunInWords) => number,
  facilitiesLeft: FacilitiesLeft = new Map(),
): Network {
  const { runs, buy, sell, products, countries, parties, columns } = network;
  const { productOf } = runGoods(network);
  const wordsOf = runInWords(network);
  const left = new Float64Array(runs.count).fill(1);
  let isEdited = facilitiesLeft.size > 0 && columns.facility.length > 0;
  for (let run = 0; run < runs.count; run++) {
    const share = leftOf(wordsOf(run));
    left[run] = share;
    isEdited ||= share !== 1;
  }
  if (!isEdited) return network;
  fetchAll(network);
  const hasFacility = columns.facility.length > 0;
  const leftOfEntry = (entry: number, share: number): number =>
    facilitiesLeft.size === 0 ? share : share * (facilitiesLeft.get(columns.facility[entry] as number) ?? 1);
  const count = facilitiesLeft.size === 0 ? entriesIn(network, left) : entriesLeft(network, left, leftOfEntry);
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
    for (let entry = runs.offsets[run] as number; entry < until; entry++) {
      const part = leftOfEntry(entry, share);
      if (part <= 0) continue;
      raw.buyer[to] = buy.party[runs.buyNode[run] as number] as number;
      raw.seller[to] = sell.party[runs.sellNode[run] as number] as number;
      raw.product[to] = productOf(run);
      raw.origin[to] = runs.origin[run] as number;
      raw.destination[to] = runs.destination[run] as number;
      raw.usd[to] = scaled(columns.usd[entry] as number, part);
      raw.kg[to] = scaled(columns.kg[entry] as number, part);
      raw.day[to] = columns.day[entry] as number;
      raw.port[to] = columns.port[entry] as number;
      raw.row[to] = columns.row[entry] as number;
      raw.flags[to] = columns.flags[entry] as number;
      if (raw.facility !== undefined) raw.facility[to] = columns.facility[entry] as number;
      to++;
    }
  }
  const { dataset, ports, imports, compiled, facilities, estimates, whole } = network;
  const names = { dataset, products, countries, ports, parties, imports, compiled, facilities, estimates };
  return { ...buildNetwork(raw, names, { sorted: true }), ...(whole === undefined ? {} : { whole }) };
}

function entriesIn({ runs }: Network, left: Float64Array): number {
  let count = 0;
  for (let run = 0; run < runs.count; run++) {
    if ((left[run] as number) > 0) count += (runs.offsets[run + 1] as number) - (runs.offsets[run] as number);
  }
  return count;
}

function entriesLeft(
  { runs }: Network,
  left: Float64Array,
  leftOfEntry: (entry: number, share: number) => number,
): number {
  let count = 0;
  for (let run = 0; run < runs.count; run++) {
    const share = left[run] as number;
    if (share <= 0) continue;
    const until = runs.offsets[run + 1] as number;
    for (let entry = runs.offsets[run] as number; entry < until; entry++) {
      if (leftOfEntry(entry, share) > 0) count++;
    }
  }
  return count;
}

/** By run, what is left of its value where facilities sell less; of a run without values every entry counts alike. */
export function shareFromFacilities(network: Network, facilitiesLeft: FacilitiesLeft): Float64Array {
  const { runs, columns } = network;
  const left = new Float64Array(runs.count).fill(1);
  if (columns.facility.length === 0) return left;
  fetchAll(network);
  for (let run = 0; run < runs.count; run++) {
    let [usd, usdLeft, entries, entriesLeft] = [0, 0, 0, 0];
    const until = runs.offsets[run + 1] as number;
    for (let entry = runs.offsets[run] as number; entry < until; entry++) {
      const part = facilitiesLeft.get(columns.facility[entry] as number) ?? 1;
      const value = columns.usd[entry] as number;
      entries += 1;
      entriesLeft += part;
      if (!(value > 0)) continue;
      usd += value;
      usdLeft += value * part;
    }
    left[run] = usd > 0 ? usdLeft / usd : entriesLeft / entries;
  }
  return left;
}

function fetchAll(network: Network): void {
  network.need(0, network.entries);
  if (network.columns.facility.length === 0) return;
  network.pages.want(0, network.entries, "facility");
  network.pages.fetch();
}

/** NaN, which says that nothing is stated, stays NaN. */
const scaled = (amount: number, share: number) => (share === 1 ? amount : Math.round(amount * share));
