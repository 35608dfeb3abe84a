import { type Signal, signal, useSignal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
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

interface Pending {
  readonly answer: Promise<unknown>;
  readonly stop: AbortController;
  askers: number;
}

const pending = new Map<string, Pending>();

/** One request however many ask for the same at once; it is aborted when the last of them no longer wants it. */
function askOnce<Value>(
  key: string,
  ask: (signal: AbortSignal) => Promise<Value>,
): { readonly answer: Promise<Value>; leave(): void } {
  let shared = pending.get(key);
  if (shared === undefined) {
    const stop = new AbortController();
    const answer = ask(stop.signal).finally(() => {
      if (pending.get(key)?.stop === stop) pending.delete(key);
    });
    shared = { answer, stop, askers: 0 };
    pending.set(key, shared);
  }
  const own = shared;
  own.askers += 1;
  return {
    answer: own.answer as Promise<Value>,
    leave: () => {
      own.askers -= 1;
      if (own.askers > 0) return;
      if (pending.get(key) === own) pending.delete(key);
      own.stop.abort();
    },
  };
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
 * Asks a question with its settings by {@link useAsked}; where there is none yet, asks nothing. `name` tells questions
 * of different operations apart.
 */
export function useQuestion<Given extends object, Value>(
  name: string,
  question: Given | null,
  settings: object,
  ask: (question: Given, signal: AbortSignal) => Promise<Value>,
): Signal<Asked<Value>> {
  const key = question === null ? null : `${name} ${JSON.stringify([question, settings])}`;
  return useAsked(key, (signal) => (question === null ? new Promise<never>(() => undefined) : ask(question, signal)));
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
  useLayoutEffect(() => {
    const known = key === null ? undefined : (kept.get(key) as Value | undefined);
    if (key === null || known !== undefined) {
      state.value = { value: known ?? null, problem: null, waiting: false };
      return;
    }
    let wanted = true;
    state.value = { ...state.peek(), problem: null, waiting: true };
    const { answer, leave } = askOnce(key, ask);
    answer.then(
      (value) => {
        if (!wanted) return;
        keep(key, value);
        state.value = { value, problem: null, waiting: false };
      },
      (error: unknown) => {
        if (!wanted || isAbort(error)) return;
        state.value = { value: null, problem: asProblem(error), waiting: false };
      },
    );
    return () => {
      wanted = false;
      leave();
    };
  }, [key, generation.value]);
  return state;
}
