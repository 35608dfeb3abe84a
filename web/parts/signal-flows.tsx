import type { Answer } from "../../src/client/client.ts";
import { mainTable } from "../../src/render/document.ts";
import { chooseScale, writeKg, writeUsd } from "../../src/render/scale.ts";
import { flowsView } from "../../src/render/views/flows.ts";
import { measureTable } from "../../src/render/views/measure-table.ts";
import { inSentence, sourceWords } from "../../src/render/views/trade-words.ts";
import { useQuestion } from "../state/answers.ts";
import { settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import { type FlowsResult, flowsQuestion, type SignalsPlace, signalsFigure } from "../state/signals-question.ts";
import { AskedPart } from "./asked-part.tsx";
import { ChartFigure } from "./chart-figure.tsx";
import { CoverageNotes } from "./coverage-notes.tsx";
import { Warnings } from "./problem.tsx";
import { SeriesFigure } from "./series-figure.tsx";
import { plotted } from "./signal-leg.tsx";

/** The direct leg period by period and, where a third country is named, the two legs round by it. */
export function SignalFlows({ values }: { readonly values: SignalsPlace }) {
  const { origin, to, via } = values;
  const round =
    via === ""
      ? []
      : [
          { origin, to: via },
          { origin: via, to },
        ];
  return (
    <>
      {[{ origin, to }, ...round].map((ends) => (
        <Flow key={`${ends.origin} ${ends.to}`} values={values} ends={ends} />
      ))}
    </>
  );
}

interface FlowProps {
  readonly values: SignalsPlace;
  readonly ends: { readonly origin: string; readonly to: string };
}

function Flow({ values, ends }: FlowProps) {
  const question = flowsQuestion(values, ends);
  const asked = useQuestion(
    "flows",
    question,
    settings(),
    (given, signal): Promise<Answer<FlowsResult>> => client.value.flows(given, { ...settings(), signal }),
  );
  return (
    <AskedPart asked={asked.value} working="Summing the periods …">
      {(value) => (
        <>
          <FlowFigures answer={value} by={values.by} reference={signalsFigure("flows", question)} />
          <Warnings warnings={value.warnings} />
          <CoverageNotes answer={value} />
        </>
      )}
    </AskedPart>
  );
}

interface FlowFiguresProps {
  readonly answer: Answer<FlowsResult>;
  readonly by: SignalsPlace["by"];
  readonly reference: string;
}

const MOST_MEASURES = 6;

function FlowFigures({ answer, by, reference }: FlowFiguresProps) {
  const { result } = answer;
  const { points, measures, total, exporter, importer, product, dataset } = result;
  const type = by === "weight" && points.some(({ kg }) => kg !== null) ? "kg" : "usd";
  const scale = chooseScale(
    type,
    points.map((point) => point[type]),
  );
  const periods = points[0]?.moving.at(-1)?.periods ?? 1;
  const mean = (text: string | null | undefined): number | null => {
    const sum = plotted(text ?? null, scale);
    return sum === null ? null : sum / periods;
  };
  const named = new Map(points.map(({ day, period }) => [day, period]));
  const table = mainTable(flowsView(answer));
  const [lines] = measureTable(measures);
  const sum = type === "kg" ? writeKg(total.kg) : writeUsd(total.usd);
  const price = total.unitValue === null ? "" : `, at USD ${total.unitValue} per kg`;
  if (table === undefined) return null;
  return (
    <>
      <SeriesFigure
        name={`flows-${product.code}-${exporter.key}-${importer.key}`}
        title={`${exporter.label} to ${inSentence(importer.label)}`}
        finding={`${total.stated} of ${total.periods} periods have rows${total.stated === 0 ? "" : `: ${sum}${price}`}; ${total.none} without trade, ${total.gaps} not known.`}
        table={table}
        unit={scale.unit}
        period={(day) => named.get(day) ?? day}
        source={`${dataset.made ? "MADE WORLD. " : ""}Source: ${sourceWords(dataset)}`}
        reference={reference}
        events={measures.slice(-MOST_MEASURES).map(({ day, measure }) => ({ day, label: `${day} ${measure}` }))}
        series={[
          {
            label: "a period",
            points: points.map((point) => ({ day: point.day, value: plotted(point[type], scale) })),
          },
          {
            label: `mean of ${periods}`,
            points: points.map(({ day, moving }) => ({ day, value: mean(moving.at(-1)?.[type]) })),
          },
        ]}
      />
      {lines?.kind !== "table" ? null : (
        <ChartFigure
          name={`flows-measures-${product.code}-${exporter.key}-${importer.key}`}
          title="Measures that began in these periods"
          caption={`${measures.length} ${measures.length === 1 ? "day" : "days"} on which a measure of the book on this product and pair began.`}
          table={lines}
        />
      )}
    </>
  );
}
