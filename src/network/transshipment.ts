import type { Network, NodeTable } from "./network.ts";
import {
  type Admission,
  addRuns,
  admission,
  type Movement,
  movementOf,
  newTally,
  type Tally,
} from "./transshipment-sums.ts";

/** Where goods of `origin` may pass through on their way to `to`. */
export interface TransshipmentQuestion extends Admission {
  /** The HS 6-digit code of what enters. */
  readonly product: string;
  /** Codes of what it goes into: it may leave as one of these. */
  readonly outputs: readonly string[];
  /** Alpha-2 codes. */
  readonly origin: string;
  readonly to: string;
  /** What is between: single parties, or all parties of a country together. */
  readonly by: "party" | "country";
}

/** A party or a country that bought the product from the origin and sold it, or what it goes into, to the buyer. */
export interface Intermediate {
  /** Party id, or a country code ("" unknown). */
  readonly key: string;
  /** Alpha-2, "" unknown. */
  readonly country: string;
  /** What it bought of the product: from the origin, and from anywhere. */
  readonly entered: Movement;
  readonly bought: Movement;
  /** What it sold to the buyer of the product itself, and of each output. */
  readonly left: Movement;
  readonly leftAs: readonly { readonly product: string; readonly movement: Movement }[];
  /** Cents, of the product and its outputs together. */
  readonly leftUsd: bigint;
  /** Cents of what left that states the origin itself. */
  readonly statesOrigin: bigint;
  /** The lesser of what entered and what left, in cents; 0 if the last left before the first entered. */
  readonly passable: bigint;
  /** Whether some left on or after the day on which the first entered. */
  readonly inOrder: boolean;
}

export interface Transshipment {
  /** What the buyer's country got of the product: stating the origin, and in all. */
  readonly direct: Movement;
  readonly bought: Movement;
  /** The largest passable value first. */
  readonly intermediates: readonly Intermediate[];
}

/**
 * Finds who buys a product from `origin` and sells it, or what it goes into, to `to`, each row once. Rows that go to
 * `to` enter nobody between; parties of the two countries themselves are not between them, nor does a sale within a
 * party (by country: within a country) enter. A row that states no origin has its seller's country, one that states no
 * importing country its buyer's.
 */
export function transshipment(network: Network, question: TransshipmentQuestion): Transshipment {
  const scan = newScan(network, question);
  const product = network.products.indexOf(question.product);
  const outputs = question.outputs.map((code) => network.products.indexOf(code)).filter((index) => index >= 0);
  scanPurchases(scan, product);
  for (const output of [product, ...outputs.filter((each) => each !== product)]) scanSales(scan, product, output);
  const found: Intermediate[] = [];
  for (const key of scan.entered.lines.keys()) {
    const intermediate = intermediateOf(scan, key, product, outputs);
    if (intermediate !== null) found.push(intermediate);
  }
  return {
    direct: movementOf(scan.root, DIRECT),
    bought: movementOf(scan.root, ALL),
    intermediates: found.sort(bySize),
  };
}

function bySize(a: Intermediate, b: Intermediate): number {
  if (a.passable !== b.passable) return a.passable > b.passable ? -1 : 1;
  if (a.entered.usd !== b.entered.usd) return a.entered.usd > b.entered.usd ? -1 : 1;
  return a.key < b.key ? -1 : 1;
}

const DIRECT = 0;
const ALL = 1;

interface Scan {
  readonly network: Network;
  readonly question: TransshipmentQuestion;
  readonly plan: ReturnType<typeof admission>;
  /** Index into the network's countries; beyond them if no row names it. */
  readonly origin: number;
  readonly to: number;
  /** By party: index into the network's countries. */
  readonly home: Int32Array;
  /** By party: the intermediate that it belongs to; -1 if it is not between origin and buyer. */
  readonly group: Int32Array;
  readonly groups: { readonly key: string; readonly country: string }[];
  readonly root: Tally;
  readonly entered: Tally;
  readonly bought: Tally;
  /** By group times products, plus product. */
  readonly left: Tally;
  readonly statesOrigin: Tally;
}

function newScan(network: Network, question: TransshipmentQuestion): Scan {
  const { parties } = network;
  const countries = new Map(network.countries.map((code, index) => [code, index]));
  let last = network.countries.length;
  const numberOf = (code: string): number => {
    const known = countries.get(code);
    if (known !== undefined) return known;
    countries.set(code, last);
    return last++;
  };
  const origin = numberOf(question.origin);
  const to = numberOf(question.to);
  const home = new Int32Array(parties.count);
  const group = new Int32Array(parties.count).fill(-1);
  const groups: { key: string; country: string }[] = [];
  const ofCountry = new Map<string, number>();
  for (let party = 0; party < parties.count; party++) {
    const country = parties.country(party);
    home[party] = numberOf(country);
    if (country === question.origin || country === question.to) continue;
    const known = question.by === "country" ? ofCountry.get(country) : undefined;
    group[party] = known ?? groups.length;
    if (known !== undefined) continue;
    ofCountry.set(country, groups.length);
    groups.push({ key: question.by === "country" ? country : parties.id(party), country });
  }
  return {
    network,
    question,
    plan: admission(network, question),
    origin,
    to,
    home,
    group,
    groups,
    root: newTally(),
    entered: newTally(),
    bought: newTally(),
    left: newTally(),
    statesOrigin: newTally(),
  };
}

function* nodesOf({ ofProduct, byProduct }: NodeTable, product: number): Generator<number> {
  if (product < 0) return;
  const until = ofProduct[product + 1] as number;
  for (let at = ofProduct[product] as number; at < until; at++) yield byProduct[at] as number;
}

/** The country of origin of a run; where it states none, its seller's. */
function originOf({ network, home }: Scan, run: number): number {
  const stated = network.runs.origin[run] as number;
  return stated !== 0 ? stated : (home[network.sell.party[network.runs.sellNode[run] as number] as number] as number);
}

/** The importing country of a run; where it states none, its buyer's. */
function destinationOf({ network, home }: Scan, run: number): number {
  const stated = network.runs.destination[run] as number;
  return stated !== 0 ? stated : (home[network.buy.party[network.runs.buyNode[run] as number] as number] as number);
}

function scanPurchases(scan: Scan, product: number): void {
  const { network, plan, root } = scan;
  const { buy } = network;
  addRuns(network, plan, (visit) => {
    for (const node of nodesOf(buy, product)) {
      const buyer = scan.group[buy.party[node] as number] as number;
      const until = buy.offsets[node + 1] as number;
      for (let run = buy.offsets[node] as number; run < until; run++) {
        const fromOrigin = originOf(scan, run) === scan.origin;
        if (destinationOf(scan, run) === scan.to) {
          visit(run, fromOrigin ? [each(root, ALL), each(root, DIRECT)] : [each(root, ALL)]);
        } else if (buyer >= 0 && !isInside(scan, run, buyer)) {
          const bought = each(scan.bought, buyer);
          visit(run, fromOrigin ? [bought, each(scan.entered, buyer)] : [bought]);
        }
      }
    }
  });
}

const each = (tally: Tally, key: number): readonly [Tally, number] => [tally, key];

/** Whether the buyer's own group is the seller. */
function isInside({ network, group }: Scan, run: number, buyer: number): boolean {
  return group[network.sell.party[network.runs.sellNode[run] as number] as number] === buyer;
}

/** Sales to the buyer, of `product` or of an output of it, by those whom some of it entered. */
function scanSales(scan: Scan, product: number, output: number): void {
  const { network, plan } = scan;
  const { sell } = network;
  const width = network.products.length;
  addRuns(network, plan, (visit) => {
    for (const node of nodesOf(sell, output)) {
      const seller = scan.group[sell.party[node] as number] as number;
      if (seller < 0 || !scan.entered.lines.has(seller)) continue;
      const until = sell.offsets[node + 1] as number;
      for (let at = sell.offsets[node] as number; at < until; at++) {
        const run = network.reverse[at] as number;
        if (destinationOf(scan, run) !== scan.to) continue;
        const left = each(scan.left, seller * width + output);
        const isStated = output === product && network.runs.origin[run] === scan.origin;
        visit(run, isStated ? [left, each(scan.statesOrigin, seller)] : [left]);
      }
    }
  });
}

function intermediateOf(scan: Scan, key: number, product: number, outputs: readonly number[]): Intermediate | null {
  const { network, groups } = scan;
  const width = network.products.length;
  const left = movementOf(scan.left, key * width + product);
  const leftAs = outputs
    .map((output) => ({
      product: network.products[output] ?? "",
      movement: movementOf(scan.left, key * width + output),
    }))
    .filter(({ movement }) => movement.rows > 0)
    .sort((a, b) => (a.movement.usd === b.movement.usd ? 0 : a.movement.usd > b.movement.usd ? -1 : 1));
  const all = [left, ...leftAs.map(({ movement }) => movement)];
  if (all.every(({ rows }) => rows === 0)) return null;
  const entered = movementOf(scan.entered, key);
  const leftUsd = all.reduce((sum, { usd }) => sum + usd, 0n);
  const lastOut = Math.max(...all.map(({ lastDay }) => lastDay ?? Number.NEGATIVE_INFINITY));
  const inOrder = entered.firstDay !== null && entered.firstDay <= lastOut;
  return {
    ...(groups[key] as { key: string; country: string }),
    entered,
    bought: movementOf(scan.bought, key),
    left,
    leftAs,
    leftUsd,
    statesOrigin: movementOf(scan.statesOrigin, key).usd,
    passable: inOrder ? lesser(entered.usd, leftUsd) : 0n,
    inOrder,
  };
}

function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}
