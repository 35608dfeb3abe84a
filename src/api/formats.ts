import { InvalidInput } from "../errors.ts";
import type { Answer } from "../operations/core/answer.ts";
import { renderDocument } from "../render/formats.ts";
import { renderJson } from "../render/render-json.ts";
import { viewOf } from "../render/views/registry.ts";

/** In which an answer may be had, by the name that `format=` takes. */
export const MEDIA_TYPES = {
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
  md: "text/markdown; charset=utf-8",
  text: "text/plain; charset=utf-8",
  svg: "image/svg+xml; charset=utf-8",
  ics: "text/calendar; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

export type Format = keyof typeof MEDIA_TYPES;
export const FORMATS = Object.keys(MEDIA_TYPES) as readonly Format[];

const WIDTH_OF_TEXT = 120;
/** Answers up to this size go out in one piece. */
const CHUNK_BYTES = 256 * 1024;

const bare = (mediaType: string): string => (mediaType.split(";")[0] ?? "").trim().toLowerCase();

/** The format that `format=` names, or else the first that the Accept header takes; JSON when it takes anything. */
export function chosenFormat(named: string | undefined, accept: string | undefined): Format {
  if (named !== undefined) {
    const format = FORMATS.find((each) => each === named);
    if (format !== undefined) return format;
    throw new InvalidInput(`There is no format "${named}".`, { hint: `Formats are ${FORMATS.join(", ")}.` });
  }
  const wanted = (accept ?? "")
    .split(",")
    .map((part) => ({ type: bare(part), quality: Number(/;\s*q=([\d.]+)/.exec(part)?.[1] ?? 1) }))
    .sort((a, b) => b.quality - a.quality);
  for (const { type } of wanted) {
    const format = FORMATS.find((each) => bare(MEDIA_TYPES[each]) === type);
    if (format !== undefined) return format;
  }
  return "json";
}

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES) yield bytes.slice(at, at + CHUNK_BYTES);
}

/** Joins texts until they are worth sending. */
function* encoded(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let gathered = "";
  for (const text of texts) {
    gathered += text;
    if (gathered.length < CHUNK_BYTES) continue;
    yield encoder.encode(gathered);
    gathered = "";
  }
  if (gathered !== "") yield encoder.encode(gathered);
}

const whole = (bytes: Uint8Array): Uint8Array | Iterable<Uint8Array> =>
  bytes.byteLength <= 4 * CHUNK_BYTES ? bytes : slices(bytes);

/** An answer as the bytes of a format; a long CSV is written while it is sent. */
export async function answerBytes(answer: Answer, format: Format): Promise<Uint8Array | Iterable<Uint8Array>> {
  if (format === "json") return whole(new TextEncoder().encode(renderJson(answer)));
  const document = await viewOf(answer);
  if (format === "xlsx") {
    const { renderXlsx } = await import("../render/render-xlsx.ts");
    return whole(await renderXlsx(document));
  }
  if (format === "csv") {
    const { csvLines } = await import("../render/render-csv.ts");
    return encoded(csvLines(document));
  }
  const text = await renderDocument(document, format === "md" ? "markdown" : format, { width: WIDTH_OF_TEXT });
  return whole(new TextEncoder().encode(text));
}
