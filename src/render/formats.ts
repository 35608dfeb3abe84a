import type { Document } from "./document.ts";
import type { TextOptions } from "./render-text.ts";

/** Formats that are text, one file each; `json` needs no document and `xlsx` is bytes, so both stand apart. */
export type TextFormat = "text" | "markdown" | "csv" | "svg" | "ics";

/** A document in a text format. Renderers are loaded when they are needed. */
export async function renderDocument(
  document: Document,
  format: TextFormat,
  options: TextOptions = {},
): Promise<string> {
  switch (format) {
    case "text":
      return (await import("./render-text.ts")).renderText(document, options);
    case "markdown":
      return (await import("./render-markdown.ts")).renderMarkdown(document);
    case "csv":
      return (await import("./render-csv.ts")).renderCsv(document);
    case "ics":
      return (await import("./render-ics.ts")).renderIcs(document);
    case "svg":
      return (await import("./render-svg.ts")).renderSvg(document);
  }
}
