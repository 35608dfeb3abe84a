import type { Cell, Column, Table } from "../../src/render/document.ts";
import { groupThousands, writeShare } from "../../src/render/scale.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import type { Mineral, MineralTable } from "../state/minerals-question.ts";
import { filled } from "./answer-tables.ts";

const words = (name: string, label: string): Column => ({ name, label, type: "text" });
const code = (name: string, label: string): Column => ({ name, label, type: "code" });
const number = (name: string, label: string, unit?: string): Column => ({
  ...{ name, label, type: "number" },
  ...(unit === undefined ? {} : { unit }),
});
const share = (name: string, label: string): Column => ({ name, label, type: "share" });

export type MineralYear = MineralTable["years"][number];

export const lastYear = ({ years }: MineralTable): MineralYear | undefined => years.at(-1);

/** Places of a table: those of its last year by amount, then those that only earlier years have. */
export function placesOf({ years }: MineralTable): readonly { readonly key: string; readonly label: string }[] {
  const all = years.toReversed().flatMap(({ countries, marks }) => [...countries, ...marks]);
  return [...new Map(all.map(({ key, label }) => [key, { key, label }])).values()];
}

/** The amount of a place in a year, or the mark that stands in its place; null where the source is silent. */
export function amountIn({ countries, marks }: MineralYear, key: string): string | null {
  const own = countries.find((country) => country.key === key)?.amount;
  return own ?? marks.find((mark) => mark.key === key)?.mark ?? null;
}

/** Places by year, as one source has them, with what it pools and its own world below. */
export function productionTable(title: string, table: MineralTable): Table {
  const { years } = table;
  const last = lastYear(table);
  const isMarked = years.some(({ marks }) => marks.length > 0);
  const ofYear = ({ year }: MineralYear): Column =>
    isMarked ? { ...code(`t_${year}`, year), unit: "t" } : number(`t_${year}`, year, "t");
  const rows = placesOf(table).map(({ key, label }): Cell[] => {
    const own = last?.countries.find((country) => country.key === key);
    return [key, label, ...years.map((year) => amountIn(year, key)), own?.share ?? null, own?.basis ?? null];
  });
  const sum = (label: string, of: (year: MineralYear) => string | null): Cell[][] =>
    years.some((year) => of(year) !== null) ? [[null, label, ...years.map(of), null, null]] : [];
  return {
    kind: "table",
    title,
    columns: [
      code("key", "Code"),
      words("country", "Country"),
      ...years.map(ofYear),
      share("share", `Share ${last?.year ?? ""}`.trim()),
      code("basis", "Basis"),
    ],
    rows: [
      ...rows,
      ...sum("countries listed, together", ({ total }) => total),
      ...sum("other countries, as pooled by the source", ({ others }) => others),
      ...sum("world, as the source states it", ({ worldTotal }) => worldTotal),
    ],
  };
}

/** Each figure that sources contradict each other in. */
export const conflictsTable = ({ conflicts }: Mineral): Table => ({
  kind: "table",
  title: "Where sources say otherwise",
  columns: [
    words("country", "Country"),
    code("year", "Year"),
    code("stage", "Stage"),
    code("source", "Source"),
    number("amount", "Amount", "t"),
    code("basis", "Basis"),
    number("spread", "Largest over smallest"),
  ],
  rows: conflicts.flatMap(({ label, year, stage, figures, spread }) =>
    figures.map(({ source, amount, basis }) => [label, year, stage, source, amount, basis, spread]),
  ),
});

export const relianceTable = ({ reliance }: Mineral): Table => ({
  kind: "table",
  title: "Net import reliance as stated",
  columns: [
    words("country", "Country"),
    code("year", "Year"),
    number("percent", "Reliance", "%"),
    code("mark", "In place of a figure"),
    code("basis", "Basis"),
    code("source", "Source"),
  ],
  rows: reliance.map(({ country, year, percent, mark, basis, source }) => [
    ...[country, year, percent, mark, basis, source],
  ]),
});

/** Reliance as it is computed here, beside what is stated; a line once where it cannot be. */
export function relianceComputedTable({ relianceComputed }: Mineral): Table {
  const rows = relianceComputed.map(
    ({ country, year, goods, share: part, stated, inputs, basis, formula, missing }) => [
      ...[country.label, year, goods, part],
      stated.map(({ percent, mark, source }) => `${percent ?? mark} % (${source})`).join(", ") || null,
      inputs
        .map(({ name, quantity, unit, about }) => `${name} ${groupThousands(quantity)} ${unit} (${about})`)
        .join("; ") || null,
      ...[basis, formula, missing],
    ],
  );
  return filled({
    kind: "table",
    title: "Import reliance, computed",
    columns: [
      words("country", "Country"),
      code("year", "Year"),
      words("goods", "Goods"),
      share("share", "Reliance"),
      words("stated", "As stated"),
      words("inputs", "Computed of"),
      code("basis", "Basis"),
      words("formula", "Formula"),
      words("missing", "Why it cannot be computed"),
    ],
    rows: [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()],
  });
}

export const tradeTable = ({ trade }: Mineral): Table => ({
  kind: "table",
  title: "World trade of the codes",
  columns: [
    code("hs", "HS"),
    words("label", "Goods"),
    code("source", "Source"),
    code("year", "Year"),
    { name: "usd", label: "Exports", type: "usd" },
    number("hhi", "HHI of exporters"),
    words("exporters", "Exporters"),
  ],
  rows: trade.map(({ code: hs, label, source, year, usd, hhi, exporters }) => [
    ...[formatHs(hs), label, source, year, usd, hhi],
    exporters.map((each) => `${each.label} ${writeShare(each.share)}`).join(", "),
  ]),
});

/** A line a mineral: who makes most of it, how sure that is, and what stands around it. */
export const boardTable = (minerals: readonly Mineral[]): Table =>
  filled({
    kind: "table",
    title: "Minerals",
    columns: [
      words("mineral", "Mineral"),
      words("largest", "Largest producer"),
      share("share", "Its share"),
      number("hhi", "HHI"),
      code("year", "Year"),
      code("source", "Source"),
      number("conflicts", "Conflicts of sources"),
      code("reliance", "Reliance"),
      share("price", "Price, on a year before"),
      words("exporter", "Largest exporter of a code"),
      { name: "duties", label: "US duties", type: "count" },
      { name: "controls", label: "Export controls", type: "count" },
    ],
    rows: minerals.map((mineral) => {
      const [made] = mineral.production;
      const year = made === undefined ? undefined : lastYear(made);
      const [largest] = year?.countries ?? [];
      const reliance = mineral.reliance.at(-1);
      const traded = mineral.trade.find(({ exporters }) => exporters.length > 1) ?? mineral.trade[0];
      const exporter = traded?.exporters[0];
      return [
        mineral.mineral,
        largest?.label ?? null,
        largest?.share ?? null,
        year?.hhi ?? null,
        year?.year ?? null,
        made?.source ?? null,
        made === undefined ? null : String(mineral.conflicts.length),
        reliance === undefined ? null : `${reliance.percent ?? reliance.mark} %, ${reliance.country} ${reliance.year}`,
        mineral.prices[0]?.change ?? null,
        traded === undefined || exporter === undefined
          ? null
          : `${exporter.label} ${writeShare(exporter.share)} of ${formatHs(traded.code)} (${traded.source})`,
        new Set(mineral.duties.map(({ id }) => id)).size,
        new Set(mineral.controls.map(({ id }) => id)).size,
      ];
    }),
  });
