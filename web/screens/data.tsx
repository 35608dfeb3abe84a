import type { Answer, Result } from "../../src/client/client.ts";
import { ChartFigure } from "../parts/chart-figure.tsx";
import { CoverageFigure } from "../parts/coverage-figure.tsx";
import { Tabs } from "../parts/fields.tsx";
import { ImportDesk } from "../parts/import-desk.tsx";
import { Problem, Warnings } from "../parts/problem.tsx";
import { RejectsFigure } from "../parts/rejects-figure.tsx";
import { useAsked } from "../state/answers.ts";
import { addressOf, changeEverywhere, settings } from "../state/everywhere.ts";
import { choice, readFields, text, writeFields } from "../state/fields.ts";
import { go, place } from "../state/location.ts";
import { client } from "../state/server.ts";

export const DATA_FIELDS = {
  tab: choice(["store", "coverage", "rejects", "import"]),
  product: text(),
  to: text(),
  import: text(),
};

const TABS = [
  ["store", "What is there"],
  ["coverage", "Coverage"],
  ["rejects", "Rejected records"],
  ["import", "Import"],
] as const;

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;

/** What is in the store, what it covers, what could not be read, and more data by drag and drop. */
export function DataScreen() {
  const values = readFields(DATA_FIELDS, place.value.query);
  const change = (changes: Partial<typeof values>, replace = false) =>
    go(addressOf("/data", writeFields(DATA_FIELDS, { ...values, ...changes })), { replace });
  return (
    <div class="page">
      <h1>Data</h1>
      <Tabs label="Data" tabs={TABS} chosen={values.tab} onChoose={(tab) => change({ tab }, true)}>
        {values.tab === "store" ? <StoreView onRejects={(id) => change({ tab: "rejects", import: id })} /> : null}
        {values.tab === "coverage" ? (
          <CoverageFigure product={values.product} to={values.to} onChange={(changes) => change(changes)} />
        ) : null}
        {values.tab === "rejects" ? (
          <RejectsFigure import={values.import} onChange={(id) => change({ import: id })} />
        ) : null}
        {values.tab === "import" ? <ImportDesk /> : null}
      </Tabs>
    </div>
  );
}

function StoreView({ onRejects }: { readonly onRejects: (id: string) => void }) {
  const { vintage } = settings();
  const asked = useAsked(`status ${vintage ?? "last"}`, (signal) =>
    client.value.status({}, { signal, ...(vintage === undefined ? {} : { vintage }) }),
  );
  const { value, problem } = asked.value;
  if (problem !== null) return <Problem problem={problem} />;
  if (value === null) return <p role="status">Reading the store’s log …</p>;
  return <Store answer={value} onRejects={onRejects} />;
}

interface StoreProps {
  readonly answer: Answer<Result<"status">>;
  readonly onRejects: (id: string) => void;
}

function Store({ answer, onRejects }: StoreProps) {
  const { result, warnings } = answer;
  const rows = result.imports.reduce((sum, each) => sum + each.rows, 0);
  const rejected = result.imports.reduce((sum, each) => sum + each.rejected, 0);
  const filled = result.tables.filter((table) => table.rows > 0);
  return (
    <>
      <Warnings warnings={warnings} />
      {result.imports.length === 0 ? (
        <p>
          The store is empty. Trade statistics or bills of lading would fill it: drop a file under “Import”, or run{" "}
          <code>headwater demo</code>.
        </p>
      ) : null}
      <ChartFigure
        name="imports"
        title="Sources"
        caption={`${counted(result.imports.length, "import")} with ${counted(rows, "row")}; ${counted(rejected, "record")} could not be read.`}
        table={{
          kind: "table",
          title: "Sources",
          columns: [
            { name: "file", label: "File", type: "text" },
            { name: "source", label: "Source", type: "code" },
            { name: "family", label: "As", type: "code" },
            { name: "rows", label: "Rows", type: "count" },
            { name: "rejected", label: "Rejected", type: "count" },
            { name: "first_day", label: "First day", type: "date" },
            { name: "last_day", label: "Last day", type: "date" },
            { name: "imported_on", label: "Imported on", type: "date" },
            { name: "made", label: "Made", type: "text" },
            { name: "licence", label: "Licence", type: "text" },
          ],
          rows: result.imports.map((each) => [
            each.file,
            each.source,
            each.family,
            each.rows,
            each.rejected,
            each.firstDay,
            each.lastDay,
            each.importedOn,
            each.made ? "made world" : "no",
            each.licence,
          ]),
        }}
        tableProps={{
          reference: () => "status",
          action: (row) => {
            const found = result.imports[row];
            return found === undefined || found.rejected === 0
              ? null
              : { label: "Rejected records of this import", run: () => onRejects(found.id) };
          },
        }}
      />
      <ChartFigure
        name="tables"
        title="Tables"
        caption={`${counted(filled.length, "table")} of ${result.tables.length} hold rows; any Delta reader opens them.`}
        table={{
          kind: "table",
          title: "Tables",
          columns: [
            { name: "table", label: "Table", type: "text" },
            { name: "version", label: "Version", type: "count" },
            { name: "files", label: "Files", type: "count" },
            { name: "rows", label: "Rows", type: "count" },
            { name: "bytes", label: "Bytes", type: "count" },
          ],
          rows: filled.map((table) => [table.name, table.version, table.files, table.rows, table.bytes]),
        }}
      />
      <ChartFigure
        name="vintages"
        title="Earlier states"
        caption="Every page can be asked of an earlier state of the store; its number then stands in the address."
        table={{
          kind: "table",
          title: "Earlier states",
          columns: [
            { name: "vintage", label: "Vintage", type: "count" },
            { name: "why", label: "Why it was written", type: "text" },
            { name: "at", label: "At", type: "date" },
          ],
          rows: result.vintages.map((each) => [each.vintage, each.why, each.at]),
        }}
        tableProps={{
          action: (row) => {
            const number = result.vintages[row]?.vintage;
            if (number === undefined || number === 0) return null;
            return { label: `Ask vintage ${number}`, run: () => changeEverywhere({ vintage: number }) };
          },
        }}
      />
    </>
  );
}
