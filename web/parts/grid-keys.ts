import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

const STOPS = "[data-stop]";

function stopsOf(row: Element | undefined): HTMLElement[] {
  return row === undefined ? [] : [...row.querySelectorAll<HTMLElement>(STOPS)];
}

/** Where an arrow key leads from a cell: the nearest stop in the row above or below, the next one in the row. */
function nextStop(table: HTMLTableElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const row = from.closest("tr");
  if (row === null) return undefined;
  const rows = [...table.rows];
  const at = rows.indexOf(row);
  const inRow = stopsOf(row);
  const place = inRow.indexOf(from);
  const column = (from.closest("td, th") as HTMLTableCellElement | null)?.cellIndex ?? 0;
  const near = (stops: HTMLElement[]): HTMLElement | undefined =>
    stops.toSorted((a, b) => Math.abs(cellOf(a) - column) - Math.abs(cellOf(b) - column))[0];
  const towards = (candidates: readonly HTMLTableRowElement[]): HTMLElement | undefined =>
    near(stopsOf(candidates.find((each) => stopsOf(each).length > 0)));
  switch (key) {
    case "ArrowRight":
      return inRow[place + 1];
    case "ArrowLeft":
      return inRow[place - 1];
    case "ArrowDown":
      return towards(rows.slice(at + 1));
    case "ArrowUp":
      return towards(rows.slice(0, at).reverse());
    case "Home":
      return inRow[0];
    case "End":
      return inRow.at(-1);
    case "PageDown":
      return towards(rows.slice(at + 10));
    case "PageUp":
      return towards(rows.slice(0, Math.max(0, at - 9)).reverse());
    default:
      return undefined;
  }
}

const cellOf = (stop: HTMLElement): number => (stop.closest("td, th") as HTMLTableCellElement | null)?.cellIndex ?? 0;

/** One stop of a table is in the order of the Tab key; arrow keys lead from it to the others. */
export function useGridKeys(table: RefObject<HTMLTableElement | null>): void {
  useEffect(() => {
    const { current } = table;
    if (current === null) return;
    const stops = [...current.querySelectorAll<HTMLElement>(STOPS)];
    const held = stops.find((stop) => stop.tabIndex === 0 && stop.dataset.held === "true") ?? stops[0];
    for (const stop of stops) stop.tabIndex = stop === held ? 0 : -1;
  });
  useEffect(() => {
    const { current } = table;
    if (current === null) return;
    const hold = (stop: HTMLElement) => {
      for (const each of current.querySelectorAll<HTMLElement>(STOPS)) {
        each.tabIndex = each === stop ? 0 : -1;
        if (each === stop) each.dataset.held = "true";
        else delete each.dataset.held;
      }
    };
    const onFocus = (event: FocusEvent) => {
      const stop = (event.target as Element).closest<HTMLElement>(STOPS);
      if (stop !== null) hold(stop);
    };
    const onKey = (event: KeyboardEvent) => {
      const from = (event.target as Element).closest<HTMLElement>(STOPS);
      if (from === null || event.altKey || event.ctrlKey || event.metaKey) return;
      const next = nextStop(current, from, event.key);
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
    };
    current.addEventListener("focusin", onFocus);
    current.addEventListener("keydown", onKey);
    return () => {
      current.removeEventListener("focusin", onFocus);
      current.removeEventListener("keydown", onKey);
    };
  }, [table]);
}
