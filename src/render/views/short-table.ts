import type { Block, Cell, Column } from "../document.ts";

interface ShortTable {
  readonly title: string;
  /** Title of the table of all rows, which files get. */
  readonly whole: string;
  readonly columns: readonly Column[];
  /** What people read. */
  readonly shown: readonly (readonly Cell[])[];
  readonly rows: readonly (readonly Cell[])[];
  /** Says what is not shown. */
  readonly note?: string | undefined;
}

/** The most telling rows for people and, where they are not all, all of them for files. Nothing where there is none. */
export function shortTable({ title, whole, columns, shown, rows, note }: ShortTable): Block[] {
  if (rows.length === 0) return [];
  return [
    { kind: "table", title, columns, rows: shown },
    ...(note === undefined ? [] : [{ kind: "paragraph", text: note } as const]),
    ...(rows.length > shown.length ? [{ kind: "table", title: whole, detail: true, columns, rows } as const] : []),
  ];
}
