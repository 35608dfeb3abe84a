import type { Answer, Explanation, Result } from "../../src/client/client.ts";
import { OPERATION_NAMES } from "../../src/client/client.ts";
import { cite } from "../../src/evidence/source.ts";
import type { Table } from "../../src/render/document.ts";
import { writeCount, writeShare } from "../../src/render/scale.ts";
import { useAsked } from "../state/answers.ts";
import { closeFigure, everywhere, settings } from "../state/everywhere.ts";
import { isWalked, type Reference, readReference, writeReference } from "../state/reference.ts";
import { reproduce } from "../state/reproduce.ts";
import { askAny, client } from "../state/server.ts";
import { questionOfReference } from "../state/whatif-question.ts";
import { CopyButton } from "./copy-button.tsx";
import { DataTable } from "./data-table.tsx";
import { Problem, Warnings } from "./problem.tsx";
import { Sheet } from "./sheet.tsx";

type Explained = Result<"explain">;

/** What the panel shows: the explanation, and where the server walks it, the figure and its rows. */
interface Shown {
  readonly answer: Answer;
  readonly explanation: Explanation | null;
  readonly walked: Explained | null;
}

async function ask(reference: Reference, signal: AbortSignal): Promise<Shown> {
  const more = { ...settings(), signal };
  if (isWalked(reference)) {
    const answer = await client.value.explain({ figure: writeReference(reference), top: 12 }, more);
    return { answer, explanation: answer.result.explanation, walked: answer.result };
  }
  const answer = await askAny(reference.operation, questionOfReference(reference.question), {
    ...more,
    explain: true,
  });
  return { answer, explanation: causeAt(answer.explanation, reference.path), walked: null };
}

/** The part of an explanation that `because.2` leads to; the whole where it leads to none. */
function causeAt(whole: Explanation | null, path: readonly string[]): Explanation | null {
  const [word, at] = path;
  return (word === "because" ? whole?.because?.[Number(at)] : undefined) ?? whole;
}

/** Where the figure that the address names comes from, down to its rows, and how to ask for it elsewhere. */
export function ExplainPanel() {
  const { figure } = everywhere.value;
  const reference = readReference(figure ?? "");
  if (figure === "") return null;
  const known = reference !== null && (OPERATION_NAMES as readonly string[]).includes(reference.operation);
  return (
    <Sheet title="Where this figure comes from" onClose={closeFigure}>
      {known && reference !== null ? (
        <Panel key={figure} reference={reference} />
      ) : (
        <p>“{figure}” does not name a figure of an answer.</p>
      )}
    </Sheet>
  );
}

function Panel({ reference }: { readonly reference: Reference }) {
  const key = `explained ${writeReference(reference)} ${JSON.stringify(settings())}`;
  const asked = useAsked(key, (signal) => ask(reference, signal));
  const { value, problem, waiting } = asked.value;
  return (
    <>
      {waiting ? <p role="status">Walking the figure down to its rows …</p> : null}
      {problem === null ? null : <Problem problem={problem} />}
      {value === null ? null : <Found shown={value} />}
      <Reproduce reference={reference} />
    </>
  );
}

const UNIT_WORDS: Readonly<Record<string, string>> = { rows: "rows", count: "", share: "" };

function amountWords(value: string, unit: string): string {
  if (unit === "share") return `${writeShare(value)} (${value})`;
  return [unit === "USD" ? "USD" : "", writeCount(value), unit === "USD" ? "" : (UNIT_WORDS[unit] ?? unit)]
    .filter((part) => part !== "")
    .join(" ");
}

function Found({ shown }: { readonly shown: Shown }) {
  const { answer, explanation, walked } = shown;
  const { software, data, store } = answer.vintage;
  return (
    <>
      {walked === null ? null : (
        <p class="figure-value">
          <span>{walked.figure.label}</span>
          <strong>{amountWords(walked.figure.value, walked.figure.unit)}</strong>
        </p>
      )}
      <Warnings warnings={answer.warnings} />
      {explanation === null ? <p>The answer brought no explanation.</p> : <ExplanationTree explanation={explanation} />}
      {walked === null ? null : <Rows walked={walked} />}
      {answer.coverage.notes.length === 0 ? null : (
        <details>
          <summary>What the data cannot see</summary>
          <ul>
            {answer.coverage.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
      <p class="muted">
        Vintage: store {store ?? "none"}, book {data}, Headwater {software}; for {answer.on}, as known on {answer.known}
        .
      </p>
    </>
  );
}

/** How a figure is known, as a word in a frame: never by colour alone. */
export function BasisBadge({ basis }: { readonly basis: string }) {
  return <span class={`badge basis-${basis}`}>{basis}</span>;
}

/** An explanation, and below it those of what it rests on. */
export function ExplanationTree({ explanation }: { readonly explanation: Explanation }) {
  const { sentence, formula, inputs = [], basis, sources, rows, because = [] } = explanation;
  return (
    <section class="explained">
      <p>
        {sentence} <BasisBadge basis={basis} />
      </p>
      {formula === undefined ? null : <p class="formula">{formula}</p>}
      {inputs.length === 0 ? null : (
        <dl class="inputs">
          {inputs.map((input, at) => (
            <div key={`${at} ${input.name}`}>
              <dt>{input.name}</dt>
              <dd>
                {input.value} {input.basis === undefined ? null : <BasisBadge basis={input.basis} />}
                {input.source === undefined ? null : <span class="muted"> {input.source}</span>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {rows === undefined ? null : (
        <p>
          Rows used {writeCount(rows.used)}, rejected {writeCount(rows.rejected)}.
        </p>
      )}
      {sources.length === 0 ? null : (
        <ul class="sources" aria-label="Sources">
          {sources.map((source) => (
            <li key={`${source.id} ${source.locator ?? ""}`}>
              {cite(source)}
              {source.licence === undefined ? "" : `; licence: ${source.licence}`}
              {source.url === undefined ? null : <SourceLink url={source.url} />}
            </li>
          ))}
        </ul>
      )}
      {because.map((cause, at) => (
        <details key={`${at} ${cause.sentence}`} open={at === 0}>
          <summary>{cause.sentence}</summary>
          <ExplanationTree explanation={cause} />
        </details>
      ))}
    </section>
  );
}

/** A source may be anybody's words: only plain web addresses become links. */
function SourceLink({ url }: { readonly url: string }) {
  if (!/^https?:\/\//.test(url)) return <> {url}</>;
  return (
    <>
      {" "}
      <a href={url} target="_blank" rel="noopener noreferrer">
        {url}
      </a>
    </>
  );
}

function rowsTable({ rows, sum }: Explained): Table {
  const unit = sum.unit === "USD" ? "usd" : sum.unit === "kg" ? "kg" : sum.unit === "share" ? "share" : "count";
  return {
    kind: "table",
    title: "Rows behind the figure",
    columns: [
      { name: "file", label: "File", type: "text" },
      { name: "record", label: "Record", type: "count" },
      { name: "seller", label: "Seller", type: "text" },
      { name: "buyer", label: "Buyer", type: "text" },
      { name: "product", label: "HS", type: "code" },
      { name: "amount", label: "Of the figure", type: unit },
      { name: "basis", label: "Basis", type: "text" },
    ],
    rows: rows.map((row) => [
      row.file,
      row.record,
      row.seller.label,
      row.buyer.label,
      row.product,
      row.amount,
      row.basis,
    ]),
  };
}

function Rows({ walked }: { readonly walked: Explained }) {
  if (walked.rows.length === 0) return null;
  const { others } = walked;
  const more = others.rows === 0 ? "" : ` and ${others.rows === null ? "others" : `${writeCount(others.rows)} more`}`;
  return (
    <details open>
      <summary>
        {writeCount(walked.rows.length)} rows of the source files{more}
      </summary>
      <DataTable table={rowsTable(walked)} />
    </details>
  );
}

/** The command, the request and the prompt that give the same answer. */
function Reproduce({ reference }: { readonly reference: Reference }) {
  const origin = window.location.origin;
  const question = isWalked(reference)
    ? { figure: writeReference(reference) }
    : { ...questionOfReference(reference.question), explain: true };
  const operation = isWalked(reference) ? "explain" : reference.operation;
  const ways = reproduce(operation, { ...question, ...settings() }, origin);
  const shown = [
    { name: "CLI command", text: ways.cli },
    { name: "API call", text: ways.api },
    { name: "MCP prompt", text: ways.mcp },
  ];
  return (
    <section class="reproduce">
      <h3>Ask for it elsewhere</h3>
      {shown.map(({ name, text }) => (
        <div key={name}>
          <pre>{text}</pre>
          <CopyButton text={() => text}>{`Copy the ${name}`}</CopyButton>
        </div>
      ))}
    </section>
  );
}
