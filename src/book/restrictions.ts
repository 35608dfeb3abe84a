import { UserError } from "../errors.ts";
import type { Source } from "../evidence/source.ts";
import { codeSet } from "../tariff/code-set.ts";
import {
  LIMITS,
  type Property,
  type RestrictedItem,
  type Restriction,
  type RestrictionStatus,
  type Restrictions,
  type Threshold,
} from "../tariff/restriction.ts";
import {
  type PropertyInFile,
  RESTRICTION_FILE,
  type RestrictionInFile,
  type ThresholdInFile,
} from "../tariff/restriction-schema.ts";
import { findCountry } from "../vocab/country.ts";
import { decimal } from "../vocab/decimal.ts";
import { nearest } from "../vocab/nearest.ts";
import { convertPhysical, type PhysicalValue, physicalUnit } from "../vocab/physical-unit.ts";
import { bookProblem } from "./book-problem.ts";
import { type BookFile, type BookFolder, filesOf, textOf } from "./folder.ts";
import { readYaml } from "./yaml.ts";

interface Reader {
  readonly file: BookFile;
  readonly book: string;
  readonly sources: ReadonlyMap<string, Source>;
  readonly properties: ReadonlyMap<string, Property>;
}

interface Placed {
  readonly one: RestrictionInFile;
  readonly reader: Reader;
}

/**
 * Reads `restrictions/*.yaml` of all folders. A property or measure of a later folder replaces the earlier one of its id.
 * Every fault is an InvalidInput that names the file and the place.
 */
export function readRestrictions(folders: readonly BookFolder[], sources: ReadonlyMap<string, Source>): Restrictions {
  const parsed = folders.flatMap((folder, at) =>
    filesOf([folder], "restrictions")
      .filter(({ name }) => name.endsWith(".yaml"))
      .map((file) => ({
        file,
        book: at === 0 ? "shipped" : folder.path,
        ...readYaml(textOf(file), file.shown, RESTRICTION_FILE),
      })),
  );
  const properties = new Map<string, Property>();
  for (const { file, properties: given } of parsed) {
    for (const [id, one] of Object.entries(given)) properties.set(id, propertyOf(id, one, file));
  }
  const placed = new Map<string, Placed>();
  for (const { file, book, restrictions } of parsed) {
    const reader = { file, book, sources, properties };
    for (const one of restrictions) {
      if (placed.get(one.id)?.reader.book === book) {
        throw problem(reader, one.id, "this measure is written twice", "Keep one of them.");
      }
      placed.set(one.id, { one, reader });
    }
  }
  return {
    properties: [...properties.values()],
    measures: [...placed.values()].map(({ one, reader }) => restrictionOf(one, reader, placed)),
  };
}

function problem({ file }: Pick<Reader, "file">, id: string, what: string, allowed: string) {
  const lines = textOf(file).split("\n");
  const at = lines.findIndex((line) => line.trim().endsWith(`id: ${id}`) || line.trim() === `${id}:`);
  return bookProblem(file.shown, Math.max(1, at + 1), `“${id}”: ${what}`, allowed);
}

function propertyOf(id: string, { title, aliases, unit, words, names }: PropertyInFile, file: BookFile): Property {
  if ((unit === undefined) === (words.length === 0)) {
    throw problem({ file }, id, "it has neither a unit nor words, or both", "Give a unit or words.");
  }
  const read = () => (unit === undefined ? null : physicalUnit(unit));
  return { id, title, aliases, unit: asFault({ file }, id, read), words, names };
}

/** What our own parser refuses becomes a fault of the file. */
function asFault<T>(reader: Pick<Reader, "file">, id: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw problem(reader, id, error.message.replace(/\.$/, ""), error.hint ?? "Write it as 300 Wh/kg.");
  }
}

function sourceOf({ source, locator }: { source: string; locator?: string | undefined }, id: string, reader: Reader) {
  const found = reader.sources.get(source);
  if (found === undefined) {
    const near = nearest(source, [...reader.sources.keys()], 1).map((each) => ` Did you mean ${each}?`);
    throw problem(reader, id, `“${source}” is not a source`, `Sources are in sources.yaml.${near.join("")}`);
  }
  return locator === undefined ? found : { ...found, locator };
}

function restrictionOf(one: RestrictionInFile, reader: Reader, placed: ReadonlyMap<string, Placed>): Restriction {
  for (const code of [one.by, ...(one.origin ?? []), ...one.except_origin, ...(one.to ?? [])]) {
    if (findCountry(code) === null) {
      throw problem(reader, one.id, `“${code}” is not a country`, "Write it as two letters, such as CN.");
    }
  }
  if (one.origin === undefined && one.except_origin.length === 0) {
    throw problem(reader, one.id, "it does not say of what origin", "Give origin or except_origin.");
  }
  const items = [...itemsOf(one, reader), ...one.items_of.flatMap((of) => borrowed(one, of, reader, placed))];
  if (items.length === 0) throw problem(reader, one.id, "it covers nothing", "Give items or items_of.");
  const ids = items.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw problem(reader, one.id, `the item “${twice}” is written twice`, "Keep one of them.");
  return {
    id: one.id,
    title: one.title,
    authority: one.authority,
    programme: one.programme,
    by: one.by,
    origin: one.origin ?? null,
    exceptOrigin: one.except_origin,
    to: one.to ?? null,
    statuses: one.status.map((row): RestrictionStatus => {
      if (row.last !== undefined && (row.state !== "suspended" || row.last < row.from)) {
        throw problem(reader, one.id, `“${row.last}” is not the last day of a suspension`, "Let it come after from.");
      }
      const { from, known, state } = row;
      return {
        from,
        known,
        state,
        last: row.last ?? null,
        confidence: row.confidence ?? one.confidence,
        source: sourceOf(row, one.id, reader),
        note: row.note ?? null,
      };
    }),
    items,
    caveats: one.caveats.map(({ from, known, to, text, ...place }) => {
      return { from, known, to: to ?? null, text, source: sourceOf(place, one.id, reader) };
    }),
    note: one.note ?? null,
    book: reader.book,
  };
}

function itemsOf(one: RestrictionInFile, reader: Reader): readonly RestrictedItem[] {
  return one.items.map((item) => {
    if (item.hs === undefined && !item.thresholds.some(({ any_of }) => any_of !== undefined)) {
      throw problem(reader, one.id, `the item “${item.id}” has no code and no word to know it by`, "Give one of them.");
    }
    return {
      id: item.id,
      title: item.title,
      control: item.control ?? null,
      kinds: item.kinds,
      asks: item.asks,
      hs: item.hs === undefined ? null : codeSet(item.hs),
      thresholds: item.thresholds.map((threshold) => thresholdOf(threshold, one.id, reader)),
      confidence: item.confidence ?? one.confidence,
      source: sourceOf(
        item.source === undefined ? one : { source: item.source, locator: item.locator },
        one.id,
        reader,
      ),
      note: item.note ?? null,
    };
  });
}

/** The goods of another measure, with what this one adds. */
function borrowed(
  one: RestrictionInFile,
  { restriction: id, asks, thresholds, note }: RestrictionInFile["items_of"][number],
  reader: Reader,
  placed: ReadonlyMap<string, Placed>,
): readonly RestrictedItem[] {
  const lender = placed.get(id);
  if (lender === undefined || lender.one.items.length === 0) {
    throw problem(reader, one.id, `“${id}” is not a measure with items of its own`, "Name one by its id.");
  }
  const more = thresholds.map((threshold) => thresholdOf(threshold, one.id, reader));
  return itemsOf(lender.one, lender.reader)
    .filter(({ kinds }) => kinds.includes("goods"))
    .map((item) => ({
      ...item,
      id: `${id}-${item.id}-${asks}`,
      asks,
      thresholds: [...item.thresholds, ...more],
      note: note ?? item.note,
    }));
}

function thresholdOf(given: ThresholdInFile, id: string, reader: Reader): Threshold {
  const property = reader.properties.get(given.property);
  if (property === undefined) {
    const near = nearest(given.property, [...reader.properties.keys()], 1).map((each) => ` Did you mean ${each}?`);
    throw problem(reader, id, `“${given.property}” is not a property`, `Say what it is in properties.${near.join("")}`);
  }
  const measuredAt = given.measured_at ?? null;
  const limits = LIMITS.filter((limit) => given[limit] !== undefined);
  const { any_of: anyOf } = given;
  if (limits.length + (anyOf === undefined ? 0 : 1) !== 1) {
    throw problem(reader, id, `“${property.id}” needs one limit`, `Give one of ${LIMITS.join(", ")}, any_of.`);
  }
  const { unit } = property;
  if (anyOf !== undefined) {
    const stranger = anyOf.find((word) => !property.words.includes(word));
    if (stranger === undefined) return { property, test: { anyOf }, measuredAt };
    throw problem(reader, id, `“${stranger}” is not a word of “${property.id}”`, "Add it to its words.");
  }
  const [limit] = limits as [(typeof LIMITS)[number]];
  if (unit === null) throw problem(reader, id, `“${property.id}” is said in words`, "Give any_of.");
  const value = asFault(reader, id, (): PhysicalValue => {
    const [, figure = "", unitText = ""] = /^(\S+) (.+)$/.exec(given[limit] as string) ?? [];
    const read = { amount: decimal(figure), unit: physicalUnit(unitText) };
    convertPhysical(read, unit);
    return read;
  });
  return { property, test: { limit, value }, measuredAt };
}
