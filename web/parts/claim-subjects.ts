import { findCountry } from "../../src/vocab/country.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import type { Claim } from "../state/claims-question.ts";
import { companyAddress } from "../state/company-question.ts";
import { dutyAddress } from "../state/duty-question.ts";
import { addressOf } from "../state/everywhere.ts";
import { readable } from "../state/fields.ts";
import { mineralsAddress } from "../state/minerals-question.ts";

/** A screen that shows what a claim is about. */
export interface Subject {
  readonly label: string;
  readonly href: string;
}

interface Call {
  readonly name: string;
  readonly args: readonly string[];
}

/** The calls of a formula, `fig(party;measure;period)`; what stands between their semicolons may hold parentheses. */
export function callsIn(formula: string): Call[] {
  return [...formula.matchAll(/([a-z]+)\(/g)].flatMap((found) => {
    const from = found.index + found[0].length;
    let depth = 1;
    let until = from;
    while (until < formula.length && depth > 0) {
      depth += formula[until] === "(" ? 1 : formula[until] === ")" ? -1 : 0;
      until += 1;
    }
    const args = formula.slice(from, until - 1).split(";");
    return [{ name: found[1] ?? "", args: args.map((each) => each.trim()) }];
  });
}

/** A value by which the total of the duties reads as per cent. */
const HUNDRED = "100";

function subjectOf({ name, args }: Call): Subject | null {
  const [first = "", second = "", third = "", fourth = ""] = args;
  if (name === "duty") {
    const origin = findCountry(second)?.name ?? second;
    const values = { product: first, origin: second, value: HUNDRED, exporter: fourth };
    return { label: `Duty on ${formatHs(first)} from ${origin} on ${third}`, href: dutyAddress(values, third) };
  }
  if (name === "fig") {
    const party = first.split(",")[0] ?? first;
    const country = findCountry(party);
    if (country === null && /^[a-z]/.test(party)) return null;
    return { label: party, href: companyAddress({ party: country?.code ?? party }) };
  }
  if (name === "made") return { label: `Minerals: ${first}`, href: mineralsAddress({ mineral: first }) };
  if (name === "price") return { label: "Minerals", href: mineralsAddress({}) };
  return null;
}

/** "on nickel" names what is spoken of; "second paragraph" does not. */
function subjectOfPlace(locator: string): Subject | null {
  const word = /^on (.+)$/.exec(locator)?.[1] ?? (/^[A-Z]/.test(locator) ? locator : null);
  return word === null ? null : { label: `Search: ${word}`, href: addressOf("/search", `q=${readable(word)}`) };
}

/** The screens of what a claim is computed from, each once; where nothing is computed, the search for what it names. */
export function subjectsOf({ formula, locator }: Pick<Claim, "formula" | "locator">): readonly Subject[] {
  const found = callsIn(formula ?? "").flatMap((call) => subjectOf(call) ?? []);
  const each = [...new Map(found.map((subject) => [subject.href, subject])).values()];
  return each.length > 0 ? each : [subjectOfPlace(locator)].flatMap((subject) => subject ?? []);
}
