import { sharedUint16 } from "../network/shared-array.ts";
import { countryCode } from "./snapshot-cells.ts";

/** Dictionaries of a network, and the column of products in their places. */
export interface Codes {
  readonly products: readonly string[];
  readonly product: Uint16Array;
  /** The first is "", unknown. */
  readonly countries: readonly string[];
}

/** Codes as numbers, as they come out of the store; the first `kept` values of each count. */
export interface CodeColumns {
  readonly kept: number;
  readonly hs6: Int32Array;
  /** By 27 times the place of the first letter plus that of the second. */
  readonly origin: Uint16Array;
  readonly destination: Uint16Array;
}

/** Ascending codes that stand in the dictionaries whether or not a row holds them. */
export interface CodesOfWhole {
  readonly products: readonly string[];
  readonly countries: readonly string[];
}

/** Makes sorted dictionaries and replaces the codes of the columns by their places. */
export function numberCodes(
  read: CodeColumns,
  partyCountries: readonly string[],
  whole: CodesOfWhole | null = null,
): Codes {
  const isUsed = new Uint8Array(1_000_000);
  for (let i = 0; i < read.kept; i++) isUsed[read.hs6[i] as number] = 1;
  for (const code of whole?.products ?? []) isUsed[Number(code)] = 1;
  const numberOf = new Uint16Array(1_000_000);
  const products: string[] = [];
  for (let code = 0; code < isUsed.length; code++) {
    if (isUsed[code] === 1) numberOf[code] = products.push(String(code).padStart(6, "0")) - 1;
  }
  const product = sharedUint16(read.kept);
  for (let i = 0; i < read.kept; i++) product[i] = numberOf[read.hs6[i] as number] as number;
  return { products, product, countries: numberCountries(read, [...partyCountries, ...(whole?.countries ?? [])]) };
}

const COUNTRY_NUMBERS = 27 * 27;

function numberCountries(read: CodeColumns, others: readonly string[]): string[] {
  const isUsed = new Uint8Array(COUNTRY_NUMBERS);
  for (const column of [read.origin, read.destination]) {
    for (let i = 0; i < read.kept; i++) isUsed[column[i] as number] = 1;
  }
  const used = new Set<string>(others.filter((code) => code !== ""));
  for (let number = 1; number < COUNTRY_NUMBERS; number++) if (isUsed[number] === 1) used.add(countryCode(number));
  const countries = ["", ...[...used].sort()];
  const place = new Uint16Array(COUNTRY_NUMBERS);
  for (let number = 1; number < COUNTRY_NUMBERS; number++) {
    if (isUsed[number] === 1) place[number] = countries.indexOf(countryCode(number));
  }
  for (const column of [read.origin, read.destination]) {
    for (let i = 0; i < read.kept; i++) column[i] = place[column[i] as number] as number;
  }
  return countries;
}
