import type { Book } from "../../book/book.ts";
import { inputsFor } from "../../book/inputs-for.ts";
import { BASES } from "../../evidence/basis.ts";
import type { InputLink } from "../../network/input-link.ts";
import { format } from "../../vocab/decimal.ts";
import { productLabel } from "../trade/labels.ts";
import type { RestrictionLink } from "./restrictions-result.ts";

const REVISION = 2022;

interface Held {
  readonly goods: string;
  readonly seller: string;
  readonly to: string;
  readonly depth: number;
}

/** A product of the map, with the link that leads to it and the codes on the way to it from the goods. */
interface Met {
  readonly code: string;
  readonly link: InputLink | null;
  readonly way: readonly string[];
}

/**
 * Where sales of a product stand in traces: at tier 1 of its own, and further up behind each product of the input map
 * that it goes into, step by step; each product once, by the shortest way, the better founded links first.
 */
export function touchedLinks(book: Book, held: Held): RestrictionLink[] {
  const links = [...inputsFor(book, REVISION)].sort((a, b) => BASES.indexOf(a.basis) - BASES.indexOf(b.basis));
  const found: RestrictionLink[] = [];
  const met = new Set([held.goods]);
  let frontier: readonly Met[] = [{ code: held.goods, link: null, way: [] }];
  for (let tier = 1; tier <= held.depth && frontier.length > 0; tier++) {
    found.push(...frontier.map((one) => write(book, held, tier, one)));
    const from = new Map(frontier.map((one) => [one.code, one]));
    frontier = links.flatMap((link): Met[] => {
      const before = from.get(link.inputHs);
      if (before === undefined || met.has(link.outputHs)) return [];
      met.add(link.outputHs);
      return [{ code: link.outputHs, link, way: [before.code, ...before.way] }];
    });
  }
  return found;
}

function write(book: Book, { goods, seller, to }: Held, tier: number, { code, link, way }: Met): RestrictionLink {
  const named = (one: string) => ({ code: one, label: productLabel(book, one, REVISION) });
  const only = way.length === 0 ? "" : ` --component ${way.join(",")}`;
  return {
    tier,
    seller,
    goods: named(goods),
    of: named(code),
    via: link?.inputHs ?? null,
    kind: link?.kind ?? null,
    basis: link?.basis ?? null,
    costShare: link === null || link.costShare === null ? null : format(link.costShare.central),
    command: `headwater trace --product ${code} --to ${to} --depth ${tier}${only} --tier-origin ${tier}:${seller}`,
  };
}
