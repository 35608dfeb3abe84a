/**
 * The HTTP request that asks a question: GET where the fields can be said in an address, so that browsers and proxies can
 * keep the answer by its ETag, else POST. Imports nothing: the client runs it in a browser.
 */
export interface ApiCall {
  readonly method: "GET" | "POST";
  /** From the root of the server: `/v1/trace?product=850511&to=US`. */
  readonly path: string;
  /** The JSON of a POST. */
  readonly body: string | null;
}

/** Longer addresses are cut or refused by some proxies. */
const LONGEST_ADDRESS = 2000;

type Sayable = string | number | boolean;

const isSayable = (value: unknown): value is Sayable =>
  typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value !== "");

/** Items with commas, empty lists, rows and null would not come back as they were. */
const isList = (value: unknown): value is readonly Sayable[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => isSayable(item) && !String(item).includes(","));

/** The fields as a query, without the question mark; null when an address cannot say them. */
export function queryOf(fields: Readonly<Record<string, unknown>>): string | null {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (isSayable(value)) query.append(name, String(value));
    else if (isList(value)) for (const item of value) query.append(name, String(item));
    else return null;
  }
  return query.toString();
}

/** The request for `fields`: the question's own with `on`, `known`, `explain` and `vintage` beside them. */
export function apiCall(operation: string, fields: Readonly<Record<string, unknown>>): ApiCall {
  const path = `/v1/${operation}`;
  const query = queryOf(fields);
  const address = query === "" ? path : `${path}?${query}`;
  if (query !== null && address.length <= LONGEST_ADDRESS) return { method: "GET", path: address, body: null };
  return { method: "POST", path, body: JSON.stringify(fields) };
}
