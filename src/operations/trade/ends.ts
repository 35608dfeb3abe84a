import type { Ends } from "../../network/exposure-values.ts";
import type { Network } from "../../network/network.ts";
import { findCountry } from "../../vocab/country.ts";
import { formatHs, type Hs6, hs6 } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import { resolveParty } from "./party.ts";

export interface EndAsked {
  readonly kind: "product" | "country" | "party";
  readonly key: string;
  readonly label: string;
  readonly ends: Ends;
}

const HS = /^\d{4}[.\s]?\d{2}([.\s]?\d{2}){0,2}$/;

/** The HS code that the text is, or null: a code comes before a country, a country before a party. */
export function codeIn(text: string): Hs6 | null {
  return HS.test(text) ? hs6(text) : null;
}

/** What a path is to reach, from one text: an HS code, a country, or a party by id or exact name. */
export async function endAsked(
  context: Context,
  network: Network,
  text: string,
  productLabel: (code: string) => string,
): Promise<EndAsked> {
  const code = codeIn(text);
  if (code !== null) {
    return { kind: "product", key: code, label: `HS ${formatHs(code)} ${productLabel(code)}`, ends: { product: code } };
  }
  const country = findCountry(text);
  if (country !== null) {
    return { kind: "country", key: country.code, label: country.name, ends: { country: country.code } };
  }
  const party = await resolveParty(context, network, text);
  return { kind: "party", ...party, ends: { party: party.key } };
}
