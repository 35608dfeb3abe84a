import { z } from "zod";
import type { Book } from "../../book/book.ts";
import { InvalidInput, UserError } from "../../errors.ts";
import type { GoodsAmounts, GoodsKind } from "../../tariff/goods.ts";
import { type GoodsResolver, goodsResolver } from "../../tariff/goods-resolver.ts";
import type { Mode } from "../../tariff/measure.ts";
import type { AsOf } from "../../vocab/as-of.ts";
import { format } from "../../vocab/decimal.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import { parseInput } from "../core/ask.ts";
import { dayField } from "../core/fields.ts";
import { goodsFields, parseContent, parseUsd } from "../duty/goods-fields.ts";
import { borderOf, goodsOf, tariffLineOf } from "../duty/goods-of.ts";
import type { LineColumns, LineField } from "./line-columns.ts";
import type { TableRecord } from "./line-table.ts";

/** A line of an entry as it is understood. */
export interface EntryLine {
  readonly resolver: GoodsResolver;
  readonly kind: GoodsKind;
  readonly amounts: GoodsAmounts;
  readonly days: AsOf;
  /** "" when none is stated: then the line is an entry of its own. */
  readonly entry: string;
}

/** Why a line cannot be read: where, and what is wrong with it. */
export interface LineFault {
  readonly fault: string;
}

export const isFault = (line: EntryLine | LineFault): line is LineFault => "fault" in line;

/** What holds for lines that do not say otherwise. */
export interface LineDefaults {
  readonly fields: Readonly<Partial<Record<LineField, string>>>;
  readonly on: IsoDate;
  readonly known: IsoDate | null;
}

export type LineReader = (record: TableRecord) => EntryLine | LineFault;

/** Texts of one field that are remembered once read. */
const MOST_TEXTS = 20_000;

function remembered<T, More extends readonly unknown[]>(
  read: (text: string, ...more: More) => T,
): (text: string, ...more: More) => T {
  const held = new Map<string, T>();
  return (text, ...more) => {
    let value = held.get(text);
    if (value === undefined) {
      value = read(text, ...more);
      if (held.size >= MOST_TEXTS) held.clear();
      held.set(ownText(text), value);
    }
    return value;
  };
}

/** A copy, for a text that is kept: a piece cut out of a longer text keeps the whole of it in memory. */
const ownText = (text: string): string => ` ${text}`.slice(1);

/** Reads one text by the schema of a field of the question about one line. */
function byField<Schema extends z.ZodType>(name: string, schema: Schema): (text: string) => z.output<Schema> {
  const object = z.object({ [name]: schema });
  return remembered(
    (text) => (parseInput(object, { [name]: text }) as Record<string, unknown>)[name] as z.output<Schema>,
  );
}

const repeated = (text: string): readonly string[] =>
  text
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** A reader of lines against a book. What it remembers is bounded, however many lines there are. */
export function lineReader(
  book: Book,
  columns: LineColumns,
  defaults: LineDefaults,
  controlled: (line: Pick<EntryLine, "kind" | "days">) => GoodsKind = ({ kind }) => kind,
): LineReader {
  const read = {
    product: byField("product", goodsFields.product),
    origin: byField("origin", goodsFields.origin),
    to: byField("to", goodsFields.to),
    day: byField("day", dayField()),
    kg: byField("kg", goodsFields.kg),
    pieces: byField("pieces", goodsFields.pieces),
    name: byField("producer", goodsFields.producer),
    article: byField("article", goodsFields.article),
    mode: byField("mode", goodsFields.mode),
    share: byField("metalWeight", goodsFields.metalWeight),
    claims: remembered((text) => repeated(text)),
  };
  const resolverOf = remembered((to) => goodsResolver(borderOf(book, to)));
  const tariffLine = remembered((_, { border }: GoodsResolver, code: string, days: AsOf) =>
    tariffLineOf(book, border, code, days),
  );
  let [field, column]: [LineField | "content", number | undefined] = ["product", undefined];

  const textOf = (cells: readonly string[], name: LineField): string => {
    const at = columns.at.get(name);
    [field, column] = [name, at];
    const cell = at === undefined ? "" : (cells[at] ?? "").trim();
    return cell === "" ? (defaults.fields[name] ?? "") : cell;
  };
  const maybe = <T>(text: string, parse: (text: string) => T): T | undefined => (text === "" ? undefined : parse(text));
  const needed = (text: string): string => {
    if (text !== "") return text;
    throw new InvalidInput(`The ${field} is not stated.`);
  };
  const contentsOf = (cells: readonly string[]): readonly string[] => {
    const stated = repeated(textOf(cells, "content")).map(contentText);
    for (const { name, at } of columns.contents) {
      [field, column] = ["content", at];
      const cell = (cells[at] ?? "").trim();
      if (cell !== "") stated.push(`${name}=${format(parseUsd(cell))}`);
    }
    return stated;
  };

  const understood = (cells: readonly string[]): EntryLine => {
    const product = read.product(needed(textOf(cells, "product")));
    const origin = read.origin(needed(textOf(cells, "origin")));
    const to = read.to(textOf(cells, "to") || "US");
    const resolver = resolverOf(to);
    const value = format(parseUsd(needed(textOf(cells, "value"))));
    const on = maybe(textOf(cells, "on"), read.day) ?? defaults.on;
    const known = maybe(textOf(cells, "known"), read.day) ?? defaults.known ?? on;
    const question = {
      product,
      origin,
      to,
      value,
      kg: maybe(textOf(cells, "kg"), read.kg),
      pieces: maybe(textOf(cells, "pieces"), read.pieces),
      producer: maybe(textOf(cells, "producer"), read.name),
      exporter: maybe(textOf(cells, "exporter"), read.name),
      article: maybe(textOf(cells, "article"), read.article),
      mode: maybe(textOf(cells, "mode").toLowerCase(), read.mode) as Mode | undefined,
      metalWeight: maybe(textOf(cells, "metalWeight"), read.share),
      usContent: maybe(textOf(cells, "usContent"), read.share),
      loadedOn: maybe(textOf(cells, "loadedOn"), read.day),
      claim: read.claims(textOf(cells, "claim")),
      content: contentsOf(cells),
    };
    [field, column] = ["product", columns.at.get("product")];
    const days = { on, known };
    const spans = `${resolver.dayClass.of(on)} ${resolver.dayClass.of(known)}`;
    const hts = tariffLine(`${to} ${product} ${spans}`, resolver, product, days);
    [field, column] = ["content", columns.contents[0]?.at ?? columns.at.get("content")];
    const { kind, amounts } = goodsOf(question, hts);
    return { resolver, kind: controlled({ kind, days }), amounts, days, entry: ownText(textOf(cells, "entry")) };
  };

  return ({ line, cells, fault }) => {
    if (fault !== null) return { fault: `line ${line}: ${fault}` };
    if (cells.length !== columns.header.length) {
      return { fault: `line ${line}: there are ${cells.length} cells where the header has ${columns.header.length}` };
    }
    try {
      return understood(cells);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const where = column === undefined ? field : columns.header[column];
      return {
        fault: `line ${line}, column ${where}: ${error.message}${error.hint === undefined ? "" : ` ${error.hint}`}`,
      };
    }
  };
}

function contentText(text: string): string {
  const { name, value } = parseContent(text);
  return `${name}=${format(value)}`;
}
