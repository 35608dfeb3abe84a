import { expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { parseCsv, readTable } from "./csv.ts";

test("reads quotes, doubled quotes, commas and newlines inside quotes, and numbers lines by the file", () => {
  const text = 'a,b\r\n"one, two","say ""hi"""\n\n"three\nfour",5\nlast,"x"';
  expect(parseCsv(text, "t.csv")).toEqual([
    { line: 1, cells: ["a", "b"] },
    { line: 2, cells: ["one, two", 'say "hi"'] },
    { line: 4, cells: ["three\nfour", "5"] },
    { line: 6, cells: ["last", "x"] },
  ]);
});

test("reads a byte order mark, CRLF, empty cells and a missing last newline", () => {
  expect(parseCsv("\ufeffa,b\r\n,\r\n1,", "t.csv").map(({ cells }) => cells)).toEqual([
    ["a", "b"],
    ["", ""],
    ["1", ""],
  ]);
  expect(parseCsv("", "t.csv")).toEqual([]);
  expect(parseCsv('"",""\n', "t.csv")).toEqual([{ line: 1, cells: ["", ""] }]);
});

test.each([
  ['a\n"open', "“t.csv”, line 2: a quote is opened and never closed."],
  ['a\nb"c', "“t.csv”, line 2: a quote stands inside a cell that is not quoted."],
  ['a\n"b"c', "“t.csv”, line 2: a quote stands inside a cell that is not quoted."],
  ['a,b\n"x\ny"z,1', "“t.csv”, line 3: a quote stands inside a cell that is not quoted."],
])("refuses %j", (text, message) => {
  expect(() => parseCsv(text, "t.csv")).toThrow(message);
});

const columns = { required: ["code"], optional: ["note"] };

test("gives cells by column, trimmed, and nothing for an optional column that is not there", () => {
  const [row] = readTable("code\n 1 \n", "t.csv", columns);
  expect([row?.line, row?.get("code"), row?.get("note")]).toEqual([2, "1", ""]);
});

test.each([
  ["", "line 1: there is no header"],
  ["code,colour\n", "line 1: “colour” is not a column of this table"],
  ["code,code\n", "line 1: the column “code” stands twice"],
  ["note\n", "line 1: the column “code” is missing"],
  ["code,note\n1,2\n1,2,3\n", "line 3: there are 3 cells where the header has 2"],
])("refuses the table %j", (text, message) => {
  expect(() => readTable(text, "t.csv", columns)).toThrow(message);
  expect(() => readTable(text, "t.csv", columns)).toThrow(InvalidInput);
});
