import type { Answer } from "../../src/client/client.ts";
import { mainTable } from "../../src/render/document.ts";
import { chooseScale } from "../../src/render/scale.ts";
import { mirrorView } from "../../src/render/views/mirror.ts";
import { inSentence, sourceWords } from "../../src/render/views/trade-words.ts";
import { useQuestion } from "../state/answers.ts";
import { settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import { type MirrorResult, mirrorQuestion, type SignalsPlace, signalsFigure } from "../state/signals-question.ts";
import { AskedPart } from "./asked-part.tsx";
import { CoverageNotes } from "./coverage-notes.tsx";
import { Warnings } from "./problem.tsx";
import { SeriesFigure } from "./series-figure.tsx";
import { plotted } from "./signal-leg.tsx";

/** What both sides report of the direct leg, and what lies between. */
export function SignalMirror({ values }: { readonly values: SignalsPlace }) {
  const question = mirrorQuestion(values);
  const asked = useQuestion(
    "mirror",
    question,
    settings(),
    (given, signal): Promise<Answer<MirrorResult>> => client.value.mirror(given, { ...settings(), signal }),
  );
  return (
    <AskedPart asked={asked.value} working="Setting both reports side by side …">
      {(value) => (
        <>
          <Found answer={value} reference={signalsFigure("mirror", question)} />
          <Warnings warnings={value.warnings.filter((warning) => warning !== value.result.found.words)} />
          <CoverageNotes answer={value} />
        </>
      )}
    </AskedPart>
  );
}

interface FoundProps {
  readonly answer: Answer<MirrorResult>;
  readonly reference: string;
}

function Found({ answer, reference }: FoundProps) {
  const { result } = answer;
  const { points, by, sides, exporter, importer, product, rule, found, exportDataset, importDataset } = result;
  const table = mainTable(mirrorView(answer));
  if (sides === "none" || table === undefined) return <p>{found.words}</p>;
  const type = by === "value" ? "usd" : "kg";
  const scale = chooseScale(
    type,
    points.flatMap(({ exported, imported, reconciledHigh }) => [exported, imported, reconciledHigh]),
  );
  const named = new Map(points.map(({ day, period }) => [day, period]));
  const cited = [exportDataset, importDataset].flatMap((each) => (each === null ? [] : [sourceWords(each)]));
  const line = (label: string, of: "exported" | "imported" | "reconciled") => ({
    label,
    points: points.map((point) => ({ day: point.day, value: plotted(point[of], scale) })),
  });
  return (
    <>
      <SeriesFigure
        name={`mirror-${product.code}-${exporter.key}-${importer.key}`}
        title={`${exporter.label} to ${inSentence(importer.label)}, as each reports it`}
        finding={found.words}
        table={table}
        unit={scale.unit}
        period={(day) => named.get(day) ?? day}
        source={`Source: ${cited.join(" ")}`}
        reference={reference}
        series={[
          ...(sides === "import" ? [] : [line(`${exporter.label} says`, "exported")]),
          ...(sides === "export" ? [] : [line(`${importer.label} says`, "imported")]),
          ...(sides === "both" ? [line("reconciled", "reconciled")] : []),
        ]}
        bands={
          sides === "both"
            ? [
                {
                  label: "reconciled, low to high",
                  points: points.map(({ day, reconciledLow, reconciledHigh }) => ({
                    day,
                    low: plotted(reconciledLow, scale),
                    high: plotted(reconciledHigh, scale),
                  })),
                },
              ]
            : []
        }
      />
      <section>
        <h3>By what rule</h3>
        <ul>
          <li>{rule.basis}</li>
          <li>
            A gap counts beyond {rule.threshold} in natural logarithms, and is sustained for {rule.sustainedFor} periods
            to the same side.
          </li>
          {sides === "both" ? (
            <>
              <li>Brought together by {rule.weights}; estimated, fob.</li>
              <Reliability reporter={exporter} />
              <Reliability reporter={importer} />
            </>
          ) : null}
        </ul>
      </section>
    </>
  );
}

/** How well a country's reports agree with those of its other partners. */
function Reliability({ reporter: { label, partners, gap, spread } }: { readonly reporter: MirrorResult["exporter"] }) {
  return (
    <li>
      {label}:{" "}
      {partners === 0
        ? "no other partner of whom both reports are held, so how well it reports is not known."
        : `median gap ${gap ?? "not known"} to ${partners} other ${partners === 1 ? "partner" : "partners"}, spread ${spread ?? "of too few to say"}.`}
    </li>
  );
}
