import type { Task } from "../core/task.ts";
import { TASK_CATALOGUE } from "./catalogue.ts";

/** Every task, loaded. */
export const TASKS: readonly Task[] = await Promise.all(TASK_CATALOGUE.map((entry) => entry.load()));
