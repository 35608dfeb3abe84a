import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { headwater } from "./headwater.ts";

const EXTRACT = fileURLToPath(new URL("../../examples/hts-extract/hts.csv", import.meta.url));
let work: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "headwater-hts-"));
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

async function ordinary(words: string, book: string) {
  const { out, err } = await headwater([..."duty --value 1000 --json".split(" "), ...words.split(" "), "--book", book]);
  expect(err).toBe("");
  return JSON.parse(out).result.lines.find(({ programme }: { programme: string }) => programme === "ordinary");
}

test("column 1, special and column 2 of an imported schedule are what duty takes, and its lines say whose book spoke", async () => {
  const book = join(work, "book");
  const { code, out } = await headwater(["import", EXTRACT, "--as", "hts", "--from", "2026-07-01", "--book", book]);
  expect(code).toBe(0);
  expect(out).toContain("51¢ each + 6.25% on the case and strap");
  const general = await ordinary("--product 3801101000 --origin CN --on 2026-08-01", book);
  expect(general).toMatchObject({ amount: "37.00", book, source: { id: "us-hts", locator: "hts.csv" } });
  expect(await ordinary("--product 3801101000 --origin RU --on 2026-08-01", book)).toMatchObject({ amount: "450.00" });
  expect(await ordinary("--product 3801101000 --origin MX --claim USMCA --on 2026-08-01", book)).toMatchObject({
    amount: "0.00",
    measure: "us-special",
  });
  expect(await ordinary("--product 3801101000 --origin CN --on 2026-06-30", book)).toMatchObject({ book: "shipped" });
});

test.each([
  [["--as", "hts", "--from", "2026-07-01"], /none is named/],
  [["--as", "hts", "--book", "BOOK"], /from which day it counts/],
  [["--from", "2026-07-01"], /--from is for a tariff schedule only/],
])("what is missing is asked for: %j", async (flags, message) => {
  const given = flags.map((flag) => (flag === "BOOK" ? join(work, "other") : flag));
  const { code, err } = await headwater(["import", EXTRACT, ...given]);
  expect(code).toBe(2);
  expect(err).toMatch(message);
});

test("with --strict a rate that cannot be read refuses the file", async () => {
  const flags = ["--as", "hts", "--from", "2026-07-01", "--book", join(work, "strict"), "--strict"];
  const { code, err } = await headwater(["import", EXTRACT, ...flags]);
  expect(code).toBe(2);
  expect(err).toMatch(/line 12: the general “51¢ each/);
});

test("another table is named for what it is not", async () => {
  const file = join(work, "other.csv");
  writeFileSync(file, "a,b\n1,2\n");
  const { code, err } = await headwater([
    "import",
    file,
    "--as",
    "hts",
    "--from",
    "2026-07-01",
    "--book",
    join(work, "b"),
  ]);
  expect(code).toBe(2);
  expect(err).toMatch(/not an export of the Harmonized Tariff Schedule/);
});
