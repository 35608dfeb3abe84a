import { InvalidInput } from "../errors.ts";
import { compare, decimal, ZERO } from "../vocab/decimal.ts";
import { nearest } from "../vocab/nearest.ts";
import { convertPhysical, formatPhysical, type PhysicalValue, physicalUnit } from "../vocab/physical-unit.ts";
import type { Property } from "./restriction.ts";

/** What is stated of one property: a figure with its lowest and highest value, or words. */
export interface Stated {
  readonly property: Property;
  readonly low: PhysicalValue | null;
  readonly high: PhysicalValue | null;
  readonly words: readonly string[];
  /** How it was measured, as stated; null where it was not. */
  readonly measuredAt: string | null;
  /** One spelling of all of it: "density=2.6 g/cm3". */
  readonly text: string;
}

export type Specification = ReadonlyMap<string, Stated>;

/** Stated where none of the words fits: it meets no threshold that asks for one. */
export const OTHER_WORD = "other";

const MOST_STATEMENTS = 40;
const FIGURE = String.raw`[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?`;
const RANGE = new RegExp(String.raw`^(${FIGURE})(?:\s*(?:\.\.\.?|–|to(?=[\s\d]))\s*(${FIGURE}))?\s*(.*)$`);

/** How names and words are compared: small letters, with hyphens between. */
export function wordKey(text: string): string {
  return text
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, "-");
}

/**
 * Reads statements such as "density=2.6 g/cm3", "purity=99.9..99.95 %" and "contains=dysprosium, neodymium".
 *
 * Throws InvalidInput for what cannot be read, for a property or word that is not known (with near ones), a unit that
 * measures something else, and a property that is stated twice.
 */
export function specification(statements: readonly string[], properties: readonly Property[]): Specification {
  if (statements.length > MOST_STATEMENTS) {
    throw new InvalidInput(`${statements.length} statements are too many.`, { hint: `At most ${MOST_STATEMENTS}.` });
  }
  const stated = new Map<string, Stated>();
  for (const text of statements) {
    const one = statement(text, properties);
    const twin = stated.get(one.property.id);
    if (twin !== undefined && twin.text !== one.text) {
      throw new InvalidInput(`“${one.property.id}” is stated twice: “${twin.text}” and “${one.text}”.`, {
        hint: "State it once; a range is written as 1.70..1.75 g/cm3.",
      });
    }
    stated.set(one.property.id, one);
  }
  return stated;
}

function statement(text: string, properties: readonly Property[]): Stated {
  const [, name = "", given = ""] = /^([^=]+?)\s*=\s*(.+)$/s.exec(text.trim()) ?? [];
  if (name === "" || /[<>≤≥]/.test(name)) {
    throw new InvalidInput(`“${text}” does not state a property and its value.`, {
      hint: "Write it as density=2.6 g/cm3, or as article=lfp-cathode.",
    });
  }
  const property = propertyOf(name, properties);
  const [value = "", condition] = given.split(/\s*@\s*/, 2);
  const measuredAt = condition?.trim() || null;
  const at = measuredAt === null ? "" : ` @ ${measuredAt}`;
  if (property.unit === null) {
    const words = wordsOf(value, property);
    return {
      property,
      low: null,
      high: null,
      words,
      measuredAt,
      text: `${property.id}=${words.join(", ")}${at}`,
    };
  }
  const { low, high } = figureOf(value, property, text);
  const shown = compareText(low, high);
  return { property, low, high, words: [], measuredAt, text: `${property.id}=${shown}${at}` };
}

const compareText = (low: PhysicalValue, high: PhysicalValue): string =>
  compare(low.amount, high.amount) === 0
    ? formatPhysical(low)
    : `${formatPhysical(low).split(" ")[0]}..${formatPhysical(high)}`;

function propertyOf(name: string, properties: readonly Property[]): Property {
  const key = wordKey(name);
  const found = properties.find(({ id, aliases }) => id === key || aliases.includes(key));
  if (found !== undefined) return found;
  const names = properties.flatMap(({ id, aliases }) => [id, ...aliases]);
  const near = [
    ...new Set(
      nearest(key, names, 3).map(
        (each) => properties.find(({ id, aliases }) => id === each || aliases.includes(each))?.id ?? each,
      ),
    ),
  ];
  throw new InvalidInput(`“${name}” is not a property that a measure asks about.`, {
    hint:
      near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Known: ${properties.map(({ id }) => id).join(", ")}.`,
  });
}

function wordsOf(text: string, { id, words }: Property): readonly string[] {
  const given = text
    .split(/[,;+]/)
    .map(wordKey)
    .filter((word) => word !== "");
  if (given.length === 0) {
    throw new InvalidInput(`“${text}” says nothing of ${id}.`, { hint: `Words: ${words.join(", ")}, ${OTHER_WORD}.` });
  }
  for (const word of given) {
    if (word === OTHER_WORD || words.includes(word)) continue;
    const near = nearest(word, words, 3);
    const known = near.length > 0 ? `Did you mean ${near.join(" or ")}?` : `Words: ${words.join(", ")}.`;
    throw new InvalidInput(`“${word}” is not a word for ${id}.`, {
      hint: `${known} Write ${id}=${OTHER_WORD} if none fits.`,
    });
  }
  return [...new Set(given)];
}

function figureOf(
  text: string,
  property: Property,
  whole: string,
): { readonly low: PhysicalValue; readonly high: PhysicalValue } {
  const example = `Write it as ${property.id}=1.5 ${property.unit?.text}.`;
  const [, first, second, unitText = ""] = RANGE.exec(text.trim()) ?? [];
  if (first === undefined) {
    throw new InvalidInput(`“${text}” is not a figure of ${property.id}.`, { hint: example });
  }
  if (unitText.trim() === "") {
    throw new InvalidInput(`“${whole}” does not say in what unit.`, { hint: example });
  }
  if (/^[\d.,]/.test(unitText)) {
    throw new InvalidInput(`“${text}” is not a figure of ${property.id}.`, {
      hint: "Write digits with a decimal point and without thousands separators, for example 1234.50.",
    });
  }
  const unit = physicalUnit(unitText);
  const low = { amount: decimal(first), unit };
  const high = second === undefined ? low : { amount: decimal(second), unit };
  if (property.unit !== null) convertPhysical(low, property.unit);
  if (compare(low.amount, ZERO) < 0 || compare(high.amount, low.amount) < 0) {
    throw new InvalidInput(`“${text}” is not a figure of ${property.id}: it is below zero, or ends below its start.`, {
      hint: example,
    });
  }
  return { low, high };
}
