import type { z } from "zod";
import { InvalidInput } from "../../errors.ts";
import { weakest } from "../../evidence/basis.ts";
import type { Explanation } from "../../evidence/explanation.ts";
import type { Answer } from "./answer.ts";
import type { Context } from "./context.ts";
import type { Operation, ResultOf } from "./operation.ts";
import { type Settings, settings as settingsSchema } from "./settings.ts";
import { softwareVersion } from "./software-version.ts";
import { type Supposed, suppose } from "./suppose.ts";

function fieldOf(path: readonly PropertyKey[]): string {
  return path.map(String).join(".");
}

function sentenceFor(issue: z.core.$ZodIssue): string {
  const field = fieldOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => `"${key}"`).join(", ");
    return `There is no field ${keys} in ${field === "" ? "this question" : `"${field}"`}.`;
  }
  if (issue.code === "invalid_type" && issue.input === undefined) return `The question needs "${field}".`;
  // Inside a file a message alone does not say which of many fields it is of.
  const inFile = issue.path.slice(1).some((part) => typeof part === "string");
  if (issue.code === "custom") return inFile ? `${field}: ${issue.message}` : issue.message;
  if (issue.code === "invalid_value") {
    const allowed = `one of ${issue.values.map((value) => `"${String(value)}"`).join(", ")}.`;
    return issue.input === undefined ? `The question needs "${field}": ${allowed}` : `"${field}" must be ${allowed}`;
  }
  return `"${field}" cannot be used: ${issue.message.replace(/\.$/, "")}.`;
}

/** Input checked by a schema; what cannot be used is an InvalidInput that names the field. */
export function parseInput<Schema extends z.ZodObject>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.strict().safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data as z.output<Schema>;
  const [first] = parsed.error.issues;
  if (first === undefined) throw new InvalidInput("The question cannot be read.");
  const hint = first.code === "custom" ? (first.params?.hint as unknown) : undefined;
  throw new InvalidInput(sentenceFor(first), typeof hint === "string" ? { hint } : {});
}

/** Asks `operation` in `context`: the one way from any surface to an answer. */
export async function ask<O extends Operation>(
  operation: O,
  context: Context,
  input: unknown,
  settings: Settings = {},
): Promise<Answer<ResultOf<O>>> {
  const question = parseInput(operation.input, input) as Readonly<Record<string, unknown>>;
  const own = operation.dayOf?.(question, context.today) ?? context.today;
  const { on = own, known = on, explain, scenario } = parseInput(settingsSchema, settings);
  const supposed = scenario === undefined ? null : await suppose(context, scenario, on);
  const findings = await operation.run(supposed?.context ?? context, question, { on, known });
  const { vintage: data } = await context.openBook();
  const store = context.vintageUsed();
  return {
    operation: operation.name,
    input: findings.asked ?? question,
    on,
    known,
    ...(supposed === null ? {} : { scenario: supposed.said() }),
    vintage: { software: softwareVersion(), data, store },
    result: findings.result as ResultOf<O>,
    coverage: findings.coverage,
    warnings: [...(supposed?.warnings({ store, book: data }) ?? []), ...findings.warnings],
    explanation: explain ? withScenario(findings.explain(), supposed) : null,
  };
}

/** What rests on an edit is supposed; the command that gives the figure again needs the file of the scenario as well. */
function withScenario(explanation: Explanation, supposed: Supposed | null): Explanation {
  if (supposed === null) return explanation;
  const { command, basis } = explanation;
  const rests = supposed.said().edits.some(({ read }) => read);
  return {
    ...explanation,
    basis: rests ? weakest([basis, "assumed"]) : basis,
    ...(command === undefined ? {} : { command: `${command} --scenario FILE` }),
  };
}
