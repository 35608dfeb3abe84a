import { type Signal, signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ApiProblem } from "../../src/client/client.ts";

/** What is known of something that was asked for: the last answer stays in sight while the next is awaited. */
export interface Asked<Value> {
  readonly value: Value | null;
  readonly problem: ApiProblem | null;
  readonly waiting: boolean;
}

const MOST_KEPT = 60;
const kept = new Map<string, unknown>();
const generation = signal(0);

/** Forgets all answers and asks anew for what is in sight: after an import the store says something else. */
export function forgetAnswers(): void {
  kept.clear();
  generation.value += 1;
}

function keep(key: string, value: unknown): void {
  kept.delete(key);
  kept.set(key, value);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === "AbortError";

/** Anything that is not a problem of the server's is a fault of the page, and is said as such. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  const hint = "This is a fault of the page itself. Loading it again may help.";
  const problem = { status: 0, title: "Fault of the page", detail, hint, code: "page", candidates: [] };
  return new ApiProblem(problem, { cause: error });
}

/**
 * Asks when `key` changes and aborts what is no longer wanted; null asks nothing. Answers are kept, so that stepping back
 * shows them at once.
 */
export function useAsked<Value>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<Value>,
): Signal<Asked<Value>> {
  const held = key === null ? undefined : (kept.get(key) as Value | undefined);
  const state = useSignal<Asked<Value>>({
    value: held ?? null,
    problem: null,
    waiting: key !== null && held === undefined,
  });
  useEffect(() => {
    const known = key === null ? undefined : (kept.get(key) as Value | undefined);
    if (key === null || known !== undefined) {
      state.value = { value: known ?? null, problem: null, waiting: false };
      return;
    }
    const stop = new AbortController();
    state.value = { ...state.peek(), problem: null, waiting: true };
    ask(stop.signal).then(
      (value) => {
        if (stop.signal.aborted) return;
        keep(key, value);
        state.value = { value, problem: null, waiting: false };
      },
      (error: unknown) => {
        if (stop.signal.aborted || isAbort(error)) return;
        state.value = { value: null, problem: asProblem(error), waiting: false };
      },
    );
    return () => stop.abort();
  }, [key, generation.value]);
  return state;
}
