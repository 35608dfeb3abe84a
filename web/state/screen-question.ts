import { signal } from "@preact/signals";
import type { Answer, Question as QuestionOf, Result } from "../../src/client/client.ts";
import { addressOf, settings } from "./everywhere.ts";
import { flag, readFields, text, type Values, whole, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
import { guessColumns, type NameRow, readNames, rowsOf } from "./name-list.ts";
import { request } from "./server.ts";

/** What the address of the screening says. */
export const SCREEN_FIELDS = {
  /** Names, a line each; with tabs a table. Longer lists stay in the page and are named by `held`. */
  names: text(),
  held: text(),
  /** Lists by id, with commas; all when empty. */
  list: text(),
  atLeast: text(),
  top: whole(5),
  /** Only names that are like a listed one. */
  matched: flag(),
  known: text(),
};

export type ScreenPlace = Values<typeof SCREEN_FIELDS>;
export type ScreenFound = Result<"screen">;
export type ScreenAnswer = Answer<ScreenFound>;
export type ScreenRow = ScreenFound["rows"][number];
export type ScreenMatch = ScreenRow["matches"][number];
export type ScreenQuestion = QuestionOf<"screen">;

/** Longer addresses are cut or refused on their way. */
const MOST_IN_ADDRESS = 2000;

interface Held {
  readonly name: string;
  readonly rows: readonly NameRow[];
}

/** The list that is too long for the address. It never leaves the page but as the question. */
export const held = signal<Held | null>(null);

export const screenPlace = (): ScreenPlace => readFields(SCREEN_FIELDS, place.value.query);

export function changeScreen(changes: Partial<ScreenPlace>, step: { readonly replace?: boolean } = {}): void {
  go(addressOf("/screen", writeFields(SCREEN_FIELDS, { ...screenPlace(), ...changes })), step);
}

const COLUMNS = ["name", "country", "identifier"] as const;

/** The rows as lines of a table, as the address has them. */
function written(rows: readonly NameRow[]): string {
  const used = COLUMNS.filter((column) => column === "name" || rows.some((row) => row[column] !== undefined));
  const lines = rows.map((row) => used.map((column) => row[column] ?? "").join("\t"));
  return (used.length === 1 ? lines : [used.join("\t"), ...lines]).join("\n");
}

/** Asks about a list: in the address where it fits, else held in the page. */
export function screenRows(rows: readonly NameRow[], name: string): void {
  const names = written(rows);
  const fits = names.length <= MOST_IN_ADDRESS && !rows.some((row) => /[\n\t]/.test(row.name));
  held.value = fits ? null : { name, rows };
  changeScreen(fits ? { names, held: "" } : { names: "", held: name });
}

/** The rows that the address or the page holds; null where it names a list that is no longer there. */
export function askedRows({ names, held: name }: ScreenPlace): readonly NameRow[] | null {
  if (name !== "") return held.value?.name === name ? held.value.rows : null;
  const table = readNames(names, false);
  return rowsOf(table, guessColumns(table));
}

export const listsOf = ({ list }: Pick<ScreenPlace, "list">): readonly string[] =>
  list.split(",").filter((each) => each !== "");

export function screenQuestion(values: ScreenPlace, rows: readonly NameRow[]): ScreenQuestion {
  const lists = listsOf(values);
  return {
    names: [...rows],
    ...(lists.length === 0 ? {} : { list: [...lists] }),
    ...(values.atLeast === "" ? {} : { atLeast: values.atLeast }),
    ...(values.top === 5 ? {} : { top: values.top }),
  };
}

export function screenSettings({ known }: ScreenPlace): { on?: string; known?: string; vintage?: number } {
  return { ...settings(), ...(known === "" ? {} : { known }) };
}

/** The same answer as a file of the server's making. */
export async function screenFile(question: ScreenQuestion, more: object, format: "csv" | "xlsx"): Promise<Blob> {
  const response = await request(`/v1/screen?format=${format}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...question, ...more }),
  });
  return response.blob();
}
