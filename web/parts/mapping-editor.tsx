import { useSignal } from "@preact/signals";
import type { Suggestion } from "../state/imports.ts";
import { ChoiceField, TextField } from "./fields.tsx";

/** How one field is filled: from a column, or with the same text for every row; how a figure or date is read. */
type Filled = Readonly<Record<string, unknown>> & { readonly from?: string; readonly constant?: string };

export interface MappingValue {
  readonly as: string;
  readonly source?: string;
  readonly licence?: string;
  readonly columns: Readonly<Record<string, Filled>>;
  readonly [other: string]: unknown;
}

interface MappingEditorProps {
  readonly draft: Suggestion;
  /** Asks for a draft as rows of another kind. */
  readonly onFamily: (family: string) => void;
  readonly onImport: (mapping: MappingValue) => void;
}

const FAMILIES = [
  "shipments",
  "flows",
  "parties",
  "facilities",
  "capacities",
  "stakes",
  "listings",
  "prices",
  "costs",
  "fx",
] as const;

function readMapping(text: string): MappingValue | string {
  try {
    const read = JSON.parse(text) as MappingValue;
    return typeof read === "object" && read !== null && typeof read.columns === "object"
      ? read
      : "The mapping needs its columns.";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The draft of a mapping to put right: a line a field, and the whole as text for units, formats and factors. */
export function MappingEditor({ draft, onFamily, onImport }: MappingEditorProps) {
  const mapping = useSignal(draft.mapping as unknown as MappingValue);
  const fault = useSignal("");
  const { value } = mapping;
  const fill = (field: string, change: Filled | null) => {
    const columns = { ...value.columns };
    if (change === null) delete columns[field];
    else columns[field] = change;
    mapping.value = { ...value, columns };
  };
  const lacking = draft.fields.filter(({ name, required }) => required && value.columns[name] === undefined);
  const families = [...new Set([draft.as, ...FAMILIES])].map((family) => [family as string, family as string] as const);
  return (
    <form
      aria-label="Mapping"
      onSubmit={(event) => {
        event.preventDefault();
        if (fault.value === "") onImport(value);
      }}
    >
      <h2>Which column is which field</h2>
      <div class="inline-form">
        <ChoiceField label="The rows are" value={value.as} choices={families} onChange={onFamily} />
        <TextField
          label="Cited as source"
          value={value.source ?? ""}
          onChange={(source) => {
            mapping.value = { ...value, source };
          }}
        />
        <TextField
          label="Licence of the data"
          value={value.licence ?? ""}
          onChange={(licence) => {
            const { licence: _old, ...rest } = value;
            mapping.value = licence === "" ? (rest as MappingValue) : { ...value, licence };
          }}
        />
      </div>
      <div class="table-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">From the column</th>
              <th scope="col">or the same for every row</th>
              <th scope="col">What it is</th>
            </tr>
          </thead>
          <tbody>
            {draft.fields.map(({ name, required, about }) => {
              const filled = value.columns[name];
              return (
                <tr key={name}>
                  <th scope="row">
                    <span class="code">{name}</span>
                    {required ? " (needed)" : ""}
                  </th>
                  <td>
                    <select
                      aria-label={`Column for ${name}`}
                      value={filled?.from ?? ""}
                      onChange={(event) => {
                        const from = event.currentTarget.value;
                        const { constant: _constant, ...kept } = filled ?? {};
                        fill(name, from === "" ? null : { ...kept, from });
                      }}
                    >
                      <option value="">—</option>
                      {draft.header.map((column) => (
                        <option key={column} value={column}>
                          {column}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    <input
                      aria-label={`Constant for ${name}`}
                      value={filled?.constant ?? ""}
                      onChange={(event) => {
                        const constant = event.currentTarget.value.trim();
                        fill(name, constant === "" ? null : { constant });
                      }}
                    />
                  </td>
                  <td class="muted">{about}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <details>
        <summary>As text, for units, formats and factors</summary>
        <textarea
          aria-label="Mapping as text"
          spellcheck={false}
          value={JSON.stringify(value, null, 2)}
          onChange={(event) => {
            const read = readMapping(event.currentTarget.value);
            fault.value = typeof read === "string" ? read : "";
            if (typeof read !== "string") mapping.value = read;
          }}
        />
        <p role="alert">{fault}</p>
      </details>
      {lacking.length === 0 ? null : (
        <p class="warnings one">Still needed: {lacking.map(({ name }) => name).join(", ")}.</p>
      )}
      <p>
        <button type="submit" class="primary">
          Import {draft.file}
        </button>
      </p>
    </form>
  );
}
