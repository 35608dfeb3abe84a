import type { ChainResult } from "../state/chain-answer.ts";
import { type ChainPlace, changeChain } from "../state/chain-question.ts";

/** What a node mostly dealt in: the product of the greatest value on its links towards the root. */
export function mainProduct(chain: ChainResult, node: string): string {
  const sums = new Map<string, number>();
  for (const link of chain.links) {
    const towardsRoot = chain.direction === "up" ? link.source : link.target;
    if (towardsRoot !== node) continue;
    for (const { code, usd } of link.products) sums.set(code, (sums.get(code) ?? 0) + Number(usd));
  }
  const [largest] = [...sums].sort(([, a], [, b]) => b - a);
  return largest?.[0] ?? chain.root.product;
}

/** The question with a node in the place of the root; null for a pooled rest, which is nobody. */
export function rootOf(chain: ChainResult, id: string): Partial<ChainPlace> | null {
  const node = chain.nodes.find((each) => each.id === id);
  if (node === undefined || node.key === null) return null;
  const product = mainProduct(chain, id);
  const none = { to: "", origin: "", party: "" };
  if (chain.by !== "origin") return { ...none, product, party: node.key };
  return chain.direction === "up" ? { ...none, product, to: node.key } : { ...none, product, origin: node.key };
}

/** Starts anew from a node: what stands behind what it dealt in, or what becomes of it. */
export function rootAt(chain: ChainResult, id: string): void {
  const root = rootOf(chain, id);
  if (root !== null) changeChain(root);
}
