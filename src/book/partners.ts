import { COUNTRIES, type CountryCode, countryKey, findCountry } from "../vocab/country.ts";
import { nearest } from "../vocab/nearest.ts";
import { bookProblem } from "./book-problem.ts";
import { readTable } from "./csv.ts";
import { type BookFolder, filesOf, textOf } from "./folder.ts";

const AGGREGATE_KINDS = ["total", "group", "not specified", "special", "former"] as const;

/** Why something in a partner column is no country: a sum, a group, an unknown, a customs category, a state no more. */
export type AggregateKind = (typeof AGGREGATE_KINDS)[number];

/** Reads what trade data write in their country columns. */
export interface Partners {
  /** Every known spelling that is not in ISO 3166, by `countryKey` of the spelling. */
  readonly aliases: ReadonlyMap<string, CountryCode>;
  /** Partners that are no country, by `countryKey`. */
  readonly aggregates: ReadonlyMap<string, AggregateKind>;
  /** The country that a code or a spelling means, or null: an aggregate, or not known. */
  find(text: string): CountryCode | null;
  /** The kind of aggregate that a partner is, or null: a country, or not known. A country is never an aggregate. */
  aggregate(text: string): AggregateKind | null;
  /** Known names near one that is not known, for error messages. */
  near(text: string): readonly string[];
}

export function readPartners(folders: readonly BookFolder[]): Partners {
  const aliases = readAliases(folders);
  const aggregates = readAggregates(folders);
  const find = (text: string) => {
    const key = countryKey(text);
    return aliases.get(key) ?? (aggregates.has(key) ? null : (findCountry(text)?.code ?? null));
  };
  const aggregate = (text: string) => {
    const key = countryKey(text);
    return find(text) === null ? (aggregates.get(key) ?? aggregates.get(key.replace(/^0+(?=\d)/, "")) ?? null) : null;
  };
  const near = (text: string) =>
    nearest(
      text,
      COUNTRIES.map(({ name }) => name),
      3,
    );
  return { aliases, aggregates, find, aggregate, near };
}

function readAliases(folders: readonly BookFolder[]): Map<string, CountryCode> {
  const aliases = new Map<string, CountryCode>();
  for (const file of filesOf(folders, "aliases/countries.csv")) {
    for (const row of readTable(textOf(file), file.shown, { required: ["alias", "alpha2"], optional: ["source"] })) {
      const code = row.get("alpha2");
      const key = countryKey(row.get("alias"));
      const country = /^[A-Z]{2}$/.test(code) ? findCountry(code) : null;
      if (country === null) {
        throw bookProblem(
          file.shown,
          row.line,
          `“${code}” is not a country`,
          "Write an ISO 3166-1 alpha-2 code, or XK.",
        );
      }
      if (key === "")
        throw bookProblem(file.shown, row.line, "the alias is empty", "Write the spelling as the data have it.");
      aliases.set(key, country.code);
    }
  }
  return aliases;
}

function readAggregates(folders: readonly BookFolder[]): Map<string, AggregateKind> {
  const aggregates = new Map<string, AggregateKind>();
  for (const file of filesOf(folders, "aliases/aggregate-partners.csv")) {
    for (const row of readTable(textOf(file), file.shown, { required: ["partner", "kind"] })) {
      const kind = AGGREGATE_KINDS.find((one) => one === row.get("kind"));
      if (kind === undefined) {
        const what = `“${row.get("kind")}” is not a kind of aggregate`;
        throw bookProblem(file.shown, row.line, what, `Kinds: ${AGGREGATE_KINDS.join(", ")}.`);
      }
      aggregates.set(countryKey(row.get("partner")), kind);
    }
  }
  return aggregates;
}
