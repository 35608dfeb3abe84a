import type { Column, Table } from "../../../src/render/document.ts";
import { writeCount, writeScaled, writeShare, writeUsd } from "../../../src/render/scale.ts";
import type { Figure, WhatIfResult } from "../../state/whatif-question.ts";
import { ChartFigure } from "../chart-figure.tsx";

/** A figure of its unit in words: `USD 3.4 million`, `120.5 t`, `in week 3`. */
function figureWords(unit: Figure["unit"], value: string | null): string | null {
  if (value === null) return null;
  switch (unit) {
    case "USD":
      return writeUsd(value);
    case "t":
      return `${writeScaled(value, { power: 0, decimals: 1 })} t`;
    case "share":
      return writeShare(value);
    case "week":
      return `week ${value}`;
    case "count":
      return writeCount(value);
  }
}

const text = (name: string, label: string): Column => ({ name, label, type: "text" });

/** Baseline, scenario and difference, and the same of scenarios that stand beside it. */
export function FiguresFigure({ result }: { readonly result: WhatIfResult }) {
  const { figures, compare, scenario } = result;
  const names = [...new Set([figures, ...compare.map((other) => other.figures)].flat().map(({ name }) => name))];
  const rows = names.map((name) => {
    const own = figures.find((figure) => figure.name === name);
    const others = compare.map((other) => other.figures.find((figure) => figure.name === name));
    const any = own ?? others.find((figure) => figure !== undefined);
    const words = (value: string | null | undefined) =>
      any === undefined ? null : figureWords(any.unit, value ?? null);
    return [
      name.charAt(0).toUpperCase() + name.slice(1),
      words(any?.baseline),
      words(own?.scenario),
      words(own?.difference),
      ...others.flatMap((figure) => [words(figure?.scenario), words(figure?.difference)]),
    ];
  });
  const table: Table = {
    kind: "table",
    title: "Baseline, scenario and difference",
    columns: [
      text("figure", "Figure"),
      text("baseline", "Baseline"),
      text("scenario", compare.length === 0 ? "Scenario" : scenario.title),
      text("difference", "Difference"),
      ...compare.flatMap(({ title }, at) => [
        text(`scenario_${at + 2}`, title),
        text(`difference_${at + 2}`, "Difference"),
      ]),
    ],
    rows,
  };
  if (rows.length === 0) return null;
  return (
    <ChartFigure
      name="scenario-figures"
      title={table.title ?? ""}
      caption={
        compare.length === 0
          ? "Each figure is of one engine; they are not added up."
          : `Beside it: ${compare.map(({ because }) => because).join(" ")}`
      }
      table={table}
    />
  );
}
