import type { Cell, Column, Table } from "../../src/render/document.ts";
import type { MarketPlace, MarketResult, MarketRow, MarketTotal } from "../state/market-question.ts";
import { filled } from "./answer-tables.ts";
import { measureWords, rankingsBy } from "./market-ranking-tables.ts";

export const PHASES = ["operational", "under_construction", "planned", "nameplate"] as const;
export type Measure = MarketRow["measure"];

export const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  nameplate: "nameplate",
  operational: "operational",
  under_construction: "under construction",
  planned: "planned",
  investment: "investment",
  production: "production",
  sales: "sales",
  inventory: "inventory",
  revenue: "revenue",
};

const words = (name: string, label: string): Column => ({ name, label, type: "text" });
const code = (name: string, label: string): Column => ({ name, label, type: "code" });

/** What the chart shows of an answer: the measures chosen, of the products that have the stage chosen. */
export function shownTotals({ totals, rows }: MarketResult, { show, stage }: MarketPlace): readonly MarketTotal[] {
  const measures: readonly string[] = show === "capacity" ? PHASES : [show];
  const ofStage = new Set(
    rows.filter((row) => row.stage === stage).map(({ product, source }) => `${product}\n${source}`),
  );
  return totals.filter(
    ({ measure, product, source }) =>
      measures.includes(measure) && (stage === "" || ofStage.has(`${product}\n${source}`)),
  );
}

export type Part = MarketTotal["countries"][number];

/** The places of a total as they are told apart: where it stands, or whence it is controlled. */
export const partsOf = (
  total: MarketTotal,
  { apart, controller }: Pick<MarketPlace, "apart" | "controller">,
): readonly Part[] =>
  controller !== ""
    ? total.control.filter(({ key }) => key === controller)
    : apart === "control"
      ? total.control
      : total.countries;

/** The figures behind the chart, place by place. */
export const totalsTable = (totals: readonly MarketTotal[], values: MarketPlace): Table => ({
  kind: "table",
  title: "By place, period and phase",
  columns: [
    words("product", "Product"),
    code("period", "Period"),
    words("phase", "Phase"),
    code("key", "Code"),
    words("place", values.apart === "control" || values.controller !== "" ? "Controlled from" : "Country"),
    { name: "quantity", label: "Amount", type: "number" },
    code("unit", "Unit"),
    { name: "share", label: "Share", type: "share" },
    code("source", "Source"),
  ],
  rows: totals.flatMap((total) =>
    partsOf(total, values).map(({ key, label, quantity, share }) => [
      ...[total.product, total.period, MEASURE_WORDS[total.measure], key, label, quantity, total.unit, share],
      total.source,
    ]),
  ),
});

/** A figure of a country or of the world, and not of a maker there. */
const isWhole = ({ party, country }: MarketRow): boolean =>
  party === null || country === null || party === country.label;

/** What one source says of one maker in one period; its plants stand by themselves. */
export interface Maker {
  readonly party: string;
  readonly product: string;
  readonly period: string | null;
  readonly source: string;
  readonly country: MarketRow["country"];
  readonly control: MarketRow["control"];
  readonly rows: readonly MarketRow[];
}

/** The makers of an answer, the plants and countries left out, as far as the address asks for them. */
export function makersOf({ rows }: MarketResult, { stage, controller }: MarketPlace): readonly Maker[] {
  const makers = new Map<string, Maker & { rows: MarketRow[] }>();
  for (const row of rows) {
    const { party, product, period, source, country, control } = row;
    if (party === null || row.facility !== null || isWhole(row)) continue;
    if ((stage !== "" && row.stage !== stage) || (controller !== "" && control?.country?.key !== controller)) continue;
    const key = JSON.stringify([party, product, period, source]);
    const known = makers.get(key);
    if (known === undefined) makers.set(key, { party, product, period, source, country, control, rows: [row] });
    else known.rows.push(row);
  }
  return [...makers.values()];
}

/** In the order in which a maker is read: what it can make, what it made, sold and kept, for how much. */
const MAKER_MEASURES: readonly Measure[] = [
  ...(["nameplate", "operational", "under_construction", "planned", "production", "sales", "inventory"] as const),
  ...(["revenue", "investment"] as const),
];

interface MeasureColumn {
  readonly measure: Measure;
  readonly unit: string | null;
}

/** The measures that the makers have figures of, each in each of its units. */
function measureColumns(makers: readonly Maker[]): readonly MeasureColumn[] {
  return MAKER_MEASURES.flatMap((measure) => {
    const units = new Set(
      makers.flatMap(({ rows }) => rows.filter((row) => row.measure === measure)).map(({ unit }) => unit),
    );
    return [...units].map((unit) => ({ measure, unit }));
  });
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A line a maker, period and source: what it can make, made, sold and held, and how much of its capacity is in use. */
export function makersTable(makers: readonly Maker[], result: MarketResult, ranked: string): Table {
  const { utilisation } = result;
  const measures = measureColumns(makers);
  const figure = ({ rows }: Maker, { measure, unit }: MeasureColumn): Cell => {
    const own = rows.filter((row) => row.measure === measure && row.unit === unit);
    return own.length === 1 ? (own[0]?.quantity ?? null) : null;
  };
  const inUse = ({ party, period, source }: Maker): Cell =>
    utilisation.find((each) => each.party === party && each.period === period && each.source === source)?.share ?? null;
  const lists = rankingsBy(result, ranked);
  const place = ({ party, product, period, source }: Maker) =>
    lists
      .find((list) => list.product === product && list.period === period && list.source === source)
      ?.makers.find((maker) => maker.party === party);
  const bounds = ({ rows }: Maker): Cell =>
    rows.flatMap(({ measure, bound }) => (bound === null ? [] : [`${MEASURE_WORDS[measure]}: ${bound}`])).join(", ") ||
    null;
  return filled({
    kind: "table",
    title: "Makers",
    columns: [
      words("company", "Company"),
      words("country", "Country"),
      words("control", "Controlled from"),
      code("period", "Period"),
      ...measures.map(
        ({ measure, unit }): Column => ({
          name: unit === null ? measure : `${measure}_${unit.toLowerCase()}`,
          label: capital(MEASURE_WORDS[measure]),
          type: "number",
          ...(unit === null ? {} : { unit }),
        }),
      ),
      { name: "utilisation", label: "In use", type: "share" },
      { name: "rank", label: `Rank by ${measureWords(ranked)}`, type: "count" },
      { name: "share", label: `Share of ${measureWords(ranked)}`, type: "share" },
      words("bounds", "As stated"),
      words("product", "Product"),
      code("source", "Source"),
    ],
    rows: makers.map((maker) => [
      ...[maker.party, maker.country?.label ?? null, maker.control?.country?.label ?? null, maker.period],
      ...measures.map((column) => figure(maker, column)),
      ...[inUse(maker), place(maker)?.rank ?? null, place(maker)?.share ?? null, bounds(maker)],
      ...[maker.product, maker.source],
    ]),
  });
}

/** Every figure as its source has it. */
export const figuresTable = (rows: readonly MarketRow[]): Table =>
  filled({
    kind: "table",
    title: "Figure by figure",
    columns: [
      words("party", "Party"),
      words("facility", "Plant"),
      words("product", "Product"),
      code("stage", "Stage"),
      code("period", "Period"),
      words("measure", "Measure"),
      { name: "quantity", label: "Amount", type: "number" },
      code("unit", "Unit"),
      words("country", "In"),
      words("control", "Controlled from"),
      words("bound", "As stated"),
      code("basis", "Basis"),
      words("mark", "Remark"),
      code("source", "Source"),
      words("locator", "Place in it"),
    ],
    rows: rows.map((row) => [
      ...[row.party, row.facility, row.product, row.stage, row.period, MEASURE_WORDS[row.measure]],
      ...[row.quantity, row.unit, row.country?.label ?? null, row.control?.country?.label ?? null],
      ...[row.bound, row.basis, row.mark, row.source, row.locator],
    ]),
  });

/** The rows that the address asks for. */
export const shownRows = ({ rows }: MarketResult, { stage, controller }: MarketPlace): readonly MarketRow[] =>
  rows.filter(
    (row) => (stage === "" || row.stage === stage) && (controller === "" || row.control?.country?.key === controller),
  );
