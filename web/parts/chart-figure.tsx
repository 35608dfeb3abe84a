import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Table } from "../../src/render/document.ts";
import { tableToCsv } from "../../src/render/render-csv.ts";
import { DataTable, type DataTableProps } from "./data-table.tsx";
import { pngOf, saveFile } from "./download.ts";

export interface ChartFigureProps {
  /** Begins the names of its files. */
  readonly name: string;
  readonly title: string;
  /** One sentence that states the finding. */
  readonly caption: ComponentChildren;
  readonly table: Table;
  readonly tableProps?: Omit<DataTableProps, "table">;
  /** The picture as a file of its own; left out where the figure is a table alone. */
  readonly svg?: (() => string | Promise<string>) | undefined;
  readonly children?: ComponentChildren;
}

/** A chart with its finding in a sentence, its table, and its files. */
export function ChartFigure({ name, title, caption, table, tableProps, svg, children }: ChartFigureProps) {
  const asTable = useSignal(children === undefined);
  const fault = useSignal("");
  const save = (format: "csv" | "svg" | "png") => {
    fault.value = "";
    saveAs(name, format, table, svg).catch((error: unknown) => {
      fault.value = error instanceof Error ? error.message : String(error);
    });
  };
  return (
    <figure class="chart-figure">
      <figcaption>
        <h2>{title}</h2>
        <p>{caption}</p>
      </figcaption>
      <div class="figure-tools">
        {children === undefined ? null : (
          <button
            type="button"
            aria-pressed={asTable.value}
            onClick={() => {
              asTable.value = !asTable.value;
            }}
          >
            View as table
          </button>
        )}
        <button type="button" onClick={() => save("csv")}>
          CSV
        </button>
        {svg === undefined ? null : (
          <>
            <button type="button" onClick={() => save("png")}>
              PNG
            </button>
            <button type="button" onClick={() => save("svg")}>
              SVG
            </button>
          </>
        )}
        <span role="status" class="said">
          {fault}
        </span>
      </div>
      {asTable.value ? <DataTable {...tableProps} table={table} name={title} /> : children}
    </figure>
  );
}

async function saveAs(
  name: string,
  format: "csv" | "svg" | "png",
  table: Table,
  svg: ChartFigureProps["svg"],
): Promise<void> {
  if (format === "csv") saveFile(`${name}.csv`, "text/csv;charset=utf-8", tableToCsv(table));
  else if (svg !== undefined) {
    const picture = await svg();
    if (format === "svg") saveFile(`${name}.svg`, "image/svg+xml", picture);
    else saveFile(`${name}.png`, "image/png", await pngOf(picture));
  }
}
