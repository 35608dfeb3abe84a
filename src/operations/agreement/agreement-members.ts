import { InvalidInput, UserError } from "../../errors.ts";
import { type Place, placeOf } from "../market/trade-of-product.ts";
import { countryLabel } from "../trade/labels.ts";
import { type AgreementInput, CATEGORIES } from "./agreement-input.ts";
import type { AgreementResult } from "./agreement-result.ts";

/** The error of what a field of the file names, with that field. What is no user's error stays what it is. */
export function inField(field: string, error: unknown): unknown {
  if (!(error instanceof UserError)) return error;
  return new InvalidInput(`${field}: ${error.message}`, error.hint === undefined ? {} : { hint: error.hint });
}

/** Reads a country or a group that a field of the file names. Throws InvalidInput that names the field. */
export function placeIn(field: string, text: string): Place {
  try {
    return placeOf(text);
  } catch (error) {
    throw inField(field, error);
  }
}

/** Who is in, by category and each country once. */
export interface Members {
  readonly categories: AgreementResult["members"];
  readonly countries: ReadonlySet<string>;
}

export function membersOf({ members }: AgreementInput): Members {
  const countries = new Set<string>();
  const categories = CATEGORIES.flatMap((category) => {
    const places = members[category].map((text, at) => {
      const { key, label, members: own } = placeIn(`members.${category}[${at}]`, text);
      for (const country of own) countries.add(country);
      return { key, label, countries: [...own].sort() };
    });
    return places.length === 0 ? [] : [{ category, places }];
  });
  return { categories, countries };
}

export const placeOfKey = (key: string) => ({ key, label: countryLabel(key) });
