import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault, type JsonObject } from "./json-fields.ts";
import { splitJson } from "./split-json.ts";

interface Seen {
  readonly value: JsonObject;
  readonly record: number;
  readonly line: number;
}

function split(bytes: Buffer, chunk: number): readonly Seen[] {
  const seen: Seen[] = [];
  const splitter = splitJson((record) => seen.push(record));
  for (let at = 0; at < bytes.length; at += chunk) splitter.push(bytes.subarray(at, at + chunk));
  splitter.end();
  return seen;
}

const objects = fc.array(
  fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ maxDepth: 4 }), { noNullPrototype: true }),
  {
    minLength: 1,
    maxLength: 6,
  },
);

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test("a list and lines of any objects come apart into those objects, wherever the file is cut", () => {
  fc.assert(
    fc.property(objects, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 1, 2), (given, chunk, indent) => {
      const list = Buffer.from(JSON.stringify(given, null, indent));
      const lines = Buffer.from(given.map((each) => JSON.stringify(each)).join("\n"));
      expect(split(list, chunk).map(({ value }) => value)).toEqual(asJson(given));
      const seen = split(lines, chunk);
      expect(seen.map(({ value }) => value)).toEqual(asJson(given));
      expect(seen.map(({ record, line }) => [record, line])).toEqual(given.map((_, at) => [at + 1, at + 1]));
    }),
  );
});

test("a file that is cut off anywhere is a fault", () => {
  const whole = Buffer.from(JSON.stringify([{ a: "x]}" }, { b: [{ c: '\\"' }] }]));
  for (let end = 0; end < whole.length; end++)
    expect(() => split(whole.subarray(0, end), 7), String(end)).toThrow(Fault);
  expect(split(whole, 7)).toHaveLength(2);
});

test("the line of an object is that on which it begins", () => {
  const text = '\ufeff[\n\n{"a":\n"b"},\n\n\n{"c": "\\n"}\n]\n';
  expect(split(Buffer.from(text), 5).map(({ line }) => line)).toEqual([3, 7]);
});
