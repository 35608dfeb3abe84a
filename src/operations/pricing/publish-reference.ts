import { type Disclosure, disclose, type HeldStep } from "../../pricing/disclosure.ts";
import { nameKey } from "../../resolve/name-key.ts";
import { contentId } from "../../vocab/ids.ts";
import { figureText } from "../scenario/figure-text.ts";
import type { YearCurve } from "./reference-curve.ts";
import { priceText } from "./reference-findings.ts";
import type { ReferenceInput } from "./reference-input.ts";
import type { ReferenceResult } from "./reference-result.ts";
import { inWords } from "./reference-words.ts";
import type { Candidate } from "./stated-tranches.ts";

/** A contributor with its figures as a record names it: the same where nothing of it changed, and telling nothing of it. */
const stateOf = (contributor: string, steps: readonly HeldStep[]): string =>
  `${contributor} ${contentId(contributor, ...steps.map(({ key, price, supply }) => `${key} ${price} ${supply}`))}`;

/** How many steps of a curve are confidential, and what of it may be published; null where all are public. */
export function disclosureOf(
  candidates: readonly Candidate[],
  { curve, marginal }: YearCurve,
  { published }: ReferenceInput,
): ReferenceResult["disclosure"] {
  const secret = new Map(
    candidates.flatMap(({ stated }) => (stated.confidential ? [[stated.name, stated] as const] : [])),
  );
  const held = curve.map((step): HeldStep => {
    const stated = secret.get(step.key);
    return { ...step, contributor: stated === undefined ? null : nameKey(stated.party ?? stated.name) };
  });
  const confidential = held.filter(({ contributor }) => contributor !== null).length;
  if (confidential === 0) return null;
  const refused = (because: string) => linesOf(confidential, { published: false, because });
  const nobodys = [...secret.values()].find(({ party }) => party === null);
  if (nobodys !== undefined) {
    return refused(`who runs “${nobodys.name}” is not stated, so that contributors cannot be told apart`);
  }
  if (marginal === null) return refused("no tranche covers the demand, so that there is no margin");
  if (published === undefined) {
    return refused("the file does not say which runs were published before: add published: [], or their records");
  }
  const records = published.map(({ record }) => record);
  return linesOf(confidential, disclose(held, marginal.key, stateOf, records));
}

function linesOf(confidential: number, found: Disclosure): NonNullable<ReferenceResult["disclosure"]> {
  const base = { confidential, because: null, mean: null, contributors: null, largest: null, record: null };
  if (!found.published) return { ...base, published: false, because: found.because };
  return {
    ...base,
    published: true,
    mean: priceText(found.mean),
    contributors: found.contributors,
    largest: figureText(found.largest),
    record: [...found.record],
  };
}

/** The answer as it may leave the house: the mean round the margin and nothing by which a single figure could be told. */
export function publishedForm(result: ReferenceResult): ReferenceResult {
  const { disclosure } = result;
  if (disclosure === null || !disclosure.published || disclosure.mean === null) return result;
  const { mean, contributors } = disclosure;
  const none = { low: null, central: mean, high: null };
  const { rule, parts } = result.combined;
  return {
    ...result,
    because:
      `The reference is ${inWords(mean)} ${result.currency} a ${result.unit}, ${result.terms}: the mean of ${contributors} ` +
      "confidential contributors and public figures around the margin, by what they supply.",
    form: "published",
    demand: { ...result.demand, low: null, high: null },
    reference: none,
    supply: null,
    unmet: null,
    marginal: null,
    next: null,
    curve: [],
    years: [],
    out: [],
    open: null,
    unpriced: [],
    combined: { rule, price: rule === "reference" ? mean : null, parts: rule === "reference" ? [] : parts.slice(1) },
    floor: null,
    sensitivity: [],
    figures: [],
    disclosure: { ...disclosure, confidential: 0, record: null, largest: null },
  };
}
