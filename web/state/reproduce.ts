import { queryOf } from "../../src/operations/core/api-call.ts";

export type Question = Readonly<Record<string, unknown>>;

/** The same question in the three other ways of asking it. */
export interface Reproduction {
  readonly cli: string;
  readonly api: string;
  readonly mcp: string;
}

const flagName = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const shellQuote = (text: string): string =>
  /^[\w.,:/@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** Fields that a command takes as its arguments and not as flags. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  explain: "figure",
  search: "text",
  classify: "text",
  case: "id",
  whatif: "suppose",
};

/** A command takes from a file what is no single word. */
const wordOf = (item: unknown): string => (typeof item === "object" ? "FILE" : shellQuote(String(item)));

function command(operation: string, question: Question): string {
  const words = ["headwater", operation];
  for (const [field, value] of Object.entries(question)) {
    if (value === undefined || value === null || value === false || value === "") continue;
    if (ARGUMENTS[operation] === field) words.splice(2, 0, wordOf(value));
    else if (value === true) words.push(`--${flagName(field)}`);
    else {
      const items: readonly unknown[] = Array.isArray(value) ? value : [value];
      for (const item of items) words.push(`--${flagName(field)}`, wordOf(item));
    }
  }
  return words.join(" ");
}

/** How the same answer is had by the command line, by HTTP and by an assistant. */
export function reproduce(operation: string, question: Question, origin: string): Reproduction {
  const given = Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined && value !== ""));
  const query = queryOf(given);
  const address = `${origin}/v1/${operation}`;
  const api =
    query === null
      ? `curl -H 'content-type: application/json' -d ${shellQuote(JSON.stringify(given))} ${address}`
      : `curl ${shellQuote(query === "" ? address : `${address}?${query}`)}`;
  const mcp =
    `Use the Headwater tool "${operation}" with ${JSON.stringify(given)}. ` +
    "Give the figure with its sources and with what the data cannot see.";
  return { cli: command(operation, given), api, mcp };
}
