import { Cancelled } from "../solve/problems.ts";
import { HttpProblem } from "./problem.ts";

export interface BodyLimits {
  readonly bytes: number;
  /** Milliseconds without a byte. */
  readonly silence: number;
  /** Bytes a second that a body must reach once it has taken `silence`. */
  readonly slowest: number;
}

const tooLarge = (bytes: number) =>
  new HttpProblem(413, "too_large", `The body is larger than ${megabytes(bytes)}.`, {
    hint: "Split it.",
    headers: { connection: "close" },
  });

const tooSlow = () => new HttpProblem(408, "slow", "The body came too slowly.", { headers: { connection: "close" } });

const megabytes = (bytes: number): string =>
  bytes >= 1024 * 1024 ? `${Math.floor(bytes / (1024 * 1024))} MB` : `${bytes} bytes`;

/** The bytes of a request as they come, within limits: 413 when there are too many, 408 when they come too slowly. */
export async function* bodyChunks(request: Request, limits: BodyLimits): AsyncGenerator<Uint8Array> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > limits.bytes) throw tooLarge(limits.bytes);
  if (request.body === null) return;
  const reader = request.body.getReader();
  const began = performance.now();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await within(reader.read().catch(cutOff), limits.silence);
      if (done) return;
      bytes += value.byteLength;
      if (bytes > limits.bytes) throw tooLarge(limits.bytes);
      const taken = performance.now() - began;
      if (taken > limits.silence && bytes < (limits.slowest * taken) / 1000) throw tooSlow();
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const cutOff = (cause: unknown): never => {
  throw new Cancelled("The connection was closed before the body ended.", { cause });
};

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      work,
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(tooSlow()), milliseconds);
      }),
    ]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}

/** A small body as text. */
export async function bodyText(request: Request, limits: BodyLimits): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bodyChunks(request, limits)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

export function requireContentType(request: Request, ...allowed: readonly string[]): void {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (allowed.includes(type)) return;
  throw new HttpProblem(415, "content_type", `"${type.slice(0, 100)}" is not a kind of content that is read here.`, {
    hint: `Send ${allowed.join(" or ")}.`,
  });
}
