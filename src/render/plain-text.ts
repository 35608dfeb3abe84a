// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what this file removes.
const ESCAPE_SEQUENCE =
  /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~])?/g;
const C1_SEQUENCE = /\u009b[0-?]*[ -/]*[@-~]?/g;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above.
const DIRECTION = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/**
 * Text of others made safe to print on one line of a terminal: escape sequences, control characters and direction
 * marks are taken out, so that a name can neither move the cursor nor read differently from what it is.
 */
export function plainText(text: string): string {
  return text.replace(ESCAPE_SEQUENCE, "").replace(C1_SEQUENCE, "").replace(DIRECTION, "").replace(CONTROL, " ").trim();
}

/** Lines kept as they are, each made safe to print; tabs become two spaces. */
export function codeLines(text: string): string[] {
  return text
    .replace(/\n$/, "")
    .split(/\r?\n/)
    .map((line) => {
      const indent = /^[ \t]*/.exec(line)?.[0].replaceAll("\t", "  ") ?? "";
      return indent + plainText(line);
    });
}
