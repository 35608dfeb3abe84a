/**
 * JSON with the marks that an address must escape put in the place of marks that it need not:
 * `(*title*:*Half waits*,*edits*:!(*ban*:(*product*:*8505.11*))~)`.
 */
const PAIRS: Readonly<Record<string, string>> = { '"': "*", "{": "(", "}": ")", "[": "!", "]": "~" };
const SWAPPED = new Map(Object.entries(PAIRS).flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));

/** Each mark for the other: done twice it is what it was. */
const swapped = (text: string): string => text.replace(/["*{}()[\]!~]/g, (mark) => SWAPPED.get(mark) ?? mark);

/** A value of JSON as text that stays short and readable in an address. */
export const writeCompact = (value: unknown): string => swapped(JSON.stringify(value));

/** The value of such a text, or of plain JSON; undefined where it is neither. */
export function readCompact(text: string): unknown {
  try {
    return JSON.parse(text.startsWith("{") ? text : swapped(text)) as unknown;
  } catch {
    return undefined;
  }
}
