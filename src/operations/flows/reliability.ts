import { type FreightBand, median, mirror, spreadOf } from "../../flows/mirror.ts";
import type { Sides } from "./both-sides.ts";

/** How a reporter's figures stand to those of its other partners. */
export interface Reliability {
  readonly partners: number;
  readonly gap: number | null;
  readonly spread: number | null;
}

interface Asked {
  readonly exporter: string;
  readonly importer: string;
  readonly by: "value" | "weight";
  readonly freight: FreightBand;
}

/** The gaps of the exporter to its other buyers, and of the importer to its other sellers, a median gap a partner. */
export function reliabilityOf(
  sides: Sides,
  { exporter, importer, by, freight }: Asked,
): { readonly exporter: Reliability; readonly importer: Reliability } {
  const gapOf = (from: string, to: string): number | null => {
    const rule = { freight, threshold: Infinity, sustainedFor: 1, spread: { exporter: null, importer: null } };
    const gaps = mirror(sides.pairs(from, to, by), rule).flatMap(({ gap }) => gap ?? []);
    return gaps.length === 0 ? null : median(gaps);
  };
  const legs = sides.exports?.all ?? [];
  const buyers = new Set(legs.filter((leg) => leg.exporter === exporter).map((leg) => leg.importer));
  const sellers = new Set(legs.filter((leg) => leg.importer === importer).map((leg) => leg.exporter));
  buyers.delete(importer);
  sellers.delete(exporter);
  const summed = (gaps: readonly (number | null)[]): Reliability => {
    const known = gaps.flatMap((gap) => gap ?? []);
    return { partners: known.length, gap: known.length === 0 ? null : median(known), spread: spreadOf(known) };
  };
  return {
    exporter: summed([...buyers].map((to) => gapOf(exporter, to))),
    importer: summed([...sellers].map((from) => gapOf(from, importer))),
  };
}
