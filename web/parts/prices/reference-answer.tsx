import { groupThousands } from "../../../src/render/scale.ts";
import {
  curveTable,
  partsTable,
  priceTable,
  referenceBlocks,
  referencePicture,
} from "../../../src/render/views/reference-price.ts";
import { answerFile } from "../../state/answer-file.ts";
import type { ReferenceAnswer, ReferenceResult } from "../../state/prices-question.ts";
import type { WrittenDocument } from "../../state/written-document.ts";
import { AnswerFiles } from "../answer-files.tsx";
import { ChartFigure } from "../chart-figure.tsx";
import { CoverageNotes } from "../coverage-notes.tsx";
import { BlockView } from "../document-view.tsx";
import { FILE_WIDTH, FittedPicture } from "../fitted-picture.tsx";
import { HowComputed } from "../how-computed.tsx";
import { Warnings } from "../problem.tsx";
import { SeriesFigure } from "../series-figure.tsx";
import { yearsChart } from "./reference-years.ts";

const SOURCE = "Source: figures of the file, the book and the store, as listed.";

interface ReferenceFoundProps {
  readonly answer: ReferenceAnswer;
  readonly model: WrittenDocument;
}

/** The price, the curve that it is read from, and what it would be if one thing were otherwise. */
export function ReferenceFound({ answer, model }: ReferenceFoundProps) {
  const { result } = answer;
  const picture = referencePicture(result);
  const years = yearsChart(result);
  return (
    <>
      <h2>{result.title}</h2>
      {picture === null ? <p>{result.because}</p> : null}
      <Warnings warnings={answer.warnings} />
      <Headline result={result} />
      {picture === null
        ? null
        : curveTable(result).map((table) => (
            <ChartFigure
              key="curve"
              name="cost-curve"
              title="Cost curve"
              caption={picture.caption}
              table={table}
              svg={() => picture.draw(FILE_WIDTH, SOURCE)}
            >
              <FittedPicture draw={(width, options) => picture.draw(width, SOURCE, options)} label={picture.caption} />
            </ChartFigure>
          ))}
      {[...priceTable(result), ...partsTable(result)].map((table) => (
        <BlockView key={table.title} block={table} name="reference-price" />
      ))}
      {years === null ? null : <SeriesFigure name="reference-years" source={SOURCE} {...years} />}
      {referenceBlocks(result).map((block, at) =>
        block.kind === "table" && block.detail ? (
          <details key={at}>
            <summary>{block.title}</summary>
            <BlockView block={block} name="reference-price" />
          </details>
        ) : (
          <BlockView key={at} block={block} name="reference-price" />
        ),
      )}
      <AnswerFiles
        name="reference-price"
        holds={{ csv: "The curve", xlsx: "All tables" }}
        write={(format) => answerFile("reference-price", { model }, format)}
      />
      <HowComputed answer={answer} />
      <CoverageNotes answer={answer} />
    </>
  );
}

const rounded = (text: string): string => groupThousands(String(Math.round(Number(text) * 100) / 100));

/** The figures that a reader looks for first. */
function Headline({ result }: { readonly result: ReferenceResult }) {
  const { reference, demand, marginal, next, unmet, floor, currency, unit, terms, year } = result;
  const price = (text: string | null) =>
    text === null ? "no price" : `${rounded(text)} ${currency} a ${unit}, ${terms}`;
  const offer = (step: typeof next) => (step === null ? null : `${step.name}, ${price(step.price)}`);
  const ends =
    reference.low === null || reference.high === null || reference.low === reference.high
      ? ""
      : `, ${rounded(reference.low)} to ${rounded(reference.high)} over all ranges`;
  const lines: readonly (readonly [string, string | null])[] = [
    [`Reference${year === null ? "" : ` of ${year}`}`, `${price(reference.central)}${ends}`],
    ["Demand", demand.central === null ? null : `${rounded(demand.central)} ${unit} a year`],
    ["Set by", offer(marginal)],
    ["Next tranche", offer(next)],
    ["Unmet demand", unmet === null || Number(unmet) === 0 ? null : `${rounded(unmet)} ${unit} a year`],
    ["Floor", floor?.price == null ? null : price(floor.price)],
  ];
  return (
    <dl class="inputs">
      {lines.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
