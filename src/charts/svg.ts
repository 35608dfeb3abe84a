// biome-ignore lint/suspicious/noControlCharactersInRegex: XML allows none of these characters, not even escaped.
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text as XML content or attribute value. */
export function escapeXml(text: string): string {
  return text.replace(NOT_XML, "").replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A coordinate with at most two decimals, so that the same picture is the same bytes everywhere. */
export function coordinate(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** A rough width of sans-serif text, on the wide side; pictures are laid out without a font at hand. */
export function estimateTextWidth(text: string, size: number): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    width += code > 0x2e80 ? 1 : /[ilj.,:;|'!]/.test(character) ? 0.3 : /[A-ZMW%m]/.test(character) ? 0.72 : 0.6;
  }
  return width * size;
}

/** Lines of text of at most `width`, broken between words. */
export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && estimateTextWidth(longer, size) > width) lines.push(word);
    else lines[Math.max(0, lines.length - 1)] = longer;
  }
  return lines;
}

/** Text cut to `width` with an ellipsis; empty where not even that fits. */
export function fitText(text: string, size: number, width: number): string {
  if (estimateTextWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && estimateTextWidth(`${characters.join("")}…`, size) > width) characters.pop();
  return characters.length === 0 ? "" : `${characters.join("").trimEnd()}…`;
}

/** Scripts that are written without spaces may break anywhere. */
const UNSPACED = /[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;

/** A name in at most `most` lines of `width`, broken between words or, where it has none, between characters. */
export function nameLines(name: string, size: number, width: number, most: number): string[] {
  const parts = name.split(" ").flatMap((word) => {
    const pieces = UNSPACED.test(word) ? [...word] : [word];
    return pieces.map((piece, at) => ({ piece, space: at === 0 ? " " : "" }));
  });
  const lines: string[] = [];
  for (const { piece, space } of parts) {
    const last = lines.at(-1);
    const longer = last === undefined ? piece : `${last}${space}${piece}`;
    const isFull = last !== undefined && estimateTextWidth(longer, size) > width && lines.length < most;
    if (last === undefined || isFull) lines.push(piece);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => fitText(line, size, width));
}
