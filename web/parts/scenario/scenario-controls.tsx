import { useSignal } from "@preact/signals";
import type { ApiProblem } from "../../../src/client/client.ts";
import type { EditSentences } from "../../state/edit-sentences.ts";
import type { ScenarioFile } from "../../state/scenario-file.ts";
import {
  changeScenario,
  type ScenarioPlace,
  sayScenario,
  showScenario,
  subjectOf,
} from "../../state/scenario-question.ts";
import { ChoiceField, Controls, CountryField } from "../fields.tsx";
import { Problem } from "../problem.tsx";
import { ProductField } from "../product-field.tsx";
import { EditList } from "./edit-list.tsx";
import { ReadyChoice } from "./ready-choice.tsx";
import { ScenarioText } from "./scenario-text.tsx";
import { ScenarioTools } from "./scenario-tools.tsx";

interface ScenarioControlsProps {
  readonly scenario: ScenarioFile;
  readonly values: ScenarioPlace;
  readonly sentences: EditSentences;
  readonly read: ReadonlySet<number> | null;
}

const WEEKS = [13, 26, 52, 104];

/** The edit that a problem names: `Edit 2 (ban) cannot be used: …`. */
function faultOf(problem: ApiProblem | null): number | null {
  const number = /^Edit (\d+)\b/.exec(problem?.detail ?? "")?.[1];
  return number === undefined ? null : Number(number);
}

/** Everything that is supposed and asked, on one page. */
export function ScenarioControls({ scenario, values, sentences, read }: ScenarioControlsProps) {
  const asText = useSignal(false);
  const subject = subjectOf(values, scenario);
  const weeks = [...new Set([...WEEKS, values.weeks])].sort((a, b) => a - b);
  return (
    <Controls label="Scenario">
      <ScenarioTools scenario={scenario} values={values} />
      {sentences.problem === null ? null : <Problem problem={sentences.problem} />}
      <EditList
        scenario={scenario}
        sentences={sentences}
        fault={faultOf(sentences.problem)}
        read={read}
        onChange={(next) => changeScenario({ scenario: sayScenario(next) })}
      />
      <fieldset>
        <legend>What is asked</legend>
        <ProductField
          label="Product"
          value={subject.product}
          onChange={(product) => changeScenario({ product: product.slice(0, 6) })}
        />
        <CountryField label="Who buys" value={subject.to} onChange={(to) => changeScenario({ to })} />
        <ChoiceField
          label="Weeks that are followed"
          value={String(values.weeks)}
          choices={weeks.map((count) => [String(count), String(count)] as const)}
          onChange={(count) => changeScenario({ weeks: Number(count) })}
        />
      </fieldset>
      <fieldset>
        <legend>Other scenarios</legend>
        <ReadyChoice label="Begin anew with" onChoose={(ready) => showScenario(ready)} />
        <ReadyChoice label="Compare with" onChoose={(ready) => changeScenario({ beside: sayScenario(ready) })} />
        {values.beside === "" ? null : (
          <div class="figure-tools">
            <button type="button" onClick={() => changeScenario({ scenario: values.beside, beside: values.scenario })}>
              Change places
            </button>
            <button type="button" onClick={() => changeScenario({ beside: "" })}>
              Compare no more
            </button>
          </div>
        )}
      </fieldset>
      <fieldset>
        <legend>As text</legend>
        <button
          type="button"
          aria-expanded={asText.value}
          onClick={() => {
            asText.value = !asText.value;
          }}
        >
          {asText.value ? "Close the text" : "Show or paste the whole as text"}
        </button>
        {asText.value ? <ScenarioText scenario={scenario} /> : null}
      </fieldset>
    </Controls>
  );
}
