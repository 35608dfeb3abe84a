import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readBandLaws } from "./band-laws.ts";
import { readBook } from "./book.ts";

async function lawsWith(bands: string) {
  const overlay = mkdtempSync(join(tmpdir(), "headwater-bands-"));
  mkdirSync(join(overlay, "prices"));
  writeFileSync(join(overlay, "prices", "bands.yaml"), bands);
  return readBandLaws(await readBook({ overlay }));
}

const band = (fields: string) =>
  `- { id: chile-1986, title: A, border: CL, status: in force, currency: USD, unit: t, terms: FOB, ${fields}, source: wto-ds207, confidence: low }`;

test("every band of the book says its source, and whether it is of the past", async () => {
  const laws = await readBandLaws(await readBook());
  expect(laws.find(({ id }) => id === "chile-wheat-2003")).toMatchObject({
    rule: { of: "stated", floor: 128, ceiling: 148 },
    bound: 0.315,
    reviewMonths: 2,
    from: "2003-12-16",
  });
  for (const { status, source } of laws) {
    expect(["historical", "not checked"]).toContain(status);
    expect(source.url).toMatch(/^https?:/);
  }
});

test("a band of one's own book takes the place of the one of its id", async () => {
  const laws = await lawsWith(band("floor: 10, ceiling: 12"));
  expect(laws.find(({ id }) => id === "chile-1986")?.rule).toEqual({ of: "stated", floor: 10, ceiling: 12 });
  expect(laws.map(({ id }) => id)).toContain("andean-1994");
});

test.each([
  [band("ceiling: 12"), "it needs one of floor, extremes and mean"],
  [band("floor: 12, ceiling: 10"), "the ceiling is below the floor"],
  [band("floor: 12").replace("wto-ds207", "nobody"), "the source “nobody” is not in sources.yaml"],
  [band("floor: 12, celling: 14"), "not a known key"],
])("refuses %s", async (written, says) => {
  await expect(lawsWith(written)).rejects.toThrow(says);
});
