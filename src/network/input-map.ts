import type { InputKind, InputLink } from "./input-link.ts";

/** How an entry above tier 1 stands behind what was sold: as an input of a kind, or as the same product again. */
export type EdgeKind = "same" | InputKind;

/** Where a product is an input in several ways, an entry counts under the first of these that fits. */
export const EDGE_KINDS: readonly EdgeKind[] = ["same", "material", "component", "equipment"];

/** For each product the products linked to it, with itself, in ascending order; kinds are bits by EDGE_KINDS. */
export interface LinkTable {
  readonly offsets: Int32Array;
  readonly product: Uint16Array;
  readonly kinds: Uint8Array;
}

/** The input links between the products that a dataset holds, both ways. */
export interface InputMap {
  /** For each product its inputs and itself. */
  readonly inputs: LinkTable;
  /** For each product what it goes into and itself. */
  readonly outputs: LinkTable;
  readonly links: readonly InputLink[];
}

/** Numbers the links by the dataset's products. Links of other HS revisions than the dataset's are not for this map. */
export function inputMap(products: readonly string[], links: readonly InputLink[]): InputMap {
  const index = new Map(products.map((code, i) => [code, i]));
  const inputs = products.map((_, i) => new Map([[i, 1]]));
  const outputs = products.map((_, i) => new Map([[i, 1]]));
  for (const link of links) {
    const output = index.get(link.outputHs);
    const input = index.get(link.inputHs);
    if (output === undefined || input === undefined) continue;
    const bit = 1 << EDGE_KINDS.indexOf(link.kind);
    addBit(inputs[output], input, bit);
    addBit(outputs[input], output, bit);
  }
  return { inputs: linkTable(inputs), outputs: linkTable(outputs), links };
}

function addBit(row: Map<number, number> | undefined, product: number, bit: number): void {
  row?.set(product, (row.get(product) ?? 0) | bit);
}

function linkTable(rows: readonly Map<number, number>[]): LinkTable {
  const offsets = new Int32Array(rows.length + 1);
  const sorted = rows.map((row) => [...row].sort(([a], [b]) => a - b));
  for (const [i, row] of sorted.entries()) offsets[i + 1] = (offsets[i] as number) + row.length;
  const flat = sorted.flat();
  return {
    offsets,
    product: Uint16Array.from(flat, ([product]) => product),
    kinds: Uint8Array.from(flat, ([, kinds]) => kinds),
  };
}

/** An input that stands behind the root by the links, but of which the dataset holds no row. */
export interface MissingInput {
  readonly hs6: string;
  /** The tier at which it would first be found. */
  readonly tier: number;
  readonly inputOf: readonly string[];
}

/** The inputs of `roots`, down to tier `depth`, that are none of the dataset's `products`, by tier and code. */
export function missingInputs(
  products: readonly string[],
  links: readonly InputLink[],
  roots: readonly string[],
  depth: number,
): MissingInput[] {
  const held = new Set(products);
  const tierOf = new Map<string, number>(roots.map((root) => [root, 1]));
  const inputOf = new Map<string, Set<string>>();
  let frontier = new Set(roots);
  for (let tier = 2; tier <= depth && frontier.size > 0; tier++) {
    const next = new Set<string>();
    for (const link of links) {
      if (!frontier.has(link.outputHs)) continue;
      if (!tierOf.has(link.inputHs)) {
        tierOf.set(link.inputHs, tier);
        next.add(link.inputHs);
      }
      inputOf.set(link.inputHs, (inputOf.get(link.inputHs) ?? new Set()).add(link.outputHs));
    }
    frontier = next;
  }
  return [...inputOf]
    .filter(([hs6]) => !held.has(hs6))
    .map(([hs6, outputs]) => ({ hs6, tier: tierOf.get(hs6) ?? depth, inputOf: [...outputs].sort() }))
    .sort((a, b) => a.tier - b.tier || (a.hs6 < b.hs6 ? -1 : 1));
}
