import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "../../src/operations/registry.ts";
import { TASKS } from "../../src/operations/tasks/registry.ts";
import { headwater } from "./headwater.ts";

const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const home = process.cwd();
let work: string;
let importId: string;

const words = (command: string): string[] =>
  (command.match(/'[^']*'|\S+/g) ?? []).slice(1).map((word) => word.replace(/^'(.*)'$/, "$1"));

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "headwater-examples-"));
  symlinkSync(examples, join(work, "examples"));
  process.chdir(work);
  const { code, err } = await headwater(["demo", "--quiet"]);
  expect([code, err]).toEqual([0, ""]);
  cpSync(join(work, ".headwater", "demo"), join(work, "trade-2024"), { recursive: true });
  await makeWorldStore();
  const status = await headwater(["status", "--store", "trade-2024", "--json"]);
  importId = JSON.parse(status.out).result.imports[0].id;
});

afterAll(() => {
  process.chdir(home);
  rmSync(work, { recursive: true, force: true });
});

/** A store with shipments: the demo's has none. */
async function makeWorldStore(): Promise<void> {
  const steps = [
    ["synth", "--shipments", "3000", "--seed", "1", "--out", "world"],
    ["init", "--store", "made"],
    ["import", "world/shipments.csv", "--store", "made"],
    ["import", "world/statistics.csv", "--store", "made"],
  ];
  for (const step of steps) expect((await headwater(step)).code, step.join(" ")).toBe(0);
}

const storeOf = (command: string): string => (/^headwater coverage/.test(command) ? "made" : ".headwater/demo");

test.each(OPERATIONS.flatMap((each) => each.examples.map(({ command }) => command)))("%s answers", async (command) => {
  const { code, err, out } = await headwater(words(command), { HEADWATER_STORE: storeOf(command) });
  expect([code, err]).toEqual([0, ""]);
  expect(out.length).toBeGreaterThan(20);
});

test.each(TASKS.flatMap((each) => each.examples.map(({ command }) => command)))(
  "%s does what it says",
  async (command) => {
    const fresh = join(
      work,
      `store-${Math.abs(command.length * 31 + command.charCodeAt(12))}-${command.replace(/\W+/g, "-")}`,
    );
    const isNew = /^headwater (init|demo)/.test(command);
    if (!isNew) cpSync(join(work, "trade-2024"), fresh, { recursive: true });
    const given = words(command).map((word) => (/^[0-9a-f]{16}$/.test(word) ? importId : word));
    const at = given.indexOf("--store");
    if (at >= 0) given[at + 1] = fresh;
    const { code, err, out } = await headwater(given, { HEADWATER_STORE: fresh });
    expect([code, err]).toEqual([0, ""]);
    expect(out).not.toBe("");
  },
);

test("the questions that the demo proposes can be asked as they stand", async () => {
  const { out } = await headwater(["demo"]);
  const proposed = [...out.matchAll(/^ {2}headwater (.+)$/gm)].map(([, rest]) => (rest ?? "").split(" "));
  expect(proposed.length).toBeGreaterThanOrEqual(5);
  for (const args of proposed) {
    const { code, err } = await headwater(args);
    expect([args.join(" "), code, err.replace(/^Wrote .*\n$/, "")]).toEqual([args.join(" "), 0, ""]);
  }
});

test("the demo says what the trace says, and brings nothing in twice", async () => {
  const again = JSON.parse((await headwater(["demo", "--json"])).out).result;
  expect(again.imports.map(({ outcome }: { outcome: string }) => outcome)).toEqual(["unchanged", "unchanged"]);
  const trace = await headwater(["trace", "--product", "850511", "--to", "US", "--json"], {
    HEADWATER_STORE: ".headwater/demo",
  });
  const { result } = JSON.parse(trace.out);
  expect(again.answer.result).toEqual(result);
  expect(result.tiers[0].by[0]).toMatchObject({ key: "CN", usd: expect.stringMatching(/^366\d{6}\./) });
  expect(Number(result.tiers[0].by[0].share)).toBeCloseTo(0.745, 3);
});
