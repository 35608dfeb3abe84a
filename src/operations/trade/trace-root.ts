import { InvalidInput } from "../../errors.ts";
import type { CountryCode } from "../../vocab/country.ts";
import type { Window } from "./dataset-facts.ts";
import type { TraceInput } from "./trace-input.ts";
import type { TradeDataset } from "./trade-dataset.ts";

type RootFields = Pick<TraceInput, "direction" | "to" | "origin" | "party" | "since" | "until">;

/** Where tier 1 begins: the buying country or party going up, the selling one going down. Checks the window too. */
export function rootCountry({ direction, to, origin, party, since, until }: RootFields): CountryCode | undefined {
  const country = direction === "up" ? to : origin;
  if (country === undefined && party === undefined) {
    const [field, flag] = direction === "up" ? ["the country that buys", "to"] : ["the country that sells", "origin"];
    throw new InvalidInput(`A trace ${direction} needs ${field}, or a party.`, {
      hint: `Give "${flag}", such as US or CN.`,
    });
  }
  if (since !== undefined && until !== undefined && until <= since) {
    throw new InvalidInput(`The window ends on "${until}", not after it begins on "${since}".`);
  }
  return country;
}

/** The days that are counted: those of the question, as far as there are data. */
export function windowOf({ from, until: end }: TradeDataset, { since, until }: Window): Required<Window> {
  const first = since === undefined || (from !== null && since < from) ? (from ?? since) : since;
  const last = until === undefined || (end !== null && until > end) ? (end ?? until) : until;
  return { since: first, until: last };
}
