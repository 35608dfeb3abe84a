import type { AttributionResult } from "../../operations/trade/attribution-result.ts";
import type { TraceResult } from "../../operations/trade/trace-result.ts";
import type { Block, Cell, Column } from "../document.ts";

/** Years by keys: the central share of each line in each year, and beside it for files the bounds. */
export function attributionYears({ years, by }: AttributionResult): Block[] {
  if (years === undefined || years.length === 0) return [];
  const lineOf = (at: number, key: string) => years[at]?.by.find((line) => line.key === key);
  const columns: Column[] = [
    { name: "line", label: "Share of the value", type: "text" },
    ...years.map(({ year }): Column => ({ name: `share_${year}`, label: year, type: "share" })),
  ];
  const emptyIn = (at: number): boolean => {
    const { by: lines, untraced, others } = years[at] ?? {};
    return lines?.length === 0 && untraced?.share === "0" && others?.share === "0";
  };
  const cells = (pick: (at: number) => string): Cell[] => years.map((_, at) => (emptyIn(at) ? null : pick(at)));
  return [
    {
      kind: "table",
      title: "Year by year",
      columns,
      rows: [
        ...by.map(({ key, label }) => [label, ...cells((at) => lineOf(at, key)?.share ?? "0")]),
        ["others", ...cells((at) => years[at]?.others.share ?? "0")],
        ["untraced", ...cells((at) => years[at]?.untraced.share ?? "0")],
      ],
    },
    {
      kind: "table",
      title: "Year by year with bounds",
      detail: true,
      columns: [
        { name: "year", label: "Year", type: "code" },
        { name: "key", label: "Key", type: "code" },
        { name: "share", label: "Share", type: "share" },
        { name: "low", label: "Lowest", type: "share" },
        { name: "high", label: "Highest", type: "share" },
        { name: "usd", label: "Value", type: "usd" },
      ],
      rows: years.flatMap(({ year, by: lines }) =>
        lines.map((line) => [year, line.key, line.share, line.low, line.high, line.usd]),
      ),
    },
  ];
}

const SHOWN = 6;

/** Years by keys for each tier of a reach: values of the largest parts. */
export function reachYears({ years, tiers }: TraceResult): Block[] {
  if (years === undefined || years.length === 0) return [];
  return tiers.map(({ tier, by }) => {
    const partsOf = (at: number) => years[at]?.tiers.find((each) => each.tier === tier);
    const largest = by.slice(0, SHOWN);
    return {
      kind: "table",
      title: `Tier ${tier} year by year`,
      columns: [
        { name: "part", label: "Value", type: "text" },
        ...years.map(({ year }): Column => ({ name: `usd_${year}`, label: year, type: "usd" })),
      ],
      rows: [
        ...largest.map(({ key, label }): Cell[] => [
          label,
          ...years.map((_, at) => partsOf(at)?.by.find((part) => part.key === key)?.usd ?? "0.00"),
        ]),
        ["all", ...years.map((_, at) => partsOf(at)?.usd ?? "0.00")],
      ],
    };
  });
}
