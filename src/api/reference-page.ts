import type { Operation } from "../operations/core/operation.ts";
import { type Field, fieldsOf } from "../operations/core/schema-fields.ts";
import { settings } from "../operations/core/settings.ts";
import { softwareVersion } from "../operations/core/software-version.ts";
import { OPERATIONS } from "../operations/registry.ts";
import { FORMATS } from "./formats.ts";
import { PROBLEM_TITLES } from "./problem.ts";

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The words of a command line, quotes taken off. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, one, two, bare]) => one ?? two ?? bare ?? "");

/** The address that asks what an example's command does; null when a file or a folder is part of it. */
export function addressOf(operation: Operation, command: string): string | null {
  const [, , ...words] = wordsOf(command);
  const fields = [...fieldsOf(operation.input), ...fieldsOf(settings)];
  const positional = fields.filter(({ schema }) => schema.positional);
  const query = new URLSearchParams();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const field = word.startsWith("--") ? fields.find(({ flag }) => flag === word) : positional.shift();
    if (field === undefined || field.schema.file) return null;
    if (field.schema.type === "boolean") query.append(field.name, "true");
    else query.append(field.name, word.startsWith("--") ? (words[++at] ?? "") : word);
  }
  const text = query.toString().replaceAll("%2C", ",");
  return `/v1/${operation.name}${text === "" ? "" : `?${text}`}`;
}

function fieldRow({ name, required, schema }: Field): string {
  const choices = schema.enum ?? schema.items?.enum;
  const kind = choices?.map(String).join(" | ") ?? (schema.file ? "rows, by POST" : (schema.type ?? "text"));
  const isGiven = schema.default !== undefined && JSON.stringify(schema.default) !== "[]";
  const usual = required ? "needed" : isGiven ? String(schema.default) : "";
  const cells = [`<code>${escaped(name)}</code>`, escaped(kind), escaped(usual), escaped(schema.description ?? "")];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
}

const fieldTable = (fields: readonly Field[]): string =>
  `<table><thead><tr><th scope="col">Field</th><th scope="col">Kind</th><th scope="col">Default</th>` +
  `<th scope="col">About</th></tr></thead><tbody>${fields.map(fieldRow).join("")}</tbody></table>`;

function operationSection(operation: Operation): string {
  const { name, summary, description, examples, input } = operation;
  const asked = examples.flatMap(({ command, about }) => {
    const address = addressOf(operation, command);
    const link = address === null ? "" : `<a href="${escaped(address)}"><code>GET ${escaped(address)}</code></a><br>`;
    return [`<li>${escaped(about)}<br>${link}<code>${escaped(command)}</code></li>`];
  });
  const fields = fieldsOf(input);
  return `<section id="${name}"><h2>${name}</h2><p><strong>${escaped(summary)}</strong></p><p>${escaped(description)}</p>
<h3>Examples</h3><ul>${asked.join("")}</ul>
${fields.length === 0 ? "" : `<h3>Fields</h3>${fieldTable(fields)}`}</section>`;
}

const PROBLEM_CODES: Readonly<Record<string, string>> = {
  invalid_input: "What was given cannot be used; the hint says how to mend it.",
  ambiguous: "The question fits more than one thing; candidates lists them.",
  not_found: "The code, party, import or address is not there.",
  store_problem: "The store is missing, locked or damaged, or the question needs more than it may use.",
  token: "The token is missing, not known, or was taken back.",
  role: "The token's role does not reach that far: readers ask, analysts import, admins take out.",
  host: "The server was asked by a name that is not this machine's.",
  cross_site: "A page of another site made the browser ask.",
  rate: "The token asks too often; Retry-After says when to ask again.",
  method: "The address is not asked by this method.",
  content_type: "The body is of a kind that is not read here.",
  too_large: "The body is larger than it may be.",
  slow: "The body came too slowly.",
  busy: "No thread was free in time, or too much waits already; Retry-After says when to ask again.",
  memory: "The answer needed more memory than it may use.",
  timeout: "The answer took longer than it may.",
  cancelled: "The reader went away before the answer.",
  closing: "The server is closing.",
  bug: "A fault of Headwater; the id stands in its log.",
};

export const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:0 auto;padding:1rem}
code{font-family:ui-monospace,monospace;font-size:.875em;overflow-wrap:anywhere}
pre{overflow-x:auto;padding:.75rem;border:1px solid #8886}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid #8884}
section{border-top:2px solid #8886;margin-top:2rem}
nav ul{columns:3 12rem;padding-left:1.2rem}
`;

let page: string | undefined;

/** The reference of the HTTP API as one page that needs nothing else: no script, and the style beside it. */
export function referencePage(): string {
  page ??= `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Headwater API</title><link rel="stylesheet" href="/docs.css"></head><body>
<header><h1>Headwater API ${escaped(softwareVersion())}</h1>
<p>Every question of the command line, over HTTP, with the same fields and the same JSON. The same as a document for
programs: <a href="/openapi.json">/openapi.json</a>.</p></header>
<nav aria-label="Questions"><ul>${OPERATIONS.map(({ name }) => `<li><a href="#${name}">${name}</a></li>`).join("")}</ul></nav>
<main>
<section id="asking"><h2>Asking</h2>
<p><code>GET /v1/&lt;question&gt;?field=value</code>, lists by commas or by repeating the field; or
<code>POST /v1/&lt;question&gt;</code> with the fields as JSON. Beside the fields stand:</p>
${fieldTable(fieldsOf(settings))}
<p><code>vintage</code> asks of an older state of the store. <code>format</code>, or the Accept header, says how the
answer is written: ${FORMATS.map((format) => `<code>${format}</code>`).join(", ")}. An answer carries an ETag; sent back as
If-None-Match it gives 304 for as long as the answer stands.</p>
<pre>curl 'http://127.0.0.1:8505/v1/trace?product=850511&amp;to=US&amp;format=csv'</pre></section>
<section id="importing"><h2>Importing</h2>
<p><code>POST /v1/import</code> takes a file, as a form or as the body, and answers at once;
<code>GET /v1/imports/&lt;id&gt;/events</code> tells how it goes. <code>POST /v1/import/suggest</code> drafts a mapping, which is
sent back, edited, as the field <code>mapping</code>. Questions see the old state until the import is complete.</p>
<pre>curl -F file=@trade.csv -F source=customs http://127.0.0.1:8505/v1/import</pre></section>
${OPERATIONS.map(operationSection).join("\n")}
<section id="problems"><h2>Problems</h2>
<p>An error is a problem document (RFC 9457): <code>type, title, status, detail, hint, code</code>.</p>
<table><thead><tr><th scope="col">Code</th><th scope="col">Meaning</th></tr></thead><tbody>
${Object.entries(PROBLEM_CODES)
  .map(([code, about]) => `<tr id="${code}"><td><code>${code}</code></td><td>${escaped(about)}</td></tr>`)
  .join("\n")}</tbody></table>
<table><thead><tr><th scope="col">Status</th><th scope="col">Title</th></tr></thead><tbody>
${Object.entries(PROBLEM_TITLES)
  .map(([status, title]) => `<tr><td>${status}</td><td>${escaped(title)}</td></tr>`)
  .join("\n")}</tbody></table></section>
</main></body></html>
`;
  return page;
}
