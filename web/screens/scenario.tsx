import { DifferenceFigure } from "../parts/scenario/difference-figure.tsx";
import { ScenarioControls } from "../parts/scenario/scenario-controls.tsx";
import { useEditSentences } from "../state/edit-sentences.ts";
import { everywhere } from "../state/everywhere.ts";
import { READY_SCENARIOS } from "../state/ready-scenarios.ts";
import { NO_EDITS, readScenarioText } from "../state/scenario-file.ts";
import { heardScenario, scenarioPlace, showScenario, subjectOf } from "../state/scenario-question.ts";
import "../styles/scenario.css";

/** What is supposed, edit by edit, and what it would do. */
export function ScenarioScreen() {
  const values = scenarioPlace();
  const heard = heardScenario(values.scenario);
  const scenario = typeof heard === "string" ? NO_EDITS : heard;
  const sentences = useEditSentences(scenario);
  const subject = subjectOf(values, scenario);
  return (
    <div class="with-controls scenario">
      <ScenarioControls scenario={scenario} values={values} sentences={sentences} read={null} />
      <div>
        <h1>{scenario.edits.length === 0 ? "What if" : scenario.title}</h1>
        {typeof heard === "string" ? (
          <p class="problem" role="alert">
            {heard}
          </p>
        ) : null}
        {scenario.edits.length === 0 ? (
          <ReadyQuestions />
        ) : sentences.problem === null ? (
          <DifferenceFigure
            scenario={scenario}
            {...subject}
            depth={values.depth}
            top={values.top}
            on={everywhere.value.on}
          />
        ) : null}
      </div>
    </div>
  );
}

function ReadyQuestions() {
  return (
    <>
      <p>
        Suppose that a link breaks, a law changes, a plant closes: who is hit, when, and what replaces it. Add an edit,
        open a file, or begin with one of these.
      </p>
      <ul class="questions">
        {READY_SCENARIOS.map(({ name, title, about, text }) => (
          <li key={name}>
            <button
              type="button"
              class="link"
              onClick={() => {
                void readScenarioText(text).then((read) => {
                  if (typeof read !== "string") showScenario(read);
                });
              }}
            >
              {title}
            </button>
            <span class="muted">{about}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
