import { useSignal } from "@preact/signals";
import { asProblem } from "../../state/answers.ts";
import { fileName, NO_EDITS, readScenarioText, type ScenarioFile, writeYaml } from "../../state/scenario-file.ts";
import {
  changeScenario,
  isInAddress,
  type ScenarioPlace,
  sayScenario,
  showScenario,
  withAsked,
} from "../../state/scenario-question.ts";
import { CopyButton } from "../copy-button.tsx";
import { saveFile } from "../download.ts";
import { TextField } from "../fields.tsx";

/** Larger files are no scenario that a page can show. */
const MOST_BYTES = 256 * 1024;

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
  const take = async (file: File) => {
    fault.value = "";
    if (file.size > MOST_BYTES) {
      fault.value = `“${file.name}” is larger than 256 kB. Ask under it by headwater whatif FILE.`;
      return;
    }
    const read = await readScenarioText(await file.text());
    if (typeof read === "string") fault.value = `“${file.name}”: ${read}`;
    else showScenario(read);
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
      <label class="field">
        <span>Open a file: YAML or JSON</span>
        <input
          type="file"
          accept=".yaml,.yml,.json,application/yaml,application/json"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file !== undefined) take(file).catch(fail);
            event.currentTarget.value = "";
          }}
        />
      </label>
      <p role="status" class="said">
        {fault}
      </p>
    </fieldset>
  );
}
