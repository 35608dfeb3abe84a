import { expect, test } from "vitest";
import { columnNames, guessColumns, readNames, rowsOf } from "./name-list.ts";

const read = (text: string, isFile = false) => {
  const table = readNames(text, isFile);
  return rowsOf(table, guessColumns(table));
};

test("names that are pasted are a line each, with commas and quotes as they stand", () => {
  expect(read('Shanshan, Ltd.\r\n\r\n"BTR" New Energy\n')).toEqual([
    { name: "Shanshan, Ltd.", line: 1 },
    { name: '"BTR" New Energy', line: 3 },
  ]);
});

test("a pasted table is read by its headings, in whatever order", () => {
  expect(read("Country\tSupplier\tLEI\nCN\tCATL\tLEI:1\n\tNobody\t")).toEqual([
    { name: "CATL", country: "CN", identifier: "LEI:1", line: 2 },
    { name: "Nobody", line: 3 },
  ]);
});

test("without headings a column that holds countries alone is the country", () => {
  expect(read("CATL\tChina\nPanasonic\tJP")).toEqual([
    { name: "CATL", country: "China", line: 1 },
    { name: "Panasonic", country: "JP", line: 2 },
  ]);
  expect(read("CATL\tbig\nPanasonic\tJP")[1]).toEqual({ name: "Panasonic", line: 2 });
});

test("a file is read with its quotes, its byte order mark, and the lines that its records begin on", () => {
  const csv = '\uFEFFname,country\r\n"Shanshan, ""new""\nEnergy",CN\r\n宁德时代,CN\r\n';
  expect(read(csv, true)).toEqual([
    { name: 'Shanshan, "new"\nEnergy', country: "CN", line: 2 },
    { name: "宁德时代", country: "CN", line: 4 },
  ]);
  expect(read("name;country\nA;CN\n", true)).toEqual([{ name: "A", country: "CN", line: 2 }]);
  expect(read("Shanshan\nBTR\n", true).map(({ name }) => name)).toEqual(["Shanshan", "BTR"]);
});

test("columns have the names of the header, else numbers", () => {
  expect(columnNames(readNames("name\t\nA\tB", false))).toEqual(["name", "Column 2"]);
  expect(columnNames(readNames("A\tB", false))).toEqual(["Column 1", "Column 2"]);
});
