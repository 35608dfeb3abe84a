import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SplitFault, type SplitRecord, splitRecords } from "./split-records.ts";

function split(text: string, pieces = 1, delimiter = ",") {
  const records: SplitRecord[] = [];
  const faults: SplitFault[] = [];
  const splitter = splitRecords(
    { delimiter, name: "x.csv" },
    (record) => records.push(record),
    (fault) => faults.push(fault),
  );
  const size = Math.max(1, Math.ceil(text.length / pieces));
  for (let at = 0; at < text.length; at += size) splitter.push(text.slice(at, at + size));
  splitter.end();
  return { records, faults };
}

describe("splitRecords", () => {
  test("counts physical lines over newlines inside quotes and blank lines", () => {
    const { records } = split('a,b\n1,"x\ny\nz"\n\n2,w\r\n"3",v');
    expect(records).toEqual([
      { fields: ["a", "b"], line: 1 },
      { fields: ["1", "x\ny\nz"], line: 2 },
      { fields: ["2", "w"], line: 6 },
      { fields: ["3", "v"], line: 7 },
    ]);
  });

  test("loses one record to a stray quote, not the rest of the file", () => {
    const { records, faults } = split('1,"open,2\n3,4,5\n6,"x",7\n');
    expect(faults).toEqual([{ line: 1, text: '1,"open,2', reason: "text stands after a closing quote" }]);
    expect(records.map(({ line }) => line)).toEqual([2, 3]);
  });

  test("says when a quote is never closed", () => {
    const { records, faults } = split('1,2\n3,"open\n5,6\n');
    expect(faults).toEqual([{ line: 2, text: '3,"open', reason: "a quote is opened and not closed" }]);
    expect(records.map(({ fields }) => fields)).toEqual([
      ["1", "2"],
      ["5", "6"],
    ]);
  });

  test("takes a quote inside an unquoted field as it is", () => {
    expect(split('5" pipe,x"y"z\n').records[0]?.fields).toEqual(['5" pipe', 'x"y"z']);
  });

  test("reads lines that end in a carriage return alone", () => {
    expect(split("a,b\r1,2\r3,4").records.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  test("refuses a line beyond the limit", () => {
    expect(() => split(`a,b\n1,${"x".repeat(17 * 1024 * 1024)}`, 20)).toThrow(/Line 2 of “x.csv” is longer than 16 MB/);
  });

  test("gives back what was written, in whatever pieces it arrives", () => {
    const field = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " ", "é", "漢") });
    const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
    const written = (rows: readonly (readonly string[])[]) =>
      rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(",")).join("\n");
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 40 }), (rows, pieces) => {
        const { records, faults } = split(written(rows), pieces);
        expect(faults).toEqual([]);
        expect(records.map(({ fields }) => fields)).toEqual(rows);
      }),
    );
  });
});
