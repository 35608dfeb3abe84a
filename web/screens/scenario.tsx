import { AskedPart } from "../parts/asked-part.tsx";
import { ReadyQuestions } from "../parts/scenario/ready-questions.tsx";
import { ScenarioControls } from "../parts/scenario/scenario-controls.tsx";
import { WhatIfFound } from "../parts/scenario/whatif-answer.tsx";
import { useQuestion } from "../state/answers.ts";
import { useEditSentences } from "../state/edit-sentences.ts";
import { settings } from "../state/everywhere.ts";
import { NO_EDITS } from "../state/scenario-file.ts";
import { heardScenario, scenarioPlace } from "../state/scenario-question.ts";
import { client } from "../state/server.ts";
import { type WhatIfAnswer, whatIfQuestion } from "../state/whatif-question.ts";
import "../styles/scenario.css";

/** What is supposed, edit by edit, and what it would do. */
export function ScenarioScreen() {
  const values = scenarioPlace();
  const heard = heardScenario(values.scenario);
  const scenario = typeof heard === "string" ? NO_EDITS : heard;
  const sentences = useEditSentences(scenario);
  // What the server cannot read it has said already, beside the edit.
  const question = sentences.problem === null ? whatIfQuestion(values) : null;
  const asked = useQuestion(
    "whatif",
    question,
    settings(),
    (given, signal): Promise<WhatIfAnswer> => client.value.whatif(given, { ...settings(), signal }),
  );
  const edits = asked.value.waiting ? null : (asked.value.value?.result.scenario.edits ?? null);
  const read = edits === null ? null : new Set(edits.filter((edit) => edit.read).map(({ number }) => number));
  return (
    <div class="with-controls scenario">
      <ScenarioControls scenario={scenario} values={values} sentences={sentences} read={read} />
      <div>
        <h1>{scenario.edits.length === 0 ? "What if" : scenario.title}</h1>
        {typeof heard === "string" ? (
          <p class="problem" role="alert">
            {heard}
          </p>
        ) : null}
        {scenario.edits.length === 0 ? <ReadyQuestions /> : null}
        {question === null ? null : (
          <AskedPart asked={asked.value} working="Asking every engine what it does …" class="wordy">
            {(answer) => <WhatIfFound answer={answer} question={question} scenario={scenario} values={values} />}
          </AskedPart>
        )}
      </div>
    </div>
  );
}
