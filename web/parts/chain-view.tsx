import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { useQuestion } from "../state/answers.ts";
import type { ChainAnswer } from "../state/chain-answer.ts";
import { type ChainPlace, chainPlace, chainQuestion, changeChain, isAsked } from "../state/chain-question.ts";
import { settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import { AskedPart } from "./asked-part.tsx";
import { ChainControls } from "./chain-controls.tsx";
import { CoverageNotes } from "./coverage-notes.tsx";
import { isWriting } from "./is-writing.ts";
import { Warnings } from "./problem.tsx";
import { WorkedQuestions } from "./worked-questions.tsx";

interface ChainViewProps {
  readonly heading: string;
  readonly children: (answer: ChainAnswer, values: ChainPlace) => ComponentChildren;
}

/** Keys 1 to 8 set the depth, unless something is being written or a sheet is open. */
function useDepthKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!/^[1-8]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isWriting(event.target) || document.querySelector("dialog[open]") !== null) return;
      changeChain({ depth: Number(event.key) });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** What the screens of a chain share: the controls, the question, its answer or its problem, what it cannot see. */
export function ChainView({ heading, children }: ChainViewProps) {
  useDepthKeys();
  const values = chainPlace();
  const question = isAsked(values) ? chainQuestion(values) : null;
  const asked = useQuestion(
    "chain",
    question,
    settings(),
    (given, signal): Promise<ChainAnswer> => client.value.chain(given, { ...settings(), signal }),
  );
  const { value } = asked.value;
  return (
    <div class="with-controls">
      <ChainControls values={values} />
      <div>
        <h1 class={value === null ? undefined : "visually-hidden"}>{heading}</h1>
        {question === null ? (
          <WorkedQuestions lead="Say a product and who buys or sells it, or begin with one of these." />
        ) : null}
        <AskedPart asked={asked.value} working="Walking the chain …">
          {(value) => (
            <>
              {children(value, values)}
              <Warnings warnings={value.warnings} />
              <CoverageNotes answer={value} />
            </>
          )}
        </AskedPart>
      </div>
    </div>
  );
}
