import type { Book } from "../../book/book.ts";
import { inputsFor } from "../../book/inputs-for.ts";
import type { InputLink } from "../../network/input-link.ts";
import { format } from "../../vocab/decimal.ts";
import { productLabel } from "../trade/labels.ts";
import type { RestrictionLink } from "./restrictions-result.ts";

const REVISION = 2022;

interface Held {
  readonly code: string;
  readonly goods: string;
  readonly seller: string;
  readonly to: string;
  readonly depth: number;
}

/**
 * Where sales of a product stand in traces: at tier 1 of its own, and further up behind each product of the input map
 * that it goes into, step by step; each product once, by the shortest way.
 */
export function touchedLinks(book: Book, { goods, seller, to, depth }: Omit<Held, "code">): RestrictionLink[] {
  const links = inputsFor(book, REVISION);
  const named = (code: string) => ({ code, label: productLabel(book, code, REVISION) });
  const write = (tier: number, code: string, link: InputLink | null): RestrictionLink => ({
    tier,
    seller,
    goods: named(goods),
    of: named(code),
    via: link?.inputHs ?? null,
    kind: link?.kind ?? null,
    basis: link?.basis ?? null,
    costShare: link === null || link.costShare === null ? null : format(link.costShare.central),
    command: `headwater trace --product ${code} --to ${to} --depth ${tier} --tier-origin ${tier}:${seller}`,
  });
  const found = [write(1, goods, null)];
  const met = new Set([goods]);
  let frontier = [goods];
  for (let tier = 2; tier <= depth && frontier.length > 0; tier++) {
    const next: string[] = [];
    for (const link of links) {
      if (!frontier.includes(link.inputHs) || met.has(link.outputHs)) continue;
      met.add(link.outputHs);
      next.push(link.outputHs);
      found.push(write(tier, link.outputHs, link));
    }
    frontier = next;
  }
  return found;
}
