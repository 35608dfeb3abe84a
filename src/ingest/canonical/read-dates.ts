import { InvalidInput } from "../../errors.ts";
import { type IsoDate, isoDate } from "../../vocab/iso-date.ts";

export type Reading<T> = { readonly ok: T } | { readonly fault: string };

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const TIME = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?)?`;

const PLAIN = [
  new RegExp(`^(?<year>\\d{4})-(?<month>\\d{1,2})-(?<day>\\d{1,2})${TIME}$`),
  new RegExp(`^(?<year>\\d{4})/(?<month>\\d{1,2})/(?<day>\\d{1,2})${TIME}$`),
  new RegExp(`^(?<year>\\d{4})\\.(?<month>\\d{1,2})\\.(?<day>\\d{1,2})${TIME}$`),
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  new RegExp(`^(?<day>\\d{1,2})[- ](?<name>[A-Za-z]{3,9})[-, ]+(?<year>\\d{4})${TIME}$`),
  new RegExp(`^(?<name>[A-Za-z]{3,9})\\.? (?<day>\\d{1,2}),? (?<year>\\d{4})${TIME}$`),
];
const TWO_WAYS = new RegExp(`^(?<first>\\d{1,2})[/.-](?<second>\\d{1,2})[/.-](?<year>\\d{4})${TIME}$`);

/**
 * Reads the distinct texts of a date column. Without a format, dates such as 03/04/2023 are read by what the column as
 * a whole allows; InvalidInput when it allows both.
 */
export function readDates(
  texts: readonly string[],
  format: string | undefined,
  header: string,
): Map<string, Reading<IsoDate>> {
  const read = format === undefined ? freeReader(texts, header) : formatReader(format);
  return new Map(texts.map((text) => [text, read(text.trim())]));
}

function freeReader(texts: readonly string[], header: string): (text: string) => Reading<IsoDate> {
  const order = orderOf(texts, header);
  return (text) => {
    const twoWays = TWO_WAYS.exec(text)?.groups;
    if (twoWays !== undefined) {
      const [day, month] = order === "day" ? [twoWays.first, twoWays.second] : [twoWays.second, twoWays.first];
      return dated(twoWays.year, month, day, text);
    }
    for (const pattern of PLAIN) {
      const found = pattern.exec(text)?.groups;
      if (found !== undefined) return dated(found.year, found.month ?? monthNumber(found.name), found.day, text);
    }
    return { fault: "is not a date" };
  };
}

function orderOf(texts: readonly string[], header: string): "day" | "month" {
  let example: string | null = null;
  let dayFirst = false;
  let monthFirst = false;
  for (const text of texts) {
    const found = TWO_WAYS.exec(text.trim())?.groups;
    if (found === undefined) continue;
    example ??= text;
    if (Number(found.first) > 12) dayFirst = true;
    if (Number(found.second) > 12) monthFirst = true;
  }
  if (example !== null && dayFirst === monthFirst) {
    const why = dayFirst
      ? "some are day first and some month first"
      : "none shows whether the day or the month comes first";
    throw new InvalidInput(`Dates such as “${example}” in the column "${header}" can be read two ways: ${why}.`, {
      hint: 'Say in the mapping: `format: "%d/%m/%Y"` or `format: "%m/%d/%Y"`.',
    });
  }
  return monthFirst ? "month" : "day";
}

function monthNumber(name: string | undefined): string | undefined {
  const at = MONTHS.indexOf((name ?? "").slice(0, 3).toLowerCase());
  return at === -1 ? undefined : String(at + 1);
}

function dated(year: string | undefined, month: string | undefined, day: string | undefined, text: string) {
  try {
    const iso = `${year}-${(month ?? "").padStart(2, "0")}-${(day ?? "").padStart(2, "0")}`;
    return { ok: isoDate(iso) };
  } catch {
    return { fault: /^\d/.test(text) ? "is not a day of the calendar" : "is not a date" };
  }
}

const DIRECTIVES: Readonly<Record<string, string>> = {
  d: String.raw`(?<day>\d{1,2})`,
  m: String.raw`(?<month>\d{1,2})`,
  Y: String.raw`(?<year>\d{4})`,
  y: String.raw`(?<short>\d{2})`,
  b: "(?<name>[A-Za-z]{3})",
  B: "(?<name>[A-Za-z]{3,9})",
  H: String.raw`\d{1,2}`,
  I: String.raw`\d{1,2}`,
  M: String.raw`\d{2}`,
  S: String.raw`\d{2}`,
  p: "[AaPp][Mm]",
  "%": "%",
};

/** A reader of one `strptime`-like format. Throws InvalidInput for directives that are not known. */
export function formatReader(format: string): (text: string) => Reading<IsoDate> {
  let pattern = "";
  const seen = new Set<string>();
  for (let at = 0; at < format.length; at++) {
    const character = format[at] ?? "";
    if (character !== "%") {
      pattern += character.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      continue;
    }
    at++;
    const directive = format[at] ?? "";
    const part = DIRECTIVES[directive];
    if (part === undefined || (part.includes("(?<") && seen.has(directive))) {
      throw new InvalidInput(`“%${directive}” in the format “${format}” is not known or stands twice.`, {
        hint: `Known: ${Object.keys(DIRECTIVES)
          .map((key) => `%${key}`)
          .join(" ")}.`,
      });
    }
    seen.add(directive);
    pattern += part;
  }
  const compiled = new RegExp(`^${pattern}$`);
  return (text) => {
    const found = compiled.exec(text)?.groups;
    if (found === undefined) return { fault: `is not a date written as ${format}` };
    const year = found.year ?? (found.short === undefined ? undefined : `20${found.short}`);
    return dated(year, found.month ?? monthNumber(found.name) ?? "01", found.day ?? "01", text);
  };
}
