import { Ambiguous, InvalidInput, NotFound, StoreProblem, UserError } from "../errors.ts";

/** An error as it crosses between threads. */
export interface PlainError {
  /** The code of a UserError; null for a bug. */
  readonly code: string | null;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly candidates?: readonly string[];
  readonly stack?: string | undefined;
}

export type ToThread =
  | { readonly is: "run"; readonly payload: unknown }
  | { readonly is: "cancel" }
  /** One chunk has been taken: there is room for another. */
  | { readonly is: "taken" }
  | { readonly is: "value"; readonly key: string; readonly value: unknown }
  | { readonly is: "no value"; readonly key: string; readonly error: PlainError };

export type FromThread =
  | { readonly is: "ready" }
  /** The whole reply at once. */
  | { readonly is: "reply"; readonly head: unknown; readonly bytes: Uint8Array }
  /** The beginning of a reply whose bytes follow in chunks. */
  | { readonly is: "head"; readonly head: unknown }
  | { readonly is: "chunk"; readonly bytes: Uint8Array }
  | { readonly is: "end" }
  | { readonly is: "failed"; readonly error: PlainError }
  | { readonly is: "report"; readonly report: unknown }
  | { readonly is: "want"; readonly key: string; readonly request: unknown };

/** Chunks that a thread may send before the first is taken. */
export const CHUNKS_AHEAD = 8;

export function plainError(error: unknown): PlainError {
  if (error instanceof UserError) {
    const { code, message, hint } = error;
    return { code, message, hint, ...(error instanceof Ambiguous ? { candidates: error.candidates } : {}) };
  }
  if (error instanceof Error) return { code: null, message: error.message, stack: error.stack };
  return { code: null, message: String(error) };
}

/** The error as it was thrown in the other thread; a bug keeps its stack. */
export function thrownError({ code, message, hint, candidates = [], stack }: PlainError): Error {
  const options = hint === undefined ? {} : { hint };
  if (code === "invalid_input") return new InvalidInput(message, options);
  if (code === "ambiguous") return new Ambiguous(message, candidates, options);
  if (code === "not_found") return new NotFound(message, options);
  if (code === "store_problem") return new StoreProblem(message, options);
  const bug = new Error(message);
  if (stack !== undefined) bug.stack = stack;
  return bug;
}
