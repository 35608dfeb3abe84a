import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { expect, test } from "vitest";
import { facilityKey, facilityKeySql } from "./facility-key.ts";

test.each([
  ["No. 8, Kexue Rd., Baotou", "no 8 KEXUE RD Baotou"],
  ["Straße 1, Hanau", "STRASSE 1 HANAU"],
  ["Fábrica Nº２", "FABRICA NO2"],
  ["天津  工厂", "天津，工厂"],
])("%s and %s are the same place", (one, other) => {
  expect(facilityKey(one)).toBe(facilityKey(other));
});

test.each([
  ["Plant 1", "Plant 2"],
  ["天津工厂", "北京工厂"],
  ["Plant 1 Co Ltd", "Plant 1"],
])("%s and %s are two places", (one, other) => {
  expect(facilityKey(one)).not.toBe(facilityKey(other));
});

test("SQL gives the same key of any printable ASCII", async () => {
  const texts = fc.sample(fc.string({ unit: "grapheme-ascii", maxLength: 30 }), { numRuns: 500, seed: 1 });
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const list = texts.map((text) => `('${text.replaceAll("'", "''")}')`).join(", ");
  const read = await connection.runAndReadAll(`select ${facilityKeySql("t")} from (values ${list}) as v(t)`);
  expect(read.getColumns()[0]).toEqual(texts.map(facilityKey));
  connection.closeSync();
  instance.closeSync();
});
