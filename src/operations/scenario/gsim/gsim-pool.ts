import { InvalidInput } from "../../../errors.ts";
import type { TradePartner } from "../../../store/queries/trade-partners.ts";
import { type Place, placeOf } from "../../market/trade-of-product.ts";
import { countryLabel } from "../../trade/labels.ts";
import { EVERYBODY } from "./gsim-input.ts";

/** Those who do not stand alone, as one region. */
export const REST = "REST";

/** Trade of one product in one year among few countries, groups and the rest of the world. */
export interface PooledTrade {
  readonly countries: readonly { readonly key: string; readonly label: string }[];
  /** Row by row: sellers, then buyers; USD. */
  readonly trade: Float64Array;
  /** The place of a country by its code among `countries`. */
  readonly indexOf: (code: string) => number;
  /** How a name is written as a key; throws InvalidInput for one that cannot be. */
  readonly keyOf: (name: string) => string;
  /** Whether there is a rest. */
  readonly pooled: boolean;
}

/** `named` stand alone, and so many of the `largest` other traders. */
export function poolTrade(rows: readonly TradePartner[], named: readonly string[], largest: number): PooledTrade {
  const places = placesOf(rows, named, largest);
  const keyOfCode = new Map(places.flatMap(({ key, members }) => [...members].map((code) => [code, key] as const)));
  const pooled = rows.some(({ seller, buyer }) => !keyOfCode.has(seller) || !keyOfCode.has(buyer));
  const countries = [
    ...places.map(({ key, group }) => ({ key, label: group ? key : countryLabel(key) })),
    ...(pooled ? [{ key: REST, label: "Rest of the world" }] : []),
  ];
  const at = new Map(countries.map(({ key }, index) => [key, index]));
  const indexOf = (code: string): number => at.get(keyOfCode.get(code) ?? REST) ?? 0;
  const trade = new Float64Array(countries.length ** 2);
  for (const { seller, buyer, usd } of rows) {
    const flow = indexOf(seller) * countries.length + indexOf(buyer);
    trade[flow] = (trade[flow] ?? 0) + Number(usd ?? 0);
  }
  return { countries, trade, indexOf, pooled, keyOf: (name) => (name === REST ? REST : placeOf(name).key) };
}

/** Those who stand alone: whom the model names, in its order, then the largest other traders. */
function placesOf(rows: readonly TradePartner[], names: readonly string[], most: number): Place[] {
  const named = names.filter((name) => name !== EVERYBODY && name !== REST);
  const places = new Map(named.map(placeOf).map((place) => [place.key, place] as const));
  const taken = new Map<string, string>();
  for (const { key, members } of places.values()) {
    for (const code of members) {
      const other = taken.get(code);
      if (other !== undefined) throw new InvalidInput(`“${key}” and “${other}” both hold ${countryLabel(code)}.`);
      taken.set(code, key);
    }
  }
  const size = new Map<string, number>();
  for (const { seller, buyer, usd } of rows) {
    for (const code of [seller, buyer]) size.set(code, (size.get(code) ?? 0) + Number(usd ?? 0));
  }
  const largest = [...size]
    .filter(([code]) => !taken.has(code))
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([code]): Place => ({ key: code, label: countryLabel(code), members: new Set([code]), group: false }));
  return [...places.values(), ...largest];
}
