import { type Cell, type Column, isNumeric, type Table } from "../document.ts";
import { chooseScales, unitOf, writeCell } from "../scale.ts";
import type { Explained, Explanations } from "./explanations.ts";
import { type Html, html } from "./html.ts";

export interface ReportTable {
  readonly id: string;
  readonly table: Table;
  readonly explained: Omit<Explained, "lines">;
  /** The command that walks the figures of a row down to rows of the data. */
  readonly commands?: readonly (string | null)[];
}

/** A cell without rounding, with its unit. */
function exactCell(cell: Cell, column: Column): string {
  const words = cell === null ? "not known" : String(cell);
  const unit = { usd: "USD ", kg: "", share: "", count: "", number: "", text: "", code: "", date: "" }[column.type];
  const after = column.type === "kg" ? " kg" : column.unit === undefined ? "" : ` ${column.unit}`;
  return cell === null
    ? `${column.label.toLowerCase()} ${words}`
    : `${column.label.toLowerCase()} ${unit}${words}${after}`;
}

/** A tier is the name of a line, no figure. */
const isFigure = (column: Column): boolean => isNumeric(column) && column.name !== "tier";

/** Writes a table whose every figure points at its line in the explanations, and takes that explanation in. */
export function reportTable(explanations: Explanations, { id, table, explained, commands }: ReportTable): Html {
  const { columns, rows, title = explained.title } = table;
  const first = columns.findIndex((column) => !isNumeric(column));
  explanations.add(id, {
    ...explained,
    lines: rows.map((row, at) => ({
      label:
        columns[0]?.name === "tier"
          ? `Tier ${row[0]}${first > 0 ? `, ${row[first] ?? ""}` : ""}`
          : String(row[Math.max(first, 0)] ?? ""),
      exact: columns
        .flatMap((column, place) => (isFigure(column) ? [exactCell(row[place] ?? null, column)] : []))
        .join("; "),
      command: commands?.[at] ?? null,
    })),
  });
  const scales = chooseScales(table);
  const head = columns.map((column, place) => {
    const unit = unitOf(column, scales);
    return html`<th scope="col"${place > 0 && isFigure(column) ? html` class="number"` : null}>${column.label}${unit === undefined ? null : html` <span class="unit">${unit}</span>`}</th>`;
  });
  const body = rows.map((row, at) => {
    const cells = columns.map((column, place) => {
      const text = writeCell(row[place] ?? null, column, scales);
      if (place === 0) return html`<th scope="row">${text}</th>`;
      if (!isFigure(column))
        return html`<td${column.type === "code" || column.type === "date" ? html` class="${column.type}"` : null}>${text}</td>`;
      return html`<td class="number">${text === "—" ? text : explanations.figure(text, id, at + 1)}</td>`;
    });
    return html`<tr>${cells}</tr>\n`;
  });
  return html`
<div class="scroll" role="region" aria-label="${title}" tabindex="0"><table>
<caption>${title}</caption>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>`;
}

/** A picture with its caption and the way to its explanation. */
export function reportFigure(picture: Html, caption: string, explanation: string): Html {
  return html`<figure>${picture}<figcaption>${caption} <a href="#x-${explanation}">How it is computed</a></figcaption></figure>`;
}
