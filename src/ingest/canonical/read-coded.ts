import type { Book } from "../../book/book.ts";
import { HS_REVISIONS, hsDigits, hsRevision } from "../../vocab/hs-code.ts";
import { currencyCode } from "../../vocab/money.ts";
import { type CalendarPeriod, calendarPeriod, type Frequency } from "../../vocab/period.ts";
import { findUnit } from "../../vocab/quantity.ts";
import type { Field, Kind } from "../family.ts";
import type { ColumnMapping } from "../mapping.ts";
import { formatReader, type Reading, readDates } from "./read-dates.ts";

/** What a text of a coded column stands for. `parts` are further columns, by name. */
export interface Coded {
  readonly ok: string | null;
  readonly parts: readonly (string | null)[];
  readonly fault: string | null;
  /** The text is a mark that nothing is known. */
  readonly mark: boolean;
}

/** Names of `parts`, by kind. */
export const PART_NAMES: Readonly<Partial<Record<Kind["is"], readonly string[]>>> = {
  hs: ["full"],
  period: ["from", "until", "frequency"],
};

/** Texts that mean that nothing is known or given, in any coded or numeric column. `W` is "withheld". */
export const MARKS = /^(?:w|n\/?a|n\.a\.?|nan|null|none|nil|\.\.+|-+|–|—|…|\?+|xx+|\(d\)|\(w\)|\(na\)|unknown)$/i;

/** Marks as the engine's pattern, with bounds such as `>25`, which are no figures. */
export const MARKS_SQL = String.raw`(?i)(?:w|n/?a|n\.a\.?|nan|null|none|nil|\.\.+|-+|–|—|…|\?+|xx+|\(d\)|\(w\)|\(na\)|unknown)?|[<>≤≥~].*`;

export interface CodedContext {
  readonly book: Book;
  /** What a period stands for when the file says it once for all rows. */
  readonly frequency: Frequency | null;
}

/** Reads each distinct text of a coded column once. Throws InvalidInput when a column can be read two ways. */
export function readCoded(
  field: Field,
  column: ColumnMapping,
  texts: readonly string[],
  context: CodedContext,
): Map<string, Coded> {
  const header = column.from ?? field.name;
  const said = (text: string) => column.values?.[text.trim()] ?? text.trim();
  const isMark = (text: string) => text === "" || (column.missing ?? []).includes(text) || MARKS.test(text);
  const meant = texts.map(said);
  const readable = meant.filter((text) => !isMarkOf(field.kind, text, isMark));
  const read = readerOf(field.kind, column, readable, header, context);
  return new Map(
    texts.map((text, at) => {
      const meaning = meant[at] ?? "";
      if (isMarkOf(field.kind, meaning, isMark)) return [text, { ok: null, parts: [], fault: null, mark: true }];
      return [text, read(meaning)];
    }),
  );
}

/** "NA" is Namibia, and no mark, where a country stands; so are "XX" codes left to the partner table. */
function isMarkOf(kind: Kind, text: string, isMark: (text: string) => boolean): boolean {
  if (kind.is === "country" && /^[A-Za-z]{2,3}$/.test(text)) return false;
  return isMark(text);
}

const good = (ok: string, ...parts: (string | null)[]): Coded => ({ ok, parts, fault: null, mark: false });
const bad = (fault: string): Coded => ({ ok: null, parts: [], fault, mark: false });

function readerOf(
  kind: Kind,
  column: ColumnMapping,
  texts: readonly string[],
  header: string,
  context: CodedContext,
): (text: string) => Coded {
  switch (kind.is) {
    case "date": {
      const dates = readDates(texts, column.format, header);
      return (text) => fromReading(dates.get(text) ?? { fault: "is not a date" });
    }
    case "period":
      return periodReader(texts, column.format, header, context.frequency);
    case "hs":
      return readHs;
    case "country":
      return (text) => readCountry(text, context.book);
    case "currency":
      return (text) => attempt(() => good(currencyCode(text)), "is not an ISO 4217 currency code");
    case "revision":
      return (text) =>
        attempt(() => good(String(hsRevision(text))), `is not an HS edition of ${HS_REVISIONS.join(", ")}`);
    case "unit":
      return (text) => {
        const unit = findUnit(text);
        return unit === null ? bad("is not a unit that is known here") : good(unit);
      };
    case "choice":
      return (text) => readChoice(kind.of, kind.also ?? {}, text);
    default:
      return (text) => good(text);
  }
}

const fromReading = (reading: Reading<string>): Coded => ("ok" in reading ? good(reading.ok) : bad(reading.fault));

function attempt(read: () => Coded, fault: string): Coded {
  try {
    return read();
  } catch {
    return bad(fault);
  }
}

function readChoice(of: readonly string[], also: Readonly<Record<string, string>>, text: string): Coded {
  const key = text.toLowerCase().replace(/[\s-]+/g, "_");
  const found = of.find((choice) => choice === key) ?? also[key];
  return found === undefined ? bad(`is none of ${of.join(", ")}`) : good(found);
}

function readCountry(text: string, book: Book): Coded {
  const code = book.partners.find(text);
  if (code !== null) return good(code);
  const aggregate = book.partners.aggregate(text);
  if (aggregate !== null) return bad(`is an aggregate partner (${aggregate}), not a country`);
  return bad("is not a country that is known here");
}

/** A dot after four digits says where the heading ends, so a lost last zero can be told: 8507.6 is 8507.60. */
function readHs(text: string): Coded {
  const cutZero = /^(\d{3,4})\.(\d)$/.exec(text);
  const whole = cutZero === null ? text : `${(cutZero[1] ?? "").padStart(4, "0")}.${cutZero[2]}0`;
  const threeAndDot = /^(\d{3})\.(\d{2}.*)$/.exec(whole);
  const digits = hsDigits(threeAndDot === null ? whole : `0${whole}`);
  if (digits === null) return bad("is not an HS code");
  if (digits.length < 6) return bad(`has ${digits.length} digits; an HS code needs six or more`);
  return good(digits.slice(0, 6), digits);
}

function periodReader(
  texts: readonly string[],
  format: string | undefined,
  header: string,
  frequency: Frequency | null,
): (text: string) => Coded {
  const formatted = format === undefined ? null : formatReader(format);
  const monthOnly = format !== undefined && !format.includes("%d");
  const plain = (text: string): CalendarPeriod | null => {
    try {
      return calendarPeriod(text.replace(/(\d)\.0$/, "$1"));
    } catch {
      return null;
    }
  };
  const days = texts.map(plain).filter((period) => period?.frequency === "daily");
  const firstsOnly = days.length > 0 && days.every((period) => period?.from.endsWith("-01") === true);
  const dates = formatted === null ? freeDates(texts, header) : null;
  return (text) => {
    const reading = formatted?.(text);
    if (reading !== undefined && "fault" in reading) return bad(reading.fault.replace("date", "period"));
    const iso = reading === undefined ? null : reading.ok;
    const day = iso ?? dates?.get(text) ?? null;
    const period = iso === null ? (plain(text) ?? (day === null ? null : calendarPeriod(day))) : calendarPeriod(iso);
    if (period === null) return bad("is not a period");
    if (period.frequency !== "daily") return labelled(period);
    const asked = frequency ?? (monthOnly || (format === undefined && firstsOnly) ? "monthly" : "daily");
    return labelled(widened(period, asked));
  };
}

/** Texts that are no period of the calendar's plain forms may still be days: 1 Dec 2023, 01/12/2023. */
function freeDates(texts: readonly string[], header: string): Map<string, string> {
  const others = texts.filter((text) => !/^\d{4}([-MmQq]?\d{1,2}(-\d{2})?|\d{4})?(\.0)?$/.test(text));
  const found = new Map<string, string>();
  for (const [text, reading] of readDates(others, undefined, header)) if ("ok" in reading) found.set(text, reading.ok);
  return found;
}

function widened(day: CalendarPeriod, frequency: Frequency): CalendarPeriod {
  const [year, month] = [day.from.slice(0, 4), day.from.slice(5, 7)];
  if (frequency === "annual") return calendarPeriod(year);
  if (frequency === "quarterly") return calendarPeriod(`${year}Q${Math.ceil(Number(month) / 3)}`);
  return frequency === "monthly" ? calendarPeriod(`${year}-${month}`) : day;
}

function labelled(period: CalendarPeriod): Coded {
  const { from, until, frequency } = period;
  const quarter = `${from.slice(0, 4)}Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`;
  const label = { annual: from.slice(0, 4), quarterly: quarter, monthly: from.slice(0, 7), daily: from }[frequency];
  return good(label, from, until, frequency);
}
