import type { Column, Table } from "../../src/render/document.ts";
import type { WatchEvent, WatchResult } from "../state/watch-question.ts";
import { sourceWords } from "./duty-tables.ts";

const words = (name: string, label: string): Column => ({ name, label, type: "text" });
const date = (name: string, label: string): Column => ({ name, label, type: "date" });
const PROGRAMME: Column = { name: "programme", label: "Programme", type: "code" };

const cells = ({ what, kind, programme, touches, source }: WatchEvent) => [
  what,
  kind,
  programme,
  touches.join("; ") || null,
  sourceWords(source),
];

const EVENT: readonly Column[] = [
  words("what", "What"),
  words("kind", "Kind"),
  PROGRAMME,
  words("touches", "Names of your list"),
  words("source", "Source"),
];

/** What comes due, begins or ends, soonest first. */
export const upcomingTable = ({ upcoming }: WatchResult): Table => ({
  kind: "table",
  title: "What comes",
  columns: [date("day", "Day"), ...EVENT],
  rows: upcoming.map((event) => [event.day, ...cells(event)]),
});

/** What was due and of which nothing is known since. */
export const silentTable = ({ silent }: WatchResult): Table => ({
  kind: "table",
  title: "Due, and silent",
  columns: [date("day", "Due on"), { name: "days", label: "Days since", type: "count" }, ...EVENT],
  rows: silent.map((event) => [event.day, event.days, ...cells(event)]),
});

/** What became known since a day. */
export const changedTable = ({ changed }: WatchResult): Table => ({
  kind: "table",
  title: "What became known",
  columns: [date("known", "Known on"), words("title", "Measure"), words("what", "What"), words("source", "Source")],
  rows: changed.map(({ known, title, what, source }) => [known, title, what, sourceWords(source)]),
});

/** Each reading of what sources disagree about, and which is used. */
export const conflictsTable = ({ conflicts }: WatchResult): Table => ({
  kind: "table",
  title: "Where sources disagree",
  columns: [
    words("about", "About"),
    words("says", "Reading"),
    words("used", "Used"),
    words("why", "Why"),
    words("source", "Source"),
  ],
  rows: conflicts.flatMap(({ about, readings, used, why }) =>
    readings.map(({ says, source }) => [about, says, says === used ? "used" : null, why, sourceWords(source)]),
  ),
});

/** Which names of the list are named anywhere. */
export const partiesTable = ({ parties }: WatchResult): Table => ({
  kind: "table",
  title: "Your list",
  columns: [words("name", "Name"), words("named", "Named in")],
  rows: parties.map(({ name, named }) => [name, named.join(", ") || "nothing that the book holds"]),
});
