import type { z } from "zod";
import type { Context } from "./context.ts";
import type { Example } from "./operation.ts";

export interface TaskContext extends Context {
  /** A folder of the user's own book, if one was given. */
  readonly bookFolder: string | undefined;
}

/** Something that changes the store or writes files: not a question, so it has no envelope and no explanation. */
export interface Task<Input extends z.ZodObject = z.ZodObject, Result = unknown> {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly examples: readonly [Example, Example, ...Example[]];
  readonly input: Input;
  run(context: TaskContext, input: z.output<Input>): Promise<Result>;
}

export function defineTask<Input extends z.ZodObject, Result>(task: Task<Input, Result>): Task<Input, Result> {
  return Object.freeze(task);
}
