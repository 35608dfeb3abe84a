import { useSignal } from "@preact/signals";
import { chartCaption } from "../../../src/charts/chart-caption.ts";
import type { Table } from "../../../src/render/document.ts";
import type { ToolChart } from "../../../src/render/views/price-tool-pictures.ts";
import { pathChart, payoffChart } from "../../../src/render/views/price-tool-pictures.ts";
import {
  effectBlocks,
  monthTable,
  pathSentence,
  termsOf,
  toolTable,
} from "../../../src/render/views/price-tool-tables.ts";
import { answerFile } from "../../state/answer-file.ts";
import { asProblem } from "../../state/answers.ts";
import type { ToolAnswer, ToolResult } from "../../state/prices-question.ts";
import type { WrittenDocument } from "../../state/written-document.ts";
import { writeYaml } from "../../state/yaml-text.ts";
import { AnswerFiles } from "../answer-files.tsx";
import { ChartFigure } from "../chart-figure.tsx";
import { CoverageNotes } from "../coverage-notes.tsx";
import { BlockView } from "../document-view.tsx";
import { saveFile } from "../download.ts";
import { HowComputed } from "../how-computed.tsx";
import { Warnings } from "../problem.tsx";
import { SeriesFigure } from "../series-figure.tsx";

interface ToolFoundProps {
  readonly answer: ToolAnswer;
  readonly proposal: WrittenDocument;
}

const monthOf = (day: string): string => day.slice(0, 7);
const shown = ({ unit, series, bands, events }: ToolChart) => ({ unit, series, bands, events, period: monthOf });

/** The path of prices with what tools make of it, who pays and gets how much, and each tool month by month. */
export function ToolFound({ answer, proposal }: ToolFoundProps) {
  const { result } = answer;
  const { path, scenario } = result;
  const source = path.source === null ? `Prices ${path.basis}` : `Prices: ${path.source}`;
  const chart = pathChart(result);
  return (
    <>
      <h2>{result.title}</h2>
      {result.about === null ? null : <p>{result.about}</p>}
      <Warnings warnings={answer.warnings} />
      <SeriesFigure
        name="price-path"
        title="The price, and what lands or is got"
        finding={chartCaption(pathSentence(result), [
          "What is missing is a gap",
          "A line down is where a tool begins to do something else",
        ])}
        table={pathTable(result)}
        source={source}
        {...shown(chart)}
      />
      <ChartFigure
        name="price-tools"
        title="Who pays, and who gets"
        caption="Over all months; below 0 it is paid. What a tool moves for one unit is on average over the months in which it acts."
        table={toolTable(result)}
      />
      {result.tools.map((tool) => {
        const payoff = payoffChart(result, tool);
        return (
          <section key={tool.name}>
            <SeriesFigure
              name={`payoff-${tool.kind}`}
              title={`${tool.name}, month by month`}
              finding={payoff.caption}
              table={monthTable(result, tool)}
              source={source}
              {...shown(payoff)}
            />
            <BlockView block={termsOf(tool)} name="price-tool" />
          </section>
        );
      })}
      {effectBlocks(result).map((block, at) => (
        <BlockView key={at} block={block} name="price-tool" />
      ))}
      <Assumptions result={result} />
      <AnswerFiles
        name="price-tool"
        holds={{ csv: "All months", xlsx: "All tables" }}
        write={(format) => answerFile("price-tool", { proposal }, format)}
      />
      {scenario === null ? null : <Measures scenario={scenario} />}
      <HowComputed answer={answer} />
      <CoverageNotes answer={answer} />
    </>
  );
}

/** The tools at the border as a file that every question takes. */
function Measures({ scenario }: { readonly scenario: NonNullable<ToolResult["scenario"]> }) {
  const fault = useSignal("");
  return (
    <>
      <p>
        <button
          type="button"
          onClick={() => {
            writeYaml(scenario).then(
              (text) => saveFile("measures.yaml", "application/yaml", text),
              (error: unknown) => {
                fault.value = asProblem(error).message;
              },
            );
          }}
        >
          Its measures as a scenario
        </button>{" "}
        <span class="muted">The page Scenario opens the file, and every question takes it by --scenario.</span>
      </p>
      <p role="status" class="said">
        {fault}
      </p>
    </>
  );
}

/** The path with what producers at home get and buyers pay under each tool. */
function pathTable({ path, tools, currency, unit }: ToolResult): Table {
  const perUnit = `${currency} per ${unit}`;
  return {
    kind: "table",
    title: "The price, month by month",
    columns: [
      { name: "month", label: "Month", type: "code" },
      { name: "price", label: "Price", type: "number", unit: perUnit },
      ...tools.flatMap(({ name }, at) => [
        { name: `producer_${at + 1}`, label: `Producers get, ${name}`, type: "number" } as const,
        { name: `buyer_${at + 1}`, label: `Buyers pay, ${name}`, type: "number" } as const,
      ]),
    ],
    rows: path.prices.map(({ month, price }) => [
      month,
      price,
      ...tools.flatMap(({ months }) => {
        const own = months.find((each) => each.month === month);
        return [own?.producerPrice ?? null, own?.buyerPrice ?? null];
      }),
    ]),
  };
}

function Assumptions({ result: { assumptions } }: { readonly result: ToolResult }) {
  if (assumptions.length === 0) return null;
  const table: Table = {
    kind: "table",
    title: "What it rests on",
    columns: [
      { name: "name", label: "Assumption", type: "text" },
      { name: "value", label: "Value", type: "text" },
      { name: "about", label: "What of", type: "text" },
    ],
    rows: assumptions.map(({ name, value, about }) => [name, value, about]),
  };
  return (
    <ChartFigure
      name="price-tool-assumptions"
      title={table.title ?? ""}
      caption="What no source says. The file takes the place of an assumption."
      table={table}
    />
  );
}
