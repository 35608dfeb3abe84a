import { ALL_TIERS, eachCountedPart } from "./counted-parts.ts";
import { addExact, type ExactSums, exactSums, exactTotal, growSums } from "./exact-sum.ts";
import type { EndReader, TierGroup } from "./tier-groups.ts";
import type { Walk } from "./walk.ts";

/** Integers of the network: cents and grams. */
export interface Amounts {
  readonly rows: number;
  readonly usd: bigint;
  readonly kg: bigint;
  /** The part of `usd` that is estimated. */
  readonly estimatedUsd: bigint;
}

/** What passes between two groups of ends. */
export interface GroupLink {
  /** The tier whose entries it sums. */
  readonly tier: number;
  /** Places in the group lists of the tier, and of the tier before it. */
  readonly far: number;
  readonly near: number;
  readonly products: readonly ({ readonly code: string } & Amounts)[];
}

/** Cells of a line: rows, usd, kg, estimated usd. */
const CELLS = 4;

/** The sums of one tier: for each pair of groups that trade, a block of lines, one a product. */
interface TierBlocks {
  readonly nearGroups: number;
  /** By far group * nearGroups + near group: the block, from 1; 0 is none. */
  readonly blockOf: Int32Array;
  readonly pairs: number[];
  readonly lines: ExactSums;
}

/** Adds up what a walk counted, by groups of ends and product; by the sums of runs where they stand for their entries. */
export function groupLinks(walk: Walk, groups: readonly TierGroup[], ends: EndReader): GroupLink[] {
  const blocks = walk.sums.map((_, at) => emptyBlocks(groups[at + 1] as TierGroup, groups[at] as TierGroup));
  const { slotOf, products } = productSlots(walk);
  const { far, near } = ends;
  const nearProduct = walk.plan.near.product;
  eachCountedPart(walk, ALL_TIERS, (part) => {
    const { run, tier, nearNode } = part;
    const nearGroup = groups[tier - 1] as TierGroup;
    const nearEnd = near(run, nearNode);
    nearGroup.present[nearEnd] = 1;
    const sums = blocks[tier - 1] as TierBlocks;
    const farPlace = (groups[tier] as TierGroup).groupOf[far(run)] as number;
    const pair = farPlace * sums.nearGroups + (nearGroup.groupOf[nearEnd] as number);
    const slot = slotOf[nearProduct[nearNode] as number] as number;
    const at = (blockAt(sums, pair, products.length) * products.length + slot) * CELLS;
    addExact(sums.lines, at, part.rows);
    addExact(sums.lines, at + 1, part.usd);
    addExact(sums.lines, at + 2, part.kg);
    if (part.estimatedUsd !== 0) addExact(sums.lines, at + 3, part.estimatedUsd);
  });
  return blocks.flatMap(({ pairs, nearGroups, lines }, at) =>
    pairs.map((pair, block) => ({
      tier: at + 1,
      far: Math.floor(pair / nearGroups),
      near: pair % nearGroups,
      products: productLines(lines, block * products.length, products),
    })),
  );
}

function emptyBlocks(far: TierGroup, near: TierGroup): TierBlocks {
  const [farGroups, nearGroups] = [far.shown.length + 1, near.shown.length + 1];
  return { nearGroups, blockOf: new Int32Array(farGroups * nearGroups), pairs: [], lines: exactSums(0) };
}

function blockAt(sums: TierBlocks, pair: number, products: number): number {
  const known = sums.blockOf[pair] as number;
  if (known !== 0) return known - 1;
  const block = sums.pairs.push(pair);
  sums.blockOf[pair] = block;
  growSums(sums.lines, block * products * CELLS);
  return block - 1;
}

/** The products of a walk, numbered without gaps. */
function productSlots({ network, plan, sums }: Walk) {
  const slotOf = new Int32Array(network.products.length).fill(-1);
  const products: string[] = [];
  for (const tier of sums) {
    for (let line = 0; line < tier.nodeCount; line++) {
      const product = plan.far.product[tier.nodes[line] as number] as number;
      if (slotOf[product] === -1) slotOf[product] = products.push(network.products[product] ?? "") - 1;
    }
  }
  return { slotOf, products };
}

function productLines(lines: ExactSums, firstLine: number, products: readonly string[]): GroupLink["products"] {
  const found: ({ readonly code: string } & Amounts)[] = [];
  for (const [slot, code] of products.entries()) {
    const at = (firstLine + slot) * CELLS;
    const rows = lines.cells[at] as number;
    if (rows === 0) continue;
    const [usd, kg] = [exactTotal(lines, at + 1), exactTotal(lines, at + 2)];
    found.push({ code, rows, usd, kg, estimatedUsd: exactTotal(lines, at + 3) });
  }
  return found;
}
