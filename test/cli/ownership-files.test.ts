import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { headwater } from "./headwater.ts";

const REGISTER = fileURLToPath(new URL("../../examples/ownership/register.json", import.meta.url));
let work: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "headwater-owners-"));
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

const inStore = (words: string, name = "store") => headwater([...words.split(" "), "--store", join(work, name)]);

test("a register comes in, its owners go out to a file or to the terminal, and come in elsewhere as they were", async () => {
  const brought = await inStore(`import ${REGISTER} --as bods --source register --json`);
  expect(brought.code).toBe(0);
  const [report] = JSON.parse(brought.out).result.files;
  expect(report).toMatchObject({ as: "ownership", layout: "bods", rows: 11, rejected: 0 });
  const out = join(work, "owners.json");
  expect((await inStore(`export --as bods --made --on 2026-03-31 --out ${out}`)).out).toMatch(
    /10\s+statements:\s+5\s+parties\s+and\s+5\s+stakes/,
  );
  const quiet = await inStore("export --as bods --made --on 2026-03-31 --quiet");
  expect([quiet.err, JSON.parse(quiet.out)]).toEqual(["", JSON.parse(readFileSync(out, "utf8"))]);
  await inStore(`import ${out} --as bods`, "other");
  const again = await inStore("export --as bods --made --on 2026-03-31", "other");
  const interests = (text: string) =>
    JSON.parse(text).flatMap(
      ({ recordDetails }: { recordDetails: { interests?: unknown[] } }) => recordDetails.interests ?? [],
    );
  expect(interests(again.out)).toEqual(interests(quiet.out));
  expect(interests(quiet.out)).toHaveLength(5);
});

test("a broken register is refused with its file, statement and reason, and nothing of it is there", async () => {
  const statements = JSON.parse(readFileSync(REGISTER, "utf8"));
  statements.find(
    ({ recordId }: { recordId: string }) => recordId === "made-r4",
  ).recordDetails.interests[0].share.exact = 175;
  const file = join(work, "broken.json");
  writeFileSync(file, JSON.stringify(statements));
  const { code, out, err } = await inStore(`import ${file} --as bods`, "third");
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(
    /“broken\.json”, statement 9 \(id “[0-9a-f]{32}”\) on line 1: "share\.exact" is 175, more than 100 per cent/,
  );
  expect((await inStore("export --as bods --made", "third")).out.trim()).toBe("[]");
});

test("a draft of a mapping is not for a form that needs none", async () => {
  const { code, err } = await inStore(`import ${REGISTER} --as bods --suggest`);
  expect([code, err]).toEqual([2, expect.stringContaining("A file read as bods needs no mapping.")]);
  expect((await inStore(`import ${REGISTER}`)).err).toContain("--as bods or --as ftm");
});
