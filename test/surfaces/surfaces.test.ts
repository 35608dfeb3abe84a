import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { OperationName } from "../../src/client/operation-map.ts";
import { OPERATIONS } from "../../src/operations/registry.ts";
import { QUESTIONS, type SurfaceQuestion, WRONG_QUESTIONS } from "./questions.ts";
import { makeStores } from "./stores.ts";
import { type Asked, openSurfaces, type Surfaces } from "./surfaces.ts";

let surfaces: Surfaces;
let scratch: string;
let removeStores: () => void;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "headwater-questions-"));
  const { stores, remove } = await makeStores();
  removeStores = remove;
  surfaces = await openSurfaces(stores, scratch);
});

afterAll(async () => {
  await surfaces?.close();
  removeStores?.();
  rmSync(scratch, { recursive: true, force: true });
});

test("every operation is asked at least three questions", () => {
  for (const { name } of OPERATIONS) {
    expect(QUESTIONS[name as OperationName]?.length ?? 0, name).toBeGreaterThanOrEqual(3);
  }
});

const asked = Object.entries(QUESTIONS).flatMap(([name, questions]) =>
  questions.map((question: SurfaceQuestion): { readonly title: string; readonly question: Asked } => ({
    title: `${name} ${JSON.stringify({ ...question.input, ...question.settings })} of ${question.store}`,
    question: { operation: name as OperationName, ...question },
  })),
);

describe("the same question gives the same JSON on every surface", () => {
  test.each(asked)("$title", async ({ question }) => {
    const printed = await surfaces.reference.ask(question);
    expect(printed).toMatchObject({ answer: { operation: question.operation, known: expect.any(String) } });
    for (const { name, ask } of surfaces.others) expect(await ask(question), name).toEqual(printed);
  });
});

describe("a question that cannot be answered gets the same sentence and the same hint on every surface", () => {
  test.each(WRONG_QUESTIONS)("$operation $input", async ({ operation, store, input, code }) => {
    const { vintage, ...fields } = input;
    const settings = vintage === undefined ? undefined : { vintage: Number(vintage) };
    const question: Asked = { operation, store, input: fields, settings };
    const said = await surfaces.reference.ask(question);
    expect(said).toHaveProperty("detail");
    for (const { name, ask } of surfaces.others) expect(await ask(question), name).toEqual({ ...said, code });
  });
});
