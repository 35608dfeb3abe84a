import type { Question } from "./reproduce.ts";

/**
 * What the panel explains: a question, and the way to one figure of its answer; without a path the whole answer. Where
 * figures are not walked, `because.2` leads to a cause within the explanation.
 */
export interface Reference {
  readonly operation: string;
  readonly question: Question;
  readonly path: readonly string[];
}

/** Operations whose single figures the server walks down to the rows. */
const WALKED: ReadonlySet<string> = new Set(["trace", "suppliers"]);

/** True when `explain` knows the figure; of others the explanation of the whole answer is shown. */
export const isWalked = ({ operation, path }: Reference): boolean => WALKED.has(operation) && path.length > 0;

const escaped = (text: string): string =>
  encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%20", "+");

/** Written as `explain` reads it: `trace?product=850511&to=US#tiers.1.by.CN.usd`. */
export function writeReference({ operation, question, path }: Reference): string {
  const pairs = Object.entries(question)
    .filter(([, value]) => value !== undefined && value !== "" && value !== false)
    .flatMap(([field, value]) =>
      (Array.isArray(value) ? value : [value]).map((item) => `${field}=${escaped(String(item))}`),
    );
  const steps = path.map((key) => escaped(key).replaceAll(".", "%2E")).join(".");
  return `${operation}${pairs.length === 0 ? "" : `?${pairs.join("&")}`}${steps === "" ? "" : `#${steps}`}`;
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
};

/** Reads a reference back. The fields stay text, a list where one is repeated; the server reads them by its own schema. */
export function readReference(text: string): Reference | null {
  const [, operation = "", query = "", path = ""] = /^([a-z-]+)(?:\?([^#]*))?(?:#(.*))?$/s.exec(text) ?? [];
  if (operation === "") return null;
  const question: Record<string, unknown> = {};
  for (const pair of query.split("&").filter((each) => each !== "")) {
    const at = pair.indexOf("=");
    if (at <= 0) continue;
    const [field, value] = [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
    const before = question[field];
    question[field] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return { operation, question, path: path === "" ? [] : path.split(".").map(decoded) };
}
