import type { Block } from "../../../src/render/document.ts";
import { assumptionsNote, candidatesTable, compareBlocks, rulesNote } from "../../../src/render/views/agreement.ts";
import { nodeTables, supplyTable, yearsTable } from "../../../src/render/views/agreement-chain.ts";
import { billsNotes, keptBlocks } from "../../../src/render/views/agreement-hits.ts";
import type { AgreementAnswer, AgreementNode } from "../../state/agreement-question.ts";
import { answerFile } from "../../state/answer-file.ts";
import { AnswerFiles } from "../answer-files.tsx";
import { ChartFigure } from "../chart-figure.tsx";
import { CoverageNotes } from "../coverage-notes.tsx";
import { BlockView } from "../document-view.tsx";
import { HowComputed } from "../how-computed.tsx";
import { Warnings } from "../problem.tsx";
import { CoverageByStage, nodeName } from "./coverage-by-stage.tsx";
import { HitsByOrigin } from "./hits-by-origin.tsx";
import { LeakageFigures } from "./leakage-figures.tsx";
import { MembersFigure } from "./members-figure.tsx";
import { NodePrice } from "./node-price.tsx";

interface AgreementFoundProps {
  readonly answer: AgreementAnswer;
  readonly question: object;
}

const Blocks = ({ blocks }: { readonly blocks: readonly Block[] }) => (
  <>
    {blocks.map((block, at) => (
      <BlockView key={at} block={block} name="agreement" />
    ))}
  </>
);

/** Who is in, what the chain holds, what the rules do to trade, and what one more is worth. */
export function AgreementFound({ answer, question }: AgreementFoundProps) {
  const { result } = answer;
  return (
    <>
      <p>{result.because}</p>
      {result.about === null ? null : <p>{result.about}</p>}
      <Warnings warnings={answer.warnings} />
      <Blocks blocks={compareBlocks(result)} />
      <MembersFigure result={result} />
      <Blocks blocks={rulesNote(result)} />
      <CoverageByStage result={result} />
      <HitsByOrigin result={result} />
      {candidatesTable(result).map((table) => (
        <ChartFigure
          key="candidates"
          name="candidates"
          title={table.title ?? ""}
          caption="Each by itself: the figures that change, with it and against the agreement as it is."
          table={table}
        />
      ))}
      {result.nodes.map((node) => (
        <NodePart key={node.product.code} node={node} />
      ))}
      <Blocks blocks={assumptionsNote(result)} />
      <AnswerFiles
        name="agreement"
        holds={{ csv: "Imports that are hit", xlsx: "All tables" }}
        write={(format) => answerFile("agreement", question, format)}
      />
      <HowComputed answer={answer} />
      <CoverageNotes answer={answer} />
    </>
  );
}

/** One good of the chain: its price inside, what leaks, and its tables. */
function NodePart({ node }: { readonly node: AgreementNode }) {
  const { label } = node.product;
  return (
    <section class="scenario-part">
      <h2>{`${nodeName(node)}: ${label}`}</h2>
      <NodePrice node={node} />
      <Blocks blocks={[...yearsTable(node), ...supplyTable(node), ...nodeTables(node)]} />
      <LeakageFigures node={node} />
      <Blocks blocks={[...billsNotes(node), ...keptBlocks(node)]} />
    </section>
  );
}
