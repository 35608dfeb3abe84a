import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { bookProblem } from "./book-problem.ts";

/** Aliases a file may follow in all: enough for a person's shorthand, too few for one that unfolds without end. */
const MAX_ALIASES = 20;

/**
 * Reads one YAML document of plain values: the core schema, no custom tags, bounded aliases, no doubled keys.
 *
 * What does not parse or does not fit `schema` is an InvalidInput with file and line.
 */
export function readYaml<T>(text: string, file: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "core", lineCounter: lines, prettyErrors: false, logLevel: "silent" });
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) {
    const what = fault.message.trim().replace(/\.$/, "");
    throw bookProblem(file, lines.linePos(fault.pos[0]).line, what, "Write plain YAML: no tags, each key once.");
  }
  const parsed = schema.safeParse(plainValue(document, file));
  if (parsed.success) return parsed.data;
  const { path, message } = firstFault(parsed.error);
  const where = path.length > 0 ? `at “${path.join(".")}”` : "at the top";
  const line = lines.linePos(offsetOf(document.contents, path)).line;
  throw bookProblem(file, line, `${where}: ${message}`, "Compare it with the file of the shipped book.");
}

/** An unknown key goes before all else: it is often why another one is missing. */
function firstFault({ issues }: z.ZodError): { readonly path: readonly string[]; readonly message: string } {
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) return { path: [], message: "not as it should be" };
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") return { path: [...path, issue.keys[0] ?? ""], message: "not a known key" };
  const message = issue.code === "invalid_key" ? (issue.issues[0]?.message ?? issue.message) : issue.message;
  return { path, message: message.replace(/\.$/, "") };
}

/** Where the key or item at the end of the path begins, or the deepest one before it that there is. */
function offsetOf(contents: unknown, path: readonly string[]): number {
  let node = contents;
  let offset = startOf(node);
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === step);
      if (pair === undefined) return offset;
      offset = startOf(pair.key) || offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) || offset;
    }
  }
  return offset;
}

function startOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function plainValue(document: ReturnType<typeof parseDocument>, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    if (!(cause instanceof ReferenceError)) throw cause;
    const what = "the aliases unfold into more than a book may hold";
    throw bookProblem(file, 1, what, `At most ${MAX_ALIASES} aliases are followed: write the values out.`);
  }
}
