import type { Table } from "../../src/render/document.ts";
import { addressOf } from "../state/everywhere.ts";
import type { ImportReport, ImportStatus } from "../state/imports.ts";
import { DataTable } from "./data-table.tsx";

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

/** What became of an import. */
export function ImportOutcome({ status }: { readonly status: ImportStatus }) {
  const { state, problem, result, file } = status;
  if (state === "cancelled") return <p role="status">{file} was not imported; the store is as it was.</p>;
  if (state === "failed" || result === null) {
    return (
      <div class="problem" role="alert">
        <p>
          <strong>{problem?.detail ?? problem?.title ?? "The import failed."}</strong>
        </p>
        {problem?.hint === undefined ? null : <p>{problem.hint}</p>}
      </div>
    );
  }
  return <Report result={result} />;
}

function rejectsTable({ rejects }: ImportReport): Table {
  return {
    kind: "table",
    title: "First rejected records",
    columns: [
      { name: "line", label: "Line", type: "count" },
      { name: "column", label: "Column", type: "code" },
      { name: "value", label: "Value", type: "text" },
      { name: "reason", label: "Reason", type: "text" },
    ],
    rows: rejects.map(({ line, column, value, reason }) => [line, column, value, reason]),
  };
}

const OUTCOMES = {
  imported: "was imported",
  unchanged: "is in the store already: nothing was changed",
  replaced: "was imported and replaces what an earlier file of that name brought",
} as const;

function Report({ result }: { readonly result: ImportReport }) {
  return (
    <div>
      <p role="status">
        <strong>
          {result.file} {OUTCOMES[result.outcome]}.
        </strong>{" "}
        {counted(result.rows, "row")} as {result.as} of the source “{result.source}”;{" "}
        {counted(result.rejected, "record")} could not be read. Store vintage {result.vintage}.
      </p>
      {result.warnings.length === 0 ? null : (
        <ul class="warnings">
          {result.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
      {result.rejects.length === 0 ? null : (
        <>
          <DataTable table={rejectsTable(result)} />
          <p>
            <a href={addressOf("/data", `tab=rejects&import=${result.importId}`)}>All rejected records</a>
          </p>
        </>
      )}
    </div>
  );
}
