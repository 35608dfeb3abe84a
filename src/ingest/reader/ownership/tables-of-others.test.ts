import { expect, test } from "vitest";
import { listId } from "./list-names.ts";
import { isLei, listed, tableFormOf } from "./tables-of-others.ts";

test("an LEI is known by its check digits", () => {
  expect(["529900T8BM49AURSDO55", "5493001KJTIIGC8Y1R12", "529900t8bm49aursdo55"].map(isLei)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["529900T8BM49AURSDO56", "529900T8BM49AURSDO5", "", "5299 0T8BM49AURSDO55"].map(isLei)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("a cell of many values comes apart at semicolons outside quotes", () => {
  expect(listed('one; two ;"three; and ""four""";;')).toEqual(["one", "two", 'three; and "four"']);
  expect(listed(null)).toEqual([]);
});

test("lists that our rules know have our ids, and others their own names", () => {
  const names = [
    "us_ofac_sdn",
    "US DoD Chinese military companies",
    "US-UFLPA",
    "US-BIS-EL",
    "EU Financial Sanctions Files (FSF)",
    "constructor",
    " - ",
  ];
  expect(names.map(listId)).toEqual([
    "us-ofac-sdn",
    "us-1260h",
    "us-uflpa",
    "us-bis-entity",
    "eu-financial-sanctions-files-fsf",
    "constructor",
    null,
  ]);
});

test("a header shows its form", () => {
  expect(tableFormOf(["id", "schema", "name", "dataset", "x"])).toBe("opensanctions");
  expect(tableFormOf(["LEI", "Entity.LegalName", "Entity.LegalAddress.Country"])).toBe("gleif");
  expect(tableFormOf(["id", "name"])).toBeNull();
});
