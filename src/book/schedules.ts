import type { Confidence } from "../evidence/confidence.ts";
import type { Source } from "../evidence/source.ts";
import { type DutyRate, findDutyRate } from "../tariff/duty-rate.ts";
import type { Column2Origin, Preference, TariffLine } from "../tariff/schedule.ts";
import { specialRates } from "../tariff/special-rates.ts";
import { CUSTOMS_UNION } from "../tariff/tariff-book.ts";
import { findCountry } from "../vocab/country.ts";
import { COUNTRY_GROUPS, findGroup } from "../vocab/country-group.ts";
import { type IsoDate, isoDate } from "../vocab/iso-date.ts";
import { bookProblem } from "./book-problem.ts";
import { type CsvRow, readTable } from "./csv.ts";
import { type BookFolder, filesOf, textOf } from "./folder.ts";

export interface Schedules {
  readonly lines: readonly TariffLine[];
  readonly preferences: readonly Preference[];
  readonly column2: readonly Column2Origin[];
}

const LINE_COLUMNS = {
  required: ["importer", "hts", "general", "from", "known", "source", "confidence"],
  optional: ["description", "special", "column_2", "units", "until", "locator", "note"],
};
const PREFERENCE_COLUMNS = {
  required: ["importer", "code", "names", "origins", "needs", "source"],
  optional: ["locator"],
};
const COLUMN_2_COLUMNS = {
  required: ["importer", "origin", "from", "known", "source"],
  optional: ["until", "locator", "note"],
};
const CONFIDENCES: readonly Confidence[] = ["high", "medium", "low"];

type Sources = ReadonlyMap<string, Source>;

/** Reads `schedules/`: `preferences.csv`, `column-2.csv`, and lines in every other table, a later folder over an earlier one. */
export function readSchedules(folders: readonly BookFolder[], sources: Sources): Schedules {
  const lines: TariffLine[] = [];
  const preferences: Preference[] = [];
  const column2: Column2Origin[] = [];
  folders.forEach((folder, at) => {
    const book = at === 0 ? "shipped" : folder.path;
    for (const file of filesOf([folder], "schedules")) {
      const text = textOf(file);
      if (file.name === "schedules/preferences.csv") {
        for (const row of readTable(text, file.shown, PREFERENCE_COLUMNS)) preferences.push(preferenceOf(row, sources));
      } else if (file.name === "schedules/column-2.csv") {
        for (const row of readTable(text, file.shown, COLUMN_2_COLUMNS)) column2.push(column2Of(row, sources));
      } else {
        for (const row of readTable(text, file.shown, LINE_COLUMNS)) lines.push(lineOf(row, sources, book));
      }
    }
  });
  return { lines, preferences, column2 };
}

function lineOf(row: CsvRow, sources: Sources, book: string): TariffLine {
  const hts = row.get("hts").replaceAll(".", "");
  if (!/^\d{4,10}$/.test(hts))
    throw fault(row, `“${row.get("hts")}” is not a tariff line`, "Write eight or ten digits.");
  const confidence = CONFIDENCES.find((one) => one === row.get("confidence"));
  if (confidence === undefined)
    throw fault(row, `“${row.get("confidence")}” is not a confidence`, `Write ${CONFIDENCES.join(", ")}.`);
  const from = dayOf(row, "from");
  const until = row.get("until") === "" ? null : dayOf(row, "until");
  if (until !== null && until <= from)
    throw fault(row, `the line ends on ${until}, before it begins`, "Let it end after it begins.");
  return {
    importer: importerOf(row),
    hts,
    description: row.get("description"),
    general: rateOf(row, "general"),
    special: specialRates(row.get("special")).rates,
    column2: row.get("column_2") === "" ? null : rateOf(row, "column_2"),
    units: row
      .get("units")
      .split(/[;,]\s*/)
      .filter((unit) => unit !== ""),
    from,
    until,
    known: dayOf(row, "known"),
    source: sourceOf(row, sources),
    confidence,
    note: row.get("note") || null,
    book,
  };
}

function preferenceOf(row: CsvRow, sources: Sources): Preference {
  return {
    importer: importerOf(row),
    code: row.get("code"),
    names: row
      .get("names")
      .split("|")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    origins: row
      .get("origins")
      .split(/[\s,]+/)
      .flatMap((one) => {
        const group = findGroup(one);
        if (group !== null) return COUNTRY_GROUPS[group];
        if (findCountry(one) === null) throw fault(row, `“${one}” is not a country`, "Write two letters, such as MX.");
        return [one];
      }),
    needs: row.get("needs"),
    source: sourceOf(row, sources),
  };
}

function column2Of(row: CsvRow, sources: Sources): Column2Origin {
  const origin = row.get("origin");
  if (findCountry(origin) === null) throw fault(row, `“${origin}” is not a country`, "Write two letters, such as CU.");
  return {
    importer: importerOf(row),
    origin,
    from: dayOf(row, "from"),
    until: row.get("until") === "" ? null : dayOf(row, "until"),
    known: dayOf(row, "known"),
    source: sourceOf(row, sources),
  };
}

function importerOf(row: CsvRow): string {
  const importer = row.get("importer");
  if (importer === CUSTOMS_UNION || (/^[A-Z]{2}$/.test(importer) && findCountry(importer) !== null)) return importer;
  throw fault(row, `“${importer}” is not an importing country`, "Write two letters, such as US, or EU.");
}

function rateOf(row: CsvRow, column: string): DutyRate {
  const rate = findDutyRate(row.get(column));
  if (rate === null)
    throw fault(row, `“${row.get(column)}” is not a rate of duty`, 'Write "Free", "3.4 %" or "1.5¢/kg + 2 %".');
  return rate;
}

function dayOf(row: CsvRow, column: string): IsoDate {
  try {
    return isoDate(row.get(column));
  } catch {
    throw fault(row, `${column} “${row.get(column)}” is not a calendar date`, "Write it as YYYY-MM-DD.");
  }
}

function sourceOf(row: CsvRow, sources: Sources): Source {
  const source = sources.get(row.get("source"));
  if (source === undefined)
    throw fault(row, `the source “${row.get("source")}” is not in sources.yaml`, "Add it to sources.yaml.");
  const locator = row.get("locator");
  return locator === "" ? source : { ...source, locator };
}

function fault(row: CsvRow, what: string, allowed: string) {
  return bookProblem(row.file, row.line, what, allowed);
}
