import { InvalidInput } from "../errors.ts";

declare const brand: unique symbol;

/** The editions of the Harmonized System that the book knows. A code means nothing without its edition. */
export type HsRevision = 2012 | 2017 | 2022;

export const HS_REVISIONS: readonly HsRevision[] = [2012, 2017, 2022];

/** A six-digit subheading, digits only. Whether it exists in a revision is for the nomenclature to say. */
export type Hs6 = string & { readonly [brand]: "Hs6" };

/** Reads "2017", "HS2017" or "HS 2017"; throws InvalidInput for editions that are not shipped. */
export function hsRevision(text: string | number): HsRevision {
  const year = Number(/^(?:HS)?\s*-?(\d{4})$/i.exec(String(text).trim())?.[1]);
  const found = HS_REVISIONS.find((revision) => revision === year);
  if (found !== undefined) return found;
  throw new InvalidInput(`“${text}” is not an edition of the Harmonized System that is known here.`, {
    hint: `Known: ${HS_REVISIONS.join(", ")}.`,
  });
}

/**
 * The digits of a code written with or without dots, spaces or hyphens: 4, 6, 8 or 10 of them.
 *
 * A spreadsheet that took a code for a number loses its leading zero, and the zero at the end of "8507.60"; it may add
 * ".0". What is lost is restored: from the first dot, which stands after the heading, or else from the odd number of
 * digits. Null when the text is no code, or of the chapter 00, which does not exist.
 */
export function hsDigits(text: string): string | null {
  const trimmed = text.trim().replace(/^(\d{5,10})\.0$/, "$1");
  if (!/^\d[\d. \-\u00a0]*$/.test(trimmed)) return null;
  if (/^\d{1,2}\./.test(trimmed) && trimmed.split(".").some((group) => group.length % 2 === 1)) return null;
  const [, start = "", rest = ""] = /^(\d{3,4})\.(\d.*)$/.exec(trimmed) ?? [];
  const digits = trimmed.replace(/\D/g, "");
  const restored =
    start === "" ? padded(digits) : start.padStart(4, "0") + (rest.length === 1 ? `${rest}0` : rest.replace(/\D/g, ""));
  const whole = restored.length % 2 === 0 && restored.length >= 4 && restored.length <= 10;
  return whole && !restored.startsWith("00") ? restored : null;
}

function padded(digits: string): string {
  return digits.length % 2 === 1 ? `0${digits}` : digits;
}

/** The six-digit subheading of "8505.11", "850511", "8505.11.0070" or "8505110070"; throws InvalidInput otherwise. */
export function hs6(text: string): Hs6 {
  const digits = hsDigits(text);
  if (digits === null || digits.length < 6) {
    const what = digits === null ? "is not an HS code" : "is an HS heading, not a six-digit subheading";
    throw new InvalidInput(`“${text}” ${what}.`, { hint: "Write six to ten digits, for example 8505.11 or 850511." });
  }
  return digits.slice(0, 6) as Hs6;
}

/** "8505", "8505.11", "8505.11.00", "8505.11.00.70": digits with the dots of the trade. */
export function formatHs(code: string): string {
  return [code.slice(0, 4), code.slice(4, 6), code.slice(6, 8), code.slice(8)].filter((part) => part !== "").join(".");
}

/** The first four digits. */
export function heading(code: string): string {
  return code.slice(0, 4);
}

/** The first two digits. */
export function chapter(code: string): string {
  return code.slice(0, 2);
}
