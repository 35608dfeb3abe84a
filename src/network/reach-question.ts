import type { Decimal } from "../vocab/decimal.ts";
import { epochDay, type IsoDate } from "../vocab/iso-date.ts";
import type { InputMap, LinkTable } from "./input-map.ts";
import { type Network, type NodeTable, VALUE_ESTIMATED } from "./network.ts";

export type Direction = "up" | "down";

/**
 * What stands behind a product that a country buys (up), or what becomes of a product that a country sells (down).
 *
 * Tier 1 is the product itself, to `countries` and `buyers` (up) or from `countries` and `sellers` (down). Tier k + 1
 * is what the senders of tier k bought of its inputs, or of the product itself; downwards it is what the buyers of
 * tier k sold of what it goes into, or of the product itself.
 */
export interface ReachQuestion {
  /** HS 6-digit codes. */
  readonly products: readonly string[];
  readonly direction: Direction;
  /** 1..8 */
  readonly depth: number;
  /** `same` follows the product itself alone, `none` stops at tier 1. */
  readonly inputs: "all" | "same" | "none";
  /** Alpha-2 codes: where tier 1 is imported (up) or where it originates (down). */
  readonly countries?: readonly string[];
  /** Party ids: the buyers (up) or sellers (down) of tier 1. */
  readonly parties?: readonly string[];
  /** The first day, and the day after the last. */
  readonly since?: IsoDate;
  readonly until?: IsoDate;
  /** For tier k at k - 1, where its entries may originate (up) or be imported (down); null or absent is anywhere. */
  readonly tierCountries?: readonly (readonly string[] | null)[];
  /** Above tier 1 only entries of these products are counted. */
  readonly components?: readonly string[];
  /** 0..1: a party with a smaller share of its tier's value is counted, but what stands behind it is not sought. */
  readonly minimumShare?: Decimal;
  /** Leaves out entries whose value is estimated or missing. */
  readonly observedOnly?: boolean;
  /**
   * Keeps to the order of time, with a lag in days (0..36500): above tier 1 an entry counts only if it lies at most so many
   * days before an entry of the tier before that it may stand behind, or on its day; downwards after.
   */
  readonly inOrder?: number;
}

export const DEEPEST = 8;

/** The question in the network's numbers. `near` are the parties whose runs are looked up, `far` those they lead to. */
export interface ReachPlan {
  readonly depth: number;
  readonly up: boolean;
  readonly near: NodeTable;
  readonly far: NodeTable;
  /** Runs in near order; null if they lie in it. */
  readonly order: Int32Array | null;
  /** By run. */
  readonly farNode: Int32Array;
  /** By run: the countries of tier 1's own filter, and those of every tier's. */
  readonly rootCountry: Uint16Array;
  readonly tierCountry: Uint16Array;
  /** 1 for each country that may be; null is any. */
  readonly rootAllowed: Uint8Array | null;
  /** By tier, from index 1. */
  readonly tierAllowed: readonly (Uint8Array | null)[];
  readonly links: LinkTable;
  readonly sameOnly: boolean;
  readonly component: Uint8Array | null;
  /** [since, until) in days. */
  readonly since: number;
  readonly until: number;
  /** Every entry of the network lies in the window. */
  readonly wholeTime: boolean;
  readonly observedOnly: boolean;
  /** Days; null where the order of time is not looked at. */
  readonly inOrder: number | null;
  readonly minimumShare: Decimal | null;
  /** Bit k - 1: once a node was visited at tier k, none of its runs is left. */
  readonly exhaustive: number;
}

export function planReach(network: Network, map: InputMap, question: ReachQuestion): ReachPlan {
  const up = question.direction === "up";
  const { buy, sell, runs } = network;
  const depth = question.inputs === "none" ? 1 : Math.min(DEEPEST, Math.max(1, question.depth));
  const since = question.since === undefined ? Number.NEGATIVE_INFINITY : epochDay(question.since);
  const until = question.until === undefined ? Number.POSITIVE_INFINITY : epochDay(question.until);
  const rootAllowed = allowed(network.countries, question.countries);
  const tierAllowed = Array.from({ length: depth + 1 }, (_, tier) =>
    allowed(network.countries, question.tierCountries?.[tier - 1]),
  );
  return {
    depth,
    up,
    near: up ? buy : sell,
    far: up ? sell : buy,
    order: up ? null : network.reverse,
    farNode: up ? runs.sellNode : runs.buyNode,
    rootCountry: up ? runs.destination : runs.origin,
    tierCountry: up ? runs.origin : runs.destination,
    rootAllowed,
    tierAllowed,
    links: up ? map.inputs : map.outputs,
    sameOnly: question.inputs === "same",
    component: allowed(network.products, question.components),
    since,
    until,
    wholeTime: since <= network.firstDay && network.lastDay < until,
    observedOnly: question.observedOnly ?? false,
    inOrder: question.inOrder ?? null,
    minimumShare: question.minimumShare ?? null,
    exhaustive: question.inOrder === undefined ? exhaustiveTiers(tierAllowed, rootAllowed) : 0,
  };
}

function allowed(codes: readonly string[], only: readonly string[] | null | undefined): Uint8Array | null {
  if (only === null || only === undefined) return null;
  const wanted = new Set(only);
  return Uint8Array.from(codes, (code) => (wanted.has(code) ? 1 : 0));
}

function exhaustiveTiers(tierAllowed: readonly (Uint8Array | null)[], rootAllowed: Uint8Array | null): number {
  let bits = 0;
  for (const [tier, only] of tierAllowed.entries()) {
    if (tier > 0 && only === null && (tier > 1 || rootAllowed === null)) bits |= 1 << (tier - 1);
  }
  return bits;
}

/** Whether the run passes the country filters of the tier. */
export function passesTier(plan: ReachPlan, tier: number, run: number): boolean {
  const only = plan.tierAllowed[tier] ?? null;
  if (only !== null && only[plan.tierCountry[run] as number] === 0) return false;
  if (tier > 1 || plan.rootAllowed === null) return true;
  return plan.rootAllowed[plan.rootCountry[run] as number] === 1;
}

/** The smallest of the tiers in `visited` (bit k - 1 for tier k) that counts the run; 0 if none does. */
export function tierOfRun(plan: ReachPlan, visited: number, run: number): number {
  for (let tier = 1; visited >>> (tier - 1) !== 0; tier++) {
    if ((visited & (1 << (tier - 1))) !== 0 && passesTier(plan, tier, run)) return tier;
  }
  return 0;
}

/** Whether the entry lies in the window and, where only observed values count, has one. */
export function isAdmitted({ columns }: Network, plan: ReachPlan, entry: number): boolean {
  if (!plan.wholeTime) {
    const day = columns.day[entry] as number;
    if (day < plan.since || day >= plan.until) return false;
  }
  if (!plan.observedOnly) return true;
  return !Number.isNaN(columns.usd[entry] as number) && ((columns.flags[entry] as number) & VALUE_ESTIMATED) === 0;
}

/** How much of a run is admitted, as far as its sums tell: all of it, nothing, or its entries must be looked at. */
export function admittedPart({ runs }: Network, plan: ReachPlan, run: number): "all" | "none" | "look" {
  const { sums } = runs;
  if (sums === null) return "look";
  if (!plan.wholeTime) {
    const first = sums.firstDay[run] as number;
    const last = sums.lastDay[run] as number;
    if (last < plan.since || first >= plan.until) return "none";
    if (first < plan.since || last >= plan.until) return "look";
  }
  if (plan.observedOnly && sums.observed[run] === 0) return "look";
  return Number.isNaN(sums.usd[run] as number) || Number.isNaN(sums.kg[run] as number) ? "look" : "all";
}

/** The nodes of tier 1. */
export function rootNodes(network: Network, { near }: ReachPlan, { products, parties }: ReachQuestion): number[] {
  const wanted = new Uint8Array(network.products.length);
  for (const code of products) {
    const product = network.products.indexOf(code);
    if (product >= 0) wanted[product] = 1;
  }
  return parties === undefined ? nodesOfProducts(near, wanted) : nodesOfParties(network, near, parties, wanted);
}

function nodesOfProducts({ ofProduct, byProduct }: NodeTable, wanted: Uint8Array): number[] {
  const nodes: number[] = [];
  for (const [product, isWanted] of wanted.entries()) {
    if (isWanted === 0) continue;
    const until = ofProduct[product + 1] as number;
    for (let at = ofProduct[product] as number; at < until; at++) nodes.push(byProduct[at] as number);
  }
  return nodes;
}

/** A party has few nodes and a product many: they are read from the side of the parties. */
function nodesOfParties(
  network: Network,
  { ofParty, product }: NodeTable,
  ids: readonly string[],
  wanted: Uint8Array,
): number[] {
  const nodes: number[] = [];
  for (const party of new Set(ids.map((id) => network.parties.find(id)))) {
    if (party < 0) continue;
    const until = ofParty[party + 1] as number;
    for (let node = ofParty[party] as number; node < until; node++) {
      if (wanted[product[node] as number] === 1) nodes.push(node);
    }
  }
  return nodes;
}
