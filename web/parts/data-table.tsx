import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { type Column, isNumeric, type Table } from "../../src/render/document.ts";
import { chooseScales, unitOf, writeCell } from "../../src/render/scale.ts";
import { explainFigure } from "../state/everywhere.ts";
import { useGridKeys } from "./grid-keys.ts";
import { type Order, orderRows } from "./order-rows.ts";

/** What a row leads to: another screen, or something that this screen opens. */
export interface RowAction {
  readonly label: string;
  readonly href?: string;
  readonly run?: () => void;
}

export interface DataTableProps {
  readonly table: Table;
  /** What the table is, for those who cannot see it; its title where left out. */
  readonly name?: string;
  /** The reference to the figure in a cell; null where it is no figure that can be explained. */
  readonly reference?: (row: number, column: Column) => string | null;
  /** The column whose cells lead on; the first one of text where left out. */
  readonly lead?: string;
  /** Where that cell of a row leads. */
  readonly action?: (row: number) => RowAction | null;
  readonly rowClass?: (row: number) => string | undefined;
}

const FIRST_ROWS = 60;

/** A table to sort, to go through by arrow keys, and to ask of each figure where it comes from. */
export function DataTable({ table, name, reference, action, rowClass, ...more }: DataTableProps) {
  const order = useSignal<Order | null>(null);
  const shown = useSignal(FIRST_ROWS);
  const grid = useRef<HTMLTableElement>(null);
  useGridKeys(grid);
  const scales = chooseScales(table);
  const rows = orderRows(table, order.value);
  const label = name ?? table.title ?? "Table";
  const lead = Math.max(
    0,
    table.columns.findIndex(({ name: own, type }) => (more.lead === undefined ? type === "text" : own === more.lead)),
  );

  const head = table.columns.map((column, at) => {
    const sorted = order.value?.column === at ? order.value : null;
    const unit = unitOf(column, scales);
    return (
      <th
        key={column.name}
        scope="col"
        class={isNumeric(column) ? "number" : undefined}
        aria-sort={sorted === null ? "none" : sorted.descending ? "descending" : "ascending"}
      >
        <button
          type="button"
          data-stop
          class="sort"
          onClick={() => {
            const descending = sorted === null ? isNumeric(column) : !sorted.descending;
            order.value = { column: at, descending };
          }}
        >
          {column.label}
          {unit === undefined ? null : <span class="unit">{unit}</span>}
        </button>
      </th>
    );
  });

  const body = rows.slice(0, shown.value).map((row) => (
    <tr key={row} class={rowClass?.(row)}>
      {table.columns.map((column, at) => {
        const cell = table.rows[row]?.[at] ?? null;
        const written = writeCell(cell, column, scales);
        const of = cell === null || !isNumeric(column) ? null : (reference?.(row, column) ?? null);
        const step = at === lead ? (action?.(row) ?? null) : null;
        const exact = isNumeric(column) && cell !== null ? `${String(cell)}` : undefined;
        return (
          <td
            key={column.name}
            class={
              isNumeric(column)
                ? "number"
                : column.type === "code"
                  ? "code"
                  : column.type === "date"
                    ? "date"
                    : undefined
            }
          >
            {of !== null ? (
              <button type="button" data-stop class="figure-button" title={exact} onClick={() => explainFigure(of)}>
                {written}
              </button>
            ) : step !== null ? (
              <RowLink action={step}>{written}</RowLink>
            ) : (
              <span title={exact}>{written}</span>
            )}
          </td>
        );
      })}
    </tr>
  ));

  return (
    <div class="table-scroll">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are walked by arrow keys. */}
      <table ref={grid} role="grid" aria-label={label} aria-rowcount={table.rows.length + 1}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{body}</tbody>
      </table>
      {table.rows.length > shown.value ? (
        <button type="button" class="plain" onClick={() => (shown.value = table.rows.length)}>
          Show all {table.rows.length.toLocaleString("en-US")} rows
        </button>
      ) : null}
    </div>
  );
}

function RowLink({ action, children }: { readonly action: RowAction; readonly children: ComponentChildren }) {
  return action.href === undefined ? (
    <button type="button" data-stop class="link" title={action.label} onClick={action.run}>
      {children}
    </button>
  ) : (
    <a data-stop href={action.href} title={action.label}>
      {children}
    </a>
  );
}
