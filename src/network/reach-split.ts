import { addCell, addExact, type ExactSums, exactSums, exactTotal, nthLargest, roughTotal } from "./exact-sum.ts";
import { EDGE_KINDS } from "./input-map.ts";
import { LINE, type TierSums } from "./tier-sums.ts";
import { eachCounted, type Walk } from "./walk.ts";

/**
 * `country` is the country of origin upwards and the importing country downwards; `party` the seller upwards and the
 * buyer downwards; `kind` how the entries stand behind (or before) what was found in the tier before; `port` where the
 * goods were loaded and `facility` which of the seller's they left, both ways.
 */
export type Dimension = "country" | "party" | "product" | "heading" | "port" | "facility" | "kind";

/** One line of a split. */
export interface Split {
  /** A country code ("" unknown), party id, HS code, HS heading, port name or facility id ("" unknown), or kind ("root" in tier 1). */
  readonly key: string;
  readonly rows: number;
  /** Cents. */
  readonly usd: bigint;
  /** Grams. */
  readonly kg: bigint;
}

/** The lines of a tier in one dimension, largest value first, then by weight, rows and key. */
export function splitTier(walk: Walk, sums: TierSums, dimension: Dimension, limit?: number): Split[] {
  const { network } = walk;
  const { far } = walk.plan;
  switch (dimension) {
    case "country":
      return lines(sums.byCountry, (at) => network.countries[at] ?? "", limit);
    case "port":
      return lines(entrySums(walk, sums.tier, "port", network.ports.length), (at) => network.ports[at] ?? "", limit);
    case "facility":
      return lines(facilitySums(walk, sums.tier), (at) => network.facilities.id(at), limit);
    case "kind":
      return lines(sums.byKind, (at) => (sums.tier === 1 ? "root" : (EDGE_KINDS[at] ?? "")), limit);
    case "party":
      return partyLines(walk, sums, limit);
    case "product":
      return lines(groupNodes(sums, far.product, network.products.length), (at) => network.products[at] ?? "", limit);
    case "heading":
      return byHeading(
        lines(groupNodes(sums, far.product, network.products.length), (at) => network.products[at] ?? ""),
        limit,
      );
  }
}

/** Ports and facilities are asked for seldom: they are added up in a second pass, not in every walk. */
function entrySums(walk: Walk, tier: number, column: "port" | "facility", keys: number): ExactSums {
  const { columns } = walk.network;
  const byKey = exactSums(keys * LINE);
  const add = (entry: number, at: number): void => {
    if (at !== tier) return;
    const line = (columns[column][entry] ?? 0) * LINE;
    const [usd, kg] = [columns.usd[entry] as number, columns.kg[entry] as number];
    addExact(byKey, line, 1);
    if (!Number.isNaN(usd)) addExact(byKey, line + 1, usd);
    if (!Number.isNaN(kg)) addExact(byKey, line + 2, kg);
  };
  eachCounted(walk, add, column === "facility" ? column : undefined);
  return byKey;
}

/** Where no row states a facility, a tier is one line. */
function facilitySums(walk: Walk, tier: number): ExactSums {
  const { facilities } = walk.network;
  return entrySums(walk, tier, "facility", facilities.count);
}

function groupNodes(sums: TierSums, groupOf: ArrayLike<number>, groups: number): ExactSums {
  const grouped = exactSums(groups * LINE);
  for (let line = 0; line < sums.nodeCount; line++) {
    const group = groupOf[sums.nodes[line] as number] as number;
    for (let cell = 0; cell < LINE; cell++) addCell(grouped, group * LINE + cell, sums.byNode, line * LINE + cell);
  }
  return grouped;
}

/** Beyond one node in so many parties, a line for every party costs less than looking its line up. */
const FEW = 8;

/** Few nodes are grouped among themselves, so that a small tier costs little in a network of many parties. */
function partyLines({ network, plan }: Walk, sums: TierSums, limit: number | undefined): Split[] {
  const { parties } = network;
  const { party } = plan.far;
  if (sums.nodeCount * FEW > parties.count) {
    return lines(groupNodes(sums, party, parties.count), (at) => parties.id(at), limit);
  }
  const lineOf = new Map<number, number>();
  const grouped = exactSums(sums.nodeCount * LINE);
  for (let line = 0; line < sums.nodeCount; line++) {
    const own = party[sums.nodes[line] as number] as number;
    const at = lineOf.get(own) ?? lineOf.size;
    lineOf.set(own, at);
    for (let cell = 0; cell < LINE; cell++) addCell(grouped, at * LINE + cell, sums.byNode, line * LINE + cell);
  }
  const keys = [...lineOf.keys()];
  return lines(grouped, (at) => parties.id(keys[at] as number), limit);
}

function lines(sums: ExactSums, keyOf: (index: number) => string, limit?: number): Split[] {
  let found = usedLines(sums);
  if (limit !== undefined && found.length > limit) found = largest(sums, found, limit);
  const splits = found.map((at) => ({
    key: keyOf(at),
    rows: Number(exactTotal(sums, at * LINE)),
    usd: exactTotal(sums, at * LINE + 1),
    kg: exactTotal(sums, at * LINE + 2),
  }));
  return splits.sort(bySize).slice(0, limit);
}

function usedLines(sums: ExactSums): number[] {
  const used: number[] = [];
  for (let at = 0; at * LINE < sums.cells.length; at++) if (sums.cells[at * LINE] !== 0) used.push(at);
  return used;
}

/** The lines that can be among the `limit` largest: all that tie with the last of them in value stay. */
function largest(sums: ExactSums, used: readonly number[], limit: number): number[] {
  const values = Float64Array.from(used, (at) => roughTotal(sums, at * LINE + 1));
  const least = nthLargest(values, limit);
  return used.filter((_, i) => (values[i] as number) >= least);
}

function byHeading(products: readonly Split[], limit?: number): Split[] {
  const headings = new Map<string, Split>();
  for (const { key, rows, usd, kg } of products) {
    const heading = key.slice(0, 4);
    const so = headings.get(heading) ?? { key: heading, rows: 0, usd: 0n, kg: 0n };
    headings.set(heading, { key: heading, rows: so.rows + rows, usd: so.usd + usd, kg: so.kg + kg });
  }
  return [...headings.values()].sort(bySize).slice(0, limit);
}

export function bySize(a: Split, b: Split): number {
  if (a.usd !== b.usd) return a.usd > b.usd ? -1 : 1;
  if (a.kg !== b.kg) return a.kg > b.kg ? -1 : 1;
  return b.rows - a.rows || (a.key < b.key ? -1 : 1);
}
