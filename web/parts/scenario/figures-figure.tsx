import type { Column, Table } from "../../../src/render/document.ts";
import { figureCell } from "../../../src/render/views/whatif-figure.ts";
import type { WhatIfResult } from "../../state/whatif-question.ts";
import { ChartFigure } from "../chart-figure.tsx";

const text = (name: string, label: string): Column => ({ name, label, type: "text" });

/** Baseline, scenario and difference, and the same of scenarios that stand beside it. */
export function FiguresFigure({ result }: { readonly result: WhatIfResult }) {
  const { figures, compare, scenario } = result;
  const names = [...new Set([figures, ...compare.map((other) => other.figures)].flat().map(({ name }) => name))];
  const rows = names.map((name) => {
    const own = figures.find((figure) => figure.name === name);
    const others = compare.map((other) => other.figures.find((figure) => figure.name === name));
    const any = own ?? others.find((figure) => figure !== undefined);
    const words = (value: string | null | undefined, signed = false) =>
      any === undefined ? null : figureCell(value ?? null, any.unit, { signed });
    return [
      name.charAt(0).toUpperCase() + name.slice(1),
      words(any?.baseline),
      words(own?.scenario),
      words(own?.difference, true),
      ...others.flatMap((figure) => [words(figure?.scenario), words(figure?.difference, true)]),
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
