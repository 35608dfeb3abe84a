import { inSentence } from "../../vocab/in-sentence.ts";
import { countryLabel } from "../trade/labels.ts";
import type { DiversionResult, LegSourceResult } from "./diversion-result.ts";
import { legSourceOf } from "./leg-result.ts";
import type { LegSource } from "./leg-source.ts";
import type { Triangle } from "./triangle-series.ts";

interface Asked {
  readonly product: string;
  readonly origin: string;
  readonly to: string;
}

type JoinedLeg = DiversionResult["joined"][number];

const placeIn = (code: string): string => inSentence(countryLabel(code));

/** Legs of a question by what they are: the pairs of countries and codes that each is made of. */
function pairsOf({ series, inputs }: Triangle, { product, origin, to }: Asked) {
  const countries = [...series.thirds.keys()];
  return {
    second: countries.map((country) => ({ country, from: country, to, code: product })),
    first: countries.map((country) => ({ country, from: origin, to: country, code: product })),
    inputs: countries.flatMap((country) => inputs.map((code) => ({ country, from: origin, to: country, code }))),
  };
}

/** What was read from other datasets than the one asked, one entry a leg and dataset. */
export function joinedLegs(triangle: Triangle, asked: Asked): JoinedLeg[] {
  const found = new Map<string, JoinedLeg>();
  const pairs = pairsOf(triangle, asked);
  for (const leg of ["second", "first", "inputs"] as const) {
    for (const { country, ...ends } of pairs[leg]) {
      const source = legSourceOf(triangle, ends);
      if (source === null || !source.joined) continue;
      const key = JSON.stringify([leg, source.source, source.side]);
      const entry = found.get(key) ?? { leg, countries: [], source: reporterOfAll(source, leg, asked), alsoHeld: [] };
      found.set(key, entry);
      if (!entry.countries.includes(country)) entry.countries.push(country);
      for (const { dataset } of triangle.passedOver(ends.from, ends.to)) {
        if (!entry.alsoHeld.includes(dataset.source) && dataset.source !== source.source)
          entry.alsoHeld.push(dataset.source);
      }
    }
  }
  return [...found.values()];
}

type Pair = ReturnType<typeof pairsOf>["second"][number];

/** The reporter where it is the same for all countries of the entry. */
function reporterOfAll(source: LegSourceResult, leg: JoinedLeg["leg"], { origin, to }: Asked): LegSourceResult {
  const one = leg === "second" ? (source.side === "import" ? to : null) : source.side === "export" ? origin : null;
  return { ...source, reporter: one };
}

/** Legs that no dataset of the store shows for any third country, in words. */
export function missingLegs(triangle: Triangle, asked: Asked): string[] {
  const { second, first } = pairsOf(triangle, asked);
  const unseen = (pairs: readonly Pair[]) =>
    pairs.filter(({ from, to, code }) => triangle.sourceOf(from, to, code) === null).map(({ country }) => country);
  const told = (countries: readonly string[], all: number, what: string): string[] =>
    countries.length === 0 ? [] : [`${what}${countries.length === all ? "" : ` (of ${countries.join(", ")})`}.`];
  return [
    ...told(
      unseen(second),
      second.length,
      `The second leg is in no dataset of the store: what third countries sold ${placeIn(asked.to)}`,
    ),
    ...told(
      unseen(first),
      first.length,
      `The first leg is in no dataset of the store: what ${placeIn(asked.origin)} sold third countries`,
    ),
  ];
}

const LEG_WORDS = { second: "second leg", first: "first leg", inputs: "inputs" } as const;

/** Says of each leg from another dataset whose report it is. */
export function joinedNotes(
  triangle: Triangle,
  { joined, missing }: Pick<DiversionResult, "joined" | "missing">,
): string[] {
  const told = joined.map(({ leg, source, countries, alsoHeld }) => {
    const side = source.side === null ? "bills" : `what the ${source.side}er reported`;
    const value = source.valuation.length === 0 ? "" : `, ${source.valuation.join(" and ")}`;
    const who = source.reporter === null ? "" : ` (${countryLabel(source.reporter)})`;
    const also = alsoHeld.length === 0 ? "" : ` ${alsoHeld.join(", ")} hold it as well and are not used.`;
    const some = countries.length === 1 ? "1 country" : `${countries.length} countries`;
    return `The ${LEG_WORDS[leg]} of ${some} ${leg === "inputs" ? "are" : "is"} from ${source.source}: ${side}${who}${value}. No leg is mixed of two sources.${also}`;
  });
  return [...told, ...missing, ...(triangle.used.length > 1 ? triangle.used.slice(1).map((used) => used.missing) : [])];
}

/** Warns where legs of different sources are not quite of the same goods or measure, and of sources that state too little. */
export function joinWarnings({ main, used, silent, unit }: Triangle): string[] {
  const valuations = (of: LegSource): string => of.legs.valuations.join(" and ");
  return [
    ...used.slice(1).flatMap((source) => {
      const { source: name, hsRevision } = source.dataset;
      const otherRevision = `${name} is in HS ${hsRevision}, the dataset asked in HS ${main.dataset.hsRevision}: the code may not mean the same goods.`;
      const otherValue = `${name} values goods otherwise (${valuations(source)}) than ${main.dataset.source}: freight is in the difference of levels, not of changes.`;
      return [
        ...(hsRevision === main.dataset.hsRevision ? [] : [otherRevision]),
        ...(unit === "usd" && valuations(source) !== valuations(main) ? [otherValue] : []),
      ];
    }),
    ...silent.map(({ dataset }) => {
      const what = unit === "kg" ? "weight" : "value";
      return `${dataset.source} is not joined: more than a tenth of its rows of the product state no ${what}.`;
    }),
  ];
}
