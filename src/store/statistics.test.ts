import fc from "fast-check";
import { expect, test } from "vitest";
import {
  columnsNotFinite,
  columnsWithoutBounds,
  columnsWithoutValue,
  deltaStatistics,
  roundDown,
  roundUp,
} from "./statistics.ts";
import type { ColumnType, Table } from "./tables.ts";

const table = (type: ColumnType): Table => ({
  name: "t",
  about: "",
  columns: [{ name: "c", type, nullable: true, about: "" }],
  orderedBy: null,
});
const bytes = (text: string) => Buffer.from(text, "utf8");
const anyText = fc.string({ unit: "binary", maxLength: 200 });
const nearTheTop = fc.string({
  unit: fc.constantFrom("\u{10FFFF}", "\uD7FF", "\uE000", "\uFFFF", "\u{10000}", "a"),
  minLength: 60,
  maxLength: 70,
});

test("a shortened bound never cuts off what it bounds, in the order of bytes", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, nearTheTop), (text) => {
      expect(Buffer.compare(bytes(roundDown(text)), bytes(text))).toBeLessThanOrEqual(0);
      expect(Buffer.compare(bytes(roundUp(text)), bytes(text))).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("a long text is rounded up in its last character that has one above it", () => {
  expect(roundUp(`${"a".repeat(63)}bc`)).toBe(`${"a".repeat(63)}c`);
  expect(roundUp(`${"a".repeat(63)}\u{10FFFF}c`)).toBe(`${"a".repeat(62)}b`);
  expect(roundUp(`${"a".repeat(63)}\uD7FFc`)).toBe(`${"a".repeat(63)}\uE000`);
  expect(roundUp("a".repeat(64))).toBe("a".repeat(64));
  expect(roundUp(`${"\u{10FFFF}".repeat(80)}`)).toBe("\u{10FFFF}".repeat(80));
});

test("numbers keep every digit of the writer", () => {
  const stats = deltaStatistics(table("decimal(38,6)"), 2, {
    c: { min: "-99999999999999999999.100000", max: "90071992547409931.000001", null_count: "0" },
  });
  expect(stats).toBe(
    '{"numRecords":2,"minValues":{"c":-99999999999999999999.100000},"maxValues":{"c":90071992547409931.000001},"nullCount":{"c":0}}',
  );
});

test.each([
  ["long", "9223372036854775807", "9223372036854775807"],
  ["date", "2024-02-29", '"2024-02-29"'],
  ["string", 'it\'s "x" \\ \u0000', '"it\'s \\"x\\" \\\\ \\u0000"'],
  ["boolean", "1", "true"],
  ["double", "1e-07", "1e-07"],
] as const)("a bound of type %s is written as JSON that the protocol knows", (type, value, written) => {
  const stats = deltaStatistics(table(type), 1, { c: { min: value, max: value, null_count: "0" } });
  expect(stats).toContain(`"minValues":{"c":${written}}`);
  expect(() => JSON.parse(stats)).not.toThrow();
});

test("what is no number never gets into the statistics", () => {
  const stats = deltaStatistics(table("double"), 1, { c: { min: "-inf", max: "nan", null_count: "0" } });
  expect(stats).toBe('{"numRecords":1,"minValues":{},"maxValues":{},"nullCount":{"c":0}}');
  expect(columnsNotFinite(table("double"), { c: { min: "0", max: "inf", has_nan: "false" } })).toEqual(["c"]);
  expect(columnsNotFinite(table("double"), { c: { min: "0", max: "1", has_nan: "true" } })).toEqual(["c"]);
  expect(columnsNotFinite(table("double"), { c: { min: "0", max: "1", has_nan: "false" } })).toEqual([]);
});

test("bounds are missing only where there are values", () => {
  expect(columnsWithoutBounds(table("string"), 3, { c: { null_count: "2" } })).toEqual(["c"]);
  expect(columnsWithoutBounds(table("string"), 3, { c: { null_count: "3" } })).toEqual([]);
  expect(columnsWithoutBounds(table("string"), 3, { c: { null_count: "0", min: "", max: "" } })).toEqual([]);
});

test("columns of nothing but nulls are told from the counts", () => {
  expect(columnsWithoutValue({ numRecords: 2, nullCount: { a: 2, b: 1 } })).toEqual(["a"]);
});
