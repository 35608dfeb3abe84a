import { useSignal } from "@preact/signals";
import { asProblem } from "../../state/answers.ts";
import { READY_SCENARIOS } from "../../state/ready-scenarios.ts";
import { readScenarioText } from "../../state/scenario-file.ts";
import { showScenario } from "../../state/scenario-question.ts";
import { ReadyList } from "../written/ready-list.tsx";

/** Where nothing is supposed yet: what could be. */
export function ReadyQuestions() {
  const said = useSignal("");
  const show = (text: string) => {
    readScenarioText(text).then(
      (read) => {
        if (typeof read === "string") said.value = read;
        else showScenario(read);
      },
      (error: unknown) => {
        said.value = asProblem(error).message;
      },
    );
  };
  return (
    <>
      <p>
        Suppose that a link breaks, a law changes, a plant closes: who is hit, when, and what replaces it. Add an edit,
        open a file, or begin with one of these.
      </p>
      <ReadyList files={READY_SCENARIOS} onChoose={({ text }) => show(text)} />
      <p role="status" class="said">
        {said}
      </p>
    </>
  );
}
