import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readMapping } from "../../src/ingest/mapping.ts";
import { addDays, isoDate } from "../../src/vocab/iso-date.ts";
import { bringIn, newStore, rowsOf, temporaryFolder } from "./support.ts";

const FIRST = isoDate("2015-01-01");

/** A bill for each of `count` days from 2015 on, the days written by `write`, the countries in turn as given. */
async function bills(count: number, write: (day: string) => string, countries: readonly string[]) {
  const lines = Array.from(
    { length: count },
    (_, at) => `${write(addDays(FIRST, at))},850511,${countries[at % countries.length]}`,
  );
  const file = join(temporaryFolder(), "bills.csv");
  writeFileSync(file, `day,hs,country\n${lines.join("\n")}\n`);
  const store = await newStore();
  const mapping = readMapping("as: shipments\ncolumns:\n  arrived_on: day\n  hs: hs\n  origin: country\n");
  const report = await bringIn(store, file, { mapping });
  return { report, rows: await rowsOf(store, "shipments") };
}

const asWritten = (day: string): string => day;
const compact = (day: string): string => day.replaceAll("-", "");

test.each([
  ["few days as the store writes them", 20, asWritten],
  ["few days written another way", 20, compact],
  ["more days than a short list has, written another way", 1500, compact],
])("%s are each read as the day they are", async (_, count, write) => {
  const { report, rows } = await bills(count, write, ["CN", "China", "usa", ""]);
  expect(report).toMatchObject({ rows: count, rejected: 0 });
  expect(rows.map(({ arrived_on }) => arrived_on)).toEqual(rows.map((_, at) => addDays(FIRST, at)));
  expect(rows.slice(0, 4).map(({ origin }) => origin)).toEqual(["CN", "CN", "US", null]);
});

test.each([20, 1500])("one text of %i that is no day is rejected with its reason, the others stay", async (count) => {
  const spoilt = compact(addDays(FIRST, 7));
  const { report } = await bills(count, (day) => (compact(day) === spoilt ? "soon's" : compact(day)), ["CN"]);
  expect(report).toMatchObject({ rows: count - 1, rejected: 1 });
  expect(report.rejects).toMatchObject([{ line: 9, column: "day", value: "soon's" }]);
});
