/** The client of a Headwater server, for browsers and Node: one method an operation, typed from the same schemas. */
import type { Answer } from "../operations/core/answer.ts";
import { apiCall } from "../operations/core/api-call.ts";
import type { Settings } from "../operations/core/settings.ts";
import { ApiProblem, problemOf } from "./api-problem.ts";
import {
  type MethodName,
  methodName,
  OPERATION_NAMES,
  type OperationName,
  type Question,
  type Result,
} from "./operation-map.ts";

export type { Explanation } from "../evidence/explanation.ts";
export type { Answer, AnswerVintage, Coverage } from "../operations/core/answer.ts";
export { ApiProblem, type ProblemDetails } from "./api-problem.ts";
export {
  methodName,
  OPERATION_NAMES,
  type OperationMap,
  type OperationName,
  type Question,
  type Result,
} from "./operation-map.ts";

export interface ClientOptions {
  /** Of a server that wants one: `headwater token create`. */
  readonly token?: string;
  /** In the place of the global `fetch`. */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response> | Response;
}

export interface AskSettings extends Settings {
  /** Asks of an older vintage of the store. */
  readonly vintage?: number | undefined;
  /** Aborting it makes the server stop too; the method then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

type Method<Name extends OperationName> = <const Asked extends Question<Name>>(
  question: Asked,
  settings?: AskSettings,
) => Promise<Answer<Result<Name, Asked>>>;

export type Client = { readonly [Name in OperationName as MethodName<Name>]: Method<Name> } & {
  /** Asks an operation that is known by its name alone. */
  ask<Name extends OperationName>(
    operation: Name,
    question: Question<Name>,
    settings?: AskSettings,
  ): Promise<Answer<Result<Name>>>;
  /** The address that gives the same answer to a browser; null when the question needs a POST. */
  urlOf<Name extends OperationName>(
    operation: Name,
    question: Question<Name>,
    settings?: Omit<AskSettings, "signal"> & { readonly format?: string },
  ): string | null;
};

const JSON_BODY = { "content-type": "application/json" } as const;

async function send(url: string, init: RequestInit, fetcher: NonNullable<ClientOptions["fetch"]>): Promise<Response> {
  try {
    return await fetcher(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    const detail = `The server at "${url.replace(/\/v1\/.*/s, "") || "/"}" cannot be reached.`;
    const hint = "Is it running? headwater serve starts one.";
    const problem = { status: 0, title: "Unreachable", detail, hint, code: "unreachable" };
    throw new ApiProblem(problem, { cause });
  }
}

async function answerOf(response: Response): Promise<Answer> {
  if (!response.ok) throw await problemOf(response);
  const text = await response.text();
  try {
    return JSON.parse(text) as Answer;
  } catch (cause) {
    const detail = "What answered is not a Headwater server: its answer is not JSON.";
    const { status } = response;
    const problem = { status, title: "Unreadable", detail, hint: undefined, code: "unreadable" };
    throw new ApiProblem(problem, { cause });
  }
}

/**
 * A client of the server at `url`; an empty `url` is the page's own server. Every method throws an {@link ApiProblem}.
 *
 * @example
 * const client = createClient("http://127.0.0.1:8080");
 * const { result } = await client.trace({ product: "850511", to: "US" });
 */
export function createClient(url: string, options: ClientOptions = {}): Client {
  const base = url.replace(/\/+$/, "");
  const fetcher = options.fetch ?? ((address, init) => fetch(address, init));
  const headers: Record<string, string> = { accept: "application/json" };
  if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`;

  const ask = async (name: OperationName, question: object, { signal, ...settings }: AskSettings = {}) => {
    const { method, path, body } = apiCall(name, { ...question, ...settings });
    const init: RequestInit =
      body === null ? { method, headers } : { method, body, headers: { ...headers, ...JSON_BODY } };
    return answerOf(await send(base + path, { ...init, signal: signal ?? null }, fetcher));
  };
  const methods = OPERATION_NAMES.map((name) => [
    methodName(name),
    (question: object, settings?: AskSettings) => ask(name, question, settings),
  ]);
  const urlOf: Client["urlOf"] = (operation, question, settings = {}) => {
    const { method, path } = apiCall(operation, { ...question, ...settings });
    return method === "GET" ? base + path : null;
  };
  return { ...Object.fromEntries(methods), ask, urlOf } as Client;
}
