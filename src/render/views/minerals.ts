import type { Answer } from "../../operations/core/answer.ts";
import type { MineralResult, MineralsResult } from "../../operations/market/mineral-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Cell, Column, Document } from "../document.ts";
import { closing, counted, warnings } from "./parts.ts";

const text = (name: string, label: string): Column => ({ name, label, type: "text" });
const code = (name: string, label: string): Column => ({ name, label, type: "code" });
const number = (name: string, label: string, unit?: string): Column => ({
  name,
  label,
  type: "number",
  ...(unit === undefined ? {} : { unit }),
});
const share = (name: string, label: string): Column => ({ name, label, type: "share" });

const FIGURES: readonly Column[] = [
  code("mineral", "Mineral"),
  code("measure", "Of"),
  code("stage", "Stage"),
  code("year", "Year"),
  code("source", "Source"),
  code("key", "Code"),
  text("country", "Country"),
  number("amount", "Amount", "t"),
  share("share", "Share"),
  number("hhi", "HHI"),
  code("basis", "Basis"),
];

function figures({ mineral, production, reserves }: MineralResult): Cell[][] {
  const rows = (measure: string, tables: MineralResult["production"]) =>
    tables.flatMap(({ stage, source, years }) =>
      years.flatMap(({ year, hhi, countries, marks, worldTotal }) => [
        ...countries.map(({ key, label, amount, share: part, basis }): Cell[] => {
          return [mineral, measure, stage, year, source, key, label, amount, part, hhi, basis];
        }),
        ...marks.map(({ key, label, mark }): Cell[] => {
          return [mineral, measure, stage, year, source, key, `${label}: ${mark}`, null, null, null, null];
        }),
        ...(worldTotal === null
          ? []
          : [
              [mineral, measure, stage, year, source, null, "world, as stated", worldTotal, null, null, null] as Cell[],
            ]),
      ]),
    );
  return [...rows("production", production), ...rows("reserves", reserves)];
}

function table(title: string, columns: readonly Column[], rows: readonly (readonly Cell[])[]): Block[] {
  return rows.length === 0 ? [] : [{ kind: "table", title, columns, rows }];
}

export function mineralsView(answer: Answer<MineralsResult>): Document {
  const { minerals, known } = answer.result;
  const [only] = minerals;
  const each = <T>(rows: (mineral: MineralResult) => readonly T[]): T[] => minerals.flatMap(rows);
  return {
    title: minerals.length === 1 && only !== undefined ? `Minerals: ${only.mineral}` : "Minerals",
    blocks: [
      {
        kind: "paragraph",
        text: `${counted(minerals.length, "mineral")} of the ${known.length} that the book has a map of; each source by itself.`,
      },
      ...warnings(answer),
      { kind: "table", title: "Production and reserves", main: true, columns: FIGURES, rows: each(figures) },
      ...table(
        "Where sources say otherwise",
        [
          code("mineral", "Mineral"),
          code("year", "Year"),
          text("country", "Country"),
          text("figures", "Figures, t"),
          number("spread", "Largest over smallest"),
        ],
        each(({ mineral, conflicts }) =>
          conflicts.map(({ year, label, figures: said, spread }) => [
            mineral,
            year,
            label,
            said
              .map(({ source, amount, basis }) => `${source} ${amount}${basis === "estimated" ? " (estimated)" : ""}`)
              .join(", "),
            spread,
          ]),
        ),
      ),
      ...table(
        "Net import reliance as stated",
        [
          code("mineral", "Mineral"),
          text("country", "Country"),
          code("year", "Year"),
          number("percent", "Percent"),
          code("mark", "Mark"),
          code("source", "Source"),
        ],
        each(({ mineral, reliance }) =>
          reliance.map(({ country, year, percent, mark, source }) => [mineral, country, year, percent, mark, source]),
        ),
      ),
      ...table(
        "Prices",
        [
          code("mineral", "Mineral"),
          text("series", "Series"),
          code("period", "Last"),
          number("price", "Price"),
          code("unit", "Per"),
          share("change", "On a year before"),
          code("source", "Source"),
        ],
        each(({ mineral, prices }) =>
          prices.map(({ series, last, currency, unit, change, source }) => [
            mineral,
            series,
            last.period,
            last.value,
            `${currency}/${unit ?? "?"}`,
            change,
            source,
          ]),
        ),
      ),
      ...table(
        "World trade of the codes",
        [
          code("mineral", "Mineral"),
          code("hs", "HS"),
          code("year", "Year"),
          { name: "usd", label: "Value", type: "usd" },
          number("hhi", "HHI of exporters"),
          text("exporters", "Largest exporters"),
          code("source", "Source"),
        ],
        each(({ mineral, trade }) =>
          trade.map(({ code: hs, year, usd, hhi, exporters, source }) => [
            mineral,
            formatHs(hs),
            year,
            usd,
            hhi,
            exporters
              .slice(0, 4)
              .map(({ key, share: part }) => `${key} ${(Number(part) * 100).toFixed(1)} %`)
              .join(", "),
            source,
          ]),
        ),
      ),
      ...table(
        "In force on these codes",
        [
          code("mineral", "Mineral"),
          code("hs", "HS"),
          code("by", "By"),
          text("title", "Measure"),
          code("state", "State"),
        ],
        each(({ mineral, duties, controls }) => [
          ...duties.map(({ code: hs, title }) => [mineral, formatHs(hs), "US", title, "duty in force"]),
          ...controls.map(({ code: hs, by, title, state }) => [mineral, formatHs(hs), by, title, state]),
        ]),
      ),
      ...closing(answer),
    ],
  };
}
