import type { Block, Table } from "../../../src/render/document.ts";
import { cascadeBlocks } from "../../../src/render/views/whatif-cascade.ts";
import { whatIfControlBlocks } from "../../../src/render/views/whatif-control.ts";
import { whatIfDutyBlocks } from "../../../src/render/views/whatif-duty.ts";
import { pricesBlocks } from "../../../src/render/views/whatif-prices.ts";
import { formatHs } from "../../../src/vocab/hs-code.ts";
import { answerFile } from "../../state/answer-file.ts";
import { explainFigure } from "../../state/everywhere.ts";
import type { ScenarioFile } from "../../state/scenario-file.ts";
import type { ScenarioPlace } from "../../state/scenario-question.ts";
import {
  WHATIF_FIGURE,
  type WhatIfAnswer,
  type WhatIfQuestion,
  type WhatIfResult,
} from "../../state/whatif-question.ts";
import { AnswerFiles } from "../answer-files.tsx";
import { ChartFigure } from "../chart-figure.tsx";
import { CoverageNotes } from "../coverage-notes.tsx";
import { BlockView } from "../document-view.tsx";
import { Warnings } from "../problem.tsx";
import { DifferenceFigure } from "./difference-figure.tsx";
import { FiguresFigure } from "./figures-figure.tsx";
import { HitsFigure } from "./hits-figure.tsx";
import { PlanFigure } from "./plan-figure.tsx";
import { TornadoFigure } from "./tornado-figure.tsx";
import { WeeksFigure } from "./weeks-figure.tsx";

interface WhatIfAnswerProps {
  readonly answer: WhatIfAnswer;
  readonly question: WhatIfQuestion;
  readonly scenario: ScenarioFile;
  readonly values: ScenarioPlace;
}

/** What a scenario does, part by part; a part that it has nothing for is left out, and said at the end. */
export function WhatIfFound({ answer, question, scenario, values }: WhatIfAnswerProps) {
  const { result } = answer;
  const { parts, sensitivity } = result;
  const source = result.dataset?.title ?? "the book of Headwater";
  const [product] = result.products;
  const to = result.buyer?.key ?? parts.plans?.[0]?.buyer.key ?? "";
  return (
    <>
      <p>
        {result.because}{" "}
        <button type="button" class="link" onClick={() => explainFigure(WHATIF_FIGURE)}>
          How it was computed<span class="visually-hidden">: the whole answer</span>
        </button>
      </p>
      <FiguresFigure result={result} />
      <Warnings warnings={answer.warnings} />
      <WithoutSource result={result} />
      {parts.hits === null ? null : <HitsFigure hits={parts.hits} source={source} />}
      {parts.weeks === null ? null : <WeeksFigure weeks={parts.weeks} source={source} reference={WHATIF_FIGURE} />}
      {product === undefined || to === "" || result.dataset === null || parts.hits === null ? null : (
        <DifferenceFigure
          scenario={scenario}
          product={product.code}
          to={to}
          depth={values.depth}
          top={values.top}
          on={answer.on}
          dataset={result.dataset}
        />
      )}
      {parts.plans?.map((plan) => (
        <PlanFigure key={plan.product.code} result={plan} source={source} />
      ))}
      {sensitivity.map((tornado) => (
        <TornadoFigure key={tornado.figure} tornado={tornado} source={source} />
      ))}
      {parts.cascade === null ? null : <PartBlocks title="How far it spreads" blocks={cascadeBlocks(parts.cascade)} />}
      {parts.duty === null ? null : (
        <PartBlocks title="What is owed at the border" blocks={whatIfDutyBlocks(parts.duty)} />
      )}
      {parts.control === null ? null : (
        <PartBlocks title="Of whom rules say something else" blocks={whatIfControlBlocks(parts.control)} />
      )}
      {parts.prices === null ? null : (
        <PartBlocks title="Prices and trade in equilibrium" blocks={pricesBlocks(parts.prices)} />
      )}
      <Assumptions result={result} />
      <AnswerFiles name="whatif" write={(format) => answerFile("whatif", question, format)} />
      <Engines result={result} />
      <CoverageNotes answer={answer} />
    </>
  );
}

function PartBlocks({ title, blocks }: { readonly title: string; readonly blocks: readonly Block[] }) {
  const name = title.toLowerCase().replaceAll(" ", "-");
  return (
    <section class="scenario-part">
      <h2>{title}</h2>
      {blocks.map((block, at) => (
        <BlockView key={at} block={block} name={name} />
      ))}
    </section>
  );
}

function WithoutSource({ result: { without } }: { readonly result: WhatIfResult }) {
  if (without.length === 0) return null;
  const table: Table = {
    kind: "table",
    title: "Left without a source",
    columns: [
      { name: "product", label: "HS", type: "code" },
      { name: "label", label: "Product", type: "text" },
      { name: "buyer", label: "Buyer", type: "text" },
      { name: "tonnes", label: "Without a source", type: "number", unit: "t" },
      { name: "share", label: "Of what is bought", type: "share" },
    ],
    rows: without.map((each) => [formatHs(each.product), each.productLabel, each.buyer.label, each.tonnes, each.share]),
  };
  return (
    <ChartFigure
      name="without-source"
      title={table.title ?? ""}
      caption="What the cheapest plan cannot bring from anybody."
      table={table}
      tableProps={{ reference: () => WHATIF_FIGURE }}
    />
  );
}

function Assumptions({ result: { assumptions } }: { readonly result: WhatIfResult }) {
  const table: Table = {
    kind: "table",
    title: "What it rests on",
    columns: [
      { name: "name", label: "Assumption", type: "text" },
      { name: "value", label: "Value", type: "text" },
      { name: "basis", label: "Basis", type: "text" },
      { name: "about", label: "What of", type: "text" },
    ],
    rows: assumptions.map(({ name, value, basis, about }) => [name, value, basis, about]),
  };
  if (assumptions.length === 0) return null;
  return (
    <ChartFigure
      name="assumptions"
      title={table.title ?? ""}
      caption="What no row says. An edit of the scenario takes the place of an assumption."
      table={table}
    />
  );
}

function Engines({ result: { engines } }: { readonly result: WhatIfResult }) {
  return (
    <details>
      <summary>What each engine can tell, and what it cannot</summary>
      <ul>
        {engines.map(({ engine, ran, tells, cannot }) => (
          <li key={engine}>
            <strong>{engine}</strong>
            {ran ? "" : " (nothing here for it)"}: {tells}. It cannot tell {cannot}.
          </li>
        ))}
      </ul>
    </details>
  );
}
