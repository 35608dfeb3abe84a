import type { Answer } from "../../src/client/client.ts";
import type { Column, Document, Table } from "../../src/render/document.ts";
import { AskedPart } from "../parts/asked-part.tsx";
import { CopyButton } from "../parts/copy-button.tsx";
import { DocumentView } from "../parts/document-view.tsx";
import { CheckField, ChoiceField, Controls, CountryField, TextField } from "../parts/fields.tsx";
import { Problem } from "../parts/problem.tsx";
import { useAsked } from "../state/answers.ts";
import { addressOf, settings } from "../state/everywhere.ts";
import { readable } from "../state/fields.ts";
import { go, path, place } from "../state/location.ts";
import { type FieldSchema, type OperationSchema, readOperations } from "../state/operations.ts";
import { writeReference } from "../state/reference.ts";
import { type Question, reproduce } from "../state/reproduce.ts";
import { askAny } from "../state/server.ts";

/** Every question there is, made from the server's own description: a form, and the answer as all surfaces show it. */
export function AskScreen() {
  const asked = useAsked("operations", readOperations);
  const { value, problem } = asked.value;
  if (problem !== null) return <Problem problem={problem} />;
  if (value === null) return <p role="status">Asking what can be asked …</p>;
  const name = /^\/ask\/([a-z-]+)$/.exec(path.value)?.[1];
  if (name === undefined) return <Overview operations={value} />;
  const operation = value.find((each) => each.name === name);
  if (operation === undefined) return <p>There is no question “{name}”.</p>;
  return <Ask key={name} operation={operation} />;
}

function Overview({ operations }: { readonly operations: readonly OperationSchema[] }) {
  return (
    <div class="page">
      <h1>All questions</h1>
      <ul class="hits">
        {operations.map(({ name, summary }) => (
          <li key={name}>
            <a href={addressOf(`/ask/${name}`, "")}>{name}</a>
            <span class="why">{summary}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is said of a field: a text, or the items of a list that is repeated. */
type Said = string | readonly string[];

const itemsOf = (said: Said | undefined): readonly string[] =>
  said === undefined ? [] : typeof said === "string" ? [said] : said;

/** The question that the address says, in the order of the operation's fields. */
function questionOf({ fields }: OperationSchema): Record<string, Said> {
  const given = fields.flatMap(({ name, fallback, repeated }): (readonly [string, Said])[] => {
    const said = place.value.query.getAll(name).filter((item) => item !== "" && item !== fallback);
    const [first] = said;
    if (first === undefined) return [];
    return [[name, repeated ? said : first]];
  });
  return Object.fromEntries(given);
}

function addressFor(operation: OperationSchema, question: Readonly<Record<string, Said>>): string {
  const pairs = operation.fields.flatMap(({ name, fallback }) =>
    itemsOf(question[name]).flatMap((item) => (item === "" || item === fallback ? [] : [`${name}=${readable(item)}`])),
  );
  return addressOf(`/ask/${operation.name}`, pairs.join("&"));
}

interface Shown {
  readonly answer: Answer;
  readonly document: Document;
}

async function ask(operation: string, question: Question, signal: AbortSignal): Promise<Shown> {
  const { viewOf } = await import("../../src/render/views/registry.ts");
  const answer = await askAny(operation, question, { ...settings(), signal });
  return { answer, document: await viewOf(answer) };
}

function Ask({ operation }: { readonly operation: OperationSchema }) {
  const question = questionOf(operation);
  const ready = operation.fields.every(({ name, required }) => !required || question[name] !== undefined);
  const key = ready ? `ask ${operation.name} ${JSON.stringify([question, settings()])}` : null;
  const asked = useAsked(key, (signal) => ask(operation.name, question, signal));
  const { value } = asked.value;
  const change = (name: string, said: Said) => go(addressFor(operation, { ...question, [name]: said }));
  return (
    <div class="with-controls">
      <Controls label={operation.name}>
        <fieldset>
          <legend>{operation.name}</legend>
          <p class="muted">{operation.summary}</p>
          {operation.fields.map((field) =>
            field.repeated ? (
              <ListField
                key={field.name}
                field={field}
                items={itemsOf(question[field.name])}
                onChange={(items) => change(field.name, items)}
              />
            ) : (
              <QuestionField
                key={field.name}
                field={field}
                value={itemsOf(question[field.name])[0] ?? field.fallback}
                onChange={(said) => change(field.name, said)}
              />
            ),
          )}
        </fieldset>
        <p>
          <a href={addressOf("/ask", "")}>All questions</a>
        </p>
      </Controls>
      <div>
        {value === null ? <h1>{operation.name}</h1> : null}
        {ready ? null : <p>{operation.description}</p>}
        <AskedPart asked={asked.value} working="Asking …">
          {(value) => (
            <>
              <DocumentView
                document={value.document}
                name={operation.name}
                reference={(table, row, column) => referenceTo(value.answer, question, table, row, column)}
              />
              <Elsewhere operation={operation.name} question={question} />
            </>
          )}
        </AskedPart>
      </div>
    </div>
  );
}

const FIGURES: ReadonlySet<Column["type"]> = new Set(["usd", "kg", "number", "share", "count"]);

interface Keyed {
  readonly key?: string;
  readonly party?: string;
  readonly label?: string;
  readonly [field: string]: unknown;
}

/** The figure of a supplier is walked by itself; any other leads to how the whole answer was made. */
function referenceTo(answer: Answer, question: Question, table: Table, row: number, column: Column): string | null {
  if (!FIGURES.has(column.type)) return null;
  const { operation, result } = answer;
  const whole = writeReference({ operation, question, path: [] });
  const lines = (result as { readonly suppliers?: readonly Keyed[] }).suppliers;
  if (operation !== "suppliers" || lines === undefined) return whole;
  const cell = table.rows[row]?.[0];
  const line = lines.find((each) => each.label === cell);
  const field = camel(column.name);
  const key = line?.party ?? line?.key;
  if (line === undefined || key === undefined || line[field] == null) return whole;
  return writeReference({ operation, question, path: ["suppliers", key, field] });
}

const camel = (name: string): string => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function Elsewhere({ operation, question }: { readonly operation: string; readonly question: Question }) {
  const ways = () => reproduce(operation, { ...question, ...settings() }, window.location.origin);
  return (
    <p class="figure-tools">
      <CopyButton text={() => ways().cli}>Copy the CLI command</CopyButton>
      <CopyButton text={() => ways().api}>Copy the API call</CopyButton>
      <CopyButton text={() => ways().mcp}>Copy the MCP prompt</CopyButton>
    </p>
  );
}

interface QuestionFieldProps {
  readonly field: FieldSchema;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

interface ListFieldProps {
  readonly field: FieldSchema;
  readonly items: readonly string[];
  readonly onChange: (items: readonly string[]) => void;
}

/** A line for each item, and one for the next. */
function ListField({ field, items, onChange }: ListFieldProps) {
  return (
    <div>
      {[...items, ""].map((item, at) => (
        <TextField
          key={at}
          label={`${field.name} ${at + 1}${field.required && at === 0 ? " (needed)" : ""}`}
          value={item}
          onChange={(said) => onChange([...items.slice(0, at), said, ...items.slice(at + 1)])}
        />
      ))}
      {field.about === "" ? null : <span class="muted about">{field.about}</span>}
    </div>
  );
}

const COUNTRIES_BY_NAME: ReadonlySet<string> = new Set(["to", "origin"]);

function QuestionField({ field, value, onChange }: QuestionFieldProps) {
  const label = `${field.name}${field.required ? " (needed)" : ""}`;
  const about = field.about === "" ? null : <span class="muted about">{field.about}</span>;
  const own = (() => {
    if (field.type === "boolean") {
      return <CheckField label={label} value={value === "true"} onChange={(on) => onChange(on ? "true" : "")} />;
    }
    if (field.choices.length > 0) {
      const choices = field.choices.map((choice) => [choice, choice] as const);
      const all = field.fallback === "" ? [["", "—"] as const, ...choices] : choices;
      return <ChoiceField label={label} value={value} choices={all} onChange={onChange} />;
    }
    if (COUNTRIES_BY_NAME.has(field.name)) return <CountryField label={label} value={value} onChange={onChange} />;
    return <TextField label={label} value={value} onChange={onChange} />;
  })();
  return (
    <div>
      {own}
      {about}
    </div>
  );
}
