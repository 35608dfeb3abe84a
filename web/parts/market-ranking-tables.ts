import type { Column, Table } from "../../src/render/document.ts";
import { groupThousands } from "../../src/render/scale.ts";
import type { MarketPlace, MarketResult, Ranking } from "../state/market-question.ts";
import { filled } from "./answer-tables.ts";

const words = (name: string, label: string): Column => ({ name, label, type: "text" });
const code = (name: string, label: string): Column => ({ name, label, type: "code" });

/** Any measure of an answer in words: "implied price". */
export const measureWords = (measure: string): string => measure.replaceAll("_", " ");

/** Measures that makers are ranked by, in the answer's order. */
export const rankedMeasures = ({ rankings }: MarketResult): readonly string[] => [
  ...new Set(rankings.map(({ measure }) => measure)),
];

/** By what makers are ranked: as the address says, else by what they sold, else by what comes first. */
export function rankedBy(result: MarketResult, { rank }: Pick<MarketPlace, "rank">): string | null {
  const all = rankedMeasures(result);
  return [rank, "sales"].find((measure) => all.includes(measure)) ?? all[0] ?? null;
}

/** The rankings by one measure, the last period first. */
export const rankingsBy = ({ rankings }: MarketResult, measure: string): readonly Ranking[] =>
  rankings.filter((list) => list.measure === measure).toSorted((a, b) => (a.period > b.period ? -1 : 1));

/** Makers by size, each source and period by itself, with their parts of a country or of the world. */
export function rankingTable(lists: readonly Ranking[]): Table {
  const wholes = [
    ...new Set(lists.flatMap(({ makers }) => makers.flatMap((each) => each.wholes.map((own) => own.label)))),
  ];
  return filled({
    kind: "table",
    title: "Ranking",
    columns: [
      { name: "rank", label: "Rank", type: "count" },
      words("company", "Company"),
      { name: "quantity", label: "Amount", type: "number" },
      code("unit", "Unit"),
      words("bound", "As stated"),
      { name: "share", label: "Share of those listed", type: "share" },
      ...wholes.map(
        (label): Column => ({ name: `of_${label.toLowerCase()}`, label: `Share of ${label}`, type: "share" }),
      ),
      code("period", "Period"),
      words("product", "Product"),
      code("source", "Source"),
    ],
    rows: lists.flatMap(({ makers, unit, period, product, source }) =>
      makers.map(({ rank, party, quantity, bound, share, wholes: own }) => [
        ...[rank, party, quantity, unit, bound, share],
        ...wholes.map((label) => own.find((whole) => whole.label === label)?.share ?? null),
        ...[period, product, source],
      ]),
    ),
  });
}

/** What a unit of new capacity costs, where one source states outlay and capacity. */
export const costsTable = ({ costs }: MarketResult): Table =>
  filled({
    kind: "table",
    title: "Cost of new capacity",
    columns: [
      words("company", "Company"),
      words("facility", "Plant"),
      code("period", "Period"),
      { name: "cost", label: "Cost", type: "number" },
      code("unit", "Unit"),
      words("bound", "As stated"),
      words("formula", "Formula"),
      words("inputs", "Of"),
      words("product", "Product"),
      code("source", "Source"),
    ],
    rows: costs.map(({ party, facility, period, value, unit, bound, formula, inputs, product }) => [
      ...[party, facility, period, value, unit, bound, formula],
      inputs.map((each) => `${measureWords(each.measure)} ${groupThousands(each.quantity)} ${each.unit}`).join(", "),
      ...[product, inputs[0]?.source ?? null],
    ]),
  });
