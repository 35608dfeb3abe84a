import { HttpProblem } from "./problem.ts";

/** The head of a part: the name of its field, and that of its file where it is one. */
export interface Part {
  readonly name: string;
  readonly fileName: string | undefined;
}

/** What is read of a multipart body: a part begins, its bytes follow until the next part begins. */
export type PartEvent =
  | { readonly is: "part"; readonly part: Part }
  | { readonly is: "bytes"; readonly bytes: Uint8Array };

const LONGEST_HEAD = 8 * 1024;
const MOST_PARTS = 20;

const malformed = (what: string) =>
  new HttpProblem(400, "invalid_input", `The multipart body cannot be read: ${what}.`, {
    hint: "Send it as a browser or curl -F does, or send the file alone as the body.",
  });

/** The boundary that a Content-Type header names. */
export function boundaryOf(contentType: string): string {
  const match = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw malformed("it names no boundary");
  return boundary;
}

function parameter(header: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`, "i").exec(header);
  return match?.[1]?.replace(/\\(["\\])/g, "$1").replaceAll("%22", '"');
}

function readHead(text: string): Part {
  const disposition = text.split("\r\n").find((line) => /^content-disposition:/i.test(line)) ?? "";
  const name = parameter(disposition, "name");
  if (name === undefined) throw malformed("a part has no name");
  return { name, fileName: parameter(disposition, "filename") };
}

/** Reads a multipart body (RFC 7578) as it comes. No more than one delimiter and one chunk is ever held. */
export async function* readMultipart(chunks: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<PartEvent> {
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  // The first delimiter has no line end before it.
  let held: Buffer = Buffer.from("\r\n", "latin1");
  let state: "preamble" | "after delimiter" | "head" | "body" | "end" = "preamble";
  let parts = 0;
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      if (state === "end") {
        held = Buffer.alloc(0);
        break;
      }
      if (state === "preamble" || state === "body") {
        const at = held.indexOf(delimiter);
        const sure = at === -1 ? Math.max(0, held.length - delimiter.length) : at;
        if (sure > 0 && state === "body") yield { is: "bytes", bytes: new Uint8Array(held.subarray(0, sure)) };
        held = held.subarray(at === -1 ? sure : at + delimiter.length);
        if (at === -1) break;
        state = "after delimiter";
      }
      if (state === "after delimiter") {
        if (held.length < 2) break;
        const next = held.toString("latin1", 0, 2);
        if (next !== "--" && next !== "\r\n") throw malformed("a delimiter goes on");
        state = next === "--" ? "end" : "head";
        if (state === "end") continue;
        // The line end stays: a head without lines ends with it.
      }
      const end = held.indexOf("\r\n\r\n");
      if (end > LONGEST_HEAD || (end === -1 && held.length > LONGEST_HEAD))
        throw malformed("a part's head is too long");
      if (end === -1) break;
      parts += 1;
      if (parts > MOST_PARTS) throw malformed(`it has more than ${MOST_PARTS} parts`);
      yield { is: "part", part: readHead(held.toString("utf8", 2, end)) };
      held = held.subarray(end + 4);
      state = "body";
    }
  }
  if (state !== "end") throw malformed("it ends in the middle");
}
