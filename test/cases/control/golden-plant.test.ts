import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { type Context, control, openStore } from "../../../src/index.ts";
import type { ControlResult } from "../../../src/operations/control/control-result.ts";
import { Store } from "../../../src/store/store.ts";

const ruleSays = z.strictObject({
  outcome: z.enum(["yes", "no", "open"]),
  test: z.string(),
  /** "none" of a test that measures no share. */
  share: z.string(),
  status: z.string(),
  path: z.array(z.string()).optional(),
});

const { cases } = z
  .strictObject({
    about: z.string(),
    cases: z.array(
      z.strictObject({
        name: z.string(),
        source: z.string().min(10),
        party: z.string(),
        on: z.string(),
        rules: z.record(z.string(), ruleSays),
      }),
    ),
  })
  .parse(parse(readFileSync(new URL("golden-plant.yaml", import.meta.url), "utf8"), { schema: "core" }));

let folder: string;
let store: Context;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headwater-plant-"));
  await Store.create(join(folder, "store"));
  store = openStore(join(folder, "store"), { today: "2026-11-22" });
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

type RuleRow = ControlResult["rules"][number];

const range = (low: string | null, high: string | null) => (low === high ? (low ?? "none") : `${low} to ${high}`);

function inWords(step: RuleRow["path"][number]): string {
  switch (step.step) {
    case "stake":
      return `${step.holder.label} holds ${range(step.low, step.high)} of ${step.held.label} (${step.source})`;
    case "rule":
      return `${step.party.label} is so by ${step.rule}`;
    case "trade":
      return `${step.seller.label} sells to ${step.buyer.label}`;
    default:
      return `${step.party.label} ${step.because}`;
  }
}

test.each(cases)("$name", async ({ party, on, rules }) => {
  const { result } = await control(store, { party }, { on, known: on });
  const found = Object.entries(rules).map(([id, { path }]) => {
    const row = result.rules.find(({ rule }) => rule === id) as RuleRow;
    const { outcome, test: deciding, low, high, status } = row;
    const said = { outcome, test: deciding, share: range(low, high), status: status.state };
    return [id, path === undefined ? said : { ...said, path: row.path.map(inWords) }];
  });
  expect(Object.fromEntries(found)).toEqual(rules);
});

test("every rule and every stake of a path states where it is from", async () => {
  const { result } = await control(store, { party: "BTR Indonesia" });
  for (const { source, path, tests } of result.rules) {
    expect(source).not.toBe("");
    for (const each of tests) expect(each.source).not.toBe("");
    for (const step of path) if (step.step === "stake" || step.step === "is") expect(step.source).not.toBe("");
  }
});
