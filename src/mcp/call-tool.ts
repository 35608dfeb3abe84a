import { randomBytes } from "node:crypto";
import type { CallToolResult } from "@modelcontextprotocol/server";
import { UserError } from "../errors.ts";
import type { Answer } from "../operations/core/answer.ts";
import { apiCall } from "../operations/core/api-call.ts";
import { ask, parseInput } from "../operations/core/ask.ts";
import { vintageAsked } from "../operations/core/baseline-vintage.ts";
import { commandLine } from "../operations/core/command-line.ts";
import type { Operation } from "../operations/core/operation.ts";
import { plainText } from "../render/plain-text.ts";
import { renderJson } from "../render/render-json.ts";
import { viewOf } from "../render/views/registry.ts";
import { dataBlock } from "./data-block.ts";
import type { Call, McpHost, ToolQuestion } from "./host.ts";
import { EXPLANATION_CHARACTERS, SHORT_CHARACTERS, shortMarkdown } from "./short-document.ts";
import { TOOL_FIELDS } from "./tool-schema.ts";

type Arguments = Readonly<Record<string, unknown>>;

const IS_SETTING = new Set(Object.keys(TOOL_FIELDS.shape));

/** The arguments of a call, taken apart: what the operation is asked, and what stands beside it. */
function takeApart(given: Arguments) {
  const of = (wanted: boolean) =>
    Object.fromEntries(Object.entries(given).filter(([name]) => IS_SETTING.has(name) === wanted));
  const { vintage, full, ...settings } = parseInput(TOOL_FIELDS, of(true));
  return { input: of(false), vintage, full, settings };
}

async function answerHere(host: McpHost, { operation, input, settings }: ToolQuestion, call: Call): Promise<Answer> {
  const context = host.openContext(call);
  try {
    return await ask(operation, context, input, settings);
  } finally {
    context.close();
  }
}

/** How a person, or a program, gets the whole of this answer. */
function pointers(operation: Operation, given: Arguments, answer: Answer, length: number): string {
  const { full: _, ...fields } = given;
  const more = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => IS_SETTING.has(name) && value !== false),
  );
  const { method, path, body } = apiCall(operation.name, fields);
  return [
    `The complete answer has ${length} characters of JSON; to get it:`,
    `- this tool with full: true`,
    `- command line: ${plainText(commandLine(operation, answer.input, more))} --json`,
    `- API: ${method} ${plainText(path)}${body === null ? "" : ` ${plainText(body).slice(0, 500)}`}`,
  ].join("\n");
}

async function shortResult(operation: Operation, given: Arguments, answer: Answer): Promise<CallToolResult> {
  const length = JSON.stringify(answer).length;
  const limit = SHORT_CHARACTERS + (answer.explanation === null ? 0 : EXPLANATION_CHARACTERS);
  const text = await shortMarkdown(await viewOf(answer), limit);
  return { content: [{ type: "text", text: dataBlock(`${text}\n${pointers(operation, given, answer, length)}`) }] };
}

/** The whole answer, as JSON in the text for clients that read only text, and as it is for the others. */
function fullResult(answer: Answer): CallToolResult {
  const text = renderJson(answer);
  return {
    content: [{ type: "text", text: dataBlock(text) }],
    structuredContent: JSON.parse(text) as Record<string, unknown>,
  };
}

/** What went wrong, as every surface says it; a sentence may quote names from files, so it is data too. */
function errorResult(host: McpHost, error: unknown): CallToolResult {
  if (error instanceof UserError) {
    const { code, message, hint } = error;
    const text = [message, ...(hint === undefined ? [] : [hint])].map(plainText).join("\n");
    return {
      content: [{ type: "text", text: `There is no answer (${code}).\n${dataBlock(text)}` }],
      structuredContent: { code, detail: message, hint: hint ?? null },
      isError: true,
    };
  }
  const id = randomBytes(4).toString("hex");
  host.onBug?.(id, error);
  const detail = `This is a bug in Headwater (${id}), not a mistake of yours.`;
  return {
    content: [{ type: "text", text: detail }],
    structuredContent: { code: "bug", detail, hint: null },
    isError: true,
  };
}

/** Asks an operation with the arguments of a tool call. Nothing is thrown but the reason of a cancelled call. */
export async function callTool(
  host: McpHost,
  operation: Operation,
  given: Arguments,
  { signal, report }: Omit<Call, "vintage">,
): Promise<CallToolResult> {
  try {
    const { input, settings, vintage, full } = takeApart(given);
    const answer = await (host.answer ?? answerHere.bind(null, host))(
      { operation, input, settings },
      { vintage: vintageAsked(vintage, settings, input), signal, report },
    );
    return full ? fullResult(answer) : await shortResult(operation, given, answer);
  } catch (error) {
    signal.throwIfAborted();
    return errorResult(host, error);
  }
}
