import { useSignal } from "@preact/signals";
import { asProblem } from "../../state/answers.ts";
import { READY_SCENARIOS } from "../../state/ready-scenarios.ts";
import { readScenarioText, type ScenarioFile } from "../../state/scenario-file.ts";
import { ReadySelect } from "../written/ready-select.tsx";

interface ReadyChoiceProps {
  readonly label: string;
  readonly onChoose: (scenario: ScenarioFile) => void;
}

/** One of the ready questions, to begin with or to compare with. */
export function ReadyChoice({ label, onChoose }: ReadyChoiceProps) {
  const said = useSignal("");
  return (
    <>
      <ReadySelect
        label={label}
        none="Choose a ready question"
        files={READY_SCENARIOS}
        onChoose={({ text }) => {
          readScenarioText(text).then(
            (read) => {
              if (typeof read === "string") said.value = read;
              else onChoose(read);
            },
            (error: unknown) => {
              said.value = asProblem(error).message;
            },
          );
        }}
      />
      <p role="status" class="said">
        {said}
      </p>
    </>
  );
}
