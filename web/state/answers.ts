import { type Signal, useSignal } from "@preact/signals";
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

/** Forgets all answers: after an import the store says something else. */
export function forgetAnswers(): void {
  kept.clear();
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
  return new ApiProblem(
    { status: 0, title: "Fault of the page", detail, hint, code: "page", candidates: [] },
    { cause: error },
  );
}

/**
 * Asks when `key` changes and aborts what is no longer wanted; null asks nothing. Answers are kept, so that stepping back
 * shows them at once.
 */
export function useAsked<Value>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<Value>,
): Signal<Asked<Value>> {
  const known = key === null ? undefined : (kept.get(key) as Value | undefined);
  const state = useSignal<Asked<Value>>({ value: known ?? null, problem: null, waiting: key !== null && !known });
  useEffect(() => {
    if (key === null) {
      state.value = { value: null, problem: null, waiting: false };
      return;
    }
    const held = kept.get(key) as Value | undefined;
    if (held !== undefined) {
      state.value = { value: held, problem: null, waiting: false };
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
  }, [key]);
  return state;
}
