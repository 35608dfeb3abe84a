import { useAsked } from "../state/answers.ts";
import { settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { Problem } from "./problem.tsx";

interface RejectsProps {
  /** One import by its id; all of them when empty. */
  readonly import: string;
  readonly onChange: (id: string) => void;
}

/** Which records could not be read, where they stand and why. */
export function RejectsFigure({ import: id, onChange }: RejectsProps) {
  const asked = useAsked(`rejects ${id} ${JSON.stringify(settings())}`, (signal) =>
    client.value.rejects({ ...(id === "" ? {} : { import: id }), top: 500 }, { ...settings(), signal }),
  );
  const { value, problem } = asked.value;
  if (problem !== null) return <Problem problem={problem} />;
  if (value === null) return <p role="status">Reading the rejected records …</p>;
  const { total, reasons, records } = value.result;
  const [most] = reasons.toSorted((a, b) => b.rows - a.rows);
  return (
    <>
      {id === "" ? null : (
        <p>
          Of import <span class="code">{id}</span>.{" "}
          <button type="button" class="link" onClick={() => onChange("")}>
            Show those of all imports
          </button>
        </p>
      )}
      {total === 0 ? <p>Every record of every file was read.</p> : null}
      {total === 0 ? null : (
        <>
          <ChartFigure
            name="reject-reasons"
            title="Reasons"
            caption={`${total.toLocaleString("en-US")} records were rejected${most === undefined ? "" : `, ${most.rows.toLocaleString("en-US")} of them because: ${most.reason}`}.`}
            table={{
              kind: "table",
              title: "Reasons",
              columns: [
                { name: "reason", label: "Reason", type: "text" },
                { name: "column", label: "Column", type: "code" },
                { name: "file", label: "File", type: "code" },
                { name: "records", label: "Records", type: "count" },
                { name: "first_line", label: "First line", type: "count" },
              ],
              rows: reasons.map((each) => [each.reason, each.column, each.file, each.rows, each.firstLine]),
            }}
          />
          <ChartFigure
            name="rejects"
            title="Records"
            caption="Where each record stands in its file, and the value that could not be used."
            table={{
              kind: "table",
              title: "Records",
              columns: [
                { name: "file", label: "File", type: "text" },
                { name: "line", label: "Line", type: "count" },
                { name: "column", label: "Column", type: "code" },
                { name: "value", label: "Value", type: "code" },
                { name: "reason", label: "Reason", type: "code" },
              ],
              rows: records.map((each) => [each.file, each.line, each.column, each.value, each.reason]),
            }}
          />
        </>
      )}
    </>
  );
}
