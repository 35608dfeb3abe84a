import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { z } from "zod";
import { OPERATION_CATALOGUE } from "./catalogue.ts";
import { OPERATIONS } from "./registry.ts";
import { TASK_CATALOGUE } from "./tasks/catalogue.ts";
import { TASKS } from "./tasks/registry.ts";

const names = (folder: string): string[] =>
  readdirSync(fileURLToPath(new URL(folder, import.meta.url)))
    .filter(
      (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !["catalogue.ts", "registry.ts"].includes(file),
    )
    .map((file) => file.replace(/\.ts$/, ""))
    .sort();

test("every operation of the folder is in the registry, under the name of its file", () => {
  expect(OPERATIONS.map(({ name }) => name).sort()).toEqual(names("."));
});

test("every task of the folder is in the registry, under the name of its file", () => {
  expect(TASKS.map(({ name }) => name).sort()).toEqual(names("tasks"));
});

test("the catalogue says of each what its file says", () => {
  const said = [...OPERATION_CATALOGUE, ...TASK_CATALOGUE].map(({ name, summary }) => ({ name, summary }));
  expect(said).toEqual([...OPERATIONS, ...TASKS].map(({ name, summary }) => ({ name, summary })));
});

test.each([...OPERATIONS, ...TASKS])("$name has a summary of one sentence and examples that call it", (each) => {
  expect(each.summary).toMatch(/^[A-Z].*\.$/);
  expect(each.description).toMatch(/\.$/);
  expect(each.examples.length).toBeGreaterThanOrEqual(2);
  for (const { command, about } of each.examples) {
    expect(command).toMatch(new RegExp(`^headwater ${each.name}\\b`));
    expect(about).not.toBe("");
  }
});

test.each([...OPERATIONS])("$name has schemas that other surfaces can publish", ({ input, output }) => {
  const asked = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  for (const [field, schema] of Object.entries(asked.properties ?? {})) {
    expect((schema as { description?: string }).description, field).toBeTruthy();
  }
  expect(z.toJSONSchema(output).type).toBe("object");
});
