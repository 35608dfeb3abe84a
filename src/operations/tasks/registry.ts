import type { Task } from "../core/task.ts";
import { compactTask } from "./compact.ts";
import { compileTask } from "./compile.ts";
import { demoTask } from "./demo.ts";
import { importTask } from "./import.ts";
import { initTask } from "./init.ts";
import { synthTask } from "./synth.ts";
import { undoTask } from "./undo.ts";
import { vacuumTask } from "./vacuum.ts";

/** Everything that changes a store or writes files, in the order in which it is listed to people. */
export const TASKS: readonly Task[] = [
  demoTask,
  initTask,
  importTask,
  undoTask,
  compactTask,
  vacuumTask,
  compileTask,
  synthTask,
];
