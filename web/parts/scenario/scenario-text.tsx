import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { asProblem } from "../../state/answers.ts";
import { readScenarioText, type ScenarioFile, writeYaml } from "../../state/scenario-file.ts";
import { showScenario } from "../../state/scenario-question.ts";

/** The whole scenario as text, to paste one or to say what no form has a field for. */
export function ScenarioText({ scenario }: { readonly scenario: ScenarioFile }) {
  const text = useSignal("");
  const fault = useSignal("");
  const written = JSON.stringify(scenario);
  useEffect(() => {
    let wanted = true;
    writeYaml(scenario).then(
      (yaml) => {
        if (wanted) text.value = yaml;
      },
      (error: unknown) => {
        fault.value = asProblem(error).message;
      },
    );
    return () => {
      wanted = false;
    };
  }, [written]);
  const use = () => {
    fault.value = "";
    readScenarioText(text.value).then(
      (read) => {
        if (typeof read === "string") fault.value = read;
        else showScenario(read);
      },
      (error: unknown) => {
        fault.value = asProblem(error).message;
      },
    );
  };
  return (
    <>
      <label class="field">
        <span>YAML or JSON, as the command line and the API take it</span>
        <textarea
          class="code edit-text"
          rows={18}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <p role="status" class="said">
        {fault}
      </p>
      <button type="button" class="primary" onClick={use}>
        Use this text
      </button>
    </>
  );
}
