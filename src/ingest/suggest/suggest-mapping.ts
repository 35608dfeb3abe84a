import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { Book } from "../../book/book.ts";
import { hsDigits } from "../../vocab/hs-code.ts";
import { findUnit } from "../../vocab/quantity.ts";
import { FAMILY_NAMES, type Family, FIELDS, type Field, findField } from "../family.ts";
import type { Peek } from "../reader/protocol.ts";
import { limitsFor, startReader } from "../reader/start-reader.ts";
import { refuseJson } from "../refuse-json.ts";
import { regularFile } from "../regular-file.ts";
import { findLayout } from "../sources/registry.ts";
import { FIELD_NAMES } from "./field-names.ts";

interface Guess {
  readonly field: Field;
  readonly header: string;
  readonly because: string;
  readonly options: Readonly<Record<string, string>>;
}

/** A draft of a mapping, and what it was drafted from. */
export interface Suggestion {
  /** The draft as a file to save and edit, with what each column was recognised by. */
  readonly yaml: string;
  /** The same draft as a value. */
  readonly mapping: Readonly<Record<string, unknown>>;
  readonly as: Family;
  readonly header: readonly string[];
  /** The first records, as text. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** The fields that a mapping of this family may fill. */
  readonly fields: readonly { readonly name: string; readonly required: boolean; readonly about: string }[];
}

/**
 * A draft of a mapping file for a file, as YAML, with what each column was recognised by. It is meant to be read,
 * corrected and given back with `--mapping`; nothing is imported by a guess. Without `as` the family that most columns
 * fit is taken. Throws InvalidInput for unreadable files.
 */
export async function suggestMapping(file: string, book: Book, as?: Family): Promise<Suggestion> {
  const path = resolve(file);
  const { size } = await regularFile(path);
  await refuseJson(path);
  const folder = await mkdtemp(join(tmpdir(), "headwater-suggest-"));
  const reader = startReader({ file: path, folder }, limitsFor(size));
  try {
    const peek = await reader.peek();
    const family = as ?? bestFamily(peek, book)[0];
    const fields = FIELDS[family].map(({ name, required, about }) => ({ name, required, about }));
    const yaml = draft(basename(path), peek, book, family);
    const mapping = parse(yaml, { schema: "core" }) as Readonly<Record<string, unknown>>;
    return { yaml, mapping, as: family, header: peek.header, rows: peek.sample, fields };
  } finally {
    reader.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The draft for a header and first records. */
export function draft(name: string, peek: Pick<Peek, "header" | "sample">, book: Book, as?: Family): string {
  const layout = findLayout(peek.header);
  const known =
    layout === null
      ? ""
      : `# The header is that of the known layout ${layout.name}: no mapping is needed to import it.\n`;
  const [family, guesses] = as === undefined ? bestFamily(peek, book) : [as, guessesFor(as, peek, book)];
  const taken = new Set(guesses.map(({ header }) => header));
  const lines = [
    `${known}# A draft for “${name}”. Read every line: each says what its column was recognised by.`,
    `as: ${family}`,
    `source: ${stringify(
      name
        .replace(/\..*$/, "")
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-") || "file",
    ).trim()}`,
    "columns:",
    ...guesses.map(guessLine),
    ...constantLines(family, guesses),
    ...FIELDS[family]
      .filter((field) => field.required && !guesses.some((guess) => guess.field.name === field.name))
      .map((field) => `  # ${field.name}: … needed, and no column looks like it: ${field.about}`),
    ...peek.header.filter((header) => !taken.has(header)).map((header) => `  # not used: ${JSON.stringify(header)}`),
  ];
  return `${lines.join("\n")}\n`;
}

function guessLine({ field, header, because, options }: Guess): string {
  const flow = stringify({ from: header, ...options }, { collectionStyle: "flow", lineWidth: 0 }).trim();
  return `  ${field.name}: ${flow} # ${because}`;
}

/** What files often leave to their title: the currency of the values, and the country that the bills entered. */
function constantLines(family: Family, guesses: readonly Guess[]): string[] {
  const guessed = (name: string) => guesses.find(({ field }) => field.name === name);
  const lacks = (name: string) => guessed(name) === undefined && findField(family, name) !== null;
  const value = guessed("value");
  const lines: string[] = [];
  if (value !== undefined && lacks("currency")) {
    const code = currencyIn(value.header);
    lines.push(
      code === null
        ? "  # currency: { constant: USD } # no column says it, and without a currency no value counts: put it right"
        : `  currency: { constant: ${code} } # from the name of “${value.header}”`,
    );
  }
  for (const { field, header } of guesses.filter(({ field }) => field.name.endsWith("identifier"))) {
    const scheme = field.name.replace("identifier", "scheme");
    if (!lacks(scheme)) continue;
    lines.push(
      /\blei\b/i.test(plain(header))
        ? `  ${scheme}: { constant: LEI } # from the name of “${header}”`
        : `  # ${scheme}: { constant: LEI } # no column says it, and without a scheme no identifier is kept: put it right`,
    );
  }
  if (family === "shipments" && lacks("import_country")) {
    lines.push("  # import_country: { constant: US } # no column says which country the goods entered: put it right");
  }
  return lines;
}

/** The currency that a header names, such as USD in “Value (USD)” or “Value US$”. */
function currencyIn(header: string): string | null {
  if (/\bUS\s?\$/i.test(header)) return "USD";
  const words = header.toUpperCase().split(/[^A-Z]+/);
  return words.find((word) => CURRENCIES_IN_HEADERS.includes(word)) ?? null;
}

const CURRENCIES_IN_HEADERS = ["USD", "EUR", "CNY", "JPY", "KRW", "GBP", "INR", "CAD", "AUD", "BRL", "MXN"];

/** The family that most columns fit, those it needs counting double. */
function bestFamily(peek: Pick<Peek, "header" | "sample">, book: Book): [Family, readonly Guess[]] {
  const scored = FAMILY_NAMES.map((family) => {
    const guesses = guessesFor(family, peek, book);
    const missing = FIELDS[family].filter(
      (field) => field.required && !guesses.some((guess) => guess.field.name === field.name),
    );
    const needed = guesses.filter(({ field }) => field.required).length;
    return { family, guesses, score: guesses.length + needed - 3 * missing.length };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
  return [best.family, best.guesses];
}

function guessesFor(family: Family, { header, sample }: Pick<Peek, "header" | "sample">, book: Book): Guess[] {
  const guesses: Guess[] = [];
  const free = new Set(header.keys());
  const names = FIELD_NAMES[family] ?? {};
  for (const field of fieldsInOrder(family)) {
    const wanted = [field.name.replaceAll("_", " "), ...(names[field.name] ?? [])];
    const fits = [...free]
      .map((at) => ({ at, rank: wanted.indexOf(plain(header[at] ?? "")) }))
      .filter(({ rank }) => rank !== -1)
      .sort((a, b) => a.rank - b.rank)[0];
    if (fits === undefined) continue;
    const text = header[fits.at] ?? "";
    free.delete(fits.at);
    guesses.push({
      field,
      header: text,
      because: `by its name, “${text}”`,
      options: optionsOf(field, text, column(sample, fits.at)),
    });
  }
  for (const field of fieldsInOrder(family)) {
    if (guesses.some((guess) => guess.field === field)) continue;
    const at = [...free].find((candidate) => looksLike(field, column(sample, candidate), book));
    if (at === undefined) continue;
    const text = header[at] ?? "";
    free.delete(at);
    const because = `by its values, such as ${JSON.stringify(column(sample, at)[0] ?? "")}`;
    guesses.push({ field, header: text, because, options: optionsOf(field, text, column(sample, at)) });
  }
  return FIELDS[family].flatMap((field) => guesses.filter((guess) => guess.field === field));
}

/** Fields in the order of the table of names, where more telling ones stand first. */
function fieldsInOrder(family: Family): readonly Field[] {
  const order = Object.keys(FIELD_NAMES[family] ?? {});
  const rank = (field: Field) => (order.indexOf(field.name) + order.length + 1) % (order.length + 1);
  return [...FIELDS[family]].sort((a, b) => rank(a) - rank(b));
}

const plain = (header: string): string =>
  header
    .normalize("NFKC")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const column = (sample: readonly (readonly (string | null)[])[], at: number): string[] =>
  sample.map((row) => row[at] ?? "").filter((text) => text.trim() !== "");

/** Only what values alone can show is guessed from values: days, codes of the HS with their dots, and required fields. */
function looksLike(field: Field, texts: readonly string[], book: Book): boolean {
  if (texts.length === 0) return false;
  const every = (test: (text: string) => boolean) => texts.filter(test).length >= 0.9 * texts.length;
  if (field.kind.is === "date") return field.required && every(isDay);
  if (field.kind.is === "hs") return every((text) => isHs(text, book));
  if (field.kind.is === "country" && field.required) return every((text) => book.partners.find(text) !== null);
  return false;
}

const isDay = (text: string): boolean =>
  /^\d{4}[-/]\d{1,2}[-/]\d{1,2}|^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|^\d{1,2}[- ][A-Za-z]{3}[- ]\d{4}/.test(text);

function isHs(text: string, book: Book): boolean {
  const digits = hsDigits(text);
  return digits !== null && digits.length >= 6 && book.nomenclature.has(digits.slice(0, 6), 2022);
}

function optionsOf(field: Field, header: string, texts: readonly string[]): Record<string, string> {
  const options: Record<string, string> = {};
  if (field.kind.is === "decimal" && field.kind.unit === "kg") {
    const word = plain(header)
      .split(" ")
      .findLast((part) => findUnit(part) !== null);
    const unit = word === undefined ? null : findUnit(word);
    if (unit !== null && unit !== "kg" && word !== "no") options.unit = unit;
  }
  if (
    field.kind.is === "decimal" &&
    texts.length > 0 &&
    texts.every((text) => /^[+-]?\d{1,3}(\.\d{3})*,\d{1,2}$/.test(text))
  ) {
    options.decimal = ",";
  }
  if (field.kind.is === "decimal" && /thousand|\b000s?\b|kusd/i.test(header)) options.times = "1000";
  if (field.kind.is === "date") {
    const format = dayFormat(texts);
    if (format !== null) options.format = format;
  }
  if (field.name.endsWith("_code")) options.scheme = plain(header).replaceAll(" ", "-");
  return options;
}

/** The format of days written with slashes, when one of them shows which number is the day. */
function dayFormat(texts: readonly string[]): string | null {
  const found = texts.map((text) => /^(\d{1,2})([/.-])(\d{1,2})\2\d{4}$/.exec(text.trim()));
  if (found.length === 0 || found.some((match) => match === null)) return null;
  const separator = found[0]?.[2] ?? "/";
  if (found.some((match) => Number(match?.[1]) > 12)) return `%d${separator}%m${separator}%Y`;
  return found.some((match) => Number(match?.[3]) > 12) ? `%m${separator}%d${separator}%Y` : null;
}
