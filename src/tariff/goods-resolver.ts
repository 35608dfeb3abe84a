import { compare, type Decimal } from "../vocab/decimal.ts";
import { type DayClasses, dayClasses } from "./day-classes.ts";
import type { GoodsKind } from "./goods.ts";
import type { AsOf, Conditions } from "./measure.ts";
import { nameKey } from "./rate-in-force.ts";
import { type ResolvedGoods, resolveGoods } from "./resolve-goods.ts";
import type { Border } from "./tariff-book.ts";

/** Resolves goods of many lines: those that no measure of the border can tell apart are resolved once. */
export interface GoodsResolver {
  readonly border: Border;
  readonly dayClass: DayClasses;
  resolve(kind: GoodsKind, asOf: AsOf): ResolvedGoods;
}

/** Kinds that are kept at a time; each holds a line for every measure of the border. */
const MOST_KINDS = 8192;
const MOST_NAMES = 50_000;

/**
 * A resolver that remembers. Two lines are alike when codes, origins, claims and the rest are the same, their days lie
 * between the same turning days, and their makers, shares of metal and days of loading fall the same way everywhere.
 * What is resolved for the first stands for all: sentences in it that quote a day quote that of the first.
 */
export function goodsResolver(border: Border): GoodsResolver {
  const dayClass = dayClasses(border);
  const conditions = border.measures.flatMap(({ measure }) => [
    ...measure.rates.map(({ when }) => when),
    ...measure.caveats.map(({ when }) => when),
  ]);
  const producer = nameClasses(conditions.map((when) => when.producer));
  const exporter = nameClasses(conditions.map((when) => when.exporter));
  const metal = shareClasses(conditions.map((when) => when.metalWeightBelow));
  const domestic = shareClasses(conditions.map((when) => when.usContentFrom));
  const keyOf = (kind: GoodsKind, { on, known }: AsOf): string =>
    `${kind.hts} ${kind.origin} ${dayClass(on)} ${dayClass(known)} ${producer(kind.producer)} ${exporter(kind.exporter)} ${
      kind.loadedOn === null ? "" : dayClass(kind.loadedOn)
    } ${kind.mode ?? ""} ${metal(kind.metalWeight)} ${domestic(kind.usContent)} ${kind.article ?? ""}\u0000${kind.claims.join("\u0000")}\u0001${kind.control?.join("\u0000") ?? ""}`;
  const kept = new Map<string, ResolvedGoods>();
  return {
    border,
    dayClass,
    resolve(kind, asOf) {
      const key = keyOf(kind, asOf);
      let resolved = kept.get(key);
      if (resolved === undefined) {
        if (kept.size >= MOST_KINDS) kept.clear();
        resolved = resolveGoods(border, kind, asOf);
        kept.set(key, resolved);
      }
      return resolved;
    },
  };
}

/** "" for no name, "?" for one that no condition asks for, else its key. */
function nameClasses(asked: readonly Conditions["producer"][]): (name: string | null) => string {
  const keys = new Set(asked.flatMap((names) => names?.split("|") ?? []).map(nameKey));
  const known = new Map<string, string>();
  return (name) => {
    if (name === null) return "";
    let found = known.get(name);
    if (found === undefined) {
      const key = nameKey(name);
      found = keys.has(key) ? key : "?";
      if (known.size >= MOST_NAMES) known.clear();
      known.set(name, found);
    }
    return found;
  };
}

/** How many of the asked shares are at most the given one; "" when none is given. */
function shareClasses(asked: readonly (Decimal | undefined)[]): (share: Decimal | null) => string {
  const marks = asked.filter((one): one is Decimal => one !== undefined);
  return (share) => (share === null ? "" : String(marks.filter((mark) => compare(mark, share) <= 0).length));
}
