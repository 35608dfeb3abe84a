import { InvalidInput } from "../../../errors.ts";
import { findCountry } from "../../../vocab/country.ts";
import { isoDate } from "../../../vocab/iso-date.ts";

/** Why one statement cannot be read; whoever reads the file adds which one it is. */
export class Fault extends Error {}

export const fault = (reason: string): never => {
  throw new Fault(reason);
};

/** An object of a file. Its keys are the file's: never look one of our own tables up by them but in a Map. */
export type JsonObject = Readonly<Record<string, unknown>>;

const MOST_CHARACTERS = 2000;
const CONTROL = /\p{Cc}+/gu;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A text on one line, trimmed; null when nothing is left. A text without measure is a fault. */
export function plainText(value: string, key: string): string | null {
  if (value.length > MOST_CHARACTERS) fault(`"${key}" is longer than ${MOST_CHARACTERS} characters`);
  const text = value.replace(CONTROL, " ").trim();
  return text === "" ? null : text;
}

export function textIn(object: JsonObject, key: string): string | null {
  const value = object[key];
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? plainText(value, key) : fault(`"${key}" is not a text`);
}

export const neededText = (object: JsonObject, key: string): string =>
  textIn(object, key) ?? fault(`"${key}" is missing`);

export function objectIn(object: JsonObject, key: string): JsonObject | null {
  const value = object[key];
  if (value === undefined || value === null) return null;
  return isObject(value) ? value : fault(`"${key}" is not an object`);
}

/** The objects of a list; none when the key is not there. */
export function objectsIn(object: JsonObject, key: string): readonly JsonObject[] {
  const value = object[key];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return fault(`"${key}" is not a list`);
  return value.map((each: unknown) =>
    isObject(each) ? each : fault(`"${key}" holds something that is not an object`),
  );
}

/** The texts of a list or the one text that stands in its place. */
export function textsIn(object: JsonObject, key: string): readonly string[] {
  const value = object[key];
  if (value === undefined || value === null) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((each) => {
    if (typeof each !== "string") return fault(`"${key}" holds something that is not a text`);
    return plainText(each, key) ?? [];
  });
}

/** A day, `2024-03-01`, also of a date with a time. */
export function dayIn(object: JsonObject, key: string): string | null {
  const text = textIn(object, key);
  return text === null ? null : dayOf(text, key);
}

export function dayOf(text: string, key: string): string {
  const day = /^(\d{4}-\d{2}-\d{2})(T[0-9:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text)?.[1];
  return day !== undefined && isDay(day) ? day : fault(`"${key}" is “${text.slice(0, 40)}”, which is not a day`);
}

const days = new Map<string, boolean>();

function isDay(text: string): boolean {
  const known = days.get(text);
  if (known !== undefined) return known;
  let is = true;
  try {
    isoDate(text);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    is = false;
  }
  if (days.size < 100_000) days.set(text, is);
  return is;
}

/** The country of a code such as `GB`, `gb` or `GB-SCT`; null for one that is no country's. */
export function countryOfCode(code: string | null): string | null {
  const letters = /^([A-Za-z]{2})(-[A-Za-z0-9]{1,4})?$/.exec(code ?? "")?.[1];
  return letters === undefined ? null : (findCountry(letters.toUpperCase())?.code ?? null);
}

/** A percentage, 0 to 100, as the exact decimal text of the share: 33.5 is 0.335. */
export function shareOfPercent(percent: number, key: string): string {
  if (!Number.isFinite(percent) || percent < 0) return fault(`"${key}" is ${percent}, which is no percentage`);
  if (percent > 100) return fault(`"${key}" is ${percent}, more than 100 per cent`);
  const text = /e/i.test(String(percent)) ? percent.toFixed(14) : String(percent);
  const [whole = "0", fraction = ""] = text.split(".");
  const digits = whole.padStart(3, "0");
  return `${Number(digits.slice(0, -2))}.${digits.slice(-2)}${fraction}`.slice(0, 14);
}
