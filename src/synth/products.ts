import type { Book } from "../book/book.ts";
import { type Decimal, toNumber } from "../vocab/decimal.ts";
import type { HsRevision } from "../vocab/hs-code.ts";
import {
  ASSUMED_FINAL_DEMAND,
  ASSUMED_INPUT_RANGES,
  ASSUMED_OTHER_DEMAND,
  byLongestPrefix,
  TRADES,
} from "./assumed.ts";
import type { Calibration, TradeProfile } from "./calibration.ts";

/** One input of a product: the range its share may lie in, and whether the input map or an assumption gives it. */
export interface Recipe {
  readonly input: number;
  readonly kind: "material" | "component" | "equipment";
  readonly low: number;
  readonly central: number;
  readonly high: number;
  readonly rangeBasis: "map" | "assumed" | "none";
  /** Place among the inputs of its product: those with an amount first, then as the map lists them. */
  readonly rank: number;
}

export interface Product extends TradeProfile {
  readonly hs: string;
  readonly hsRevision: HsRevision;
  /** The nomenclature's text, where there is one. */
  readonly description: string | null;
  readonly stage: string;
  readonly words: readonly string[];
  readonly inputs: readonly Recipe[];
  /** Its part in what final buyers take, of 1 over all products. */
  readonly finalDemand: number;
}

type InputLink = Book["inputs"][number];

/** Every seller of a product comes after every buyer of it: the input map's products, downstream first, loops cut. */
export function productChain(
  links: readonly InputLink[],
  calibration: Calibration,
  describe: (hs: string, revision: HsRevision) => string | null,
): readonly Product[] {
  const byOutput = new Map<string, Map<string, InputLink>>();
  const revisions = new Map<string, HsRevision>();
  for (const link of links) {
    revisions.set(link.outputHs, revisions.get(link.outputHs) ?? link.hsRevision);
    revisions.set(link.inputHs, revisions.get(link.inputHs) ?? link.hsRevision);
    if (link.inputHs === link.outputHs) continue;
    const inputs = byOutput.get(link.outputHs) ?? new Map<string, InputLink>();
    const known = inputs.get(link.inputHs);
    if (known === undefined || (known.costShare === null && link.costShare !== null)) inputs.set(link.inputHs, link);
    byOutput.set(link.outputHs, inputs);
  }
  const order = downstreamFirst(byOutput, [...revisions.keys()].sort());
  const position = new Map(order.map((hs, at) => [hs, at]));
  const demand = finalDemand(order, byOutput);
  return order.map((hs, at) => {
    const trade = byLongestPrefix(TRADES, hs);
    const inputs = [...(byOutput.get(hs)?.values() ?? [])]
      .sort((a, b) => Number(a.amount === null) - Number(b.amount === null))
      .map((link, rank) => recipe(link, position.get(link.inputHs) as number, rank))
      .filter((candidate) => candidate.input > at);
    return {
      hs,
      hsRevision: revisions.get(hs) as HsRevision,
      description: describe(hs, revisions.get(hs) as HsRevision),
      stage: trade?.stage ?? "component",
      words: (trade?.words ?? "Industries").split("|"),
      inputs: inputs.sort((a, b) => a.input - b.input),
      finalDemand: demand.get(hs) ?? 0,
      ...calibration(hs),
    };
  });
}

function recipe(link: InputLink, input: number, rank: number): Recipe {
  const number = (value: Decimal) => toNumber(value);
  const { kind } = link;
  if (kind === "equipment") return { input, kind, low: 0, central: 0, high: 0, rangeBasis: "none", rank };
  if (link.costShare !== null) {
    const { low, central, high } = link.costShare;
    return { input, kind, low: number(low), central: number(central), high: number(high), rangeBasis: "map", rank };
  }
  return { input, kind, ...ASSUMED_INPUT_RANGES[kind], rangeBasis: "assumed", rank };
}

/** The reverse post-order of a walk from outputs to inputs; a link back to a product being walked closes a loop. */
function downstreamFirst(
  byOutput: ReadonlyMap<string, ReadonlyMap<string, unknown>>,
  all: readonly string[],
): string[] {
  const inputsOf = (hs: string) => [...(byOutput.get(hs)?.keys() ?? [])].sort();
  const isInput = new Set([...byOutput.values()].flatMap((inputs) => [...inputs.keys()]));
  const done: string[] = [];
  const seen = new Set<string>();
  const walk = (hs: string): void => {
    if (seen.has(hs)) return;
    seen.add(hs);
    for (const input of inputsOf(hs)) walk(input);
    done.push(hs);
  };
  const named = Object.keys(ASSUMED_FINAL_DEMAND).filter((hs) => all.includes(hs));
  for (const hs of [...all.filter((code) => !isInput.has(code)), ...named, ...all]) walk(hs);
  return done.reverse();
}

function finalDemand(order: readonly string[], byOutput: ReadonlyMap<string, ReadonlyMap<string, unknown>>) {
  const isInput = new Set([...byOutput.values()].flatMap((inputs) => [...inputs.keys()]));
  const ends = order.filter((hs) => !isInput.has(hs) && ASSUMED_FINAL_DEMAND[hs] === undefined);
  const parts = new Map<string, number>();
  for (const hs of order) {
    const named = ASSUMED_FINAL_DEMAND[hs];
    if (named !== undefined) parts.set(hs, named);
  }
  for (const hs of ends) parts.set(hs, ASSUMED_OTHER_DEMAND / ends.length);
  const total = [...parts.values()].reduce((sum, part) => sum + part, 0);
  return new Map([...parts].map(([hs, part]) => [hs, part / total]));
}
