import { useSignal } from "@preact/signals";
import { asProblem } from "../../state/answers.ts";
import { isInAddress } from "../../state/said-value.ts";
import { fileName, NO_EDITS, type ScenarioFile } from "../../state/scenario-file.ts";
import { changeScenario, type ScenarioPlace, sayScenario, withAsked } from "../../state/scenario-question.ts";
import { writeYaml } from "../../state/yaml-text.ts";
import { CopyButton } from "../copy-button.tsx";
import { saveFile } from "../download.ts";
import { TextField } from "../fields.tsx";
import { OpenFile } from "../written/open-file.tsx";
import { takeScenarioText } from "./scenario-text.tsx";

interface ScenarioToolsProps {
  readonly scenario: ScenarioFile;
  readonly values: ScenarioPlace;
}

/** The name of the scenario, its file, its link, and a second one beside it. */
export function ScenarioTools({ scenario, values }: ScenarioToolsProps) {
  const fault = useSignal("");
  const fail = (error: unknown) => {
    fault.value = asProblem(error).message;
  };
  const duplicate = () =>
    changeScenario({
      scenario: sayScenario({ ...scenario, title: `${scenario.title}, changed` }),
      beside: values.scenario,
    });
  return (
    <fieldset>
      <legend>Scenario</legend>
      <TextField
        label="Name"
        value={scenario.title}
        onChange={(title) => changeScenario({ scenario: sayScenario({ ...scenario, title: title || NO_EDITS.title }) })}
      />
      <div class="figure-tools">
        <button
          type="button"
          onClick={() => {
            writeYaml(withAsked(scenario, values)).then(
              (text) => saveFile(fileName(scenario), "application/yaml", text),
              fail,
            );
          }}
        >
          Download scenario.yaml
        </button>
        {isInAddress(values.scenario) ? (
          <CopyButton text={() => window.location.href}>Copy its link</CopyButton>
        ) : (
          <p class="muted about">It is too long for a link: send its file.</p>
        )}
        <button type="button" onClick={duplicate}>
          Duplicate, and compare
        </button>
      </div>
      <OpenFile command="headwater whatif FILE" take={takeScenarioText} />
      <p role="status" class="said">
        {fault}
      </p>
    </fieldset>
  );
}
