import { plainText } from "../plain-text.ts";

/** Text that is HTML already. Only this file and the SVG writers make any. */
export interface Html {
  readonly html: string;
}

type Piece = Html | string | number | null | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text of others as HTML content or attribute value: no markup, no control characters, no direction marks. */
function escapeHtml(text: string): string {
  const lead = /^\s/.test(text) ? " " : "";
  const tail = text.length > 1 && /\s$/.test(text) ? " " : "";
  return (lead + plainText(text) + tail).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function write(piece: Piece): string {
  if (piece === null) return "";
  if (typeof piece === "string") return escapeHtml(piece);
  if (typeof piece === "number") return String(piece);
  return "html" in piece ? piece.html : piece.map(write).join("");
}

/** HTML from a template; everything put into it is escaped unless it is HTML already. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return {
    html: strings.reduce((text, part, at) => text + (at === 0 ? "" : write(pieces[at - 1] ?? null)) + part, ""),
  };
}

/** A picture in the page: SVG text of our own writers. */
export function picture(svg: string): Html {
  return { html: svg.trim() };
}

export function lines(pieces: readonly Html[]): Html {
  return { html: pieces.map((piece) => piece.html).join("\n") };
}
