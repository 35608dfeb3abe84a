import type { PriceToolResult } from "../../operations/price-tool.ts";
import { decimal, format, round, trim } from "../../vocab/decimal.ts";
import type { Block, Cell, Column, Table } from "../document.ts";
import { groupThousands, writeShare } from "../scale.ts";
import { counted } from "./parts.ts";

type Tool = PriceToolResult["tools"][number];
type Month = Tool["months"][number];

/** Amounts in dollars are scaled as any; those of another currency are rounded for reading. */
function money({ currency }: PriceToolResult) {
  const dollars = currency === "USD";
  return {
    column: (name: string, label: string): Column =>
      dollars ? { name, label, type: "usd" } : { name, label, type: "number", unit: currency },
    cell: (text: string | null): Cell => (text === null || dollars ? text : rounded(text, 2)),
  };
}

const rounded = (text: string, places: number): string => format(trim(round(decimal(text), places)));

/** A price or a volume for reading: two places are enough. */
const short = (text: string | null): Cell => (text === null ? null : rounded(text, 2));

/** What each tool comes to, and who gets and pays it. */
export function toolTable(result: PriceToolResult): Table {
  const { column, cell } = money(result);
  const perUnit = `${result.currency} per ${result.unit}`;
  return {
    kind: "table",
    title: "Tools",
    columns: [
      { name: "tool", label: "Tool", type: "text" },
      { name: "from", label: "From", type: "code" },
      { name: "until", label: "Until", type: "code" },
      { name: "on", label: "Months on", type: "count" },
      { name: "months", label: "of", type: "count" },
      { name: "per_unit", label: "On average", type: "number", unit: perUnit },
      { name: "ad_valorem", label: "of the price", type: "share" },
      column("government", "Government"),
      column("producer", "Producers"),
      column("buyer", "Buyers"),
    ],
    rows: result.tools.map(({ name, from, until, total }) => [
      name,
      from,
      until,
      total.on,
      total.months,
      short(total.perUnit),
      total.adValorem,
      cell(total.government),
      cell(total.producer),
      cell(total.buyer),
    ]),
  };
}

/** A column of a month, and whether any month of a tool has something in it. */
interface MonthColumn {
  readonly column: Column;
  readonly of: (month: Month) => Cell;
}

/** For files the figures are exact, for readers they are short. */
function monthColumns(result: PriceToolResult, tools: readonly Tool[], isFile: boolean): readonly MonthColumn[] {
  const { column, ...readable } = money(result);
  const cell = (text: string | null): Cell => (isFile ? text : readable.cell(text));
  const perUnit = `${result.currency} per ${result.unit}`;
  const number = (name: string, label: string, unit: string, of: (month: Month) => string | null): MonthColumn => ({
    column: { name, label, type: "number", unit },
    of: (month) => (isFile ? of(month) : short(of(month))),
  });
  const all: readonly MonthColumn[] = [
    { column: { name: "month", label: "Month", type: "code" }, of: ({ month }) => month },
    number("price", "Price", perUnit, ({ price }) => price),
    number("floor", "Floor", perUnit, ({ band }) => band?.floor ?? null),
    number("ceiling", "Ceiling", perUnit, ({ band }) => band?.ceiling ?? null),
    number("reference", "Counts", perUnit, ({ band, price }) =>
      band?.reference === price ? null : (band?.reference ?? null),
    ),
    { column: { name: "acts", label: "Tool", type: "text" }, of: ({ acts }) => acts },
    number("per_unit", "For one", perUnit, (month) => month.perUnit),
    { column: { name: "ad_valorem", label: "of the price", type: "share" }, of: (month) => month.adValorem },
    number("volume", "Volume", result.unit, ({ volume }) => volume),
    number("quota_used", "Quota used", result.unit, ({ quota }) => quota?.used ?? null),
    { column: { name: "quota_fill", label: "Fill", type: "share" }, of: ({ quota }) => quota?.fill ?? null },
    number("bought", "Bought", result.unit, ({ stock }) => stock?.bought ?? null),
    number("sold", "Sold", result.unit, ({ stock }) => stock?.sold ?? null),
    number("held", "Held", result.unit, ({ stock }) => stock?.held ?? null),
    { column: column("government", "Government"), of: ({ government }) => cell(government) },
    { column: column("producer", "Producers"), of: ({ producer }) => cell(producer) },
    { column: column("buyer", "Buyers"), of: ({ buyer }) => cell(buyer) },
  ];
  const optional = [
    "floor",
    "ceiling",
    "reference",
    "per_unit",
    "ad_valorem",
    "quota_used",
    "quota_fill",
    "bought",
    "sold",
    "held",
  ];
  return all.filter(
    ({ column: { name }, of }) =>
      !optional.includes(name) || tools.some(({ months }) => months.some((month) => of(month) !== null)),
  );
}

/** What a tool does, month by month. */
export function monthTable(result: PriceToolResult, tool: Tool): Table {
  const columns = monthColumns(result, [tool], false);
  return {
    kind: "table",
    title: `${tool.name}, month by month`,
    columns: columns.map(({ column }) => column),
    rows: tool.months.map((month) => columns.map(({ of }) => of(month))),
  };
}

/** All months of all tools, for files. */
export function allMonthsTable(result: PriceToolResult): Table {
  const columns = monthColumns(result, result.tools, true);
  return {
    kind: "table",
    title: "All months of all tools",
    main: true,
    detail: true,
    columns: [{ name: "tool", label: "Tool", type: "text" }, ...columns.map(({ column }) => column)],
    rows: result.tools.flatMap(({ name, months }) =>
      months.map((month) => [name, ...columns.map(({ of }) => of(month))]),
    ),
  };
}

/** What a tool holds to, and what triggers when. */
export function termsOf({ kind, source, law, terms, triggers }: Tool): Block {
  const words = terms.map(({ name, value, unit }) => {
    if (unit === null) return `${name} ${value}`;
    return `${name} ${unit === "share" ? writeShare(value) : `${groupThousands(rounded(value, 4))} ${unit}`}`;
  });
  const turns = triggers.map(({ month, acts, price }) => {
    return `${month} ${acts}${price === null ? "" : ` at ${groupThousands(rounded(price, 2))}`}`;
  });
  return {
    kind: "note",
    items: [
      `${kind}: ${words.join(", ")}.`,
      `What triggers when: ${turns.join("; ")}.`,
      ...(source === null ? [] : [`Of: ${source}.`]),
      ...(law === null || law.note === null ? [] : [law.note]),
    ],
  };
}

/** What a charge does to imports, where that was asked. */
export function effectBlocks({ effect }: PriceToolResult): Block[] {
  if (effect === null) return [];
  const dollars = effect.unit === "USD";
  const column = (name: string, label: string): Column =>
    dollars ? { name, label, type: "usd" } : { name, label, type: "number", unit: effect.unit };
  const cell = (text: string): Cell => (dollars ? text : rounded(text, 1));
  const { welfare } = effect;
  return [
    { kind: "heading", text: `What ${effect.tool} does to imports of ${effect.to}` },
    {
      kind: "paragraph",
      text: `${effect.because} The charge counts as a tariff of its average share of the price; docs/gsim.md says how.`,
    },
    {
      kind: "table",
      title: "Imports by origin",
      columns: [
        { name: "origin", label: "From", type: "text" },
        column("before", "Before"),
        column("after", "After"),
        { name: "quantity", label: "Quantity", type: "share" },
        { name: "price", label: "Price paid", type: "share" },
      ],
      rows: effect.origins.map((one) => [one.origin, cell(one.before), cell(one.after), one.quantity, one.price]),
    },
    {
      kind: "table",
      title: `${effect.to} gains`,
      columns: [
        column("buyers", "Buyers"),
        column("producers", "Sellers"),
        column("revenue", "Revenue"),
        column("welfare", "In sum"),
        column("welfare_low", "at least"),
        column("welfare_high", "at most"),
      ],
      rows: [
        [effect.buyers, effect.producers, effect.revenue, welfare.central, welfare.low, welfare.high].map((text) =>
          cell(text),
        ),
      ],
    },
  ];
}

/** The path of prices in a sentence. */
export function pathSentence({ path, currency, unit, terms, product }: PriceToolResult): string {
  const of = product === null ? "" : ` of ${product}`;
  const gaps = path.gaps.length === 0 ? "" : `, ${counted(path.gaps.length, "gap")} among them`;
  const source = path.source === null ? "" : `: ${path.source}`;
  const ends = [path.low, path.high].map((price) => groupThousands(rounded(price, 2)));
  return (
    `Prices${of} in ${currency} per ${unit}, ${terms}, ${path.first} to ${path.last} (${counted(path.prices.length, "month")}` +
    `${gaps}): ${ends.join(" to ")}, ${path.basis}${source}.`
  );
}
