import { computed, signal } from "@preact/signals";
import { problemOf } from "../../src/client/api-problem.ts";
import { type Answer, ApiProblem, type Client, createClient, methodName } from "../../src/client/client.ts";
import type { Question } from "./reproduce.ts";

const KEY = "headwater-token";

function kept(): string {
  try {
    return sessionStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/** Of a server that wants one; kept until the browser's tab is closed. */
export const token = signal(kept());

export function giveToken(given: string): void {
  try {
    sessionStorage.setItem(KEY, given);
  } catch {
    // Then it lasts as long as the page.
  }
  token.value = given;
}

/** The client of the server that served this page. */
export const client = computed<Client>(() => createClient("", token.value === "" ? {} : { token: token.value }));

/** Any operation by its name, for what does not know which one it asks. */
export function askAny(operation: string, question: Question, settings: object): Promise<Answer> {
  const methods = client.value as unknown as Readonly<
    Record<string, (question: Question, settings: object) => Promise<Answer>>
  >;
  const method = methods[methodName(operation)];
  if (method !== undefined) return method(question, settings);
  const detail = `There is no question "${operation}".`;
  const problem = { status: 404, title: "Not found", detail, hint: undefined, code: "not_found", candidates: [] };
  return Promise.reject(new ApiProblem(problem));
}

/** A request to the page's own server that is no question: uploads, lists, the API's own description. */
export async function request(address: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (token.value !== "") headers.set("authorization", `Bearer ${token.value}`);
  let response: Response;
  try {
    response = await fetch(address, { ...init, headers });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw unreachable(cause);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

function unreachable(cause: unknown): ApiProblem {
  const detail = "The server of this page does not answer.";
  const hint = "Is it still running? Start it again, then ask once more.";
  return new ApiProblem(
    { status: 0, title: "Unreachable", detail, hint, code: "unreachable", candidates: [] },
    { cause },
  );
}
