import { decimal, format, round, trim } from "../../vocab/decimal.ts";
import type { ReferenceResult } from "./reference-result.ts";

type Found = Omit<ReferenceResult, "because">;

/** To the cent where it has cents, thousands apart. */
export const inWords = (text: string): string => {
  const value = decimal(text);
  const [whole = "", cents] = (value.scale > 2 ? format(trim(round(value, 2))) : text).split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (cents === undefined ? "" : `.${cents}`);
};

/** The finding in a sentence. */
export function referenceSentence({
  reference,
  marginal,
  next,
  unmet,
  demand,
  unit,
  currency,
  terms,
  year,
}: Found): string {
  const when = year === null ? "" : ` in ${year}`;
  const needed = `a demand of ${inWords(demand.central ?? "0")} ${unit}${when}`;
  if (reference.central === null || marginal === null) {
    return `No price covers ${needed}: the eligible tranches fall ${inWords(unmet ?? "0")} ${unit} short.`;
  }
  const { low, central, high } = reference;
  const range =
    low === central && high === central
      ? ""
      : ` (${low === null ? "no price" : inWords(low)} to ${high === null ? "no price" : inWords(high)} over all ranges)`;
  const after = next === null ? "no tranche is left beyond it" : `the next is ${next.name} at ${inWords(next.price)}`;
  return (
    `The reference is ${inWords(central)} ${currency} a ${unit}, ${terms}${range}: ${marginal.name} is the tranche that ` +
    `covers ${needed}, and ${after}.`
  );
}

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What a reader must know before the price is quoted. */
export function referenceWarnings({ figures, unpriced, open, combined, disclosure, years }: ReferenceResult): string[] {
  const assumed = figures.filter(({ basis }) => basis === "assumed");
  const defaults = [...new Set(figures.filter(({ from }) => from === "default").map(({ figure }) => figure))];
  const short = years.filter(({ unmet }) => unmet !== "0" && unmet !== null);
  return [
    ...(assumed.length === 0 ? [] : [`${assumed.length} of ${figures.length} figures are assumed.`]),
    ...(defaults.length === 0
      ? []
      : [`Nobody states ${defaults.join(", ")} of every tranche: defaults stand in, as listed.`]),
    ...(unpriced.length === 0
      ? []
      : [
          `${counted(unpriced.length, "tranche has", "tranches have")} no price: ` +
            `${unpriced.map(({ name, missing }) => `${name} (${missing.join(", ")})`).join("; ")}.`,
        ]),
    ...(open === null || open.tranches.length === 0
      ? []
      : [
          `The rule leaves ${counted(open.tranches.length, "tranche", "tranches")} open, taken as ${open.taken}: ` +
            `${open.tranches.map(({ name }) => name).join(", ")}.`,
        ]),
    ...(combined.price === null
      ? [`The rule “${combined.rule}” gives no price: a part that it needs is missing.`]
      : []),
    ...(short.length === 0 ? [] : [`In ${counted(short.length, "year", "years")} demand is not met.`]),
    ...(disclosure === null
      ? []
      : [
          `${counted(disclosure.confidential, "tranche is", "tranches are")} confidential: this form is for the house alone` +
            `${disclosure.published ? "; --publish gives what may be published." : `, and nothing may be published: ${disclosure.because}.`}`,
        ]),
  ];
}
