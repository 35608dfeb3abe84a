import { LineCounter, parseDocument } from "yaml";
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
  const issue = parsed.error.issues[0];
  const path = (issue?.path ?? []).map((part) => (typeof part === "symbol" ? String(part) : part));
  const where = path.length > 0 ? `at “${path.join(".")}”` : "at the top";
  throw bookProblem(
    file,
    lineOf(path),
    `${where}: ${issue?.message ?? "not as it should be"}`,
    "Compare it with the file of the shipped book.",
  );

  function lineOf(steps: readonly (string | number)[]): number {
    for (let length = steps.length; length >= 0; length -= 1) {
      const node = length === 0 ? document.contents : document.getIn(steps.slice(0, length), true);
      const range = (node as { readonly range?: readonly number[] | null } | undefined)?.range;
      if (range?.[0] !== undefined) return lines.linePos(range[0]).line;
    }
    return 1;
  }
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
