import { availableParallelism } from "node:os";
import { setImmediate } from "node:timers/promises";
import type { CascadePlan } from "../../../scenario/cascade/cascade-plan.ts";
import { failuresOf, RISK_COLUMNS } from "../../../scenario/cascade/systemic-risk.ts";
import { createExchange } from "../../../solve/exchange.ts";
import { createPool } from "../../../solve/pool.ts";
import type { Progress } from "../../core/progress.ts";

/** What a thread is asked: these firms, one after another. */
export interface FailureJob {
  readonly firms: Int32Array;
  readonly eps: number;
}

/** What a sweep reports to and is stopped by. */
export interface SweepTools {
  readonly signal: AbortSignal | undefined;
  report(progress: Progress): void;
}

/** Threads run compiled modules alone: from the sources there are none. */
const CAN_THREAD = import.meta.url.endsWith(".js");
/** Firms by links below which starting threads takes longer than they save. */
const WORTH_THREADS = 20_000_000;
/** Firms whose failures are one job: enough for eight cascades to go on side by side most of the time. */
const MOST_A_JOB = 256;
const LEAST_A_JOB = 32;
const JOBS_A_THREAD = 8;
const MEMORY_MEGABYTES = 1024;
/** Longer than any surface waits; an interrupted question ends it sooner. */
const TIMEOUT_MILLISECONDS = 24 * 3_600_000;

/** What the failure of each firm of a plan costs, RISK_COLUMNS numbers a firm; over the processor's cores where it pays. */
export async function failAll(plan: CascadePlan, eps: number, tools: SweepTools): Promise<Float64Array> {
  const cores = availableParallelism();
  const threads = CAN_THREAD && cores > 1 && plan.firms * plan.upSupplier.length > WORTH_THREADS ? cores : 1;
  const size = Math.max(LEAST_A_JOB, Math.min(MOST_A_JOB, Math.ceil(plan.firms / (threads * JOBS_A_THREAD))));
  const starts = Array.from({ length: Math.ceil(plan.firms / size) }, (_, at) => at * size);
  const table = new Float64Array(plan.firms * RISK_COLUMNS);
  tools.signal?.throwIfAborted();
  let done = 0;
  const jobOf = (start: number): FailureJob => ({
    firms: Int32Array.from({ length: Math.min(size, plan.firms - start) }, (_, at) => start + at),
    eps,
  });
  const keep = (start: number, part: Float64Array) => {
    table.set(part, start * RISK_COLUMNS);
    done += part.length / RISK_COLUMNS;
    tools.report({ label: "Failures", done, total: plan.firms, unit: "rows" });
  };
  if (threads === 1) {
    const each = failuresOf(plan);
    for (const start of starts) {
      const { firms } = jobOf(start);
      keep(start, each(firms, eps));
      await setImmediate();
      tools.signal?.throwIfAborted();
    }
    return table;
  }
  const pool = createPool({
    module: new URL("./cascade-thread-main.js", import.meta.url),
    data: plan,
    memory: MEMORY_MEGABYTES,
    exchange: createExchange(async () => null, 1),
    threads: { short: 0, long: threads },
    spare: 0,
    patience: 1000,
    queue: starts.length,
  });
  // One listener for all jobs: closing the pool ends them wherever they are.
  const stop = () => void pool.close();
  tools.signal?.addEventListener("abort", stop, { once: true });
  try {
    await Promise.all(
      starts.map(async (start) => {
        const { body } = await pool.run(jobOf(start), { lane: "long", timeout: TIMEOUT_MILLISECONDS });
        if (!(body instanceof Uint8Array)) throw new Error("A thread answered in pieces.");
        keep(start, new Float64Array(body.buffer, body.byteOffset, body.byteLength / Float64Array.BYTES_PER_ELEMENT));
      }),
    );
  } catch (error) {
    tools.signal?.throwIfAborted();
    throw error;
  } finally {
    tools.signal?.removeEventListener("abort", stop);
    await pool.close();
  }
  return table;
}
