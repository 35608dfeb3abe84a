import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ApiProblem } from "../../src/client/client.ts";
import { asProblem, forgetAnswers } from "../state/answers.ts";
import {
  cancelImport,
  hasEnded,
  type ImportStatus,
  type Suggestion,
  startImport,
  suggestMapping,
  watchImport,
} from "../state/imports.ts";
import { DataTable } from "./data-table.tsx";
import { ImportOutcome } from "./import-outcome.tsx";
import { MappingEditor, type MappingValue } from "./mapping-editor.tsx";
import { Problem } from "./problem.tsx";

const KNOWN_LAYOUT = /^# The header is that of the known layout ([\w-]+)/;
const ROWS_SHOWN = 8;

/** A file from anywhere: dropped or chosen, its mapping drafted and put right, imported with its progress in sight. */
export function ImportDesk() {
  const file = useSignal<File | null>(null);
  const suggestion = useSignal<Suggestion | null>(null);
  const problem = useSignal<ApiProblem | null>(null);
  const status = useSignal<ImportStatus | null>(null);
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);

  const fail = (error: unknown) => {
    if (!stop.current.signal.aborted) problem.value = asProblem(error);
  };
  const suggest = (chosen: File, family: string) => {
    problem.value = null;
    suggestMapping(chosen, family, stop.current.signal).then((found) => {
      if (file.value === chosen) suggestion.value = found;
    }, fail);
  };
  const take = (chosen: File) => {
    file.value = chosen;
    suggestion.value = null;
    status.value = null;
    suggest(chosen, "");
  };
  const run = async (chosen: File, mapping: MappingValue | null) => {
    problem.value = null;
    status.value = await startImport(chosen, mapping === null ? {} : { mapping: JSON.stringify(mapping) });
    await watchImport(
      status.value.id,
      (next) => {
        status.value = next;
        if (next.state === "done") forgetAnswers();
      },
      stop.current.signal,
    );
  };
  const chosen = file.value;
  const draft = suggestion.value;
  const running = status.value !== null && !hasEnded(status.value);
  return (
    <section>
      <DropZone onFile={take} busy={running} />
      {problem.value === null ? null : <Problem problem={problem.value} />}
      {chosen !== null && draft === null && problem.value === null ? (
        <p role="status">Reading {chosen.name} …</p>
      ) : null}
      {status.value === null ? null : <Progress status={status.value} />}
      {chosen === null || draft === null || status.value !== null ? null : (
        <>
          <FirstRows draft={draft} />
          {KNOWN_LAYOUT.test(draft.yaml) ? (
            <p>
              This is the known layout “{KNOWN_LAYOUT.exec(draft.yaml)?.[1]}”: it needs no mapping.{" "}
              <button type="button" class="primary" onClick={() => run(chosen, null).catch(fail)}>
                Import {chosen.name}
              </button>
            </p>
          ) : (
            <MappingEditor
              key={draft.yaml}
              draft={draft}
              onFamily={(family) => suggest(chosen, family)}
              onImport={(mapping) => run(chosen, mapping).catch(fail)}
            />
          )}
        </>
      )}
    </section>
  );
}

function DropZone({ onFile, busy }: { readonly onFile: (file: File) => void; readonly busy: boolean }) {
  const over = useSignal(false);
  const take = (files: FileList | null | undefined) => {
    const [first] = files ?? [];
    if (first !== undefined && !busy) onFile(first);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is beside the button in it, which does the same.
    <div
      class={over.value ? "drop over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        over.value = true;
      }}
      onDragLeave={() => {
        over.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        over.value = false;
        take(event.dataTransfer?.files);
      }}
    >
      <label class="field">
        <span>Drop a file here or choose one: CSV, TSV, gzip, Parquet or XLSX</span>
        <input
          type="file"
          disabled={busy}
          accept=".csv,.tsv,.txt,.gz,.parquet,.xlsx"
          onChange={(event) => {
            take(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
      </label>
    </div>
  );
}

function FirstRows({ draft }: { readonly draft: Suggestion }) {
  return (
    <DataTable
      table={{
        kind: "table",
        title: `First rows of ${draft.file}`,
        columns: draft.header.map((name) => ({ name, label: name, type: "text" })),
        rows: draft.rows.slice(0, ROWS_SHOWN),
      }}
    />
  );
}

function Progress({ status }: { readonly status: ImportStatus }) {
  const { state, progress, file } = status;
  if (hasEnded(status)) return <ImportOutcome status={status} />;
  const words =
    progress === null
      ? state === "waiting"
        ? "waiting for its turn"
        : "reading"
      : `${progress.label}: ${progress.done.toLocaleString("en-US")} ${progress.unit}`;
  return (
    <div>
      <p role="status">
        {file}: {words}
      </p>
      <progress
        aria-label={`Import of ${file}`}
        {...(progress?.total == null ? {} : { value: progress.done, max: progress.total })}
      />
      <button type="button" onClick={() => cancelImport(status.id)}>
        Cancel: the store stays as it was
      </button>
    </div>
  );
}
