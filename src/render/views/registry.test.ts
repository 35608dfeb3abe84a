import { expect, test } from "vitest";
import { OPERATIONS } from "../../operations/registry.ts";
import { TASKS } from "../../operations/tasks/registry.ts";
import { TASK_VIEW_NAMES } from "../task-views/registry.ts";
import { VIEW_NAMES } from "./registry.ts";

test("every operation has a view and every view an operation", () => {
  expect([...VIEW_NAMES].sort()).toEqual(OPERATIONS.map(({ name }) => name).sort());
});

test("every task has a view and every view a task", () => {
  expect([...TASK_VIEW_NAMES].sort()).toEqual(TASKS.map(({ name }) => name).sort());
});
