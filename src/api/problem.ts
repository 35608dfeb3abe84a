import { randomBytes } from "node:crypto";
import { Ambiguous, UserError } from "../errors.ts";
import { Busy, Cancelled, OutOfMemory, TimedOut } from "../solve/problems.ts";

/** Every status that is an error, with its title: routes give no other, and the OpenAPI document names them. */
export const PROBLEM_TITLES = {
  400: "The question cannot be read",
  401: "A token is needed",
  403: "Not allowed",
  404: "Not found",
  405: "Not this method",
  408: "Too slow",
  409: "Not possible now",
  413: "Too large",
  415: "Not this kind of content",
  429: "Too many requests",
  499: "Cancelled",
  500: "A fault of Headwater",
  503: "Not available now",
  504: "Took too long",
} as const;

export type ProblemStatus = keyof typeof PROBLEM_TITLES;

/** A problem document (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: ProblemStatus;
  readonly detail: string;
  readonly hint?: string;
  readonly code: string;
  readonly candidates?: readonly string[];
  /** Of a fault: what to say when it is reported; the log has it too. */
  readonly id?: string;
}

/** An error that is a status of HTTP and nothing that an operation would throw. */
export class HttpProblem extends Error {
  readonly status: ProblemStatus;
  readonly code: string;
  readonly hint: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: ProblemStatus,
    code: string,
    detail: string,
    { hint, headers = {} }: { readonly hint?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.hint = hint;
    this.headers = headers;
  }
}

const STATUS_OF_CODE: Readonly<Record<string, ProblemStatus>> = {
  invalid_input: 400,
  ambiguous: 400,
  not_found: 404,
  store_problem: 503,
};

/** When to ask again, in seconds. */
export const RETRY_SECONDS = 2;

function asHttpProblem(error: unknown): HttpProblem | undefined {
  if (error instanceof HttpProblem) return error;
  const headers = { "retry-after": String(RETRY_SECONDS) };
  if (error instanceof Busy) {
    return new HttpProblem(503, "busy", error.message, { hint: "Ask again in a moment.", headers });
  }
  if (error instanceof TimedOut) {
    return new HttpProblem(504, "timeout", error.message, {
      hint: "Narrow the question by a date window or fewer tiers; a dataset that is being prepared answers later.",
    });
  }
  if (error instanceof OutOfMemory) {
    return new HttpProblem(503, "memory", error.message, { hint: "Narrow the question, or serve with more --memory." });
  }
  if (error instanceof Cancelled) return new HttpProblem(499, "cancelled", error.message);
  if (error instanceof UserError) {
    return new HttpProblem(STATUS_OF_CODE[error.code] ?? 400, error.code, error.message, {
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
  return undefined;
}

export interface Told {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** The error itself where it is a fault of ours. */
  readonly bug: unknown;
}

/** What is told of an error; of a fault only its id, of which the log says more. */
export function problemOf(error: unknown): Told {
  const known = asHttpProblem(error);
  if (known === undefined) {
    const id = randomBytes(4).toString("hex");
    const detail = `This is a fault of Headwater (${id}), not of the question.`;
    return { problem: document(500, "bug", detail, { id }), headers: {}, bug: error };
  }
  const more = {
    ...(known.hint === undefined ? {} : { hint: known.hint }),
    ...(error instanceof Ambiguous ? { candidates: error.candidates } : {}),
  };
  return { problem: document(known.status, known.code, known.message, more), headers: known.headers, bug: undefined };
}

function document(status: ProblemStatus, code: string, detail: string, more: Partial<Problem>): Problem {
  return { type: `/docs#${code}`, title: PROBLEM_TITLES[status], status, detail, code, ...more };
}

export function problemResponse({ problem, headers }: Told): Response {
  return new Response(`${JSON.stringify(problem)}\n`, {
    status: problem.status,
    headers: { "content-type": "application/problem+json; charset=utf-8", "cache-control": "no-store", ...headers },
  });
}
