import type { z } from "zod";
import type { Explanation } from "../../evidence/explanation.ts";
import type { AsOf } from "../../vocab/as-of.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import type { Coverage } from "./answer.ts";
import type { Context } from "./context.ts";

/** A real command line that works on the demo store, and what it answers. */
export interface Example {
  readonly command: string;
  readonly about: string;
}

/** What a run found; `ask` puts it into the envelope that every surface returns. */
export interface Findings<Result> {
  readonly result: Result;
  /** The question as the answer repeats it, where it may not repeat all of it. */
  readonly asked?: Readonly<Record<string, unknown>>;
  readonly coverage: Coverage;
  readonly warnings: readonly string[];
  /** Called only when the question asked for an explanation. */
  explain(): Explanation;
}

/** The two dates of every question: the day the answer is for, and the day whose knowledge it uses. */
export type Days = AsOf;

/** One thing a person can ask. The HTTP route, the CLI command and the MCP tool are generated from it. */
export interface Operation<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** One sentence: what it answers. */
  readonly summary: string;
  /** When to use it, and what it does not do. */
  readonly description: string;
  readonly examples: readonly [Example, Example, ...Example[]];
  readonly input: Input;
  readonly output: Output;
  /** The day that the answer is for where none is asked; today where the operation does not say. */
  dayOf?(input: z.output<Input>, today: IsoDate): IsoDate;
  run(context: Context, input: z.output<Input>, days: Days): Promise<Findings<z.output<Output>>>;
}

/** Checks an operation's types where it is written and keeps them. */
export function defineOperation<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
): Operation<Input, Output> {
  return Object.freeze(operation);
}

export type InputOf<O extends Operation> = z.input<O["input"]>;
export type ResultOf<O extends Operation> = z.output<O["output"]>;
