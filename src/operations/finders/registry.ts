import { companyFinder } from "./companies.ts";
import { countryFinder } from "./countries.ts";
import type { Finder } from "./finder.ts";
import { productFinder } from "./products.ts";

/** Every kind that a search looks through, in the order in which hits are shown. */
export const FINDERS: readonly Finder[] = [companyFinder, productFinder, countryFinder];
