import { expect, test } from "vitest";
import { choice, flag, readFields, text, whole, writeFields } from "./fields.ts";

const FIELDS = {
  product: text(),
  direction: choice(["up", "down"]),
  depth: whole(3),
  observedOnly: flag(),
  edge: text(),
};

test("what is written is read back, in the order of the fields and without defaults", () => {
  const values = { edge: "2|CN>1|US", product: "850511", direction: "up", depth: 5, observedOnly: true } as const;
  const query = writeFields(FIELDS, values);
  expect(query).toBe("product=850511&depth=5&observedOnly=true&edge=2%7CCN%3E1%7CUS");
  expect(readFields(FIELDS, new URLSearchParams(query))).toEqual(values);
});

test("an empty address says the defaults, and the defaults say an empty address", () => {
  const defaults = readFields(FIELDS, new URLSearchParams());
  expect(defaults).toEqual({ product: "", direction: "up", depth: 3, observedOnly: false, edge: "" });
  expect(writeFields(FIELDS, defaults)).toBe("");
});

test("a number out of bounds stays as it is for the server to refuse, a word that is none of the choices is the default", () => {
  expect(readFields(FIELDS, new URLSearchParams("depth=99&direction=sideways"))).toMatchObject({
    depth: 99,
    direction: "up",
  });
});
