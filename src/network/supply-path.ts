import { EDGE_KINDS, type InputMap } from "./input-map.ts";
import type { Network } from "./network.ts";

export interface SupplyQuestion {
  /** Parties (by index) whose purchases of whatever product are looked behind. */
  readonly buyers: readonly number[];
  /** Whether a party is one of those that are looked for. */
  readonly isMember: (party: number) => boolean;
  /** The last day of a purchase that counts, in days since 1970. */
  readonly lastDay?: number;
}

/** What one party sold another of one product, over the whole window. */
export interface SupplyLeg {
  /** Parties and product by index. */
  readonly seller: number;
  readonly buyer: number;
  readonly product: number;
  /** Cents of the rows that have a value; null where none has. */
  readonly usd: number | null;
  readonly rows: number;
}

export interface SupplyPath {
  /** From the member down to the buyer: of the shortest ways the one whose weakest leg is worth most. */
  readonly legs: readonly SupplyLeg[];
}

export interface Supply {
  readonly path: SupplyPath | null;
  /** Tiers that were walked, and purchases (a buyer and a product) that were looked at. */
  readonly tiers: number;
  readonly purchases: number;
}

/** A purchase that was met, by its node of the buying side, and the leg by which what it bought went on. */
interface Met {
  readonly node: number;
  readonly from: Met | null;
  readonly leg: SupplyLeg | null;
  /** The weakest leg so far, in cents. */
  readonly strength: number;
}

/**
 * Walks from what the buyers bought to what those who sold it bought of its inputs, or of the same product, tier by tier
 * until nothing new is met, whatever the values, and stops at the first tier in which a member sells. Equipment is not
 * followed: it makes goods and is not in them. Each purchase is looked at once.
 */
export function supplyPath(network: Network, map: InputMap, question: SupplyQuestion): Supply {
  const { buy, sell } = network;
  const met = new Uint8Array(buy.count);
  let tier: Met[] = [];
  for (const party of [...new Set(question.buyers)].sort((a, b) => a - b)) {
    for (let node = buy.ofParty[party] as number; node < (buy.ofParty[party + 1] as number); node++) {
      met[node] = 1;
      tier.push({ node, from: null, leg: null, strength: Number.POSITIVE_INFINITY });
    }
  }
  let [tiers, purchases] = [0, 0];
  while (tier.length > 0) {
    tiers += 1;
    purchases += tier.length;
    let best: Met | null = null;
    const next = new Map<number, Met>();
    fetchRuns(network, tier);
    for (const from of tier) {
      for (const { sellNode, leg } of legsInto(network, from.node, question.lastDay)) {
        const strength = Math.min(from.strength, leg.usd ?? 0);
        const way: Met = { node: -1, from, leg, strength };
        if (question.isMember(leg.seller) && (best === null || strength > best.strength)) best = way;
        for (const node of boughtBehind(network, map, sell.party[sellNode] as number, leg.product)) {
          const known = next.get(node);
          if (met[node] === 0 && (known === undefined || strength > known.strength)) next.set(node, { ...way, node });
        }
      }
    }
    if (best !== null) return { path: { legs: legsOf(best) }, tiers, purchases };
    tier = [...next.values()].sort((a, b) => a.node - b.node);
    for (const { node } of tier) met[node] = 1;
  }
  return { path: null, tiers, purchases };
}

function legsOf(way: Met): readonly SupplyLeg[] {
  const legs: SupplyLeg[] = [];
  for (let at: Met | null = way; at !== null; at = at.from) if (at.leg !== null) legs.push(at.leg);
  return legs;
}

function fetchRuns({ buy, runs, pages }: Network, tier: readonly Met[]): void {
  if (pages.complete()) return;
  for (const { node } of tier) {
    pages.want(
      runs.offsets[buy.offsets[node] as number] as number,
      runs.offsets[buy.offsets[node + 1] as number] as number,
    );
  }
  pages.fetch();
}

/** What each seller sold into a purchase. Runs of a seller lie side by side. */
function legsInto(
  { buy, sell, runs, columns }: Network,
  node: number,
  lastDay: number | undefined,
): readonly { readonly sellNode: number; readonly leg: SupplyLeg }[] {
  const legs: { sellNode: number; leg: SupplyLeg }[] = [];
  const until = buy.offsets[node + 1] as number;
  for (let run = buy.offsets[node] as number; run < until; ) {
    const sellNode = runs.sellNode[run] as number;
    let [usd, valued, rows] = [0, 0, 0];
    for (; run < until && runs.sellNode[run] === sellNode; run++) {
      for (let entry = runs.offsets[run] as number; entry < (runs.offsets[run + 1] as number); entry++) {
        if (lastDay !== undefined && (columns.day[entry] as number) > lastDay) continue;
        rows += 1;
        const cents = columns.usd[entry] as number;
        if (Number.isNaN(cents)) continue;
        usd += cents;
        valued += 1;
      }
    }
    if (rows === 0) continue;
    const ends = { seller: sell.party[sellNode] as number, buyer: buy.party[node] as number };
    legs.push({
      sellNode,
      leg: { ...ends, product: buy.product[node] as number, usd: valued === 0 ? null : usd, rows },
    });
  }
  return legs;
}

const EMBODIED = EDGE_KINDS.reduce((bits, kind, at) => (kind === "equipment" ? bits : bits | (1 << at)), 0);

/** The purchases of a party that may be in a product that it sold. */
function boughtBehind({ buy }: Network, { inputs }: InputMap, party: number, product: number): readonly number[] {
  const found: number[] = [];
  const [from, until] = [buy.ofParty[party] as number, buy.ofParty[party + 1] as number];
  if (from === until) return found;
  let node = from;
  for (let at = inputs.offsets[product] as number; at < (inputs.offsets[product + 1] as number); at++) {
    if (((inputs.kinds[at] as number) & EMBODIED) === 0) continue;
    const input = inputs.product[at] as number;
    while (node < until && (buy.product[node] as number) < input) node += 1;
    if (node < until && buy.product[node] === input) found.push(node);
  }
  return found;
}
