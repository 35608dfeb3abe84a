import type { Table } from "../../src/render/document.ts";
import { ChartFigure } from "./chart-figure.tsx";

interface OtherFiguresProps {
  /** Begins the names of the files. */
  readonly name: string;
  readonly tables: readonly Table[];
}

/** Figures of an answer that have no picture, each as its table. */
export function OtherFigures({ name, tables }: OtherFiguresProps) {
  return (
    <>
      {tables.map((table) => (
        <ChartFigure
          key={table.title}
          name={`${name}-${table.title?.toLowerCase().replaceAll(" ", "-") ?? "more"}`}
          title={table.title ?? "More"}
          caption={`${table.rows.length} ${table.rows.length === 1 ? "line" : "lines"}.`}
          table={table}
        />
      ))}
    </>
  );
}
