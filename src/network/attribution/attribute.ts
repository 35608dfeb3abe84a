import { BASES, type Basis } from "../../evidence/basis.ts";
import type { InputLink } from "../input-link.ts";
import type { Network } from "../network.ts";
import type { AttributionQuestion } from "./attribution-question.ts";
import { boundKeys } from "./bounds.ts";
import { gatherCone } from "./cone.ts";
import { type SharedCone, shareInputs } from "./input-shares.ts";
import { type Lens, type NodeKeys, nodeKeys } from "./lens.ts";
import { recipesOf } from "./recipes.ts";
import { type Components, strongComponents } from "./strong-components.ts";
import { chainVisits, type Visits } from "./visits.ts";

/** What of the root's value was added under one key, 0..1. */
export interface AttributedShare {
  readonly key: string;
  readonly share: number;
  /** The least and the greatest that the intervals and the coverage allow; null for lines beyond those asked for. */
  readonly low: number | null;
  readonly high: number | null;
  /** Mean distance from the root of where it was added: 1 is what the root bought from. */
  readonly tier: number;
}

export interface Attribution {
  readonly question: AttributionQuestion;
  /** What the root bought in the window; of a basket nothing. Cents. */
  readonly root: { readonly rows: number; readonly rowsWithoutValue: number; readonly usd: bigint };
  /** Nothing was found to attribute: there is no line, and nothing is untraced. */
  readonly empty: boolean;
  /** 0..1. Lines of any lens and this add up to one. */
  readonly untraced: number;
  /** By the HS code of the input that nobody was seen to sell, or whose seller is a trader that is seen to buy none. */
  readonly untracedBy: readonly { readonly key: string; readonly share: number }[];
  /** Sum of |b + Q'x - x|, of the root's value. */
  readonly residual: number;
  /** By how an input's share is known, what was passed on to inputs on the way, in units of the root's value. */
  readonly passedOn: Readonly<Record<Basis, number>>;
  /** Of all purchases on the way, by value, the part that has an estimated value. */
  readonly estimated: number;
  /** And the part whose rows have a unit value far from the usual. */
  readonly outlying: number;
  /** What is estimated of the purchases of the root alone. */
  readonly rootEstimated: number;
  /** Lower bound of what the records show of the root's own purchases. */
  readonly rootCoverage: number;
  readonly size: ConeSize;
  /** The largest lines first; those after the first `bounded` come without bounds. */
  by(lens: Lens, options?: LinesOptions): AttributedShare[];
  /** What was added by distance from the root: 1, 2 ... `depth`, and last the rest beyond. */
  tiers(depth: number): number[];
  /** For what looks at single nodes and mixes. */
  readonly solved: Solved;
}

export interface ConeSize {
  readonly nodes: number;
  readonly mixes: number;
  readonly edges: number;
  readonly components: number;
  readonly largestComponent: number;
  readonly sweeps: number;
}

export interface LinesOptions {
  readonly limit?: number;
  /** How many lines get bounds; default all that are listed, at most 12. */
  readonly bounded?: number;
  /** Keys that get a line and bounds whatever their share, even where no record leads to them. */
  readonly keys?: readonly string[];
}

export interface Solved {
  readonly shared: SharedCone;
  readonly components: Components;
  readonly visits: Visits;
  /** By node, the value added there; what a trader keeps is not in it. */
  readonly added: Float64Array;
}

/** Passes each unit of value that the root buys upstream, to where it was added. */
export function attribute(network: Network, links: readonly InputLink[], question: AttributionQuestion): Attribution {
  const others = question.root.kind === "purchases" && question.root.weights ? question.root.products : [];
  const cone = gatherCone(network, recipesOf(network.products, links, question.inputs, others), question);
  const shared = shareInputs(cone);
  const components = strongComponents(shared.chain);
  const visits = chainVisits(shared.chain, components, shared.start);
  const solved: Solved = { shared, components, visits, added: valueAdded(shared, visits) };
  let far: Float64Array | null = null;
  const distance = (): Float64Array => {
    far ??= distances(solved);
    return far;
  };
  const untracedBy = untracedLines(solved);
  return {
    question,
    root: cone.root,
    empty: shared.start.every((part) => part === 0),
    untraced: untracedBy.reduce((sum, { share }) => sum + share, 0),
    untracedBy,
    residual: visits.residual,
    ...qualityOf(solved),
    size: {
      nodes: shared.nodes,
      mixes: shared.mixes,
      edges: shared.chain.target.length,
      components: components.count,
      largestComponent: components.largest,
      sweeps: visits.sweeps,
    },
    by: (lens, options = {}) => linesBy(solved, distance(), lens, options),
    tiers: (depth) => tierShares(solved, depth),
    solved,
  };
}

function valueAdded({ mixes, nodes, kept, keepsUnknown }: SharedCone, { visits }: Visits): Float64Array {
  const added = new Float64Array(nodes);
  for (let node = 0; node < nodes; node++) {
    if (keepsUnknown[node] === 0) added[node] = (visits[mixes + node] as number) * (kept[node] as number);
  }
  return added;
}

function untracedLines({ shared, visits }: Solved): { key: string; share: number }[] {
  const { cone, mixes, nodes, kept, keepsUnknown, untracedProducts } = shared;
  const sums = new Map<number, number>();
  const add = (product: number, share: number): void => {
    if (share > 0) sums.set(product, (sums.get(product) ?? 0) + share);
  };
  for (const [place, product] of untracedProducts.entries()) {
    add(product, visits.visits[mixes + nodes + place] as number);
  }
  for (let node = 0; node < nodes; node++) {
    const product = cone.nodes.product[node] as number;
    if (keepsUnknown[node] === 1) add(product, (visits.visits[mixes + node] as number) * (kept[node] as number));
    if (visits.caught !== null) add(product, visits.caught[mixes + node] as number);
  }
  if (visits.caught !== null) {
    for (let mix = 0; mix < mixes; mix++) add(cone.mixes.product[mix] as number, visits.caught[mix] as number);
  }
  return [...sums]
    .map(([product, share]) => ({ key: cone.recipes.products[product] ?? "", share }))
    .sort((a, b) => b.share - a.share || (a.key < b.key ? -1 : 1));
}

type Quality = Pick<Attribution, "passedOn" | "estimated" | "outlying" | "rootEstimated" | "rootCoverage">;

function qualityOf({ shared, visits }: Solved): Quality {
  const { cone, chain, mixes, nodes, basis, coverage, start } = shared;
  const passed = BASES.map(() => 0);
  const firstStep = chain.offsets[mixes] as number;
  for (let node = 0; node < nodes; node++) {
    const through = visits.visits[mixes + node] as number;
    for (let e = chain.offsets[mixes + node] as number; e < (chain.offsets[mixes + node + 1] as number); e++) {
      const rank = basis[e - firstStep] as number;
      passed[rank] = (passed[rank] as number) + through * (chain.weight[e] as number);
    }
  }
  let [all, estimated, outlying, root, rootEstimated, rootSeen] = [0, 0, 0, 0, 0, 0];
  for (let mix = 0; mix < mixes; mix++) {
    const through = visits.visits[mix] as number;
    const usd = cone.mixes.usd[mix] as number;
    const part = usd > 0 ? (cone.mixes.estimatedUsd[mix] as number) / usd : 0;
    all += through;
    estimated += through * part;
    if (usd > 0) outlying += (through * (cone.mixes.outlierUsd[mix] as number)) / usd;
    if (mix >= cone.mixes.roots) continue;
    root += start[mix] as number;
    rootEstimated += (start[mix] as number) * part;
    rootSeen += (start[mix] as number) * (coverage[mix] as number);
  }
  return {
    passedOn: Object.fromEntries(BASES.map((name, rank) => [name, passed[rank]])) as Record<Basis, number>,
    estimated: all > 0 ? estimated / all : 0,
    outlying: all > 0 ? outlying / all : 0,
    rootEstimated: root > 0 ? rootEstimated / root : 0,
    rootCoverage: rootSeen,
  };
}

/** Numbers held at once while bounding: keys that do not fit are bounded in turns. */
const BOUND_ROOM = 24_000_000;
const BOUNDED = 12;

/** Rounding that a bound may be off by; more than that is a fault. */
const NOISE = 1e-11;

function linesBy(
  solved: Solved,
  distance: Float64Array,
  lens: Lens,
  { limit, bounded, keys = [] }: LinesOptions,
): AttributedShare[] {
  const { shared, added } = solved;
  const named = withKeys(nodeKeys(shared.cone, lens), shared.start.some((part) => part > 0) ? keys : []);
  const shares = new Float64Array(named.keys.length);
  const weighted = new Float64Array(named.keys.length);
  for (let node = 0; node < shared.nodes; node++) {
    const here = added[node] as number;
    if (here === 0) continue;
    for (let at = named.offsets[node] as number; at < (named.offsets[node + 1] as number); at++) {
      const key = named.key[at] as number;
      const part = named.part[at] as number;
      shares[key] = (shares[key] as number) + here * part;
      weighted[key] = (weighted[key] as number) + (distance[node] as number) * part;
    }
  }
  const asked = new Set(keys);
  const ranked = [...shares.keys()]
    .filter((key) => (shares[key] as number) > 0 || asked.has(named.keys[key] as string))
    .sort(
      (a, b) =>
        (shares[b] as number) - (shares[a] as number) ||
        ((named.keys[a] as string) < (named.keys[b] as string) ? -1 : 1),
    );
  const listed = ranked.filter((key, at) => limit === undefined || at < limit || asked.has(named.keys[key] as string));
  const wanted = listed.filter(
    (key, at) => at < (bounded ?? Math.min(BOUNDED, limit ?? BOUNDED)) || asked.has(named.keys[key] as string),
  );
  const bounds = boundLines(solved, named, wanted, shares);
  return listed.map((key) => ({
    key: named.keys[key] as string,
    share: Math.min(1, shares[key] as number),
    low: bounds.get(key)?.low ?? null,
    high: bounds.get(key)?.high ?? null,
    tier: (shares[key] as number) > 0 ? (weighted[key] as number) / (shares[key] as number) : 0,
  }));
}

/** Adds keys that no node has: nothing seen lies there, and something unseen may. */
function withKeys(named: NodeKeys, keys: readonly string[]): NodeKeys {
  const known = new Set(named.keys);
  const unseen = keys.filter((key) => !known.has(key));
  return unseen.length === 0 ? named : { ...named, keys: [...named.keys, ...new Set(unseen)] };
}

function boundLines(
  { shared, components }: Solved,
  named: NodeKeys,
  wanted: readonly number[],
  shares: Float64Array,
): Map<number, { low: number; high: number }> {
  const found = new Map<number, { low: number; high: number }>();
  const batch = Math.max(1, Math.min(16, Math.floor(BOUND_ROOM / Math.max(1, shared.chain.states))));
  for (let from = 0; from < wanted.length; from += batch) {
    const turn = wanted.slice(from, from + batch);
    const place = new Int32Array(named.keys.length).fill(-1);
    for (const [k, key] of turn.entries()) place[key] = k;
    const payoff = new Float64Array(shared.nodes * turn.length);
    for (let node = 0; node < shared.nodes; node++) {
      for (let at = named.offsets[node] as number; at < (named.offsets[node + 1] as number); at++) {
        const k = place[named.key[at] as number] as number;
        if (k >= 0)
          payoff[node * turn.length + k] = (payoff[node * turn.length + k] as number) + (named.part[at] as number);
      }
    }
    const bounds = boundKeys(shared, components, shared.start, { keys: turn.length, payoff });
    for (const [k, key] of turn.entries()) {
      const share = Math.min(1, shares[key] as number);
      const [low, high] = [bounds.low[k] as number, bounds.high[k] as number];
      if (low > share + NOISE || high < share - NOISE) {
        throw new Error(`the share ${share} of ${named.keys[key]} is not between its bounds ${low} and ${high}`);
      }
      found.set(key, { low: Math.max(0, Math.min(low, share)), high: Math.min(1, Math.max(high, share)) });
    }
  }
  return found;
}

/** By node, the value added there times its mean distance from the root. */
function distances({ shared, components, visits, added }: Solved): Float64Array {
  const { chain, mixes, nodes } = shared;
  const arrivals = new Float64Array(chain.states);
  for (let node = 0; node < nodes; node++) arrivals[mixes + node] = visits.visits[mixes + node] as number;
  const far = chainVisits(chain, components, arrivals, { tolerance: 1e-9 }).visits;
  const found = new Float64Array(nodes);
  for (let node = 0; node < nodes; node++) {
    const through = visits.visits[mixes + node] as number;
    found[node] = through > 0 ? ((added[node] as number) * (far[mixes + node] as number)) / through : 0;
  }
  return found;
}

function tierShares({ shared, added }: Solved, depth: number): number[] {
  const { chain, mixes, nodes, kept, keepsUnknown, start } = shared;
  const shares: number[] = [];
  let waiting = start;
  for (let tier = 1; tier <= depth; tier++) {
    const atNodes = step(chain, waiting, 0, mixes);
    let sum = 0;
    for (let node = 0; node < nodes; node++) {
      if (keepsUnknown[node] === 0) sum += (atNodes[mixes + node] as number) * (kept[node] as number);
    }
    shares.push(sum);
    waiting = step(chain, atNodes, mixes, mixes + nodes);
  }
  const all = added.reduce((sum, share) => sum + share, 0);
  const counted = shares.reduce((sum, share) => sum + share, 0);
  return [...shares, Math.max(0, all - counted)];
}

/** What waits at the states [from, until), one step on. */
function step(chain: SharedCone["chain"], waiting: Float64Array, from: number, until: number): Float64Array {
  const next = new Float64Array(chain.states);
  for (let state = from; state < until; state++) {
    const here = waiting[state] as number;
    if (here === 0) continue;
    for (let e = chain.offsets[state] as number; e < (chain.offsets[state + 1] as number); e++) {
      const to = chain.target[e] as number;
      next[to] = (next[to] as number) + here * (chain.weight[e] as number);
    }
  }
  return next;
}
