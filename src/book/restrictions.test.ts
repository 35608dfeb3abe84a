import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { UserError } from "../errors.ts";
import { readBook } from "./book.ts";

let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "headwater-restrictions-"));
  await mkdir(join(folder, "restrictions"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const OWN = `restrictions:
  - id: id-nickel-ore
    title: Nickel ore stays at home
    authority: a rule of one's own
    programme: export-controls-own
    by: ID
    origin: [ID]
    confidence: low
    source: general-knowledge
    status:
      - { from: 2020-01-01, known: 2019-09-01, state: in force, source: general-knowledge }
    items:
      - { id: ore, title: Nickel ore, asks: ban, hs: ["2604.00"] }
`;

const overlaid = async (text: string) => {
  writeFileSync(join(folder, "restrictions", "own.yaml"), text);
  return (await readBook({ overlay: folder })).restrictions;
};

describe("restrictions of the book", () => {
  test("take measures of one's own beside the shipped ones, and in the place of one of the same id", async () => {
    const shipped = (await readBook()).restrictions.measures;
    const own = await overlaid(OWN);
    expect(own.measures.map(({ id }) => id)).toEqual([...shipped.map(({ id }) => id), "id-nickel-ore"]);
    expect(own.measures.at(-1)).toMatchObject({ book: folder, by: "ID" });
    const replaced = await overlaid(OWN.replace("id-nickel-ore", "cn-graphite-39-2023"));
    expect(replaced.measures).toHaveLength(shipped.length);
    expect(replaced.measures.find(({ id }) => id === "cn-graphite-39-2023")?.by).toBe("ID");
  });

  test.each([
    [
      "an unknown source",
      "source: general-knowledge\n    status",
      "source: hearsay\n    status",
      "“hearsay” is not a source",
    ],
    ["an unknown country", "by: ID", "by: ZZ", "“ZZ” is not a country"],
    ["no origin", "    origin: [ID]\n", "", "does not say of what origin"],
    ["a day that is none", "from: 2020-01-01", "from: 2020-02-30", "2020-02-30"],
    ["an unknown key", "programme:", "program:", "not a known key"],
    [
      "an end of what is not suspended",
      "state: in force,",
      "state: in force, last: 2021-01-01,",
      "is not the last day",
    ],
    ["an item with no code and no word", ', hs: ["2604.00"]', "", "no code and no word"],
    [
      "an unknown property",
      "hs:",
      "thresholds: [{ property: colour, at_least: 1 % }], hs:",
      "“colour” is not a property",
    ],
    ["two limits", "hs:", "thresholds: [{ property: purity, at_least: 1 %, more_than: 1 % }], hs:", "needs one limit"],
    [
      "a unit of another kind",
      "hs:",
      "thresholds: [{ property: purity, at_least: 1 MPa }], hs:",
      "measure different things",
    ],
    ["an unknown word", "hs:", "thresholds: [{ property: article, any_of: [tin] }], hs:", "is not a word of “article”"],
    [
      "the items of no measure",
      "    items:",
      "    items_of: [{ restriction: nothing, asks: ban }]\n    items:",
      "“nothing” is not a measure",
    ],
  ])("with %s are refused with the file and the line", async (_, part, by, says) => {
    expect(OWN).toContain(part);
    const error = await overlaid(OWN.replace(part, by)).then(
      () => null,
      (caught: UserError) => caught,
    );
    expect(error?.message).toContain(says);
    expect(error?.message).toMatch(/own\.yaml”, line \d+/);
  });

  test("cite a source and a confidence on every row, and begin no status before it was known to be coming", async () => {
    const { measures } = (await readBook()).restrictions;
    expect(measures).toHaveLength(14);
    for (const { id, statuses, items } of measures) {
      for (const each of [...statuses, ...items]) expect([id, each.source.title.length > 5]).toEqual([id, true]);
      for (const { from, known } of statuses) expect([id, known <= from]).toEqual([id, true]);
    }
  });
});
