import { useSignal } from "@preact/signals";
import { asProblem } from "../../state/answers.ts";
import { READY_SCENARIOS } from "../../state/ready-scenarios.ts";
import { readScenarioText, type ScenarioFile } from "../../state/scenario-file.ts";

interface ReadyChoiceProps {
  readonly label: string;
  readonly onChoose: (scenario: ScenarioFile) => void;
}

/** One of the ready questions, to begin with or to compare with. */
export function ReadyChoice({ label, onChoose }: ReadyChoiceProps) {
  const said = useSignal("");
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value=""
        onChange={(event) => {
          const ready = READY_SCENARIOS[event.currentTarget.selectedIndex - 1];
          event.currentTarget.selectedIndex = 0;
          if (ready === undefined) return;
          readScenarioText(ready.text).then(
            (read) => {
              if (typeof read === "string") said.value = read;
              else onChoose(read);
            },
            (error: unknown) => {
              said.value = asProblem(error).message;
            },
          );
        }}
      >
        <option value="">Choose a ready question</option>
        {READY_SCENARIOS.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      <span role="status">{said}</span>
    </label>
  );
}
