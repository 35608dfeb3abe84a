import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseCsv } from "../../src/book/csv.ts";
import { compareTexts } from "../../src/resolve/names/compare-names.ts";
import { MEASURED } from "../../src/resolve/names/measured.ts";
import { AT_LEAST } from "../../src/resolve/names/name-index.ts";

interface Labelled {
  readonly names: readonly [string, string];
  readonly same: boolean;
  readonly schema: string;
}

function pairsOf(file: string): Labelled[] {
  const text = readFileSync(new URL(`names/${file}`, import.meta.url), "utf8");
  const [header, ...rows] = parseCsv(text, file);
  const at = (name: string) => header?.cells.indexOf(name) ?? -1;
  return rows.map(({ cells }) => ({
    names: [cells[at("name1")] ?? "", cells[at("name2")] ?? ""],
    same: cells[at("is_match")] === "true",
    schema: cells[at("schema")] ?? "",
  }));
}

const ORGANISATIONS = new Set(["Company", "Organization", "LegalEntity"]);

/** Of the pairs that score as high as it takes to find `recall` of the true ones, the share that are true; ties all count. */
function precisionAt(pairs: readonly Labelled[], recall: number): number {
  const scored = pairs.map(({ names: [a, b], same }) => ({ same, score: compareTexts(a, b).score }));
  const wanted = recall * scored.filter(({ same }) => same).length - 1e-9;
  for (const least of [...new Set(scored.map(({ score }) => score))].sort((a, b) => b - a)) {
    const found = scored.filter(({ score }) => score >= least);
    const right = found.filter(({ same }) => same).length;
    if (right >= wanted) return right / found.length;
  }
  return 0;
}

describe("organisations of the labelled pairs", () => {
  const pairs = pairsOf("cases.csv").filter(({ schema }) => ORGANISATIONS.has(schema));

  test("of those found at a recall of .80, at least nine of ten are right, in each half of the file too", () => {
    expect(precisionAt(pairs, 0.8)).toBeGreaterThanOrEqual(0.9);
    for (const half of [0, 1]) {
      expect(
        precisionAt(
          pairs.filter((_, at) => at % 2 === half),
          0.8,
        ),
      ).toBeGreaterThanOrEqual(0.87);
    }
  });

  test("of those found at a recall of .90, more than six of seven are right", () => {
    expect(precisionAt(pairs, 0.9)).toBeGreaterThanOrEqual(0.86);
  });

  test("the score from which screening shows a match does what the answer says it does", () => {
    const shown = pairs.filter(({ names: [a, b] }) => compareTexts(a, b).score >= AT_LEAST);
    expect({
      pairs: pairs.length,
      same: pairs.filter(({ same }) => same).length,
      shown: shown.length,
      right: shown.filter(({ same }) => same).length,
    }).toEqual(MEASURED);
  });
});

describe("Chinese names of the book's firms", () => {
  const pairs = pairsOf("chinese-pairs.csv");

  test("two firms that share a place or a legal form alone are not alike", () => {
    const apart = pairs.filter(({ same, names: [a, b] }) => !same && !(a.includes("贝特瑞") && b.includes("贝特瑞")));
    expect(apart.filter(({ names: [a, b] }) => compareTexts(a, b).score >= 0.5)).toEqual([]);
    expect(apart.length).toBeGreaterThan(100);
  });

  test("of those found at a recall of .80, at least nine of ten are right", () => {
    expect(precisionAt(pairs, 0.8)).toBeGreaterThanOrEqual(0.9);
  });
});
