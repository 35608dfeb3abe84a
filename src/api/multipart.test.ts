import fc from "fast-check";
import { expect, test } from "vitest";
import { boundaryOf, readMultipart } from "./multipart.ts";

async function* inPieces(body: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield new Uint8Array(body.subarray(at, at + size));
}

async function partsOf(body: Buffer, boundary: string, size = 1000): Promise<[string, string | undefined, string][]> {
  const parts: [string, string | undefined, Buffer][] = [];
  for await (const event of readMultipart(inPieces(body, size), boundary)) {
    const last = parts.at(-1);
    if (event.is === "part") parts.push([event.part.name, event.part.fileName, Buffer.alloc(0)]);
    else if (last !== undefined) last[2] = Buffer.concat([last[2], event.bytes]);
  }
  return parts.map(([name, file, bytes]) => [name, file, bytes.toString("latin1")]);
}

test("a form comes out as it went in, however it is cut into chunks", async () => {
  const field = fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), bytes: fc.uint8Array({ maxLength: 200 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(field, { maxLength: 5 }), fc.integer({ min: 1, max: 64 }), async (fields, size) => {
      const form = new FormData();
      for (const { name, bytes } of fields) form.append(name, new Blob([new Uint8Array(bytes)]), `${name}.bin`);
      const sent = new Response(form);
      const boundary = boundaryOf(sent.headers.get("content-type") ?? "");
      const body = Buffer.from(await sent.arrayBuffer());
      const expected = fields.map(({ name, bytes }) => [name, `${name}.bin`, Buffer.from(bytes).toString("latin1")]);
      expect(await partsOf(body, boundary, size)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ["nothing", ""],
  ["no end", '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nabc'],
  ["no name", "--b\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--b--"],
  ["a delimiter that goes on", '--bb\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n--b--'],
  ["a head without end", `--b\r\nX: ${"y".repeat(10_000)}`],
])("%s is refused", async (_, body) => {
  await expect(partsOf(Buffer.from(body, "latin1"), "b")).rejects.toMatchObject({ status: 400 });
});

test("more parts than a form has are refused", async () => {
  const part = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n';
  await expect(partsOf(Buffer.from(`${part.repeat(30)}--b--`), "b")).rejects.toMatchObject({ status: 400 });
});
