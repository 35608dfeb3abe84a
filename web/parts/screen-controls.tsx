import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { useAsked } from "../state/answers.ts";
import {
  columnNames,
  guessColumns,
  MOST_NAMES,
  type NameColumns,
  type NameTable,
  readNames,
  rowsOf,
} from "../state/name-list.ts";
import { changeScreen, listsOf, type ScreenPlace, screenRows, screenSettings } from "../state/screen-question.ts";
import { client } from "../state/server.ts";
import { CheckField, ChoiceField, Controls, TextField } from "./fields.tsx";

const MOST_BYTES = 3 * 1024 * 1024;
const TOPS = [1, 3, 5, 10, 25, 50] as const;

interface Taken {
  readonly name: string;
  readonly table: NameTable;
}

/** The names, pasted or of a file, which of its columns is what, and which lists are looked through. */
export function ScreenControls({ values }: { readonly values: ScreenPlace }) {
  return (
    <Controls label="Whom to screen">
      <NamesField written={values.names} />
      <ListsField values={values} />
      <fieldset>
        <legend>How near</legend>
        <TextField
          label="Least score, 0 to 1"
          value={values.atLeast}
          placeholder="0.75"
          onChange={(atLeast) => changeScreen({ atLeast })}
        />
        <ChoiceField
          label="Matches of each name"
          value={String(values.top)}
          choices={[...new Set<number>([...TOPS, values.top])].sort((a, b) => a - b).map((top) => [`${top}`, `${top}`])}
          onChange={(top) => changeScreen({ top: Number(top) })}
        />
        <TextField
          label="Lists as known on"
          type="date"
          value={values.known}
          onChange={(known) => changeScreen({ known })}
        />
      </fieldset>
    </Controls>
  );
}

function NamesField({ written }: { readonly written: string }) {
  const pasted = useSignal(written);
  const file = useSignal<Taken | null>(null);
  const columns = useSignal<NameColumns | null>(null);
  const fault = useSignal("");
  const about = useId();
  useEffect(() => {
    pasted.value = written;
  }, [written]);
  const table = file.value?.table ?? readNames(pasted.value, false);
  const chosen = columns.value ?? guessColumns(table);
  const rows = rowsOf(table, chosen);
  const names = columnNames(table);
  const over = rows.length - MOST_NAMES;
  const take = async (taken: File) => {
    fault.value = "";
    columns.value = null;
    file.value = null;
    if (taken.size > MOST_BYTES) {
      fault.value = `“${taken.name}” is larger than 3 MB. Longer lists are screened by headwater screen FILE.`;
      return;
    }
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(await taken.arrayBuffer());
      file.value = { name: taken.name, table: readNames(text, true) };
    } catch {
      fault.value = `“${taken.name}” is not text in UTF-8. Save it as CSV in UTF-8.`;
    }
  };
  return (
    <fieldset>
      <legend>Names</legend>
      <label class="field">
        <span>A name in each line, or a table with tabs</span>
        <textarea
          class="watch-list"
          rows={6}
          aria-describedby={about}
          value={pasted.value}
          onInput={(event) => {
            pasted.value = event.currentTarget.value;
            file.value = null;
            columns.value = null;
          }}
        />
      </label>
      <label class="field">
        <span>or a file: CSV or plain text</span>
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          onChange={(event) => {
            const [taken] = event.currentTarget.files ?? [];
            if (taken !== undefined) void take(taken);
            event.currentTarget.value = "";
          }}
        />
      </label>
      {names.length < 2 ? null : (
        <ColumnChoices
          names={names}
          chosen={chosen}
          onChange={(next) => {
            columns.value = next;
          }}
        />
      )}
      <p id={about} class="muted about" role="status">
        {fault.value !== ""
          ? fault.value
          : over > 0
            ? `${rows.length.toLocaleString("en-US")} names are more than the ${MOST_NAMES.toLocaleString("en-US")} that one question takes: leave out ${over.toLocaleString("en-US")}, or ask in parts.`
            : `${file.value === null ? "" : `${file.value.name}: `}${rows.length.toLocaleString("en-US")} ${rows.length === 1 ? "name" : "names"}. They are sent to the server of this page alone; a short list goes into the address.`}
      </p>
      <button
        type="button"
        class="primary"
        disabled={over > 0 || rows.length === 0}
        onClick={() => screenRows(rows, file.value?.name ?? "pasted list")}
      >
        Screen the names
      </button>
    </fieldset>
  );
}

interface ColumnChoicesProps {
  readonly names: readonly string[];
  readonly chosen: NameColumns;
  readonly onChange: (columns: NameColumns) => void;
}

function ColumnChoices({ names, chosen, onChange }: ColumnChoicesProps) {
  const choices = names.map((name, at) => [String(at), name] as const);
  const none = ["-1", "None"] as const;
  const field = (label: string, column: keyof NameColumns) => (
    <ChoiceField
      label={label}
      value={String(chosen[column])}
      choices={column === "name" ? choices : [none, ...choices]}
      onChange={(at) => onChange({ ...chosen, [column]: Number(at) })}
    />
  );
  return (
    <>
      {field("Column of names", "name")}
      {field("Column of countries", "country")}
      {field("Column of identifiers (SCHEME:VALUE)", "identifier")}
    </>
  );
}

/** Any name does to be told which lists there are. */
const ANY_NAME = "Headwater";

function ListsField({ values }: { readonly values: ScreenPlace }) {
  const settings = screenSettings(values);
  const asked = useAsked(`lists ${JSON.stringify(settings)}`, (signal) =>
    client.value.screen({ name: ANY_NAME, atLeast: "1", top: 1 }, { ...settings, signal }),
  );
  const lists = asked.value.value?.result.lists ?? [];
  const chosen = listsOf(values);
  const choose = (id: string, on: boolean) => {
    const all = lists.map((each) => each.id);
    const before = chosen.length === 0 ? all : chosen;
    const next = all.filter((each) => (each === id ? on : before.includes(each)));
    changeScreen({ list: next.length === all.length ? "" : next.join(",") });
  };
  if (lists.length === 0) return null;
  return (
    <fieldset>
      <legend>Lists</legend>
      {lists.map(({ id, title, asOf, complete, parties }) => (
        <div key={id}>
          <CheckField label={id} value={chosen.length === 0 || chosen.includes(id)} onChange={(on) => choose(id, on)} />
          <span class="muted about">
            {title}; {parties} parties{asOf === null ? "" : `, as of ${asOf}`}
            {complete === false ? ", not complete here" : ""}
          </span>
        </div>
      ))}
    </fieldset>
  );
}
