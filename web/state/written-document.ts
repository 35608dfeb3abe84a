import { useAsked } from "./answers.ts";
import type { ReadyFile } from "./ready-files.ts";
import { hearValue } from "./said-value.ts";
import { readYaml } from "./yaml-text.ts";

/** A file of a question as it is written: whether it can be used says the server alone. */
export type WrittenDocument = Readonly<Record<string, unknown>>;

/** Where a figure stands in a document: `["tools", 0, "floor"]`. */
export type FigurePath = readonly (string | number)[];

const isObject = (value: unknown): value is WrittenDocument =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads the text of a file; text is why it cannot be read. */
export async function readDocument(text: string): Promise<WrittenDocument | string> {
  const read = await readYaml(text);
  if (typeof read === "string") return read;
  return isObject(read.value) ? read.value : "A file is a list of fields, each with its value: “title: …”.";
}

/** Ready files are said by their names, which no document is written like. */
const READY_NAME = /^[a-z0-9-]+$/;

/** The ready file that an address names. */
export const readyOf = (said: string, ready: readonly ReadyFile[]): ReadyFile | undefined =>
  READY_NAME.test(said) ? ready.find(({ name }) => name === said) : undefined;

export interface HeardDocument {
  /** Null where nothing is said, or it cannot be had, or is still being read. */
  readonly document: WrittenDocument | null;
  /** Why it cannot be had. */
  readonly fault: string | null;
}

/** The document of an address: a ready file by its name, or the document itself; `what` is how it is called. */
export function useDocument(said: string, ready: readonly ReadyFile[], what: string): HeardDocument {
  const file = readyOf(said, ready);
  const read = useAsked(file === undefined ? null : `ready ${what} ${file.name}`, () => readDocument(file?.text ?? ""));
  if (said === "") return { document: null, fault: null };
  if (file !== undefined) {
    const { value, problem } = read.value;
    return typeof value === "string"
      ? { document: null, fault: value }
      : { document: value, fault: problem?.detail ?? null };
  }
  if (READY_NAME.test(said)) return { document: null, fault: `There is no ready ${what} “${said}”.` };
  const heard = hearValue(said, what);
  if (typeof heard === "string") return { document: null, fault: heard };
  return isObject(heard.value)
    ? { document: heard.value, fault: null }
    : { document: null, fault: `What this address says is no ${what}.` };
}

/** What stands at a place of a document; undefined where nothing does. */
export function valueAt(document: unknown, path: FigurePath): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof step === "number" ? (Array.isArray(at) ? at[step] : undefined) : isObject(at) ? at[step] : undefined,
    document,
  );
}

/** The document with another value at a place, made where there was none; undefined takes it away. */
export function withValue<Whole>(document: Whole, path: FigurePath, value: unknown): Whole {
  return changed(document, path, value) as Whole;
}

function changed(whole: unknown, [step, ...rest]: FigurePath, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") {
    return Array.isArray(whole) ? whole.map((item, at) => (at === step ? changed(item, rest, value) : item)) : whole;
  }
  const { [step]: before, ...others } = isObject(whole) ? whole : {};
  const after = changed(before, rest, value);
  if (after === undefined) return others;
  return isObject(whole) && Object.hasOwn(whole, step) ? { ...whole, [step]: after } : { ...others, [step]: after };
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** What is typed into a field as a file has it: a number where it reads as one, nothing where it is empty. */
export const typedValue = (text: string): string | number | undefined =>
  text === "" ? undefined : NUMBER.test(text) ? Number(text) : text;
