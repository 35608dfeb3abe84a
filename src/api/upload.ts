import { type FileHandle, mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidInput } from "../errors.ts";
import { boundaryOf, readMultipart } from "./multipart.ts";
import { HttpProblem } from "./problem.ts";
import { type BodyLimits, bodyChunks } from "./read-body.ts";

/** A file that was sent, in a folder of its own, and the fields that came with it. */
export interface Upload {
  readonly file: string;
  /** The name under which it is imported. */
  readonly name: string;
  readonly bytes: number;
  readonly fields: Readonly<Record<string, string>>;
  /** Removes the file and its folder. */
  discard(): Promise<void>;
}

const LONGEST_NAME_BYTES = 200;
const LONGEST_FIELD_BYTES = 256 * 1024;
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The last part of a name that somebody sent, fit to be a file's name in a folder of our own. */
export function safeFileName(sent: string): string {
  const name = (sent.split(/[\\/]/).at(-1) ?? "")
    .replace(UNSEEN, "")
    .replace(/[<>:"|?*]/g, "_")
    .trim();
  if (name === "" || /^\.+$/.test(name)) {
    throw new InvalidInput(`"${sent.slice(0, 100)}" is not the name of a file.`, {
      hint: "Name it like trade-2024.csv.",
    });
  }
  if (Buffer.byteLength(name) > LONGEST_NAME_BYTES) {
    throw new InvalidInput(`The file's name is longer than ${LONGEST_NAME_BYTES} bytes.`, { hint: "Shorten it." });
  }
  return name.replace(/^\.+/, "");
}

/** Takes a file from a request: as a part named `file` of a form, or as the body itself with `name` in the address. */
export async function receiveUpload(request: Request, limits: BodyLimits): Promise<Upload> {
  const type = request.headers.get("content-type") ?? "";
  const isForm = /^multipart\/form-data\b/i.test(type);
  if (!isForm && /^(application\/x-www-form-urlencoded|multipart\/)/i.test(type)) {
    throw new HttpProblem(415, "content_type", "The body is a form that holds no file.", {
      hint: "Send multipart/form-data with a part named file, or the file itself as the body.",
    });
  }
  const folder = await mkdtemp(join(tmpdir(), "headwater-upload-"));
  const discard = () => rm(folder, { recursive: true, force: true });
  try {
    const chunks = bodyChunks(request, limits);
    const { name, ...query } = Object.fromEntries(new URL(request.url).searchParams);
    const received = isForm ? await fromForm(chunks, boundaryOf(type), folder) : await fromBody(chunks, name, folder);
    return { ...received, fields: { ...query, ...received.fields }, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

type Received = Omit<Upload, "discard">;

async function fromBody(
  chunks: AsyncIterable<Uint8Array>,
  sent: string | undefined,
  folder: string,
): Promise<Received> {
  if (sent === undefined) {
    throw new InvalidInput("The file has no name.", { hint: "Add ?name=FILE to the address." });
  }
  const file = await createFile(folder, sent);
  try {
    for await (const chunk of chunks) await file.write(chunk);
    return { ...file.about(), fields: {} };
  } finally {
    await file.close();
  }
}

async function fromForm(chunks: AsyncIterable<Uint8Array>, boundary: string, folder: string): Promise<Received> {
  const fields: Record<string, string> = {};
  let file: NewFile | undefined;
  let text: { readonly name: string; parts: Uint8Array[]; bytes: number } | undefined;
  const endText = () => {
    if (text !== undefined) fields[text.name] = Buffer.concat(text.parts).toString("utf8");
    text = undefined;
  };
  let intoFile = false;
  try {
    for await (const event of readMultipart(chunks, boundary)) {
      if (event.is === "part") {
        endText();
        const { name, fileName } = event.part;
        intoFile = name === "file";
        if (intoFile && file !== undefined) throw new InvalidInput("The form holds more than one file.");
        if (intoFile) file = await createFile(folder, fileName ?? "");
        else text = { name, parts: [], bytes: 0 };
      } else if (intoFile) await file?.write(event.bytes);
      else if (text !== undefined) {
        text.bytes += event.bytes.byteLength;
        if (text.bytes > LONGEST_FIELD_BYTES) {
          throw new HttpProblem(413, "too_large", `"${text.name.slice(0, 100)}" is too long for a field.`);
        }
        text.parts.push(event.bytes);
      }
    }
    endText();
    if (file === undefined) {
      throw new InvalidInput("The form holds no file.", { hint: "Send it as a part named file." });
    }
    return { ...file.about(), fields };
  } finally {
    await file?.close();
  }
}

interface NewFile {
  write(bytes: Uint8Array): Promise<void>;
  about(): Pick<Received, "file" | "name" | "bytes">;
  close(): Promise<void>;
}

/** Alone in a folder, so that nothing that lies beside it can be taken for its mapping. */
async function createFile(folder: string, sent: string): Promise<NewFile> {
  const name = safeFileName(sent);
  const alone = join(folder, "file");
  await mkdir(alone, { mode: 0o700 });
  const path = join(alone, name);
  const handle: FileHandle = await open(path, "wx", 0o600);
  let bytes = 0;
  return {
    async write(chunk) {
      bytes += chunk.byteLength;
      await handle.writeFile(chunk);
    },
    about: () => ({ file: path, name, bytes }),
    close: () => handle.close(),
  };
}
