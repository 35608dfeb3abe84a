import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { measureJsonSchema } from "../../src/tariff/measure-json-schema.ts";

const folder = fileURLToPath(new URL("../../data/measures", import.meta.url));
const written = JSON.parse(readFileSync(`${folder}/measure.schema.json`, "utf8"));
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

test("the schema that is written beside the measures is the one they are read by", () => {
  expect(written).toEqual(JSON.parse(JSON.stringify(measureJsonSchema())));
});

test.each(files)("%s is valid by it", (name) => {
  const found = z
    .fromJSONSchema(written)
    .safeParse(parse(readFileSync(`${folder}/${name}`, "utf8"), { schema: "core" }));
  expect(found.error?.issues ?? []).toEqual([]);
});

test("a measure without a rate, or with a field that does not exist, is not", () => {
  const read = z.fromJSONSchema(written);
  const measure = { id: "m", title: "M", importer: "US", kind: "fee", authority: "a" };
  const row = { from: "2025-01-01", known: "2025-01-01", rate: "1 %", source: "s", confidence: "low" };
  const file = (one: object) => ({ programme: "p", title: "P", measures: [one] });
  expect(read.safeParse(file({ ...measure, rates: [row] })).success).toBe(true);
  expect(read.safeParse(file(measure)).success).toBe(false);
  expect(read.safeParse(file({ ...measure, rates: [row], colour: "red" })).success).toBe(false);
});
