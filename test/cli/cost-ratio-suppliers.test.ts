import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixtureStore } from "./fixture-store.ts";
import { headwater } from "./headwater.ts";

const folder = mkdtempSync(join(tmpdir(), "headwater-suppliers-"));
let store: string;

beforeAll(async () => {
  store = await fixtureStore();
});

afterAll(() => {
  for (const made of [folder, dirname(store)]) rmSync(made, { recursive: true, force: true });
});

async function asked(lines: readonly string[], ...flags: readonly string[]) {
  const path = join(folder, `bill-${lines.length}-${flags.length}.csv`);
  writeFileSync(path, ["name,cost,supplier,country,prohibited", ...lines].join("\n"));
  const words = ["cost-ratio", path, "--kind", "energy-storage", "--year", "2026", "--store", store, ...flags];
  const { code, out, err } = await headwater(words);
  expect([code, err]).toEqual([0, ""]);
  return out;
}

test("a supplier that the bill does not judge is judged by its control, with the path", async () => {
  const answer = JSON.parse(
    await asked(
      [
        'cells,40,"Contemporary Amperex Technology Co., Limited",CN,',
        "anode,30,PT Indonesia BTR New Energy Material,ID,",
        "racks,30,Made Racks,US,no",
      ],
      "--json",
    ),
  );
  const { lines, outcome, ratio, open } = answer.result;
  expect(lines.map(({ prohibited }: { prohibited: string }) => prohibited)).toEqual(["yes", "yes", "no"]);
  expect([outcome, ratio, open]).toEqual(["fail", { low: "0.3", high: "0.3" }, []]);
  expect(lines[0].why).toContain("obbba-pfe");
  const stakes = lines[1].path.filter(({ step }: { step: string }) => step === "stake");
  expect(stakes.map(({ held }: { held: { label: string } }) => held.label)).toContain(
    "PT Indonesia BTR New Energy Material",
  );
});

test("a name is nobody's with another country, without one, or spelled in another way", async () => {
  const answer = JSON.parse(
    await asked(
      [
        'a,1,"Contemporary Amperex Technology Co., Limited",KR,',
        'b,1,"Contemporary Amperex Technology Co., Limited",,',
        "c,1,Contemporary Amperex Technologies,CN,",
      ],
      "--json",
    ),
  );
  expect(answer.result.lines.map(({ prohibited }: { prohibited: string }) => prohibited)).toEqual([
    "open",
    "open",
    "open",
  ]);
  expect(answer.result.outcome).toBe("open");
  expect(answer.warnings.join(" ")).toContain("2 of the suppliers are open because nobody of exactly their name");
});

test("what is stated in the bill goes before what is known of the supplier", async () => {
  const answer = JSON.parse(await asked(['a,1,"Contemporary Amperex Technology Co., Limited",CN,no'], "--json"));
  expect([answer.result.outcome, answer.result.lines[0].why]).toEqual(["pass", "stated in the bill"]);
});

test("the table says by which stakes a supplier is prohibited", async () => {
  const text = await asked(["anode,30,PT Indonesia BTR New Energy Material,ID,"], "--md");
  expect(text).toMatch(/is under obbba-pfe; .*holds .* of PT Indonesia BTR New Energy Material/);
});
