import { z } from "zod";
import type { Company, ListInfo, Listing } from "../control/facts.ts";
import type { Source } from "../evidence/source.ts";
import { dayField as day, textField as text } from "../vocab/file-fields.ts";
import { bookProblem } from "./book-problem.ts";
import { citedIn, countryIn, datedIn, didYouMean, faultIn, foldedName } from "./cited-cells.ts";
import { type CsvRow, readTable } from "./csv.ts";
import { type BookFile, type BookFolder, filesOf, textOf } from "./folder.ts";
import { readYaml } from "./yaml.ts";

const COLUMNS = {
  required: ["name", "source"],
  optional: ["aliases", "country", "ids", "from", "until", "known", "locator", "note"],
};

const LISTS = z.record(
  z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "An id is written in small letters, digits and hyphens"),
  z.strictObject({
    title: text,
    authority: text,
    as_of: day,
    complete: z.boolean(),
    source: text,
    note: text.optional(),
  }),
);

/** Reads `lists/lists.yaml` of all folders; a list of a later folder replaces the earlier one of its id. */
export function readListInfos(folders: readonly BookFolder[], sources: ReadonlyMap<string, Source>): ListInfo[] {
  const lists = new Map<string, ListInfo>();
  for (const file of filesOf(folders, "lists").filter(({ name }) => name.endsWith(".yaml"))) {
    for (const [id, { as_of, note, ...given }] of Object.entries(readYaml(textOf(file), file.shown, LISTS))) {
      if (!sources.has(given.source)) throw unknownSource(file, id, given.source, sources);
      lists.set(id, { id, ...given, asOf: as_of, note: note ?? null });
    }
  }
  return [...lists.values()];
}

function unknownSource(file: BookFile, id: string, source: string, sources: ReadonlyMap<string, Source>): Error {
  const line = textOf(file)
    .split("\n")
    .findIndex((one) => one.startsWith(`${id}:`));
  const allowed = `Add it to sources.yaml.${didYouMean(source, sources.keys())}`;
  return bookProblem(file.shown, line + 1, `“${id}” names the source “${source}”, which the book has not`, allowed);
}

interface Placed {
  readonly listing: Omit<Listing, "company">;
  readonly row: CsvRow;
}

/**
 * Reads `lists/<id of a list>.csv` of all folders. The rows of a later folder on a name of a list replace all earlier
 * rows on it; one name of a list may stand several times, for other days.
 */
export function readListings(
  folders: readonly BookFolder[],
  lists: readonly ListInfo[],
  companies: readonly Company[],
  sources: ReadonlyMap<string, Source>,
): Listing[] {
  const ids = lists.map(({ id }) => id);
  const listings = new Map<string, readonly Placed[]>();
  for (const folder of folders) {
    const own = new Map<string, Placed[]>();
    for (const file of filesOf([folder], "lists").filter(({ name }) => name.endsWith(".csv"))) {
      const list = listOf(file, ids);
      for (const row of readTable(textOf(file), file.shown, COLUMNS)) {
        const listing = readListing(row, list, sources);
        const key = `${list} ${listing.country ?? ""} ${foldedName(listing.name)}`;
        const earlier = own.get(key) ?? [];
        checkPeriod({ listing, row }, earlier);
        own.set(key, [...earlier, { listing, row }]);
      }
    }
    for (const [key, placed] of own) listings.set(key, placed);
  }
  const companyOf = linker(companies);
  return [...listings.values()].flat().map(({ listing, row }) => ({ ...listing, company: companyOf(listing, row) }));
}

function listOf(file: BookFile, ids: readonly string[]): string {
  const id = file.name.replace(/^lists\//, "").replace(/\.csv$/, "");
  if (ids.includes(id)) return id;
  throw bookProblem(
    file.shown,
    1,
    `the list “${id}” is not in lists/lists.yaml`,
    `Say there what it is.${didYouMean(id, ids)}`,
  );
}

function readListing(row: CsvRow, list: string, sources: ReadonlyMap<string, Source>): Omit<Listing, "company"> {
  const name = row.get("name");
  if (foldedName(name) === "") throw faultIn(row, `“${name}” is not a name`, "Write it as the list has it.");
  return {
    list,
    name,
    aliases: parts(row, "aliases"),
    country: countryIn(row, "country"),
    ids: parts(row, "ids").map((id) => {
      const [, scheme, value] = /^([a-z]+):(.+)$/.exec(id) ?? [];
      if (scheme === undefined || value === undefined)
        throw faultIn(row, `“${id}” is not an identifier`, "Write scheme:value, such as ticker:SZSE:300750.");
      return { scheme, value };
    }),
    ...datedIn(row),
    ...citedIn(row, sources),
    note: row.get("note") || null,
  };
}

/** The cells of a cell: parted by semicolons. */
function parts(row: CsvRow, column: string): string[] {
  return row
    .get(column)
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function checkPeriod({ listing, row }: Placed, earlier: readonly Placed[]): void {
  for (const other of earlier) {
    const begins = other.listing.until === null || listing.from === null || listing.from < other.listing.until;
    const lasts = listing.until === null || other.listing.from === null || other.listing.from < listing.until;
    if (!begins || !lasts) continue;
    const what = `“${listing.name}” is already in “${other.row.file}”, line ${other.row.line}, for the same days`;
    throw faultIn(row, what, "Keep one of them, or let one end where the next begins.");
  }
}

/**
 * The company that a line of a list is: the one with an identifier of it, else the one with one of its names and its
 * country. Never by a name alone, and never by a misnomer. A line that names two companies is a fault.
 */
function linker(companies: readonly Company[]): (listing: Placed["listing"], row: CsvRow) => string | null {
  const byId = new Map(companies.flatMap((one) => one.ids.map((id) => [idKey(id), one.id] as const)));
  const byName = new Map(
    companies.flatMap((one) => one.names.map(({ name }) => [`${one.country} ${foldedName(name)}`, one.id] as const)),
  );
  return ({ name, aliases, country, ids }, row) => {
    const named = country === null ? [] : [name, ...aliases].map((one) => byName.get(`${country} ${foldedName(one)}`));
    const found = [...new Set([...ids.map((id) => byId.get(idKey(id))), ...named])].filter((one) => one !== undefined);
    if (found.length > 1) {
      const what = `“${name}” is both “${found[0]}” and “${found[1]}” of the book`;
      throw faultIn(row, what, "Let the names and identifiers of a line be of one company.");
    }
    return found[0] ?? null;
  };
}

const idKey = ({ scheme, value }: { readonly scheme: string; readonly value: string }): string =>
  `${scheme} ${value.toUpperCase()}`;
