import type { Answer } from "../operations/core/answer.ts";
import type { Context } from "../operations/core/context.ts";
import type { Operation } from "../operations/core/operation.ts";
import type { Progress } from "../operations/core/progress.ts";
import type { Settings } from "../operations/core/settings.ts";

/** One call, as the surface that serves it sees it. */
export interface Call {
  /** A vintage of the store by number; the last published when left out. */
  readonly vintage: number | undefined;
  /** Aborted when the client cancels or goes away. */
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/** A context for one call. A new one each time, so that the call sees the newest vintage; it is closed after the call. */
export type ContextFactory = (call: Call) => Context;

export interface ToolQuestion {
  readonly operation: Operation;
  /** The fields of the operation, not yet checked. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly settings: Settings;
}

/** What the process that serves MCP lends to it. */
export interface McpHost {
  readonly openContext: ContextFactory;
  /** Answers in another way than in this process, such as on a pool of workers. */
  readonly answer?: ((question: ToolQuestion, call: Call) => Promise<Answer>) | undefined;
  /** Told of a fault of Headwater itself; the client is told the id alone. */
  readonly onBug?: ((id: string, error: unknown) => void) | undefined;
}
